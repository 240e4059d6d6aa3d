/** SetUserPhoto: a picture of the caller's own. */
import type { SetUserPhotoType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import type { Handler } from './handler.js';

export const setUserPhoto: Handler<SetUserPhotoType> = (request, context) => {
  const mailbox = context.store.mailboxes.byAddress(request.email);
  if (mailbox === undefined) throw new Failure('ErrorItemNotFound');
  if (mailbox.id !== context.mailbox.id) throw new Failure('ErrorAccessDenied');
  mailbox.data['photo'] = request.content;
  context.store.mailboxes.save(mailbox);
  return {};
};
