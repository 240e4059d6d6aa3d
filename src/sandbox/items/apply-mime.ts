/** MimeContent of a request taken apart into properties; what the request gives as properties wins. */
import { Failure } from '../base/failure.js';
import { applyCalendar } from '../ical/parse-calendar.js';
import { headerOf, parseAddresses, parseMime } from '../mime/parse.js';
import type { NestedAttachment } from '../store/attachments.js';
import type { ItemData, ItemKind } from '../store/item-data.js';

/** Replaces `data.mimeContent`, in place; gives the attachments that were in it. */
export function applyMime(kind: ItemKind, data: ItemData): NestedAttachment[] {
  const given = data['mimeContent'] as { value?: Uint8Array | string } | undefined;
  if (given === undefined) return [];
  data['mimeContent'] = undefined;
  const bytes =
    typeof given.value === 'string' ? Buffer.from(given.value, 'base64') : (given.value ?? new Uint8Array());
  const text = Buffer.from(bytes).toString('utf8');
  if (kind === 'calendarItem') {
    const calendar = /^\s*BEGIN:VCALENDAR/i.test(text) ? text : (parseMime(bytes).calendar ?? '');
    if (!calendar) throw new Failure('ErrorMimeContentInvalid', 'The MIME content is not valid.');
    applyCalendar(calendar, data);
    return [];
  }
  if (kind !== 'message' && kind !== 'postItem' && kind !== 'item') {
    throw new Failure('ErrorUnsupportedMimeConversion', 'The requested property cannot be converted to MIME.');
  }
  return applyMessage(bytes, data);
}

function applyMessage(bytes: Uint8Array, data: ItemData): NestedAttachment[] {
  const message = parseMime(bytes);
  const header = (name: string) => headerOf(message.headers, name);
  const addresses = (name: string) => {
    const list = parseAddresses(header(name));
    return list.length > 0 ? list : undefined;
  };
  data.subject ??= header('Subject');
  data.toRecipients ??= addresses('To');
  data.ccRecipients ??= addresses('Cc');
  data.bccRecipients ??= addresses('Bcc');
  data.replyTo ??= addresses('Reply-To');
  data.from ??= addresses('From')?.[0];
  data.sender ??= addresses('Sender')?.[0] ?? data.from;
  data.internetMessageId ??= header('Message-ID');
  data.inReplyTo ??= header('In-Reply-To');
  data.references ??= header('References');
  data.importance ??= importanceOf(header('Importance') ?? header('X-Priority'));
  data.sensitivity ??= sensitivityOf(header('Sensitivity'));
  const sent = new Date(header('Date') ?? '');
  if (!Number.isNaN(sent.getTime())) data.dateTimeSent ??= sent;
  if (message.html !== undefined) data.body ??= { bodyType: 'HTML', value: message.html };
  else data.body ??= { bodyType: 'Text', value: message.text ?? '' };
  const headers = message.headers.map(({ name, value }) => ({ headerName: name, value }));
  data.internetMessageHeaders = headers.length > 0 ? headers : undefined;
  data.mimeSource = new Uint8Array(bytes);
  return message.attachments.map((file) => ({ kind: 'fileAttachment', ...file }));
}

function importanceOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (/high|^[12]/i.test(text)) return 'High';
  return /low|^[45]/i.test(text) ? 'Low' : 'Normal';
}

function sensitivityOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (/private/i.test(text)) return 'Private';
  if (/personal/i.test(text)) return 'Personal';
  return /confidential/i.test(text) ? 'Confidential' : 'Normal';
}
