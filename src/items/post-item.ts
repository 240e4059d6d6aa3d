/** Posts, which are messages in a public folder. */
import { PostItemType } from '../../generated/index.js';
import type { Attachment } from './attachment.js';
import { type WithItemMethods, withItemMethods } from './item.js';
import type { Message } from './message.js';
import type { Mixed } from './mixin.js';
import { type ReplyMethods, withReplyMethods } from './reply.js';

const Base: Mixed<WithItemMethods<typeof PostItemType>, ReplyMethods<Message>> = withReplyMethods(
  withItemMethods(PostItemType),
);

/** A post. Answers go to its author by mail. */
export class PostItem extends Base {
  /** The element that it is: what the members of a union are told apart by. */
  declare kind: 'postItem';
  /** What is attached; undefined when nothing is, or was not asked for. */
  declare attachments?: Attachment[] | undefined;
}
