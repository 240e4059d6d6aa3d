/** Contacts. */
import { ContactItemType } from '../../generated/index.js';
import type { Attachment } from './attachment.js';
import { type WithItemMethods, withItemMethods } from './item.js';
import type { Message } from './message.js';
import type { Mixed } from './mixin.js';
import { type ForwardMethods, withForwardMethods } from './reply.js';

const Base: Mixed<WithItemMethods<typeof ContactItemType>, ForwardMethods<Message>> = withForwardMethods(
  withItemMethods(ContactItemType),
);

/** A contact. */
export class Contact extends Base {
  /** The element that it is: what the members of a union are told apart by. */
  declare kind: 'contact';
  /** What is attached; undefined when nothing is, or was not asked for. */
  declare attachments?: Attachment[] | undefined;
}
