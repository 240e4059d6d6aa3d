/**
 * Reads an internet message (RFC 5322, MIME): headers with their encoded words decoded (by postal-mime), the body in both
 * forms, the attachments. Knows nothing of items.
 */
import { decodeWords } from 'postal-mime';
import { oneLine } from './addresses.js';
import { decodeText, decodeTransfer, inKnownCharsets, textOfBytes } from './decode.js';
import type { MimeAttachment } from './mime-attachment.js';
import { parseTnef } from './tnef.js';

export interface MimeHeader {
  name: string;
  value: string;
  /** As it stands in the message, encoded words and all: structure is read from it, before they are decoded. */
  raw?: string;
}

export interface MimeMessage {
  headers: MimeHeader[];
  text: string | undefined;
  html: string | undefined;
  /** The first calendar object, `text/calendar`: its text, in UTF-8, and itself as a file. */
  calendar: { text: Uint8Array; file: MimeAttachment } | undefined;
  attachments: MimeAttachment[];
}

interface Part {
  headers: MimeHeader[];
  type: string;
  parameters: Record<string, string>;
  /** Bytes of the part, one per character. */
  raw: string;
}

export function parseMime(bytes: Uint8Array): MimeMessage {
  const root = parsePart(asMail(Buffer.from(bytes).toString('latin1')), 'text/plain');
  const message: MimeMessage = {
    headers: root.headers,
    text: undefined,
    html: undefined,
    calendar: undefined,
    attachments: [],
  };
  collect(root, message, 0);
  openTnef(message);
  return message;
}

/** The first header of that name. */
export function headerOf(headers: readonly MimeHeader[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  return headers.find((header) => header.name.toLowerCase() === wanted)?.value;
}

/** The headers of that name as they stand in the message, as one list. */
export function rawHeaderOf(headers: readonly MimeHeader[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  const found = headers.filter((header) => header.name.toLowerCase() === wanted);
  return found.length === 0 ? undefined : found.map(({ raw, value }) => raw ?? value).join(', ');
}

// A mark of the byte order, the line that an mbox begins with, line ends of old Macs.
function asMail(raw: string): string {
  const bare = raw.replace(/^\xef\xbb\xbf/, '').replace(/^>?From [^\r\n]*(\r\n?|\n)/, '');
  return bare.includes('\n') ? bare : bare.replaceAll('\r', '\r\n');
}

function collect(part: Part, into: MimeMessage, depth: number): void {
  if (part.type.startsWith('multipart/') && depth < 20) {
    const children = splitMultipart(part);
    for (const child of children) collect(child, into, depth + 1);
    // Without its boundary it is one text, in which nothing is lost.
    if (children.length > 0 || part.raw.trim() === '') return;
    part.type = 'text/plain';
  }
  const disposition = rawOf(part.headers, 'Content-Disposition') ?? '';
  const name = parameterOf(disposition, 'filename') ?? part.parameters['name'];
  const isAttachment =
    /^\s*attachment/i.test(disposition) || (name !== undefined && !/^text\/(plain|html)$/.test(part.type));
  const content = decodeTransfer(part.raw, rawOf(part.headers, 'Content-Transfer-Encoding'));
  const file = (): MimeAttachment => {
    const contentId = headerOf(part.headers, 'Content-ID')?.trim().replace(/^<|>$/g, '');
    return {
      name: part.type === 'message/rfc822' ? '' : (name ?? nameless(part.type, into.attachments.length + 1)),
      contentType: part.type,
      contentId,
      isInline: /^\s*inline/i.test(disposition) || (contentId !== undefined && !isAttachment),
      content,
    };
  };
  if (part.type === 'text/calendar' && into.calendar === undefined && !/^\s*attachment/i.test(disposition)) {
    const text = Buffer.from(decodeText(content, part.parameters['charset'] ?? 'utf-8'), 'utf8');
    into.calendar = { text, file: file() };
  } else if (!isAttachment && part.type === 'text/html' && into.html === undefined)
    into.html = decodeText(content, part.parameters['charset'] ?? charsetWithin(content));
  else if (!isAttachment && part.type === 'text/plain' && into.text === undefined)
    into.text = unflowed(part, decodeText(content, part.parameters['charset']));
  else into.attachments.push(file());
}

// What Outlook puts into winmail.dat for other Outlooks is the message's own: its files, and its body where that says more.
function openTnef(message: MimeMessage): void {
  message.attachments = message.attachments.flatMap((file) => {
    const opened = /^application\/(vnd\.)?ms-tnef$/.test(file.contentType) ? parseTnef(file.content) : undefined;
    if (opened === undefined) return [file];
    message.html ??= opened.html;
    message.text ??= opened.text;
    return opened.attachments;
  });
}

// RFC 3676: a line that ends with a space goes on in the next, as deep in quotes; a signature's does not.
function unflowed({ parameters }: Part, text: string): string {
  if (!/^flowed$/i.test(parameters['format'] ?? '')) return text;
  const deletes = /^yes$/i.test(parameters['delsp'] ?? '');
  const lines: string[] = [];
  let [open, depth] = [false, -1];
  for (const line of text.split(/\r?\n/)) {
    const quotes = /^>*/.exec(line)?.[0] ?? '';
    const bare = line.slice(quotes.length).replace(/^ /, '');
    const goesOn = open && quotes.length === depth && bare !== '-- ';
    open = bare.endsWith(' ') && bare !== '-- ';
    depth = quotes.length;
    const kept = open && deletes ? bare.slice(0, -1) : bare;
    if (goesOn) lines.push(`${lines.pop()}${kept}`);
    else lines.push(quotes === '' ? kept : `${quotes} ${kept}`);
  }
  return lines.join('\r\n');
}

// Exchange's names for what has none: ATT00001.txt.
function nameless(type: string, place: number): string {
  const [, subtype = ''] = type.split('/');
  const ending = { plain: 'txt', html: 'htm', jpeg: 'jpg', calendar: 'ics' }[subtype] ?? subtype;
  return `ATT${String(place).padStart(5, '0')}.${/^[a-z\d]{2,4}$/.test(ending) ? ending : 'bin'}`;
}

/** What a page says of itself, in its first lines. */
function charsetWithin(content: Uint8Array): string | undefined {
  const head = Buffer.from(content.subarray(0, 1024)).toString('latin1');
  return /<meta[^<>]*charset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1];
}

/** The first header of that name, as it stands in the message. */
function rawOf(headers: readonly MimeHeader[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  const header = headers.find((one) => one.name.toLowerCase() === wanted);
  return header?.raw ?? header?.value;
}

function parsePart(raw: string, usual: string): Part {
  const gap = /\r?\n\r?\n/.exec(raw);
  const startsWithGap = /^\r?\n/.exec(raw);
  const whole = startsWithGap ? '' : gap ? raw.slice(0, gap.index) : raw;
  const rest = startsWithGap ? raw.slice(startsWithGap[0].length) : gap ? raw.slice(gap.index + gap[0].length) : '';
  const [head, early] = endOfHeaders(whole);
  const body = early === '' ? rest : `${early}${gap?.[0] ?? ''}${rest}`;
  const headers = head
    .replace(/\r?\n([ \t])/g, '$1')
    .split(/\r?\n/)
    .flatMap((line) => {
      const colon = line.indexOf(':');
      if (colon <= 0) return [];
      const text = inKnownCharsets(textOfBytes(line.slice(colon + 1).trim()));
      return [{ name: line.slice(0, colon).trim(), value: oneLine(decodeWords(text)), raw: text }];
    });
  const contentType = rawOf(headers, 'Content-Type') ?? usual;
  const parameters: Record<string, string> = {};
  for (const key of ['charset', 'boundary', 'name', 'format', 'delsp']) {
    const value = parameterOf(contentType, key);
    if (value !== undefined) parameters[key] = value;
  }
  const type = (/^\s*([^;\s()]*)/.exec(contentType)?.[1] ?? '').toLowerCase();
  // RFC 2045, 5.2: what cannot be read is plain text.
  return { headers, type: type.includes('/') ? type : 'text/plain', parameters, raw: body };
}

// Where the empty line is missing, the text begins with the first line from which on none is a header.
function endOfHeaders(head: string): [headers: string, text: string] {
  const lines = head.split(/(?<=\n)/);
  const last = lines.findLastIndex((line) => /^[!-9;-~]+[ \t]*:/.test(line));
  let end = last + 1;
  while (end < lines.length && /^[ \t]/.test(lines[end] ?? '')) end++;
  return last < 0 ? ['', head] : [lines.slice(0, end).join(''), lines.slice(end).join('')];
}

function splitMultipart(part: Part): Part[] {
  const boundary = part.parameters['boundary'];
  if (boundary === undefined) return [];
  const escaped = boundary.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pieces = part.raw.split(new RegExp(`(?:^|\\r?\\n)--${escaped}(--)?[ \\t]*(?=\\r?\\n|$)`));
  const usual = part.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  // split() with a group: text, '--' or undefined, text, ...; the first text is the preamble.
  const parts: Part[] = [];
  let within = 0;
  for (let place = 1; place < pieces.length; place += 2) {
    // Outlook Express for the Macintosh gave the same boundary to a multipart within: the first end is that one's.
    if (pieces[place] === '--' && within-- === 0) break;
    const piece = pieces[place + 1] ?? '';
    if (piece === '' || pieces[place] === '--') continue;
    const inner = parsePart(piece.replace(/^\r?\n/, ''), usual);
    if (inner.type.startsWith('multipart/') && inner.parameters['boundary'] === boundary) within++;
    else parts.push(inner);
  }
  return parts;
}

/** A parameter of a structured header, also in the pieces and percent signs of RFC 2231. */
function parameterOf(header: string, name: string): string | undefined {
  const found = new Map<number, { text: string; encoded: boolean }>();
  const pattern = /;\s*([\w-]+)(?:\*(\d+))?(\*)?\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)/g;
  for (const [, key, place, encoded, value = ''] of header.matchAll(pattern)) {
    if (key?.toLowerCase() !== name) continue;
    const text = value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value.trim();
    found.set(Number(place ?? 0), { text, encoded: encoded !== undefined });
  }
  if (found.size === 0) return undefined;
  const pieces = [...found].sort(([a], [b]) => a - b).map(([, piece]) => piece);
  // Encoded words have no place in parameters (RFC 2047, 5), and many mailers put them there.
  if (!pieces.some((piece) => piece.encoded)) return decodeWords(pieces.map((piece) => piece.text).join(''));
  const joined = pieces.map((piece) => piece.text).join('');
  const [, charset = 'utf-8', rest = joined] = /^([^']*)'[^']*'([\s\S]*)$/.exec(joined) ?? [];
  const bytes = rest.replace(/%([\dA-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return decodeText(Buffer.from(bytes, 'latin1'), charset || 'utf-8');
}
