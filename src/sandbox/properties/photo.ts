/**
 * GetUserPhoto and SetUserPhoto. A mailbox without a photo answers with a picture made for it, so that a client has one to show;
 * an address without a mailbox answers ErrorItemNotFound, as Exchange does for both.
 */
import type { GetUserPhotoType, SetUserPhotoType } from '../../../generated/index.js';
import type { Context } from '../access/context.js';
import { Failure } from '../base/failure.js';
import type { Handler } from '../operations/handler.js';
import { pictureOf, pixelsOf } from './picture.js';

const SUCCESS = { responseClass: 'Success', responseCode: 'NoError' };

export const getUserPhoto: Handler<GetUserPhotoType> = (request, context) => ({
  ...SUCCESS,
  hasChanged: true,
  pictureData: photoOf(context, request.email, request.sizeRequested),
});

export const setUserPhoto: Handler<SetUserPhotoType> = (request, context) => {
  const mailbox = context.store.mailboxes.byAddress(request.email);
  if (mailbox === undefined) throw new Failure('ErrorItemNotFound');
  if (mailbox.id !== context.mailbox.id) throw new Failure('ErrorAccessDenied');
  mailbox.data['photo'] = request.content;
  context.store.mailboxes.save(mailbox);
  return {};
};

/** The photo that was set, in whatever size it has, or one that is made. */
export function photoOf(context: Pick<Context, 'store'>, address: string, size: string | null): Uint8Array {
  const mailbox = context.store.mailboxes.byAddress(address);
  if (mailbox === undefined) throw new Failure('ErrorItemNotFound');
  const own = mailbox.data['photo'];
  return typeof own === 'string'
    ? new Uint8Array(Buffer.from(own, 'base64'))
    : pictureOf(mailbox.address, pixelsOf(size));
}
