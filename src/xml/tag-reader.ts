/**
 * Tags: names with their prefixes, attributes, namespace declarations, end tags. Strict about their syntax; a prefix that nobody
 * declared is no error (see namespaces.ts).
 */
import { Cursor, ESCAPED, isSpace, NON_ASCII } from './cursor.js';
import { Namespaces } from './namespaces.js';

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const COLON = 0x3a;
const EQUALS = 0x3d;
const AMPERSAND = 0x26;
const BANG = 0x21;

/** Namespace declarations inside one another; a name looks through them all. */
const MOST_DECLARATIONS = 1024;

/** Numbers that {@link TagReader.attributes} holds for each attribute. */
const STRIDE = 6;

export class TagReader extends Cursor {
  readonly namespaces = new Namespaces();
  /** The name of the last tag: `bytes[nameStart..nameEnd)`, its local part from `localStart`. */
  nameStart = 0;
  localStart = 0;
  nameEnd = 0;
  /** Whether the last start tag was `<a/>`. */
  selfClosing = false;
  /** For each attribute of the last start tag: name start, local start, name end, value start, value end, text flags. */
  readonly attributes: number[] = [];
  attributeCount = 0;

  /**
   * After OPEN: whether the element has the local name `local` and the prefix of the element before it, which is so nearly
   * always when the reader guesses the next member of a sequence. If so, the name is taken; if not, nothing happens.
   */
  guess(local: DataView): boolean {
    const { bytes } = this;
    const length = this.namespaces.prefixLength;
    if (length < 0) return false;
    const start = this.pos;
    const localStart = start + length;
    const nameEnd = localStart + local.byteLength;
    if (nameEnd >= this.end || !this.startsWith(localStart, local) || !this.same(start, this.nameStart, length))
      return false;
    const after = bytes[nameEnd]!;
    if (after !== GT && after !== SLASH && !isSpace(after)) return false;
    this.nameStart = start;
    this.localStart = localStart;
    this.nameEnd = this.pos = nameEnd;
    return true;
  }

  /** After OPEN: reads the name of the tag. */
  name(): void {
    const { bytes, end } = this;
    const start = this.pos;
    let local = start;
    let p = start;
    for (; p < end; p++) {
      const c = bytes[p]!;
      if (c === COLON) local = p + 1;
      else if (c === GT || c === SLASH || isSpace(c)) break;
      else if (c === LT || c === EQUALS || c === AMPERSAND || c === BANG) this.fail('ERR_XML_SYNTAX', 'Not a name', p);
    }
    if (p >= end) this.starve();
    if (p === local) this.fail('ERR_XML_SYNTAX', 'An element has no name', start);
    this.nameStart = start;
    this.localStart = local;
    this.nameEnd = this.pos = p;
    this.namespaces.use(bytes, start, local - start);
  }

  localName(): string {
    return this.bytes.utf8Slice(this.localStart, this.nameEnd);
  }

  /** After the name of a start tag: reads the rest of it, declares its namespaces, finds `selfClosing`. */
  startTag(): void {
    const c = this.bytes[this.pos];
    this.attributeCount = 0;
    if (c === GT) {
      this.pos++;
      this.selfClosing = false;
    } else this.#attributes();
  }

  #attributes(): void {
    const { bytes, end, attributes } = this;
    let p = this.pos;
    const mark = this.namespaces.mark;
    let count = 0;
    for (;;) {
      const before = p;
      while (p < end && isSpace(bytes[p]!)) p++;
      if (p >= end) this.starve();
      const c = bytes[p]!;
      if (c === GT) {
        this.selfClosing = false;
        p++;
        break;
      }
      if (c === SLASH) {
        if (p + 1 >= end) this.starve();
        if (bytes[p + 1] !== GT) this.fail('ERR_XML_SYNTAX', 'Expected ">" after "/"', p);
        this.selfClosing = true;
        p += 2;
        break;
      }
      if (p === before) this.fail('ERR_XML_SYNTAX', 'White space is missing before an attribute', p);
      if (count + this.namespaces.mark - mark === this.limits.attributes)
        this.fail('ERR_XML_LIMIT', `An element has more than ${this.limits.attributes} attributes`, p);
      const at = count * STRIDE;
      p = this.#attribute(p, at);
      for (let i = 0; i < at; i += STRIDE)
        if (this.#sameName(i, at)) this.fail('ERR_XML_SYNTAX', 'An attribute stands twice', attributes[at]!);
      if (this.#isDeclaration(at)) {
        this.#declare(at, mark);
      } else count++;
    }
    this.pos = p;
    this.attributeCount = count;
    if (this.namespaces.mark > mark) this.namespaces.use(bytes, this.nameStart, this.localStart - this.nameStart);
  }

  #attribute(start: number, at: number): number {
    const { bytes, end, attributes } = this;
    let p = start;
    let local = start;
    let c = 0;
    for (; p < end; p++) {
      c = bytes[p]!;
      if (c === EQUALS || isSpace(c)) break;
      if (c === COLON) local = p + 1;
      else if (c === GT || c === LT || c === SLASH || c === 0x22 || c === 0x27)
        this.fail('ERR_XML_SYNTAX', 'An attribute has no value', p);
    }
    const nameEnd = p;
    while (p < end && isSpace(bytes[p]!)) p++;
    if (p < end && bytes[p] !== EQUALS) this.fail('ERR_XML_SYNTAX', 'An attribute has no value', p);
    p++;
    while (p < end && isSpace(bytes[p]!)) p++;
    if (p >= end) this.starve();
    if (nameEnd === start) this.fail('ERR_XML_SYNTAX', 'An attribute has no name', start);
    const quote = bytes[p];
    if (quote !== 0x22 && quote !== 0x27) this.fail('ERR_XML_SYNTAX', 'The value of an attribute is not quoted', p);
    const valueStart = ++p;
    let flags = 0;
    for (; p < end; p++) {
      c = bytes[p]!;
      if (c === quote) break;
      if (c === AMPERSAND || c < 0x20) flags |= ESCAPED;
      else if (c === LT) this.fail('ERR_XML_SYNTAX', '"<" in the value of an attribute', p);
      flags |= c & NON_ASCII;
    }
    if (p >= end) this.starve();
    attributes[at] = start;
    attributes[at + 1] = local;
    attributes[at + 2] = nameEnd;
    attributes[at + 3] = valueStart;
    attributes[at + 4] = p;
    attributes[at + 5] = flags;
    return p + 1;
  }

  #sameName(a: number, b: number): boolean {
    const { bytes, attributes } = this;
    const length = attributes[a + 2]! - attributes[a]!;
    if (length !== attributes[b + 2]! - attributes[b]!) return false;
    for (let i = 0; i < length; i++) if (bytes[attributes[a]! + i] !== bytes[attributes[b]! + i]) return false;
    return true;
  }

  #isDeclaration(at: number): boolean {
    const { bytes, attributes } = this;
    const start = attributes[at]!;
    if (bytes[start] !== 0x78 || bytes[start + 1] !== 0x6d) return false;
    const local = attributes[at + 1]!;
    const name = bytes.latin1Slice(start, local === start ? attributes[at + 2]! : local);
    return name === 'xmlns' || name === 'xmlns:';
  }

  #declare(at: number, mark: number): void {
    const { attributes, bytes } = this;
    const local = attributes[at + 1]!;
    const prefix = local === attributes[at] ? '' : bytes.utf8Slice(local, attributes[at + 2]!);
    if (this.namespaces.declares(prefix, mark))
      this.fail('ERR_XML_SYNTAX', 'An attribute stands twice', attributes[at]!);
    if (this.namespaces.mark >= MOST_DECLARATIONS)
      this.fail('ERR_XML_LIMIT', `More than ${MOST_DECLARATIONS} namespace declarations in scope`);
    this.namespaces.declare(prefix, this.attributeValue(at).trim());
  }

  /** The local name of attribute `index` (0-based). */
  attributeLocal(index: number): string {
    return this.bytes.utf8Slice(this.attributes[index * STRIDE + 1]!, this.attributes[index * STRIDE + 2]!);
  }

  /** Whether attribute `index` has that name, and no prefix. */
  isAttribute(index: number, name: DataView): boolean {
    const start = this.attributes[index * STRIDE]!;
    return this.attributes[index * STRIDE + 2]! - start === name.byteLength && this.startsWith(start, name);
  }

  isPrefixed(index: number): boolean {
    return this.attributes[index * STRIDE] !== this.attributes[index * STRIDE + 1];
  }

  /** The prefix of attribute `index`, without the colon; '' for none. */
  attributePrefix(index: number): string {
    const at = index * STRIDE;
    const start = this.attributes[at]!;
    const local = this.attributes[at + 1]!;
    return local === start ? '' : this.bytes.utf8Slice(start, local - 1);
  }

  /** The unescaped value of attribute `index`. */
  attribute(index: number): string {
    return this.attributeValue(index * STRIDE);
  }

  attributeValue(at: number): string {
    return this.attributeOf(this.attributes[at + 3]!, this.attributes[at + 4]!, this.attributes[at + 5]!);
  }

  /** After CLOSE: the name must be that of the start tag at `bytes[start..end)`. */
  endTag(start: number, nameEnd: number): void {
    const { bytes, end } = this;
    const length = nameEnd - start;
    let p = this.pos;
    if (p + length >= end) this.starve();
    if (!this.same(p, start, length)) this.#unmatched(start, nameEnd);
    p += length;
    while (p < end && isSpace(bytes[p]!)) p++;
    if (p >= end) this.starve();
    if (bytes[p] !== GT) this.#unmatched(start, nameEnd);
    this.pos = p + 1;
  }

  #unmatched(start: number, nameEnd: number): never {
    this.fail('ERR_XML_SYNTAX', `Expected the end tag of "${this.bytes.utf8Slice(start, nameEnd)}"`);
  }
}
