/** SetUserOofSettings: takes the whole of the settings. */
import type { SetUserOofSettingsRequest, UserOofSettings } from '../../generated/index.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

export async function setUserOofSettings(
  session: Session,
  userOofSettings: UserOofSettings,
  options: RequestOptions,
): Promise<void> {
  const request: SetUserOofSettingsRequest = { mailbox: { address: session.email }, userOofSettings };
  await call(session, 'SetUserOofSettings', request, options);
}
