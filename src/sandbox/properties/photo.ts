/**
 * The photo of a mailbox. One without a photo has a picture made for it, so that a client has one to show; an address without a
 * mailbox is ErrorItemNotFound, as Exchange answers in both cases.
 */
import type { Context } from '../access/context.js';
import { Failure } from '../base/failure.js';
import { pictureOf, pixelsOf } from './picture.js';

/** The photo that was set, in whatever size it has, or one that is made. */
export function photoOf(context: Pick<Context, 'store'>, address: string, size: string | null): Uint8Array {
  const mailbox = context.store.mailboxes.byAddress(address);
  if (mailbox === undefined) throw new Failure('ErrorItemNotFound');
  const own = mailbox.data['photo'];
  return typeof own === 'string'
    ? new Uint8Array(Buffer.from(own, 'base64'))
    : pictureOf(mailbox.address, pixelsOf(size));
}
