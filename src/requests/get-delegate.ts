/** GetDelegate: who may act for the owner of the mailbox. */
import type { DelegateUserType, DeliverMeetingRequestsType, GetDelegateType } from '../../generated/index.js';
import { errorOf } from '../client/response-errors.js';
import type { EwsError } from '../errors.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

/** What the server says of the delegates. */
export interface DelegatesFound {
  readonly users: readonly DelegateUserType[];
  /** Of those whom it cannot show, as a delegate whose mailbox is gone. */
  readonly errors: readonly EwsError[];
  readonly deliverMeetingRequests: DeliverMeetingRequestsType | undefined;
}

function delegatesRequest(mailbox: string): GetDelegateType {
  return { includePermissions: true, mailbox: { emailAddress: mailbox } };
}

export async function getDelegates(session: Session, options: RequestOptions): Promise<DelegatesFound> {
  const request = delegatesRequest(session.email);
  const response = await call(session, 'GetDelegate', request, options, { errors: 'return' });
  const { responseMessages = [], deliverMeetingRequests } = response;
  const whole = errorOf('GetDelegate', 0, response, response);
  // Beside errors of single delegates, the answer as a whole may say that it is one.
  if (whole && responseMessages.length === 0) throw whole;
  const errors = responseMessages.map((message, index) => errorOf('GetDelegate', index, message, response));
  const users = responseMessages.flatMap(({ delegateUser }, index) =>
    errors[index] || !delegateUser ? [] : [delegateUser],
  );
  return { users, errors: errors.filter((error) => error !== undefined), deliverMeetingRequests };
}
