/** An item's MimeContent: the message it came as, or one made of its properties; a calendar item's is iCalendar alone, a contact's a card. */
import { buildCalendar, meetingPart } from '../ical/build-calendar.js';
import { plainText } from '../mime/body.js';
import { buildMessage, formatAddress } from '../mime/build.js';
import type { MimeHeader } from '../mime/parse.js';
import type { Item } from '../store/items.js';
import type { Store } from '../store/store.js';
import { buildCard } from '../vcard/build-card.js';

export function buildMime(store: Store, item: Item): Uint8Array {
  if (item.kind === 'calendarItem') return buildCalendar(item);
  if (item.kind === 'contact') return buildCard(item, photoOf(store, item));
  const { data } = item;
  if (data.mimeSource !== undefined) return data.mimeSource;
  const headers: MimeHeader[] = [];
  const add = (name: string, value: string | undefined) => {
    if (value) headers.push({ name, value });
  };
  add('From', data.from && formatAddress(data.from));
  add('To', data.toRecipients?.map(formatAddress).join(', '));
  add('CC', data.ccRecipients?.map(formatAddress).join(', '));
  if (data.isDraft) add('BCC', data.bccRecipients?.map(formatAddress).join(', '));
  add('Reply-To', data.replyTo?.map(formatAddress).join(', '));
  add('Subject', data.subject);
  add('Date', (data.dateTimeSent ?? data.dateTimeCreated)?.toUTCString().replace('GMT', '+0000'));
  add('Message-ID', data.internetMessageId);
  add('In-Reply-To', data.inReplyTo);
  add('References', data.references);
  if (data.importance && data.importance !== 'Normal') add('Importance', data.importance.toLowerCase());
  if (data.sensitivity && data.sensitivity !== 'Normal') add('Sensitivity', data.sensitivity);
  add('Content-Language', data.culture);
  for (const { headerName, value } of data.internetMessageHeaders ?? []) {
    if (!headers.some((one) => one.name.toLowerCase() === headerName.toLowerCase())) add(headerName, value);
  }
  const files = store.attachments.of(item.id).filter((one) => one.kind === 'fileAttachment');
  return buildMessage({
    headers,
    text: data.body && plainText(data.body),
    html: data.body?.bodyType === 'HTML' ? data.body.value : undefined,
    calendar: meetingPart(item),
    attachments: files.map((file) => ({
      name: file.data.name ?? 'attachment',
      contentType: file.data.contentType ?? 'application/octet-stream',
      contentId: file.data.contentId,
      isInline: file.data.isInline,
      content: store.attachments.content(file.id),
    })),
    seed: `${item.id.toString(16).padStart(16, '0')}sandbox`,
  });
}

function photoOf(store: Store, { id }: Item): { content: Uint8Array; contentType: string } | undefined {
  const photo = store.attachments.of(id).find((one) => one.data['isContactPhoto'] === true);
  return photo && { content: store.attachments.content(photo.id), contentType: photo.data.contentType ?? 'image/jpeg' };
}
