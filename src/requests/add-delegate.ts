/** AddDelegate. Of the folders that are not named, a new delegate has no rights. */
import type { AddDelegateType, DelegateUserType, DeliverMeetingRequestsType } from '../../generated/index.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

export async function addDelegate(
  session: Session,
  user: DelegateUserType,
  deliverMeetingRequests: DeliverMeetingRequestsType | undefined,
  options: RequestOptions,
): Promise<void> {
  const request: AddDelegateType = {
    mailbox: { emailAddress: session.email },
    delegateUsers: [user],
    ...(deliverMeetingRequests && { deliverMeetingRequests }),
  };
  await call(session, 'AddDelegate', request, options);
}
