/** RemoveDelegate: users who may no longer act for the owner of the mailbox; their levels in its folders go with it. */
import { ownMailbox } from '../access/own-mailbox.js';
import type { UserId } from '../access/rights.js';
import type { RemoveDelegateType } from '../base/codec.js';
import { SUCCESS } from '../base/response-message.js';
import { delegateFor, delegatePart, delegatesOf, revoke } from '../mail/delegates.js';
import type { Handler } from './handler.js';

export const removeDelegate: Handler<RemoveDelegateType> = (request, context) => {
  const mailbox = ownMailbox(context, request.mailbox.emailAddress ?? '');
  const responseMessages = (request.userIds as UserId[]).map((user) =>
    delegatePart(false, () => {
      const old = delegateFor(context, mailbox, user);
      mailbox.data['delegates'] = delegatesOf(mailbox).filter((one) => one !== old);
      revoke(context, mailbox, old);
      return undefined;
    }),
  );
  context.store.mailboxes.save(mailbox);
  return { ...SUCCESS, responseMessages };
};
