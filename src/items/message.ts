/** E-mail messages, and posts, which are messages in a public folder. */
import { MessageType, PostItemType } from '../../generated/index.js';
import type { RequestOptions } from '../client/session.js';
import { sendItems, settledValue } from './bulk.js';
import { idOf, type WithItemMethods, withItemMethods } from './item.js';
import type { Mixed } from './mixin.js';
import { type MailMethods, withMailMethods } from './reply.js';
import { sessionOf } from './session-of.js';

const MessageBase: Mixed<WithItemMethods<typeof MessageType>, MailMethods> = withMailMethods(
  withItemMethods(MessageType),
);

/** An e-mail message. */
export class Message extends MessageBase {
  declare kind: 'message';

  /** Sends a draft; a copy goes to the sent items unless `saveCopy` is false. The draft is gone afterwards. */
  async send(options: RequestOptions & { saveCopy?: boolean | undefined } = {}): Promise<void> {
    settledValue(await sendItems(sessionOf(this), [idOf(this)], options));
    delete this.itemId;
  }
}

const PostBase: WithItemMethods<typeof PostItemType> = withItemMethods(PostItemType);

/** A post. */
export class PostItem extends PostBase {
  declare kind: 'postItem';
}
