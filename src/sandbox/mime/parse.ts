/**
 * Reads an internet message (RFC 5322, MIME): headers with their encoded words decoded, the body in both forms, the
 * attachments. Knows nothing of items.
 */

export interface MimeHeader {
  name: string;
  value: string;
}

export interface MimeAttachment {
  name: string;
  contentType: string;
  contentId: string | undefined;
  isInline: boolean;
  content: Uint8Array;
}

export interface MimeMessage {
  headers: MimeHeader[];
  text: string | undefined;
  html: string | undefined;
  /** A calendar object, `text/calendar`. */
  calendar: string | undefined;
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
  const root = parsePart(Buffer.from(bytes).toString('latin1'));
  const message: MimeMessage = {
    headers: root.headers,
    text: undefined,
    html: undefined,
    calendar: undefined,
    attachments: [],
  };
  collect(root, message, 0);
  return message;
}

/** The first header of that name. */
export function headerOf(headers: readonly MimeHeader[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  return headers.find((header) => header.name.toLowerCase() === wanted)?.value;
}

/** `Anna Berg <anna@x.y>, bo@x.y` as names and addresses. */
export function parseAddresses(text: string | undefined): { name?: string; emailAddress: string }[] {
  if (text === undefined) return [];
  const list: { name?: string; emailAddress: string }[] = [];
  for (const part of splitOutsideQuotes(text)) {
    const angled = /^(.*?)<([^<>]*)>\s*$/s.exec(part);
    const emailAddress = (angled?.[2] ?? part).trim();
    const name = angled?.[1]
      ?.trim()
      .replace(/^"([\s\S]*)"$/, '$1')
      .replace(/\\(.)/g, '$1');
    if (emailAddress) list.push({ ...(name && { name }), emailAddress });
  }
  return list;
}

function collect(part: Part, into: MimeMessage, depth: number): void {
  if (part.type.startsWith('multipart/') && depth < 20) {
    for (const child of splitMultipart(part)) collect(child, into, depth + 1);
    return;
  }
  const disposition = headerOf(part.headers, 'Content-Disposition') ?? '';
  const name = parameterOf(disposition, 'filename') ?? part.parameters['name'];
  const isAttachment =
    /^\s*attachment/i.test(disposition) || (name !== undefined && !/^text\/(plain|html)$/.test(part.type));
  const content = decodeTransfer(part);
  if (!isAttachment && part.type === 'text/calendar')
    into.calendar ??= decodeText(content, part.parameters['charset'] ?? 'utf-8');
  else if (!isAttachment && part.type === 'text/html' && into.html === undefined)
    into.html = decodeText(content, part.parameters['charset']);
  else if (!isAttachment && part.type === 'text/plain' && into.text === undefined)
    into.text = decodeText(content, part.parameters['charset']);
  else {
    const contentId = headerOf(part.headers, 'Content-ID')?.trim().replace(/^<|>$/g, '');
    into.attachments.push({
      name: name ?? (part.type === 'message/rfc822' ? 'message.eml' : 'attachment'),
      contentType: part.type,
      contentId,
      isInline: /^\s*inline/i.test(disposition) || (contentId !== undefined && !isAttachment),
      content,
    });
  }
}

function parsePart(raw: string): Part {
  const gap = /\r?\n\r?\n/.exec(raw);
  const startsWithGap = /^\r?\n/.exec(raw);
  const head = startsWithGap ? '' : gap ? raw.slice(0, gap.index) : raw;
  const body = startsWithGap ? raw.slice(startsWithGap[0].length) : gap ? raw.slice(gap.index + gap[0].length) : '';
  const headers = head
    .replace(/\r?\n([ \t])/g, '$1')
    .split(/\r?\n/)
    .flatMap((line) => {
      const colon = line.indexOf(':');
      if (colon <= 0) return [];
      return [{ name: line.slice(0, colon).trim(), value: decodeWords(line.slice(colon + 1).trim()) }];
    });
  const contentType = headerOf(headers, 'Content-Type') ?? 'text/plain';
  const parameters: Record<string, string> = {};
  for (const key of ['charset', 'boundary', 'name']) {
    const value = parameterOf(contentType, key);
    if (value !== undefined) parameters[key] = value;
  }
  return { headers, type: (contentType.split(';')[0] ?? '').trim().toLowerCase(), parameters, raw: body };
}

function splitMultipart(part: Part): Part[] {
  const boundary = part.parameters['boundary'];
  if (boundary === undefined) return [];
  const escaped = boundary.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pieces = part.raw.split(new RegExp(`(?:^|\\r?\\n)--${escaped}(--)?[ \\t]*(?=\\r?\\n|$)`));
  // split() with a group: text, '--' or undefined, text, ...; the first text is the preamble.
  const parts: Part[] = [];
  for (let place = 1; place < pieces.length; place += 2) {
    if (pieces[place] === '--') break;
    parts.push(parsePart((pieces[place + 1] ?? '').replace(/^\r?\n/, '')));
  }
  return parts;
}

function decodeTransfer(part: Part): Uint8Array {
  const encoding = (headerOf(part.headers, 'Content-Transfer-Encoding') ?? '').trim().toLowerCase();
  if (encoding === 'base64') return new Uint8Array(Buffer.from(part.raw, 'base64'));
  if (encoding === 'quoted-printable') return decodeQuoted(part.raw);
  return new Uint8Array(Buffer.from(part.raw, 'latin1'));
}

function decodeQuoted(text: string): Uint8Array {
  const joined = text.replace(/(?<![ \t])[ \t]+(?=\r?\n)/g, '').replace(/=\r?\n/g, '');
  const bytes = joined.replace(/=([\dA-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return new Uint8Array(Buffer.from(bytes, 'latin1'));
}

function decodeText(bytes: Uint8Array, charset = 'utf-8'): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

// RFC 2047. White space between two encoded words is not part of the text; one word may end within a character of the next.
function decodeWords(text: string): string {
  // Raw UTF-8 in a header (RFC 6532) came in as Latin-1.
  const raw = /[\x80-\xff]/.test(text) ? Buffer.from(text, 'latin1').toString('utf8') : text;
  return raw.replace(/(=\?[^?\s]+\?[bqBQ]\?[^?]*\?=\s*)+/g, (words) => {
    const runs: { charset: string; bytes: Uint8Array[] }[] = [];
    for (const [, charset = '', encoding, content = ''] of words.matchAll(/=\?([^?\s]+)\?([bqBQ])\?([^?]*)\?=/g)) {
      const bytes = /b/i.test(encoding ?? '')
        ? new Uint8Array(Buffer.from(content, 'base64'))
        : decodeQuoted(content.replaceAll('_', ' '));
      const name = charset.split('*')[0] ?? charset;
      const last = runs.at(-1);
      if (last?.charset === name) last.bytes.push(bytes);
      else runs.push({ charset: name, bytes: [bytes] });
    }
    const trailing = words.slice(words.trimEnd().length);
    return runs.map((run) => decodeText(Buffer.concat(run.bytes), run.charset)).join('') + trailing;
  });
}

/** A parameter of a structured header, also in the pieces and percent signs of RFC 2231. */
function parameterOf(header: string, name: string): string | undefined {
  const found = new Map<number, { text: string; encoded: boolean }>();
  const pattern = /;\s*([\w-]+)(?:\*(\d+))?(\*)?\s*=\s*("(?:[^"\\]|\\.)*"|[^;\s]*)/g;
  for (const [, key, place, encoded, value = ''] of header.matchAll(pattern)) {
    if (key?.toLowerCase() !== name) continue;
    const text = value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;
    found.set(Number(place ?? 0), { text, encoded: encoded !== undefined });
  }
  if (found.size === 0) return undefined;
  const pieces = [...found].sort(([a], [b]) => a - b).map(([, piece]) => piece);
  if (!pieces.some((piece) => piece.encoded)) return pieces.map((piece) => piece.text).join('');
  const joined = pieces.map((piece) => piece.text).join('');
  const [, charset = 'utf-8', rest = joined] = /^([^']*)'[^']*'([\s\S]*)$/.exec(joined) ?? [];
  const bytes = rest.replace(/%([\dA-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return decodeText(Buffer.from(bytes, 'latin1'), charset || 'utf-8');
}

function splitOutsideQuotes(text: string): string[] {
  const parts: string[] = [];
  let [current, quoted, angled, before] = ['', false, false, ''];
  for (const character of text) {
    if (character === '"' && before !== '\\') quoted = !quoted;
    before = character;
    if (character === '<' && !quoted) angled = true;
    if (character === '>' && !quoted) angled = false;
    if ((character === ',' || character === ';') && !quoted && !angled) {
      parts.push(current);
      current = '';
    } else current += character;
  }
  return [...parts, current];
}
