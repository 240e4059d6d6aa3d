/** RemoveDelegate. */
import type { RemoveDelegateType, UserIdType } from '../../generated/index.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

export async function removeDelegate(session: Session, user: UserIdType, options: RequestOptions): Promise<void> {
  const request: RemoveDelegateType = { mailbox: { emailAddress: session.email }, userIds: [user] };
  await call(session, 'RemoveDelegate', request, options);
}
