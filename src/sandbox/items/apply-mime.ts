/** MimeContent of a request taken apart into properties; what the request gives as properties wins. */
import { Failure } from '../base/failure.js';
import { isOwnZone } from '../calendar/own-zone.js';
import { applyCalendar } from '../ical/apply-calendar.js';
import { applyMeeting } from '../ical/apply-meeting.js';
import { applyTask } from '../ical/apply-task.js';
import { parseAddresses } from '../mime/addresses.js';
import { parseDate } from '../mime/dates.js';
import type { MimeAttachment } from '../mime/mime-attachment.js';
import { headerOf, parseMime, rawHeaderOf } from '../mime/parse.js';
import type { NestedAttachment } from '../store/attachments.js';
import type { ItemData, ItemKind } from '../store/item-data.js';
import { applyCard } from '../vcard/apply-card.js';

export interface MimeOptions {
  /** Of the request: zone of times that name none. */
  timeZone?: string | undefined;
  /** Of how many messages this one is an attachment. */
  depth?: number;
  /** It is not a request's, but a file's that the sandbox starts with. */
  isSeed?: boolean;
}

/** Replaces `data.mimeContent`, in place; gives the attachments that were in it. */
export function applyMime(
  kind: ItemKind,
  data: ItemData,
  { timeZone, depth = 0, isSeed = false }: MimeOptions = {},
): NestedAttachment[] {
  const given = data['mimeContent'] as { value?: Uint8Array | string } | undefined;
  if (given === undefined) return [];
  data['mimeContent'] = undefined;
  const bytes =
    typeof given.value === 'string' ? Buffer.from(given.value, 'base64') : (given.value ?? new Uint8Array());
  const text = Buffer.from(bytes).toString('utf8');
  if (kind === 'calendarItem') {
    const isMail = !/^[\s\0\ufeff\ufffd]*B\0?E\0?G\0?I\0?N\0?:/i.test(text);
    const calendar = isMail ? (parseMime(bytes).calendar?.text ?? new Uint8Array()) : bytes;
    // Zones of calendar files have names.
    applyCalendar(calendar, data, timeZone !== undefined && isOwnZone(timeZone) ? undefined : timeZone);
    return [];
  }
  if (kind === 'contact') return applyCard(bytes, data);
  if (kind === 'task' && isSeed) {
    applyTask(bytes, data);
    return [];
  }
  if (kind !== 'message' && kind !== 'postItem' && kind !== 'item') {
    throw new Failure('ErrorUnsupportedMimeConversion', 'The requested property cannot be converted to MIME.');
  }
  return applyMessage(bytes, data, depth);
}

function applyMessage(bytes: Uint8Array, data: ItemData, depth: number): NestedAttachment[] {
  const message = parseMime(bytes);
  const header = (name: string) => headerOf(message.headers, name);
  const addresses = (name: string) => {
    const list = parseAddresses(rawHeaderOf(message.headers, name));
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
  data.importance ??= importanceOf(
    header('Importance') ?? header('X-Priority') ?? header('X-MSMail-Priority') ?? header('Priority'),
  );
  data.sensitivity ??= sensitivityOf(header('Sensitivity'));
  data.dateTimeSent ??= parseDate(header('Date'));
  if (header('Disposition-Notification-To')) data['isReadReceiptRequested'] ??= true;
  if (message.html !== undefined) data.body ??= { bodyType: 'HTML', value: message.html };
  else data.body ??= { bodyType: 'Text', value: message.text ?? '' };
  const headers = message.headers.map(({ name, value }) => ({ headerName: name, value }));
  data.internetMessageHeaders = headers.length > 0 ? headers : undefined;
  data.mimeSource = new Uint8Array(bytes);
  const { calendar, attachments } = message;
  const isMeeting = calendar !== undefined && applyMeeting(calendar.text, data);
  return [...(calendar && !isMeeting ? [calendar.file] : []), ...attachments].map((file) => attachmentOf(file, depth));
}

/** Messages within messages that are taken apart: each level is a copy of all below it. Deeper ones stay files. */
const DEEPEST = 10;

function attachmentOf(file: MimeAttachment, depth: number): NestedAttachment {
  if (file.contentType !== 'message/rfc822') return { kind: 'fileAttachment', ...file };
  if (depth >= DEEPEST) return { kind: 'fileAttachment', ...file, name: 'message.eml' };
  const mimeContent = { value: file.content };
  return { kind: 'itemAttachment', isInline: file.isInline, item: { kind: 'message', mimeContent } };
}

function importanceOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (/high|^urgent|^[12]/i.test(text)) return 'High';
  return /low|non-urgent|^[45]/i.test(text) ? 'Low' : 'Normal';
}

function sensitivityOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (/private/i.test(text)) return 'Private';
  if (/personal/i.test(text)) return 'Personal';
  return /confidential/i.test(text) ? 'Confidential' : 'Normal';
}
