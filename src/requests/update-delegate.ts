/** UpdateDelegate. Of the folders that are not named, the rights stay as they are. */
import type { DelegateUserType, DeliverMeetingRequestsType, UpdateDelegateType } from '../../generated/index.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

export async function updateDelegate(
  session: Session,
  user: DelegateUserType,
  deliverMeetingRequests: DeliverMeetingRequestsType | undefined,
  options: RequestOptions,
): Promise<void> {
  const request: UpdateDelegateType = {
    mailbox: { emailAddress: session.email },
    delegateUsers: [user],
    ...(deliverMeetingRequests && { deliverMeetingRequests }),
  };
  await call(session, 'UpdateDelegate', request, options);
}
