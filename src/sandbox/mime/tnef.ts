/**
 * Reads winmail.dat (TNEF, MS-OXTNEF): the body and the files that Outlook puts there for other Outlooks. Rich text (RTF) is left aside. Knows
 * no mail around it.
 */
import { decodeText } from './decode.js';
import type { MimeAttachment } from './mime-attachment.js';
import { type Parts, type Properties, partsOf } from './tnef-stream.js';

export interface Tnef {
  text: string | undefined;
  html: string | undefined;
  attachments: MimeAttachment[];
}

/** MAPI properties, without their types. */
const PROPERTY = {
  subject: 0x0037,
  senderName: 0x0c1a,
  sentTime: 0x0039,
  text: 0x1000,
  html: 0x1013,
  codePage: 0x3fde,
  displayName: 0x3001,
  data: 0x3701,
  method: 0x3705,
  fileName: 0x3704,
  longName: 0x3707,
  type: 0x370e,
  contentId: 0x3712,
  flags: 0x3714,
  senderAddress: 0x5d01,
} as const;
/** PidTagAttachMethod: a message. */
const EMBEDDED = 5;
/** PidTagAttachFlags: the body shows it. */
const RENDERED = 4;

/** Undefined for what is none, or is cut off before it says anything. */
export function parseTnef(bytes: Uint8Array): Tnef | undefined {
  const parts = partsOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (parts === undefined) return undefined;
  const { message } = parts;
  const page = message.get(PROPERTY.codePage);
  return {
    text: textIn(message, PROPERTY.text, parts) ?? (parts.body && ended(decodeText(parts.body, charsetOf(parts)))),
    html: textIn(message, PROPERTY.html, parts, typeof page === 'number' ? page : undefined),
    attachments: parts.attachments.flatMap((each) => attachmentOf(each, parts) ?? []),
  };
}

/** `page`: the number of the charset that it is in, where it is not the stream's. */
function textIn(properties: Properties, id: number, parts: Parts, page?: number): string | undefined {
  const value = properties.get(id);
  if (value === undefined || typeof value === 'number') return undefined;
  return ended(typeof value === 'string' ? value : decodeText(value, charsetNamed(page ?? parts.codePage)));
}

function ended(text: string): string {
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}

function charsetOf({ codePage }: Parts): string {
  return charsetNamed(codePage);
}

/** Windows' numbers of charsets (Learn, Code Page Identifiers). */
function charsetNamed(page: number): string {
  if (page > 28590 && page < 28606) return `iso-8859-${page - 28590}`;
  return (
    { 65001: 'utf-8', 20127: 'us-ascii', 20866: 'koi8-r', 50220: 'iso-2022-jp', 51949: 'euc-kr' }[page] ?? `cp${page}`
  );
}

function attachmentOf(
  { title, data, properties }: Parts['attachments'][number],
  parts: Parts,
): MimeAttachment | undefined {
  const text = (id: number) => textIn(properties, id, parts);
  const object = properties.get(PROPERTY.data);
  const content = data ?? (Buffer.isBuffer(object) ? object : undefined);
  if (content === undefined) return undefined;
  const named =
    text(PROPERTY.longName) ?? (title && ended(decodeText(title, charsetOf(parts)))) ?? text(PROPERTY.fileName);
  const isInline = (Number(properties.get(PROPERTY.flags) ?? 0) & RENDERED) !== 0;
  const common = { contentId: text(PROPERTY.contentId), isInline };
  // The interface that the object has stands before it.
  if (properties.get(PROPERTY.method) === EMBEDDED && Buffer.isBuffer(object))
    return { ...common, name: '', contentType: 'message/rfc822', content: asMail(object.subarray(16)) };
  return {
    ...common,
    name: named || text(PROPERTY.displayName) || 'ATT00001.bin',
    contentType: text(PROPERTY.type) || 'application/octet-stream',
    content: new Uint8Array(content),
  };
}

/** A message within is one whose only part is TNEF: what is within that is read when it is taken apart. */
function asMail(tnef: Buffer): Uint8Array {
  const parts = partsOf(tnef);
  const text = (id: number) => (parts && textIn(parts.message, id, parts)) ?? '';
  const word = (value: string) => `=?utf-8?B?${Buffer.from(value).toString('base64')}?=`;
  const sent = parts?.message.get(PROPERTY.sentTime);
  const address = /^[^\s<>@]+@[^\s<>@]+$/.exec(text(PROPERTY.senderAddress))?.[0];
  const lines = [
    `Subject: ${word(text(PROPERTY.subject))}`,
    ...(address ? [`From: ${word(text(PROPERTY.senderName))} <${address}>`] : []),
    ...(Buffer.isBuffer(sent) && sent.length === 8 ? [`Date: ${dateOf(sent)}`] : []),
    'MIME-Version: 1.0',
    'Content-Type: application/ms-tnef; name=winmail.dat',
    'Content-Transfer-Encoding: base64',
    '',
    ...(tnef.toString('base64').match(/.{1,76}/g) ?? []),
  ];
  return Buffer.from(lines.join('\r\n'));
}

// FILETIME: tenths of microseconds since 1601.
function dateOf(time: Buffer): string {
  const date = new Date(Number(time.readBigUInt64LE(0) / 10_000n) - 11_644_473_600_000);
  return Number.isNaN(date.getTime()) ? '' : date.toUTCString();
}
