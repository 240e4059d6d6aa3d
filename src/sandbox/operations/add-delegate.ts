/** AddDelegate: users who may act for the owner of the mailbox from now on. */
import { ownMailbox } from '../access/own-mailbox.js';
import type { AddDelegateType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { SUCCESS } from '../base/response-message.js';
import { type Delegate, delegatePart, delegatesOf, grant, isUser, userOf } from '../mail/delegates.js';
import { copyValue } from '../store/json.js';
import { sidOf } from '../store/mailboxes.js';
import type { Handler } from './handler.js';

export const addDelegate: Handler<AddDelegateType> = (request, context) => {
  const mailbox = ownMailbox(context, request.mailbox.emailAddress ?? '');
  const responseMessages = (request.delegateUsers as Delegate[]).map((incoming) =>
    delegatePart(true, () => {
      const user = userOf(context, incoming.userId);
      if (user.id === mailbox.id)
        throw new Failure('ErrorDelegateCannotAddOwner', 'The owner cannot be added as a delegate.');
      if (delegatesOf(mailbox).some((one) => isUser(one, incoming.userId)))
        throw new Failure('ErrorDelegateAlreadyExists', 'The delegate exists already.');
      const userId = { sid: sidOf(user), primarySmtpAddress: user.address, displayName: user.name };
      const delegate: Delegate = { ...copyValue(incoming), userId };
      mailbox.data['delegates'] = [...delegatesOf(mailbox), delegate];
      grant(context, mailbox, delegate);
      return delegate;
    }),
  );
  if (request.deliverMeetingRequests !== undefined)
    mailbox.data['deliverMeetingRequests'] = request.deliverMeetingRequests;
  context.store.mailboxes.save(mailbox);
  return { ...SUCCESS, responseMessages };
};
