/** Posts, which are messages in a public folder. */
import { PostItemType } from '../../generated/index.js';
import { checkOptions, optionViolations, type Rules, TEXT, ValidationError } from '../errors.js';
import type { Bodies } from '../fields/given.js';
import { wholeShape } from '../fields/shape.js';
import { createAndSave } from '../requests/create-item.js';
import { getItem } from '../requests/get-item.js';
import { idOf } from '../requests/item-refs.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import type { Attachment } from './attachment.js';
import { type WithItemMethods, withItemMethods } from './item.js';
import type { Message } from './message.js';
import type { Mixed } from './mixin.js';
import { bodyOfAnswer, type ReplyMethods, withReplyMethods } from './reply.js';
import { sessionOf } from './session-of.js';

const Base: Mixed<WithItemMethods<typeof PostItemType>, ReplyMethods<Message>> = withReplyMethods(
  withItemMethods(PostItemType),
);

/** What an answer to a post says, above what the server quotes. */
export interface PostReplyContent extends Bodies {
  /** Instead of the one that Exchange makes. */
  subject?: string | undefined;
}

const CONTENT_RULES: Rules<PostReplyContent> = { text: TEXT, html: TEXT, subject: TEXT };

/** A post. `reply()` and its like go to its author by mail, `postReply()` is another post beside it. */
export class PostItem extends Base {
  /** The element that it is: what the members of a union are told apart by. */
  declare kind: 'postItem';
  /** What is attached; undefined when nothing is, or was not asked for. */
  declare attachments?: Attachment[] | undefined;

  /** Answers it where it is: a post in the same folder, in the same thread. Gives it; undefined where the server does not say which it is. */
  async postReply(content: PostReplyContent, options: RequestOptions = {}): Promise<PostItem | undefined> {
    const method = 'postReply()';
    checkOptions(method, options, REQUEST_RULES);
    const violations = optionViolations(content, CONTENT_RULES);
    if (violations.length > 0) throw new ValidationError(method, violations);
    const session = sessionOf(this);
    const { subject } = content;
    const newBodyContent = bodyOfAnswer(method, content);
    const made = await createAndSave(
      session,
      {
        kind: 'postReplyItem',
        ...(subject !== undefined && { subject }),
        referenceItemId: idOf(this),
        ...(newBodyContent && { newBodyContent }),
      },
      undefined,
      options,
    );
    return made?.itemId && getItem<PostItem>(session, made, wholeShape(session), options);
  }
}
