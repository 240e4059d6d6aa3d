/** GetUserOofSettings: whether the owner of the mailbox is away, and what is answered then. */
import type { GetUserOofSettingsRequest, GetUserOofSettingsResponse } from '../../generated/index.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

export function getUserOofSettings(session: Session, options: RequestOptions): Promise<GetUserOofSettingsResponse> {
  const request: GetUserOofSettingsRequest = { mailbox: { address: session.email } };
  return call(session, 'GetUserOofSettings', request, options);
}
