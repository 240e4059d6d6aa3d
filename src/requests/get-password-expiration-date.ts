/** GetPasswordExpirationDate. Since Exchange 2010. */
import type { GetPasswordExpirationDateType } from '../../generated/index.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

/** Exchange says of a password that never expires the end of its calendar. */
const NEVER = Date.UTC(9999, 0, 1);

export async function getPasswordExpirationDate(session: Session, options: RequestOptions): Promise<Date | undefined> {
  const request: GetPasswordExpirationDateType = { mailboxSmtpAddress: session.email };
  const { passwordExpirationDate: date } = await call(session, 'GetPasswordExpirationDate', request, options);
  return date === undefined || date.getTime() >= NEVER || date.getUTCFullYear() <= 1 ? undefined : date;
}
