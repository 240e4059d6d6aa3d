/**
 * Character data of some length, from bytes to one string. The references are resolved in bytes, because a string that is pieced
 * together at each of them is mostly work for the garbage collector, and holds four times the memory. The same as unescapeText().
 */
import { isAscii } from 'node:buffer';

const AMPERSAND = 0x26;
const SEMICOLON = 0x3b;
const HASH = 0x23;
const CR = 0x0d;
const LF = 0x0a;
const X = 0x78;
const REPLACEMENT = 0xfffd;
const LAST = 0x10ffff;
/** Digits of a number, or an `x` and digits of sixteen, that are looked at. */
const MOST_DIGITS = 10;

/** For texts up to this length; a longer one gets its own. */
const SCRATCH = Buffer.allocUnsafeSlow(0x10000);

/** The text of a range; undefined where it names surrogates, of which two may make a character, and UTF-8 has none. */
export function textOfBytes(bytes: Buffer, start: number, end: number): string | undefined {
  const range = bytes.subarray(start, end);
  if (range.indexOf(AMPERSAND) >= 0 || range.indexOf(CR) >= 0) return unescaped(range);
  return isAscii(range) ? bytes.latin1Slice(start, end) : bytes.utf8Slice(start, end);
}

function unescaped(raw: Buffer): string | undefined {
  // No reference is shorter than the character that it names.
  const out = raw.length > SCRATCH.length ? Buffer.allocUnsafeSlow(raw.length) : SCRATCH;
  const { length } = raw;
  let seen = 0;
  let q = 0;
  for (let p = 0; p < length; ) {
    const c = raw[p++]!;
    if (c > AMPERSAND || (c !== AMPERSAND && c !== CR)) {
      seen |= c;
      out[q++] = c;
    } else if (c === CR) {
      out[q++] = LF;
      if (raw[p] === LF) p++;
    } else {
      const known = named(raw, p);
      if (known !== 0) {
        out[q++] = known & 0xff;
        p += known >> 8;
        continue;
      }
      const stop = raw[p] === HASH ? endOfNumber(raw, p + 1) : 0;
      const code = stop === 0 ? -1 : numbered(raw, p + 1, stop);
      if (code >= 0xd800 && code <= 0xdfff) return undefined;
      if (code < 0) out[q++] = c;
      else {
        seen |= code > 0x7f ? 0x80 : 0;
        q = writeCode(out, q, code);
        p = stop + 1;
      }
    }
  }
  return seen & 0x80 ? out.utf8Slice(0, q) : out.latin1Slice(0, q);
}

/** The character that a predefined entity names, with the length of `lt;` above it; 0 when there is none after the `&`. */
function named(b: Buffer, p: number): number {
  const second = b[p + 1];
  const third = b[p + 2];
  switch (b[p]) {
    case 0x6c:
      return second === 0x74 && third === SEMICOLON ? 0x33c : 0;
    case 0x67:
      return second === 0x74 && third === SEMICOLON ? 0x33e : 0;
    case 0x61:
      if (second === 0x6d) return third === 0x70 && b[p + 3] === SEMICOLON ? 0x426 : 0;
      return second === 0x70 && third === 0x6f && b[p + 3] === 0x73 && b[p + 4] === SEMICOLON ? 0x527 : 0;
    case 0x71:
      return second === 0x75 && third === 0x6f && b[p + 3] === 0x74 && b[p + 4] === SEMICOLON ? 0x522 : 0;
    default:
      return 0;
  }
}

/** Where the `;` is that ends a number; 0 when there is none within what a number may have. */
function endOfNumber(b: Buffer, start: number): number {
  for (let p = start; p <= start + MOST_DIGITS; p++) if (b[p] === SEMICOLON) return p;
  return 0;
}

/** The code point of `13` or `xD`, U+FFFD beyond the last that there is; -1 for what is no number. */
function numbered(b: Buffer, start: number, stop: number): number {
  const hexadecimal = b[start] === X;
  const from = hexadecimal ? start + 1 : start;
  const digits = stop - from;
  if (digits < 1 || digits > (hexadecimal ? 8 : 10)) return -1;
  let code = 0;
  for (let p = from; p < stop; p++) {
    const digit = digitOf(b[p]!);
    if (digit < 0 || (digit > 9 && !hexadecimal)) return -1;
    code = code * (hexadecimal ? 16 : 10) + digit;
  }
  return code > LAST ? REPLACEMENT : code;
}

function digitOf(c: number): number {
  if (c >= 0x30 && c <= 0x39) return c - 0x30;
  const letter = c | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** A code point in UTF-8 (RFC 3629); returns where it ends. */
function writeCode(out: Buffer, at: number, code: number): number {
  let q = at;
  if (code < 0x80) out[q++] = code;
  else {
    if (code < 0x800) out[q++] = 0xc0 | (code >> 6);
    else {
      if (code < 0x10000) out[q++] = 0xe0 | (code >> 12);
      else {
        out[q++] = 0xf0 | (code >> 18);
        out[q++] = 0x80 | ((code >> 12) & 0x3f);
      }
      out[q++] = 0x80 | ((code >> 6) & 0x3f);
    }
    out[q++] = 0x80 | (code & 0x3f);
  }
  return q;
}
