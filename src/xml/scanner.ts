/**
 * A pull scanner over the UTF-8 bytes of an XML document: tags, attributes, namespaces and text ranges; knows no EWS.
 *
 * It works on bytes, not on a string, because most of an answer is never made a string (tags, numbers, booleans, dates), and so
 * that a chunk may end anywhere. A DTD is refused; so no entity can be declared, and nothing can expand. It is strict about the
 * nesting of tags and lenient about characters and namespaces, as real servers need (docs/wire.md).
 */
import { ESCAPED, isSpace, NEED_MORE, NON_ASCII } from './cursor.js';
import { TagReader } from './tag-reader.js';

/** What {@link Scanner.content} stands at. */
export const OPEN = 1;
export const CLOSE = 2;
export const TEXT = 3;
export const CDATA = 4;
export type Content = typeof OPEN | typeof CLOSE | typeof TEXT | typeof CDATA;

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const AMPERSAND = 0x26;
const CR = 0x0d;
const BANG = 0x21;
const QUESTION = 0x3f;

/** Up to here a text is looked at byte by byte; the rest of a longer one is searched for its end. */
const LONG = 64;

export class Scanner extends TagReader {
  /** The last range of text, from {@link text} or {@link plain}. */
  textStart = 0;
  textEnd = 0;
  textFlags = 0;

  /** Skips byte order mark, declaration, comments and white space; stops at the `<` of the next element, or returns false at the end. */
  misc(): boolean {
    const { bytes, end } = this;
    for (;;) {
      let p = this.pos;
      while (p < end && isSpace(bytes[p]!)) p++;
      if (p === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) p = 3;
      else if (p >= end) {
        this.pos = p;
        return false;
      } else if (bytes[p] !== LT) this.fail('ERR_XML_SYNTAX', 'Expected "<"', p);
      else if (p + 1 >= end) this.starve();
      else if (bytes[p + 1] === QUESTION || bytes[p + 1] === BANG) {
        this.pos = p;
        this.#skipMarkup();
        continue;
      } else {
        this.pos = p;
        return true;
      }
      this.pos = p;
    }
  }

  /**
   * What stands at `pos` in the content of an element; comments and instructions are skipped. OPEN: `pos` is after the `<`;
   * CLOSE: after the `</`; CDATA: after the `<![CDATA[`; TEXT: at its first byte.
   */
  content(): Content {
    const { bytes, end } = this;
    for (;;) {
      const p = this.pos;
      if (p >= end) this.starve();
      if (bytes[p] !== LT) return TEXT;
      const next = p + 1 < end ? bytes[p + 1] : this.starve();
      if (next === SLASH) {
        this.pos = p + 2;
        return CLOSE;
      }
      if (next !== BANG && next !== QUESTION) {
        this.pos = p + 1;
        return OPEN;
      }
      if (this.#skipMarkup()) return CDATA;
    }
  }

  /** As {@link content}, for element-only content: white space is skipped too. */
  child(): Content {
    const { bytes, end } = this;
    let p = this.pos;
    // Nearly always the next tag follows at once.
    if (p + 1 < end && bytes[p] === LT) {
      const next = bytes[p + 1]!;
      if (next === SLASH) {
        this.pos = p + 2;
        return CLOSE;
      }
      if (next !== BANG && next !== QUESTION) {
        this.pos = p + 1;
        return OPEN;
      }
    }
    for (;;) {
      p = this.pos;
      while (p < end && isSpace(bytes[p]!)) p++;
      this.pos = p;
      const what = this.content();
      // After a comment there may be white space again.
      if (what !== TEXT || !isSpace(bytes[this.pos]!)) return what;
    }
  }

  /** At `<!` or `<?`: skips a comment or an instruction; returns true, standing inside, for a CDATA section. */
  #skipMarkup(): boolean {
    const { bytes, pos, end } = this;
    if (bytes[pos + 1] === QUESTION) {
      this.pos = this.after('?>', pos + 2);
      return false;
    }
    if (end - pos < 9 && !this.final) throw NEED_MORE;
    if (bytes[pos + 2] === 0x2d && bytes[pos + 3] === 0x2d) {
      this.pos = this.after('-->', pos + 4);
      return false;
    }
    if (bytes.latin1Slice(pos + 2, Math.min(pos + 9, end)) === '[CDATA[') {
      this.pos = pos + 9;
      return true;
    }
    if (bytes.latin1Slice(pos + 2, Math.min(pos + 9, end)) === 'DOCTYPE')
      this.fail('ERR_XML_DTD', 'A document type declaration is refused');
    this.fail('ERR_XML_SYNTAX', 'Unknown markup after "<!"');
  }

  /** CDATA: its text; `pos` ends after the `]]>`. */
  cdata(): string {
    const start = this.pos;
    this.pos = this.after(']]>', start);
    const raw = this.bytes.utf8Slice(start, this.pos - 3);
    return raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  }

  /**
   * After a name: whether the element is `<a>text</a>`, with no attributes and nothing else in it. If so, it is read whole, and
   * its text left as by {@link text}; if not, nothing happens.
   */
  plain(): boolean {
    const { bytes, end, nameStart, nameEnd } = this;
    if (bytes[nameEnd] !== GT) return false;
    const p = this.#run(nameEnd + 1);
    const length = nameEnd - nameStart;
    const close = p + 2 + length;
    if (close >= end || bytes[p + 1] !== SLASH || bytes[close] !== GT || p - nameEnd > this.limits.textBytes)
      return false;
    if (!this.same(p + 2, nameStart, length)) return false;
    this.textStart = nameEnd + 1;
    this.textEnd = p;
    this.pos = close + 1;
    return true;
  }

  /** Reads text up to the next `<` into `textStart`, `textEnd`, `textFlags`; `pos` ends at the `<`. */
  text(): void {
    const start = this.pos;
    const p = this.#run(start);
    if (p >= this.end) this.starve();
    if (p - start > this.limits.textBytes)
      this.fail('ERR_XML_LIMIT', `Text has more than ${this.limits.textBytes} bytes`, start);
    this.textStart = start;
    this.textEnd = this.pos = p;
  }

  /** Where the next `<` is, or the end; finds the flags of the text before it. */
  #run(start: number): number {
    const { bytes, end } = this;
    const near = Math.min(end, start + LONG);
    let flags = 0;
    let p = start;
    for (; p < near; p++) {
      const c = bytes[p]!;
      if (c === LT) break;
      flags |= c;
      if (c === AMPERSAND || c === CR) flags |= ESCAPED;
    }
    if (p === start + LONG && p < end) {
      const found = bytes.indexOf(LT, p);
      p = found < 0 || found > end ? end : found;
      // Whatever may be in there is found when it is made a string.
      flags = NON_ASCII | ESCAPED;
    }
    this.textFlags = flags & (NON_ASCII | ESCAPED);
    return p;
  }

  /** Whether that range is these bytes. */
  textIs(bytes: DataView): boolean {
    return this.textEnd - this.textStart === bytes.byteLength && this.startsWith(this.textStart, bytes);
  }

  /** The range found by {@link text} or {@link plain} as a string. */
  textString(): string {
    return this.textOf(this.textStart, this.textEnd, this.textFlags);
  }
}
