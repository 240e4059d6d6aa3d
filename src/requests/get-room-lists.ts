/** GetRoomLists: the lists that rooms stand in. */
import type { EmailAddressType } from '../../generated/index.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

export async function getRoomLists(session: Session, options: RequestOptions): Promise<readonly EmailAddressType[]> {
  return (await call(session, 'GetRoomLists', {}, options)).roomLists ?? [];
}
