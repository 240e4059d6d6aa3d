/**
 * XML to values, driven by the compiled types; straight from bytes to objects of the generated classes (or of the facade's, which
 * extend them), with no tree between.
 *
 * For real servers (docs/wire.md): children are known by their local names in either EWS namespace or none, in any order, and
 * nothing is required. What the schema does not know, and what is no value of its type, is kept in `unknown`.
 */
import { attributeName, readElement, type XmlElement, type XmlNode } from '../xml/element.js';
import { CDATA, CLOSE, OPEN, type Scanner, type TEXT } from '../xml/scanner.js';
import { decodeAttributes, XSI } from './attributes.js';
import { type Compiled, compile, type Slot } from './compile.js';
import { plainValue } from './plain.js';
import type { TypeInfo } from './registry.js';
import { rememberName } from './renamed.js';
import type { Scalar } from './scalar.js';
import { keepSpelling } from './spelling.js';
import type { Struct, StructConstructor } from './struct.js';
import { INVALID, parseText } from './text.js';

/**
 * The slot that an element is meant for whose name the type does not have; undefined leaves it among what is unknown. Who knows the
 * operations and types says so.
 */
export type StandIn = (type: Compiled, element: XmlElement) => Slot | undefined;

/** Such elements inside one another: each is looked at before it is read, so that more of them would take the square of their depth. */
const MOST_STANDING = 5;

/** How values are built. */
export interface DecodeOptions {
  /** Classes to build instead of the generated ones, which they extend; by type name. */
  classes?: ReadonlyMap<string, StructConstructor> | undefined;
}

/** Local names in these namespaces, or in none, are those of the schema; documentation that was mangled says https. */
function isEws(uri: string): boolean {
  return uri === '' || /^https?:\/\/schemas\.microsoft\.com\/exchange\/services\/2006\/(types|messages)$/.test(uri);
}

export class Decoder {
  readonly #classes: ReadonlyMap<string, StructConstructor> | undefined;
  readonly #path: string[] = [];
  /** What elements of other names are taken for; nothing unless somebody says. */
  standIn: StandIn | undefined;
  #standing = 0;
  #uri = '';
  #known = true;

  constructor(
    readonly scanner: Scanner,
    options: DecodeOptions = {},
  ) {
    this.#classes = options.classes;
    scanner.where = () => this.#path.join('/');
  }

  /** Decodes the element whose start tag was just read, into an object of `info`'s class. */
  struct(info: TypeInfo, kind?: string, compiled: Compiled = compile(info)): Struct {
    const { scanner } = this;
    const { nameStart, nameEnd } = scanner;
    const type = scanner.attributeCount === 0 ? compiled : this.#actual(compiled);
    const Class = this.#classes?.get(type.info.name) ?? type.info.ctor;
    if (Class === undefined) return scanner.fail('ERR_XML_SYNTAX', `The type ${type.info.name} has no class`);
    const value = new Class();
    if (kind !== undefined) (value as { kind?: string }).kind = kind;
    else if (info.abstract && type.info !== info) (value as { kind?: string }).kind = lowerFirst(type.info.name);
    if (scanner.attributeCount > 0) decodeAttributes(scanner, type, value, info);
    if (scanner.selfClosing) {
      if (type.text !== undefined) this.#emptyText(type.text, value);
      return value;
    }
    this.#path.push(type.info.xmlName);
    if (this.#path.length > scanner.maxDepth)
      scanner.fail('ERR_XML_LIMIT', `More than ${scanner.maxDepth} elements inside one another`);
    if (type.text !== undefined) this.#text(type.text, value, nameStart, nameEnd);
    else this.#children(type, value as unknown as Record<string, unknown>, nameStart, nameEnd);
    this.#path.pop();
    return value;
  }

  /** The type that xsi:type names, if it extends the declared one; matched by local name, its prefix need not be in scope. */
  #actual(declared: Compiled): Compiled {
    const { scanner } = this;
    for (let i = 0; i < scanner.attributeCount; i++) {
      if (!scanner.isPrefixed(i) || attributeName(scanner, i) !== `{${XSI}}type`) continue;
      const { info } = declared;
      const named = info.registry.extensionOf(info, scanner.attribute(i).replace(/^.*:/, ''));
      if (named !== undefined) return compile(named);
    }
    return declared;
  }

  /** The text of a type with simple content. Elements in it, which the schema does not allow, are kept. */
  #text(scalar: Scalar, value: Struct, nameStart: number, nameEnd: number): void {
    const raw = this.#scalarText(nameStart, nameEnd, value);
    const plain = raw === undefined ? plainValue(this.scanner, scalar) : undefined;
    if (plain !== undefined) {
      (value as unknown as { value: unknown }).value = plain;
      return;
    }
    const text = raw ?? this.scanner.textString();
    const decoded = parseText(scalar, text);
    if (decoded === INVALID) keep(value, text);
    else {
      (value as unknown as { value: unknown }).value = decoded;
      keepSpelling(scalar, value, 'value', decoded, text);
    }
  }

  /** `<a/>` and `<a></a>` say the same: the text is empty. */
  #emptyText(scalar: Scalar, value: Struct): void {
    const decoded = parseText(scalar, '');
    if (decoded !== INVALID) (value as unknown as { value: unknown }).value = decoded;
  }

  #children(type: Compiled, value: Record<string, unknown>, nameStart: number, nameEnd: number): void {
    const { scanner } = this;
    const { namespaces } = scanner;
    let slot: Slot | undefined;
    let last = -1;
    for (;;) {
      const what = scanner.child();
      if (what !== OPEN) {
        if (what === CLOSE) break;
        keep(value as unknown as Struct, this.#stray(what));
        continue;
      }
      const at = scanner.pos;
      const before = slot;
      slot = this.#slot(type, before);
      if (slot?.plain && slot.member.ordinal > last && this.#isKnown() && scanner.plain()) {
        const { member } = slot;
        const decoded = this.#plainValue(slot.scalar as Scalar, value, member.key);
        if (decoded !== INVALID) {
          value[member.key] = decoded;
          last = member.ordinal;
        } else {
          this.#keepElement(value as unknown as Struct, at, namespaces.mark);
          slot = before;
        }
        continue;
      }
      const mark = namespaces.mark;
      scanner.startTag();
      if (slot !== undefined && this.#isKnown()) {
        const { member } = slot;
        // Out of order or again: what a single member held already must not be lost.
        const again = member.ordinal <= last && !member.repeated && member.key in value;
        if (!again && this.#fill(slot, value)) {
          last = member.ordinal;
          namespaces.release(mark);
          continue;
        }
      }
      const meant = slot === undefined ? this.#standsFor(type, at, mark) : undefined;
      if (meant !== undefined && !meant.member.repeated && !(meant.member.key in value)) {
        value[meant.member.key] = this.#unnamed(meant);
        namespaces.release(mark);
      } else this.#keepElement(value as unknown as Struct, at, mark);
      slot = before;
    }
    scanner.endTag(nameStart, nameEnd);
  }

  /**
   * What an element is meant for whose name, at `at`, the type does not have. Looks at all of it, and stands behind its start tag again, as
   * before.
   */
  #standsFor(type: Compiled, at: number, mark: number): Slot | undefined {
    const { scanner, standIn } = this;
    if (standIn === undefined || this.#standing === MOST_STANDING || !this.#isKnown()) return undefined;
    scanner.namespaces.release(mark);
    const slot = standIn(type, this.#element(at));
    scanner.pos = at;
    scanner.namespaces.prefixLength = -1;
    scanner.name();
    scanner.startTag();
    return slot;
  }

  /** Decodes such an element into an object, which remembers the name; INVALID when it is no value of its type. */
  #unnamed(slot: Slot): unknown {
    const name = this.scanner.localName();
    this.#standing++;
    const decoded = this.value(slot);
    this.#standing--;
    if (typeof decoded === 'object' && decoded !== null) rememberName(decoded, name);
    return decoded;
  }

  /** Reads the name of the next child and finds its slot; guesses that children come in the order of last time. */
  #slot(type: Compiled, before: Slot | undefined): Slot | undefined {
    const { scanner } = this;
    const expected = before === undefined ? type.first : before.next;
    if (expected !== undefined && scanner.guess(expected.words)) return expected;
    scanner.name();
    const slot = type.byName.get(scanner.localName());
    if (slot !== undefined) {
      if (before === undefined) type.first = slot;
      else before.next = slot;
    }
    return slot;
  }

  #isKnown(): boolean {
    const { uri } = this.scanner.namespaces;
    if (uri !== this.#uri) {
      this.#uri = uri;
      this.#known = isEws(uri);
    }
    return this.#known;
  }

  /** Decodes a child into its member; false when it is no value of its type. */
  #fill(slot: Slot, value: Record<string, unknown>): boolean {
    const { member, scalar } = slot;
    const { key } = member;
    if (scalar !== undefined && !slot.boxed) {
      const decoded = this.#isNil() ? null : this.#scalar(scalar, member.repeated ? undefined : value, key);
      if (decoded === INVALID) return false;
      if (member.repeated) this.#push(value, key, decoded);
      else value[key] = decoded;
      return true;
    }
    const decoded = this.#isNil() ? null : this.value(slot);
    if (decoded === INVALID) return false;
    if (member.repeated) this.#push(value, key, decoded);
    else value[key] = decoded;
    return true;
  }

  #push(value: Record<string, unknown>, key: string, item: unknown): void {
    const list = value[key];
    if (list === undefined) value[key] = [item];
    else (list as unknown[]).push(item);
  }

  /** The value of the element whose start tag was just read, boxed if its slot says so; INVALID when it is none. */
  value(slot: Slot): unknown {
    const { scalar, type, kind } = slot;
    if (type?.shape === 'struct') {
      slot.compiled ??= compile(type);
      return this.struct(type, kind, slot.compiled);
    }
    const value = scalar ? this.#scalar(scalar, undefined, '') : type ? this.#wrapper(type) : this.#tree();
    return slot.boxed && value !== INVALID ? { kind, value } : value;
  }

  /** The content of a type that is an array, or transparent. */
  #wrapper(info: TypeInfo): unknown {
    const { scanner } = this;
    const type = compile(info);
    const items: unknown[] = [];
    if (!scanner.selfClosing) {
      const { nameStart, nameEnd } = scanner;
      this.#path.push(info.xmlName);
      if (this.#path.length > scanner.maxDepth)
        scanner.fail('ERR_XML_LIMIT', `More than ${scanner.maxDepth} elements inside one another`);
      this.#items(type, items, nameStart, nameEnd);
      this.#path.pop();
    }
    return info.shape === 'array' ? items : items[0];
  }

  #items(type: Compiled, items: unknown[], nameStart: number, nameEnd: number): void {
    const { scanner } = this;
    const { namespaces } = scanner;
    let slot: Slot | undefined;
    for (;;) {
      const what = scanner.child();
      if (what !== OPEN) {
        if (what === CLOSE) break;
        keep(items as unknown as Struct, this.#stray(what));
        continue;
      }
      const at = scanner.pos;
      const mark = namespaces.mark;
      if (type.any) {
        items.push(this.#element(at));
        continue;
      }
      const before = slot;
      slot = this.#slot(type, before);
      scanner.startTag();
      const meant = slot === undefined ? this.#standsFor(type, at, mark) : undefined;
      const item =
        slot !== undefined && this.#isKnown()
          ? this.#isNil()
            ? null
            : this.value(slot)
          : meant
            ? this.#unnamed(meant)
            : INVALID;
      if (item === INVALID) {
        this.#keepElement(items as unknown as Struct, at, mark);
        slot = before;
      } else {
        items.push(item);
        namespaces.release(mark);
      }
    }
    scanner.endTag(nameStart, nameEnd);
  }

  /** xs:anyType: the element itself, as a tree. */
  #tree(): unknown {
    const { scanner } = this;
    return this.#element(scanner.nameStart);
  }

  #element(at: number): XmlElement {
    this.scanner.pos = at;
    this.scanner.namespaces.prefixLength = -1;
    return readElement(this.scanner, this.#path.length + 1);
  }

  #keepElement(value: Struct, at: number, mark: number): void {
    this.scanner.namespaces.release(mark);
    keep(value, this.#element(at));
  }

  #isNil(): boolean {
    const { scanner } = this;
    for (let i = 0; i < scanner.attributeCount; i++) {
      if (
        scanner.isPrefixed(i) &&
        scanner.attributeLocal(i) === 'nil' &&
        attributeName(scanner, i) === `{${XSI}}nil` &&
        /^(true|1)$/.test(scanner.attribute(i))
      ) {
        if (!scanner.selfClosing) this.#scalarText(scanner.nameStart, scanner.nameEnd, undefined);
        return true;
      }
    }
    return false;
  }

  /** The value of a simple element; a spelling that would be lost is remembered on `holder`. */
  #scalar(scalar: Scalar, holder: object | undefined, key: string): unknown {
    const { scanner } = this;
    if (scanner.selfClosing) return parseText(scalar, '');
    const raw = this.#scalarText(scanner.nameStart, scanner.nameEnd, undefined);
    if (raw === null) return INVALID;
    return raw === undefined ? this.#plainValue(scalar, holder, key) : parseText(scalar, raw);
  }

  /** The value of the scanner's text range. */
  #plainValue(scalar: Scalar, holder: object | undefined, key: string): unknown {
    const value = plainValue(this.scanner, scalar);
    if (value !== undefined) return value;
    const text = this.scanner.textString();
    const slow = parseText(scalar, text);
    if (holder !== undefined && slow !== INVALID) keepSpelling(scalar, holder, key, slow, text);
    return slow;
  }

  /**
   * Reads character data up to the end tag. Returns undefined when it is one range, left in the scanner; the text when it is in
   * pieces; null when there are elements in it, and then stands somewhere inside.
   */
  #scalarText(nameStart: number, nameEnd: number, value: Struct | undefined): string | undefined | null {
    const { scanner } = this;
    if (scanner.selfClosing) return '';
    scanner.text();
    const { bytes } = scanner;
    if (bytes[scanner.pos + 1] === 0x2f && scanner.pos + 1 < scanner.end) {
      scanner.pos += 2;
      scanner.endTag(nameStart, nameEnd);
      return undefined;
    }
    let text = scanner.textString();
    for (;;) {
      const what = scanner.content();
      if (what === CLOSE) {
        scanner.endTag(nameStart, nameEnd);
        return text;
      }
      if (what === OPEN) {
        if (value === undefined) return null;
        keep(value, readElement(scanner, this.#path.length + 1));
      } else text += this.#stray(what);
    }
  }

  #stray(what: typeof TEXT | typeof CDATA): string {
    const { scanner } = this;
    if (what === CDATA) return scanner.cdata();
    scanner.text();
    return scanner.textString();
  }
}

function keep(value: { unknown?: XmlNode[] | undefined }, node: XmlNode): void {
  value.unknown ??= [];
  value.unknown.push(node);
}

function lowerFirst(name: string): string {
  return name.replace(/^./, (char) => char.toLowerCase());
}
