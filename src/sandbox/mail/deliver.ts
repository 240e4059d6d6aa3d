/**
 * Mail between the sandbox's mailboxes. What is sent to others goes nowhere and is counted as sent. Knows nothing of requests.
 */
import type { Context } from '../access/context.js';
import { Failure } from '../base/failure.js';
import { sizeOf } from '../items/defaults.js';
import { plainText } from '../mime/body.js';
import { addressOf } from '../properties/addresses.js';
import type { Address, ItemData, ItemKind } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import { copyValue } from '../store/json.js';
import type { Mailbox } from '../store/mailboxes.js';
import { runRules } from './inbox-rules.js';

export interface Outgoing {
  kind: ItemKind;
  data: ItemData;
  /** Row of the item whose attachments go along. */
  attachmentsOf?: number | undefined;
}

/** A message that left the sandbox: to addresses that have no mailbox here. */
export interface External {
  to: string[];
  subject: string | undefined;
}

export class Delivery {
  /** Everything sent to addresses outside, for tests to look at. */
  readonly external: External[] = [];

  /** Delivers to the inbox of every recipient; throws when there is none. Gives the delivered items. */
  send(context: Context, outgoing: Outgoing): Item[] {
    const { data } = outgoing;
    const recipients = [...(data.toRecipients ?? []), ...(data.ccRecipients ?? []), ...(data.bccRecipients ?? [])];
    if (recipients.length === 0) throw new Failure('ErrorInvalidRecipients');
    const outside: string[] = [];
    const delivered: Item[] = [];
    for (const address of new Set(recipients.map((one) => addressText(one)))) {
      const mailbox = context.store.mailboxes.byAddress(address);
      if (mailbox === undefined) outside.push(address);
      else delivered.push(this.deliver(context, mailbox, outgoing));
    }
    if (outside.length > 0) this.external.push({ to: outside, subject: data.subject });
    return delivered;
  }

  /** Puts the message into one mailbox's inbox. */
  deliver(context: Context, mailbox: Mailbox, outgoing: Outgoing): Item {
    const { store, clock } = context;
    const inbox = store.folders.wellKnown(mailbox.id, 'inbox');
    const data = receivedData(context, mailbox, outgoing.data);
    const item = store.items.create(inbox, outgoing.kind, data, { event: 'newMail' });
    if (outgoing.attachmentsOf !== undefined) store.attachments.copyAll(outgoing.attachmentsOf, item.id);
    this.#answerOutOfOffice(context, mailbox, item, clock.now());
    if (outgoing.kind === 'message') runRules(context, mailbox, item);
    return item;
  }

  // One automatic answer for each message, never to an automatic one.
  #answerOutOfOffice(context: Context, mailbox: Mailbox, item: Item, now: Date): void {
    const settings = mailbox.data['oof'] as
      | { oofState?: string; duration?: { startTime: Date; endTime: Date }; internalReply?: { message?: string } }
      | undefined;
    const sender = context.store.mailboxes.byAddress(item.data.sender?.emailAddress);
    if (
      settings === undefined ||
      sender === undefined ||
      sender.id === mailbox.id ||
      item.data.itemClass !== 'IPM.Note'
    )
      return;
    const { duration } = settings;
    const isScheduled =
      settings.oofState === 'Scheduled' && duration && duration.startTime <= now && now < duration.endTime;
    const text = settings.internalReply?.message;
    if ((settings.oofState !== 'Enabled' && !isScheduled) || !text) return;
    this.deliver(context, sender, {
      kind: 'message',
      data: {
        itemClass: 'IPM.Note.Rules.OofTemplate.Microsoft',
        subject: `Automatic reply: ${item.data.subject ?? ''}`,
        body: { bodyType: /<\w+/.test(text) ? 'HTML' : 'Text', value: text },
        toRecipients: [addressOf(sender)],
        from: addressOf(mailbox),
        sender: addressOf(mailbox),
        inReplyTo: item.data.internetMessageId,
        conversationTopic: item.data.conversationTopic,
        conversationIndex: item.data.conversationIndex,
        sensitivity: 'Normal',
        importance: 'Normal',
        culture: 'en-US',
      },
    });
  }
}

// What the recipient sees: unread, dated by the server, without the blind copies.
function receivedData(context: Context, mailbox: Mailbox, sent: ItemData): ItemData {
  const now = context.clock.now();
  const data: ItemData = {
    ...copyValue(sent),
    bccRecipients: undefined,
    isRead: false,
    isDraft: false,
    isFromMe: false,
    isSubmitted: false,
    reminderIsSet: sent.reminderIsSet ?? false,
    dateTimeReceived: now,
    dateTimeSent: now,
    dateTimeCreated: now,
    lastModifiedTime: now,
    lastModifiedName: mailbox.name,
    receivedBy: addressOf(mailbox),
    receivedRepresenting: addressOf(mailbox),
    categories: undefined,
    hasAttachments: sent.hasAttachments ?? false,
  };
  data.internetMessageId ??= `<${crypto.randomUUID().replaceAll('-', '')}@${mailbox.address.split('@')[1]}>`;
  data.internetMessageHeaders ??= headersOf(data, context);
  // A Bcc line must not reach the recipient in the MIME either.
  if (data.mimeSource !== undefined) data.mimeSource = withoutBcc(data.mimeSource);
  data.size = sizeOf(data, 0) + (data.body ? plainText(data.body).length : 0);
  return data;
}

function headersOf(data: ItemData, context: Context): NonNullable<ItemData['internetMessageHeaders']> {
  const host = context.mailbox.address.split('@')[1];
  const time = context.clock.now().toUTCString().replace('GMT', '+0000');
  const list = (addresses: Address[] | undefined) =>
    addresses?.map((one) => `${one.name ?? ''} <${one.emailAddress}>`.trim()).join(', ');
  const headers: [string, string | undefined][] = [
    ['Received', `from ${host} (127.0.0.1) by ${host} (127.0.0.1) with Microsoft SMTP Server; ${time}`],
    ['From', list(data.from && [data.from])],
    ['To', list(data.toRecipients)],
    ['CC', list(data.ccRecipients)],
    ['Subject', data.subject],
    ['Date', time],
    ['Message-ID', data.internetMessageId],
    ['In-Reply-To', data.inReplyTo],
    ['References', data.references],
    ['MIME-Version', '1.0'],
  ];
  return headers.flatMap(([headerName, value]) => (value ? [{ headerName, value }] : []));
}

function withoutBcc(source: Uint8Array): Uint8Array {
  const text = Buffer.from(source).toString('latin1');
  const end = text.search(/\r?\n\r?\n/);
  const head = end < 0 ? text : text.slice(0, end);
  const clean = head.replace(/(^|\n)bcc:[^\n]*(\n[ \t][^\n]*)*(\r?\n|$)/gi, '$1');
  return new Uint8Array(Buffer.from(clean + (end < 0 ? '' : text.slice(end)), 'latin1'));
}

function addressText(address: Address): string {
  return (address.emailAddress ?? '').toLowerCase();
}
