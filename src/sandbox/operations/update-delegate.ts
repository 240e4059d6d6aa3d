/** UpdateDelegate: what delegates may do and are sent, and who gets the owner's meeting requests. */
import { ownMailbox } from '../access/own-mailbox.js';
import type { UpdateDelegateType } from '../base/codec.js';
import { SUCCESS } from '../base/response-message.js';
import { type Delegate, delegateFor, delegatePart, delegatesOf, grant } from '../mail/delegates.js';
import { copyValue } from '../store/json.js';
import type { Handler } from './handler.js';

export const updateDelegate: Handler<UpdateDelegateType> = (request, context) => {
  const mailbox = ownMailbox(context, request.mailbox.emailAddress ?? '');
  const responseMessages = ((request.delegateUsers ?? []) as Delegate[]).map((incoming) =>
    delegatePart(true, () => {
      const old = delegateFor(context, mailbox, incoming.userId);
      const updated = { ...old, ...copyValue(incoming), userId: old.userId };
      mailbox.data['delegates'] = delegatesOf(mailbox).map((one) => (one === old ? updated : one));
      grant(context, mailbox, updated);
      return updated;
    }),
  );
  if (request.deliverMeetingRequests !== undefined)
    mailbox.data['deliverMeetingRequests'] = request.deliverMeetingRequests;
  context.store.mailboxes.save(mailbox);
  return { ...SUCCESS, responseMessages };
};
