/** ExpandDL: the members of a distribution list. */
import type { EmailAddressType, ExpandDLType } from '../../generated/index.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import { onlyMessage } from './payload.js';
import type { Session } from './session.js';

export async function expandDl(
  session: Session,
  list: EmailAddressType,
  options: RequestOptions,
): Promise<readonly EmailAddressType[]> {
  // An id is the name of a list in the contacts; with an address beside it, Exchange would look in the directory.
  const request: ExpandDLType = {
    mailbox: list.itemId ? { itemId: list.itemId } : { emailAddress: list.emailAddress },
  };
  return onlyMessage(await call(session, 'ExpandDL', request, options)).dlExpansion?.mailbox ?? [];
}
