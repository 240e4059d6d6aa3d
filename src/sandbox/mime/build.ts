/** Writes an internet message: headers, a body in one or two forms, attachments. Knows nothing of items. */
import type { MimeHeader } from './parse.js';

export interface BuildPart {
  name: string;
  contentType: string;
  contentId?: string | undefined;
  isInline?: boolean | undefined;
  content: Uint8Array;
}

export interface BuildMessage {
  headers: MimeHeader[];
  text?: string | undefined;
  html?: string | undefined;
  /** Of a message about a meeting: one more form of its body. */
  calendar?: { method: string; text: string } | undefined;
  attachments: BuildPart[];
  /** Makes the boundaries; the same message gives the same bytes. */
  seed: string;
}

export function buildMessage(message: BuildMessage): Uint8Array {
  const lines = message.headers.map(({ name, value }) => `${name}: ${encodeHeader(name, value)}`);
  lines.push('MIME-Version: 1.0');
  const bodies = bodiesOf(message);
  if (message.attachments.length === 0) {
    return Buffer.from(`${lines.join('\r\n')}\r\n${alternatives(bodies, message.seed)}`, 'utf8');
  }
  const boundary = `_004_${message.seed}_`;
  lines.push(`Content-Type: multipart/mixed; boundary="${boundary}"`);
  const parts = [alternatives(bodies, message.seed), ...message.attachments.map(attachmentPart)];
  const body = parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('');
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}--${boundary}--\r\n`, 'utf8');
}

interface Body {
  type: string;
  text: string;
}

function bodiesOf(message: BuildMessage): Body[] {
  const bodies: Body[] = [];
  if (message.text !== undefined) bodies.push({ type: 'text/plain', text: message.text });
  if (message.html !== undefined) bodies.push({ type: 'text/html', text: message.html });
  if (message.calendar !== undefined)
    bodies.push({ type: `text/calendar; method=${message.calendar.method}`, text: message.calendar.text });
  return bodies.length > 0 ? bodies : [{ type: 'text/plain', text: '' }];
}

function alternatives(bodies: Body[], seed: string): string {
  const parts = bodies.map(({ type, text }) => {
    const head = `Content-Type: ${type}; charset="utf-8"\r\nContent-Transfer-Encoding: base64`;
    return `${head}\r\n\r\n${base64Lines(Buffer.from(text, 'utf8'))}`;
  });
  if (parts.length === 1) return parts[0] as string;
  const boundary = `_000_${seed}_`;
  const body = parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('');
  return `Content-Type: multipart/alternative; boundary="${boundary}"\r\n\r\n${body}--${boundary}--\r\n`;
}

function attachmentPart(part: BuildPart): string {
  const name = encodeParameter('name', part.name);
  const head = [
    `Content-Type: ${part.contentType || 'application/octet-stream'};\r\n\t${name}`,
    `Content-Disposition: ${part.isInline ? 'inline' : 'attachment'};\r\n\t${encodeParameter('filename', part.name)}`,
    ...(part.contentId ? [`Content-ID: <${part.contentId}>`] : []),
    'Content-Transfer-Encoding: base64',
  ];
  return `${head.join('\r\n')}\r\n\r\n${base64Lines(part.content)}`;
}

function base64Lines(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('base64')
    .replace(/(.{76})(?=.)/g, '$1\r\n');
}

const ADDRESS_HEADERS = new Set(['from', 'sender', 'to', 'cc', 'bcc', 'reply-to']);

function encodeHeader(name: string, value: string): string {
  const clean = value.replace(/[\r\n]+/g, ' ');
  if (/^[\x20-\x7e\t]*$/.test(clean)) return clean;
  if (!ADDRESS_HEADERS.has(name.toLowerCase())) return encodeWords(clean);
  // Only the names are encoded: an address within an encoded word is none.
  return clean.replace(/(?:"[^"]*"[ \t]*|(?<![^,<>"])[^,<>"]+)(?=<)/g, (text) => {
    const bare = text.trim().replace(/^"|"$/g, '');
    return /^[\x20-\x7e]*$/.test(bare) ? text : `${text.startsWith(' ') ? ' ' : ''}${encodeWords(bare)} `;
  });
}

// Words of at most 75 characters, each ending with a whole character (RFC 2047).
function encodeWords(text: string): string {
  const words: string[] = [];
  let current = '';
  for (const character of text) {
    if (Buffer.byteLength(current + character) > 42) {
      words.push(current);
      current = '';
    }
    current += character;
  }
  words.push(current);
  return words.map((word) => `=?utf-8?B?${Buffer.from(word, 'utf8').toString('base64')}?=`).join('\r\n ');
}

function encodeParameter(name: string, value: string): string {
  if (/^[\x20-\x7e]*$/.test(value)) return `${name}="${value.replace(/["\\]/g, '\\$&')}"`;
  const escaped = [...Buffer.from(value, 'utf8')].map((byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9.-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  });
  return `${name}*=utf-8''${escaped.join('')}`;
}

/** `"Anna Berg" <anna@x.y>`, with a name only where there is one. */
export function formatAddress(address: { name?: string | undefined; emailAddress?: string | undefined }): string {
  const { name, emailAddress = '' } = address;
  if (!name || name === emailAddress) return `<${emailAddress}>`;
  return /^[\w .-]+$/.test(name)
    ? `${name} <${emailAddress}>`
    : `"${name.replace(/["\\]/g, '\\$&')}" <${emailAddress}>`;
}
