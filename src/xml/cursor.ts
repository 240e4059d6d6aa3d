/**
 * The bytes that are read, the place in them, and what every reader of them needs: errors with a place, limits, and strings out of
 * ranges. Knows no XML but the escapes in text.
 */
import { XmlError, type XmlErrorCode } from '../errors.js';
import { unescapeAttribute, unescapeText } from './chars.js';
import { DEFAULT_LIMITS, type XmlLimits } from './limits.js';
import { textOfBytes } from './unescape-bytes.js';

/** Flags of a range: whether its bytes can be taken as they are. */
export const NON_ASCII = 0x80;
export const ESCAPED = 0x100;

/** Thrown when the bytes end and more may come; never seen outside the streaming decoder. */
export const NEED_MORE = new (class NeedMore extends Error {})('more bytes are needed');

/** Texts up to this length are looked for among those read before: names, addresses, classes and codes come again and again. */
const SHORT = 32;
/** How many short texts are remembered; a power of two. */
const REMEMBERED = 1024;

export class Cursor {
  bytes: Buffer;
  /** The same bytes, to compare names by four of them at once. */
  #words: DataView;
  /** Next byte to read. */
  pos = 0;
  /** Bytes before `bytes[0]` that a streaming reader has already let go; error offsets count them. */
  base = 0;
  end: number;
  /** False while more bytes may come. */
  final = true;
  /** Says in which elements the reader stands, for errors. */
  where: () => string = () => '';

  protected readonly limits: { readonly [K in keyof XmlLimits]-?: number };
  /** Short texts read before, by a hash of their bytes. */
  #texts: (string | undefined)[] | undefined;

  constructor(bytes: Uint8Array, limits: XmlLimits = {}) {
    this.bytes = asBuffer(bytes);
    this.#words = wordsOf(bytes);
    this.end = bytes.length;
    this.limits = withDefaults(limits);
    this.#checkTotal();
  }

  get maxDepth(): number {
    return this.limits.depth;
  }

  /** Goes on with other bytes, of which the first is the one at `from` until now. */
  replace(bytes: Buffer, from: number, final: boolean): void {
    this.bytes = bytes;
    this.#words = wordsOf(bytes);
    this.end = bytes.length;
    this.pos = Math.max(0, this.pos - from);
    this.base += from;
    this.final = final;
    this.#checkTotal();
  }

  #checkTotal(): void {
    if (this.base + this.end > this.limits.totalBytes)
      this.fail('ERR_XML_LIMIT', `The document has more than ${this.limits.totalBytes} bytes`);
  }

  fail(code: XmlErrorCode, message: string, at = this.pos): never {
    throw new XmlError(code, message, this.base + at, this.where());
  }

  /** The bytes ended where they must not. */
  starve(): never {
    if (!this.final) throw NEED_MORE;
    this.fail('ERR_XML_TRUNCATED', 'The document ends too early', this.end);
  }

  /** Where `mark` ends, from `from` on. */
  protected after(mark: string, from: number): number {
    const found = this.bytes.subarray(0, this.end).indexOf(mark, from, 'latin1');
    return found < 0 ? this.starve() : found + mark.length;
  }

  /** Whether `length` bytes from `a` are those from `b`; both ranges must be inside the bytes. */
  protected same(a: number, b: number, length: number): boolean {
    return sameWords(this.#words, a, this.#words, b, length);
  }

  /** Whether the bytes from `a` are those of `other`. */
  protected startsWith(a: number, other: DataView): boolean {
    return sameWords(this.#words, a, other, 0, other.byteLength);
  }

  /** A range without escapes as a string. */
  protected plainString(start: number, end: number, flags: number): string {
    if (flags & NON_ASCII) return this.bytes.utf8Slice(start, end);
    return end - start <= SHORT ? this.#shortString(start, end) : this.bytes.latin1Slice(start, end);
  }

  /** A string that was made before costs no call and no memory. */
  #shortString(start: number, end: number): string {
    const { bytes } = this;
    let hash = end - start;
    for (let p = start; p < end; p++) hash = Math.imul(hash, 31) + bytes[p]!;
    const slot = (hash ^ (hash >>> 15)) & (REMEMBERED - 1);
    this.#texts ??= new Array<string | undefined>(REMEMBERED);
    const known = this.#texts[slot];
    if (known !== undefined && known.length === end - start && sameText(known, bytes, start)) return known;
    const made = bytes.latin1Slice(start, end);
    this.#texts[slot] = made;
    return made;
  }

  /** A range of character data as a string. */
  protected textOf(start: number, end: number, flags: number): string {
    if (!(flags & ESCAPED)) return this.plainString(start, end, flags);
    const text = end - start > SHORT ? textOfBytes(this.bytes, start, end) : undefined;
    return text ?? unescapeText(this.plainString(start, end, flags));
  }

  /** A range of an attribute's value as a string. */
  protected attributeOf(start: number, end: number, flags: number): string {
    const raw = this.plainString(start, end, flags);
    return flags & ESCAPED ? unescapeAttribute(raw) : raw;
  }
}

/** Bytes to be compared by fours. */
export function wordsOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** Four bytes a step; what is left at the end is compared with bytes that were compared before. */
function sameWords(left: DataView, a: number, right: DataView, b: number, length: number): boolean {
  if (length < 4) {
    for (let i = 0; i < length; i++) if (left.getUint8(a + i) !== right.getUint8(b + i)) return false;
    return true;
  }
  const last = length - 4;
  for (let i = 0; i < last; i += 4) if (left.getUint32(a + i) !== right.getUint32(b + i)) return false;
  return left.getUint32(a + last) === right.getUint32(b + last);
}

function sameText(text: string, bytes: Buffer, start: number): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[start + i]) return false;
  return true;
}

/** White space of XML. */
export function isSpace(c: number): boolean {
  return c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09;
}

function withDefaults(limits: XmlLimits): { readonly [K in keyof XmlLimits]-?: number } {
  return {
    depth: limits.depth ?? DEFAULT_LIMITS.depth,
    attributes: limits.attributes ?? DEFAULT_LIMITS.attributes,
    textBytes: limits.textBytes ?? DEFAULT_LIMITS.textBytes,
    totalBytes: limits.totalBytes ?? DEFAULT_LIMITS.totalBytes,
  };
}

/** The same memory as a Buffer, whose slices to strings are faster than TextDecoder for short texts. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
