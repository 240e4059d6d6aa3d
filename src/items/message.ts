/** E-mail messages. */
import { MessageType } from '../../generated/index.js';
import type { RequestOptions, SendOptions } from '../requests/options.js';
import type { Attachment } from './attachment.js';
import { type WithItemMethods, withItemMethods } from './item.js';
import { type MailMethods, withMailMethods } from './mail-methods.js';
import type { Mixed } from './mixin.js';
import { respond } from './respond.js';
import { sendDraft } from './send-draft.js';

const Base: Mixed<WithItemMethods<typeof MessageType>, MailMethods<Message>> = withMailMethods(
  withItemMethods(MessageType),
);

/** An e-mail message. */
export class Message extends Base {
  /** The element that it is: what the members of a union are told apart by. */
  declare kind: 'message';
  /** What is attached; undefined when nothing is, or was not asked for. */
  declare attachments?: Attachment[] | undefined;

  /**
   * Sends the draft, with what was changed in it since it was read. What is no draft is refused before anything is sent. Of an error,
   * `fate` says whether it may have gone out nevertheless. The draft is gone afterwards.
   */
  async send(options: SendOptions = {}): Promise<void> {
    await sendDraft(this, 'message.send()', options);
  }

  /**
   * The sender who asked for a receipt gets none, though it is read afterwards: for servers before Exchange 2013 SP1, where marking as read
   * sends one always. Where none is due, the server says ErrorReadReceiptNotPending.
   */
  async suppressReadReceipt(options: RequestOptions = {}): Promise<void> {
    await respond(this, 'suppressReadReceipt()', 'suppressReadReceipt', options);
  }
}
