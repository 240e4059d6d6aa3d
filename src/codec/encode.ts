/**
 * Values to XML, driven by the compiled types: in schema order, in the right namespaces, and valid, or not at all. Every thing
 * wrong with a value is collected with its path before anything is sent.
 *
 * A path grows from its end: what complains says what is wrong, and each caller on the way out says where; see {@link Encoder.element}.
 */
// Not `instanceof`: see format.ts.
import { isDate, isUint8Array } from 'node:util/types';
import { describe, didYouMean, type Violation } from '../errors.js';
import { ByteSource } from '../xml/byte-source.js';
import { camelCase } from '../xml/camel-case.js';
import { escapeAttribute } from '../xml/chars.js';
import { writeAttributes, writeElement, type XmlElement, type XmlNode } from '../xml/element.js';
import { Output } from '../xml/output.js';
import { type AttributeSlot, type Compiled, compile, type Member, missingOf, type Slot } from './compile.js';
import { Complaint, formatValue } from './format.js';
import { isLeftOut, NOTHING_OPTIONAL, type Optional } from './optional.js';
import type { Registry, TypeInfo } from './registry.js';
import { nameOf } from './renamed.js';
import { BINARY, ENUMERATION, type Scalar, STRING } from './scalar.js';
import { slotFor } from './slot-for.js';
import { spelled } from './spelling.js';
import { spellings } from './struct.js';
import { isLexical } from './text.js';

/** How values are written. */
export interface EncodeOptions {
  /** Index of the edition that the receiver knows; what is newer, or vanished before it, is refused. Absent: nothing is. */
  edition?: number | undefined;
  /**
   * Check nothing but the kinds of values: required members may be missing, facets broken, enumerations unknown. For writing
   * back what a server sent, not for requests.
   */
  lenient?: boolean | undefined;
  /** What is left out for a receiver of an edition before it, where all else is refused. */
  optional?: Optional | undefined;
}

/** An element: its prefixed name, and its type, simple or complex; neither is `xs:anyType`. */
export type Tag = Pick<Slot, 'tag' | 'scalar' | 'type' | 'nillable'>;

type Values = Readonly<Record<string, unknown>>;

/** Keys of a value that are not members of its type. */
const OWN_KEYS = new Set(['kind', 'unknown', 'unknownAttributes']);

export class Encoder {
  readonly violations: Violation[] = [];
  /** What was written. */
  readonly output = new Output();
  /** Whether something written needs the prefix `xsi`. */
  usesXsi = false;
  /** Names of the editions, and the place of the receiver's among them; beyond all where it is not known. */
  readonly #editions: readonly string[];
  readonly #edition: number;
  readonly #lenient: boolean;
  readonly #optional: Optional;

  constructor(
    readonly registry: Registry,
    options: EncodeOptions = {},
  ) {
    this.#editions = registry.editions;
    this.#edition = options.edition ?? this.#editions.length;
    this.#lenient = options.lenient ?? false;
    this.#optional = options.optional ?? NOTHING_OPTIONAL;
  }

  /** Writes an element. The paths of its violations start at its value. */
  element(tag: Tag, value: unknown): void {
    const { scalar, type } = tag;
    if (value === null && tag.nillable) {
      this.usesXsi = true;
      this.output.write(`<${tag.tag} xsi:nil="true"/>`);
    } else if (scalar) this.#simple(tag.tag, scalar, this.#scalar(scalar, value));
    else if (!type) this.#tree(value);
    else if (type.shape === 'struct') this.#struct(tagOf(tag, value), type, value);
    else this.#wrapper(tagOf(tag, value), type, value);
  }

  #simple(tag: string, scalar: Scalar, text: string): void {
    if (text === '') this.output.write(`<${tag}/>`);
    else this.#content(`<${tag}>`, scalar, text, `</${tag}>`);
  }

  #content(open: string, scalar: Scalar, text: string, close: string): void {
    this.output.write(open);
    // A spelling that came with line ends of its own keeps them.
    if (scalar.code === BINARY && !text.includes('\r')) this.output.ascii(text);
    else this.output.text(text);
    this.output.write(close);
  }

  #tree(value: unknown): void {
    if (typeof value === 'object' && value !== null && 'children' in value)
      this.output.write(writeElement(value as XmlElement, '?'));
    else this.#complain(`expected an XmlElement, got ${describe(value)}`);
  }

  #scalar(scalar: Scalar, value: unknown): string {
    if (scalar.code === STRING && typeof value === 'string' && (scalar.name === 'string' || this.#lenient))
      return value;
    const text = formatValue(scalar, value);
    if (text instanceof Complaint) {
      const until = scalar.code === ENUMERATION ? this.registry.untilOf(`value ${scalar.name}=${value}`) : undefined;
      if (!this.#lenient || text.text === undefined) this.#complain(text.message + this.#was(until));
      return text.text ?? '';
    }
    if (scalar.code === ENUMERATION && this.#edition < this.#editions.length) {
      const entry = scalar.values?.get(text);
      this.#checkEdition(entry?.since, `'${text}'`);
      this.#checkUntil(this.registry.lastIndex(entry?.until), `'${text}'`);
    }
    return text;
  }

  /** A server newer than the last edition that had something. Where the server is not known yet, nothing is refused. */
  #checkUntil(until: number, what: string): void {
    if (until < this.#edition && this.#edition < this.#editions.length)
      this.#complain(
        `${what} is known until ${this.#editions[until]}, and the server is ${this.#editions[this.#edition]}`,
      );
  }

  /** The end of a complaint about a name that older editions had. */
  #was(until: string | undefined): string {
    if (until === undefined) return '';
    const server = this.registry.lastIndex(until) < this.#edition && this.#editions[this.#edition];
    return `; Exchange knew it until ${until}${server ? `, and the server is ${server}` : ''}`;
  }

  #checkEdition(since: string | number | undefined, what: string): void {
    const index = typeof since === 'string' ? this.#editions.indexOf(since) : (since ?? 0);
    if (index > this.#edition) {
      this.#complain(
        `${what} is known since ${this.#editions[index]}, and the server is ${this.#editions[this.#edition]}`,
      );
    }
  }

  /** A value whose type is an array, or transparent. */
  #wrapper(tag: string, info: TypeInfo, value: unknown): void {
    const type = compile(info);
    const [member] = type.members;
    if (info.shape === 'array' && !Array.isArray(value)) {
      this.#complain(`expected an array, got ${describe(value)}`);
      return;
    }
    const { unknown } = value as { unknown?: XmlNode[] };
    const items = info.shape === 'array' ? (value as unknown[]) : [value];
    if (items.length === 0 && unknown === undefined) this.output.write(`<${tag}/>`);
    else {
      this.output.write(`<${tag}>`);
      if (type.any || member === undefined) for (const item of items) this.#tree(item);
      else if (info.shape === 'array') this.#list(member, items);
      else this.#item(member, value);
      if (info.shape === 'array') this.#unknown(unknown);
      this.output.write(`</${tag}>`);
    }
    const required = member?.required || (type.any && type.any.min > 0);
    if (required && items.length === 0 && !this.#lenient) this.#complain('expected at least one, got none');
  }

  #list(member: Member, items: readonly unknown[]): void {
    if (items.length > member.max) this.#complain(`expected ${member.max} at most, got ${items.length}`);
    for (let index = 0; index < items.length; index++) {
      if (isLeftOut(this.registry, member, items[index], this.#optional)) continue;
      const before = this.violations.length;
      this.#item(member, items[index]);
      if (this.violations.length > before) this.#at(`[${index}]`, before);
    }
  }

  /** One value of a member: in a union, the slot that its `kind`, or its class, says. */
  #item(member: Member, value: unknown): void {
    if (!member.tagged) {
      this.#slot(member.slots[0] as Slot, value);
      return;
    }
    const object = typeof value === 'object' && value !== null ? value : undefined;
    const kind = (object as { kind?: unknown } | undefined)?.kind;
    const slot = slotFor(this.registry, member, kind, object);
    if (slot) {
      this.#slot(slot, slot.boxed ? (object as { value: unknown }).value : value);
      return;
    }
    const kinds = member.slots.map((candidate) => candidate.kind as string);
    const hint = didYouMean(kind, kinds) || `; it is one of ${kinds.map((name) => `'${name}'`).join(', ')}`;
    this.#complain(
      object
        ? `kind ${describe(kind)} is not known here${hint}`
        : `expected an object with a kind, got ${describe(value)}`,
    );
  }

  #slot(slot: Slot, value: unknown): void {
    if (slot.since > this.#edition) {
      // What is in it would be refused for the same reason.
      this.#checkEdition(slot.since, slot.name);
      return;
    }
    if (slot.until < this.#edition) this.#checkUntil(slot.until, slot.name);
    if (value instanceof ByteSource && slot.scalar?.code === BINARY) {
      this.output.write(slot.open);
      this.output.source(value);
      this.output.write(slot.close);
    } else if (slot.plain && slot.scalar !== undefined && value !== null) {
      const text = this.#scalar(slot.scalar, value);
      if (text === '') this.output.write(slot.empty);
      else this.#content(slot.open, slot.scalar, text, slot.close);
    } else this.element(slot, value);
  }

  #struct(tag: string, declared: TypeInfo, value: unknown): void {
    // What has a class of ours needs no look into the engine.
    const own = typeof value === 'object' && value !== null ? this.registry.typeOf(value) : undefined;
    if (own === undefined && !hasMembers(value)) {
      this.#complain(`expected an object of ${declared.name}, got ${describe(value)}`);
      return;
    }
    const info = this.#actual(declared, own, value as object);
    if (info === undefined) {
      this.#complain(`${declared.name} is abstract; give an instance of a class that extends it, or a kind`);
      return;
    }
    const type = compile(info);
    const present: Member[] = [];
    let attributes = this.#gather(type, value as Values, present);
    if (info !== declared) {
      this.usesXsi = true;
      attributes = ` xsi:type="${info.prefix}:${info.xmlName}"${attributes}`;
    }
    const { unknown } = value as { unknown?: XmlNode[] };
    const text = type.text ? this.#textOf(type.text, value as Values) : '';
    if (text === '' && present.length === 0 && unknown === undefined) {
      this.output.write(`<${tag}${attributes}/>`);
      return;
    }
    const open = attributes === '' ? `<${tag}>` : `<${tag}${attributes}>`;
    if (type.text) this.#content(open, type.text, text, '');
    else {
      this.output.write(open);
      this.#members(present, value as Values);
    }
    this.#unknown(unknown);
    this.output.write(`</${tag}>`);
  }

  /** Finds what a value holds: returns its attributes as text, and adds its members to `present` in the order of the schema. */
  #gather(type: Compiled, value: Values, present: Member[]): string {
    let attributes = '';
    let required = 0;
    let ordinal = -1;
    let sorted = true;
    let entry: Member | AttributeSlot | undefined;
    for (const key in value) {
      // Values of a type nearly always have the same keys in the same order.
      const guess = entry === undefined ? type.firstKey.entry : entry.following;
      const found: Member | AttributeSlot | undefined =
        guess !== undefined && guess.key === key ? guess : type.byKey.get(key);
      if (found === undefined) {
        if (!OWN_KEYS.has(key) && !(key === 'value' && type.text)) this.#unknownKey(type, key);
        continue;
      }
      if (entry === undefined) type.firstKey.entry = found;
      else entry.following = found;
      entry = found;
      if (value[key] === undefined) continue;
      if (entry.since > this.#optional.edition && this.#optional.keys.has(key)) continue;
      if (entry.required) required++;
      if ('ordinal' in entry) {
        if (entry.ordinal < ordinal) sorted = false;
        ordinal = entry.ordinal;
        present.push(entry);
      } else attributes += this.#attribute(entry, value);
    }
    if (!this.#lenient && (required < type.required || type.rules)) this.#checkPresence(type, value);
    if (!sorted && !type.unordered) present.sort((a, b) => a.ordinal - b.ordinal);
    const { unknownAttributes } = value as { unknownAttributes?: Record<string, string> };
    return unknownAttributes === undefined ? attributes : attributes + writeAttributes(unknownAttributes);
  }

  /** The type of an object: that of its class when it extends the declared one; for an abstract one its `kind` may name it. */
  #actual(declared: TypeInfo, own: TypeInfo | undefined, value: object): TypeInfo | undefined {
    if (own !== undefined && !own.abstract)
      for (let at: TypeInfo | undefined = own; at; at = at.base) if (at === declared) return own;
    return declared.abstract
      ? declared.registry.extensionNamed(declared, (value as { kind?: unknown }).kind)
      : declared;
  }

  #attribute(slot: AttributeSlot, value: Values): string {
    const before = this.violations.length;
    if (slot.since > this.#edition) this.#checkEdition(slot.since, slot.name);
    if (slot.until < this.#edition) this.#checkUntil(slot.until, slot.name);
    const text = this.#spelled(value, slot.key, slot.scalar) ?? this.#scalar(slot.scalar, value[slot.key]);
    if (slot.fixed !== undefined && text !== slot.fixed && !this.#lenient)
      this.#complain(`can only be '${slot.fixed}'`);
    if (this.violations.length > before) this.#at(slot.key, before);
    return ` ${slot.name}="${escapeAttribute(text)}"`;
  }

  #textOf(scalar: Scalar, value: Values): string {
    const before = this.violations.length;
    const text =
      value['value'] === undefined && this.#lenient
        ? ''
        : (this.#spelled(value, 'value', scalar) ?? this.#scalar(scalar, value['value']));
    if (this.violations.length > before) this.#at('value', before);
    return text;
  }

  #members(members: readonly Member[], value: Values): void {
    let chosen: Member | undefined;
    const spelling = spellings(value);
    for (const member of members) {
      const before = this.violations.length;
      const held = value[member.key];
      if (member.choice !== undefined) {
        if (chosen?.choice === member.choice && !this.#lenient)
          this.#complain(`stands beside ${chosen.key}, and only one of the two may`);
        chosen = member;
      }
      if (member.repeated) this.#repeated(member, held);
      else {
        const [slot] = member.slots as [Slot];
        const text =
          spelling === undefined || slot.scalar === undefined
            ? undefined
            : this.#spelled(value, member.key, slot.scalar);
        if (text === undefined) this.#item(member, held);
        else this.#simple(slot.tag, slot.scalar as Scalar, text);
      }
      if (this.violations.length > before) this.#at(member.key, before);
    }
  }

  #repeated(member: Member, value: unknown): void {
    if (!Array.isArray(value)) {
      this.#complain(`expected an array, got ${describe(value)}`);
      return;
    }
    if (member.required && value.length === 0 && !this.#lenient) this.#complain('expected at least one, got none');
    this.#list(member, value);
  }

  #unknown(nodes: readonly XmlNode[] | undefined): void {
    for (const node of nodes ?? []) {
      if (typeof node === 'string') this.output.text(node);
      else this.output.write(writeElement(node, '?'));
    }
  }

  #unknownKey(type: Compiled, key: string): void {
    const until = this.registry.untilOf('member ', (name) => named(type.info, key, name));
    const hint = until === undefined ? didYouMean(key, type.byKey.keys()) : this.#was(until);
    this.#complain(`${describe(key)} is no member of ${type.info.name}${hint}`);
  }

  #checkPresence(type: Compiled, value: Values): void {
    for (const message of missingOf(type, (key) => value[key] !== undefined)) this.#complain(message);
  }

  /** The spelling that a member came with; in requests only one that the schema allows. */
  #spelled(value: Values, key: string, scalar: Scalar): string | undefined {
    const text = spelled(value, key, scalar);
    return text === undefined || this.#lenient || isLexical(scalar, text) ? text : undefined;
  }

  #complain(message: string): void {
    this.violations.push({ path: '', message });
  }

  /** Says of the violations since `before` that they are in this member, or at this `[index]`. */
  #at(step: string, before: number): void {
    for (const violation of this.violations.slice(before)) {
      const { path } = violation;
      violation.path = path === '' || path.startsWith('[') ? step + path : `${step}.${path}`;
    }
  }
}

function hasMembers(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !(Array.isArray(value) || isDate(value) || isUint8Array(value));
}

/** The tag of a value: its own, where it came under another name. */
function tagOf({ tag }: Tag, value: unknown): string {
  const name = nameOf(value);
  return name === undefined ? tag : tag.replace(/:.*/, `:${name}`);
}

/** Whether `Type.Element` is a member of the type, or of one it extends, that has this key. */
function named(info: TypeInfo, key: string, name: string): boolean {
  const [owner, element = ''] = name.split('.');
  for (let at: TypeInfo | undefined = info; at; at = at.base) if (at.name === owner) return camelCase(element) === key;
  return false;
}
