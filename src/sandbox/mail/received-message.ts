/** A message as its recipient gets it: unread, dated by the server, with headers of a transport and without the blind copies. */
import type { Context } from '../access/context.js';
import { sizeOf } from '../items/size.js';
import { plainText } from '../mime/body.js';
import { addressOf } from '../properties/addresses.js';
import type { Address, ItemData, ItemKind } from '../store/item-data.js';
import { copyValue } from '../store/json.js';
import type { Mailbox } from '../store/mailboxes.js';

/** A message on its way. */
export interface Outgoing {
  kind: ItemKind;
  data: ItemData;
  /** Row of the item whose attachments go along. */
  attachmentsOf?: number | undefined;
  /** Whose delegate gets it, where it was sent to another. */
  representing?: Mailbox | undefined;
}

export function receivedData(context: Context, mailbox: Mailbox, { data: sent, representing }: Outgoing): ItemData {
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
    receivedRepresenting: addressOf(representing ?? mailbox),
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
