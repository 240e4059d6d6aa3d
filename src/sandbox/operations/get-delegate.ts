/** GetDelegate: the delegates of the caller's mailbox, all or those asked for. */
import { ownMailbox } from '../access/own-mailbox.js';
import type { UserId } from '../access/rights.js';
import type { GetDelegateType } from '../base/codec.js';
import { SUCCESS } from '../base/response-message.js';
import { delegateFor, delegatePart, delegatesOf } from '../mail/delegates.js';
import type { Handler } from './handler.js';

export const getDelegate: Handler<GetDelegateType> = (request, context) => {
  const mailbox = ownMailbox(context, request.mailbox.emailAddress ?? '');
  const wanted = request.userIds as UserId[] | undefined;
  const { includePermissions } = request;
  const parts = wanted
    ? wanted.map((user) => delegatePart(includePermissions, () => delegateFor(context, mailbox, user)))
    : delegatesOf(mailbox).map((one) => delegatePart(includePermissions, () => one));
  return {
    ...SUCCESS,
    ...(parts.length > 0 && { responseMessages: parts }),
    deliverMeetingRequests: String(mailbox.data['deliverMeetingRequests'] ?? 'DelegatesAndSendInformationToMe'),
  };
};
