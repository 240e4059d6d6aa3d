/** Bytes of a message's parts: transfer encodings undone, charsets read. */
import { decodeCharset, decodeGuessed } from '../../charset/decode-charset.js';
import { decodeRare } from './rare-charsets.js';

/** `encoding` may have a comment or quotes about it. The text has a byte in each character. */
export function decodeTransfer(raw: string, encoding = ''): Uint8Array {
  switch (/[\w-]+/.exec(encoding.replace(/\([^()]*\)/g, ''))?.[0].toLowerCase()) {
    case 'base64':
      return decodeBase64(raw);
    case 'quoted-printable':
      return decodeQuoted(raw);
    case 'uuencode':
    case 'x-uuencode':
    case 'x-uue':
      return decodeUu(raw);
    default:
      return new Uint8Array(Buffer.from(raw, 'latin1'));
  }
}

// Several padded pieces are joined; what a list put below the end is no part of it.
function decodeBase64(raw: string): Uint8Array {
  const chunks: Buffer[] = [];
  let pending: string[] = [];
  for (const line of raw.split(/\r?\n/)) {
    const text = line.trim();
    if (text === '') continue;
    if (chunks.length > 0 && !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) break;
    pending.push(text);
    if (!text.endsWith('=')) continue;
    chunks.push(Buffer.from(pending.join(''), 'base64'));
    pending = [];
  }
  chunks.push(Buffer.from(pending.join(''), 'base64'));
  return new Uint8Array(Buffer.concat(chunks));
}

function decodeQuoted(text: string): Uint8Array {
  const joined = text.replace(/(?<![ \t])[ \t]+(?=\r?\n)/g, '').replace(/=\r?\n/g, '');
  const bytes = joined.replace(/=([\dA-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return new Uint8Array(Buffer.from(bytes, 'latin1'));
}

// Each line tells its length first; four characters are three bytes.
function decodeUu(raw: string): Uint8Array {
  const lines = raw.split(/\r?\n/);
  const begin = lines.findIndex((line) => /^begin [0-7]{3,4} /.test(line));
  const chunks: Buffer[] = [];
  for (const line of lines.slice(begin + 1)) {
    const length = (line.charCodeAt(0) - 32) & 63;
    if (line === '' || length === 0 || line === 'end') break;
    const bytes = Buffer.alloc(Math.ceil(length / 3) * 3);
    for (let place = 0; place * 4 + 1 < line.length && place * 3 < length; place++) {
      const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map(
        (step) => ((line.charCodeAt(place * 4 + 1 + step) || 32) - 32) & 63,
      );
      bytes.set([(a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d], place * 3);
    }
    chunks.push(bytes.subarray(0, length));
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** Names that mail has for what the WHATWG calls otherwise. */
const ALIASES: Record<string, string> = {
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
};

/** Of a charset that is not known, and of none: UTF-8 where it is that, else what Western mailers wrote before it. */
export function decodeText(bytes: Uint8Array, charset = ''): string {
  const name = nameOf(charset);
  try {
    return decodeRare(bytes, name) ?? decodeCharset(bytes, name);
  } catch {
    return decodeGuessed(bytes);
  }
}

function nameOf(charset: string): string {
  const name = charset.replace(/^'|'$/g, '').trim().toLowerCase();
  return ALIASES[name] ?? name.replace(/^cp-?(125\d)$/, 'windows-$1');
}

/** Encoded words (RFC 2047) of charsets that only we and our aliases read, or read right, as words in UTF-8, which everybody does. */
export function inKnownCharsets(text: string): string {
  return text.replace(
    /=\?([\w:.-]+)(?:\*[\w-]*)?\?([BQ])\?([^?\s]*)\?=/gi,
    (word, charset: string, how: string, coded: string) => {
      const name = nameOf(charset);
      if (/^utf-?8$/.test(name) || !isOurs(charset, name)) return word;
      const bytes = /b/i.test(how)
        ? new Uint8Array(Buffer.from(coded, 'base64'))
        : decodeQuoted(coded.replaceAll('_', ' '));
      return `=?utf-8?B?${Buffer.from(decodeText(bytes, name), 'utf8').toString('base64')}?=`;
    },
  );
}

/** The text of a header that came in as a byte in each character (RFC 6532, or 8 bits where none may be). */
export function textOfBytes(latin1: string): string {
  return /[\x80-\xff]/.test(latin1) ? decodeGuessed(Buffer.from(latin1, 'latin1')) : latin1;
}

function isOurs(charset: string, name: string): boolean {
  if (name !== charset.toLowerCase() || decodeRare(new Uint8Array(), name) !== undefined) return true;
  try {
    return new TextDecoder(name).encoding === 'windows-1252';
  } catch {
    return false;
  }
}
