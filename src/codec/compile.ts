/**
 * A type worked out for the codec: its attributes, its members and the elements ("slots") that fill them, bases included. Made
 * on first use and kept.
 */
import { camelCase } from '../xml/camel-case.js';
import { contentModel, type ModelMember, type Occurs, type Together } from '../xml/content-model.js';
import { wordsOf } from '../xml/cursor.js';
import { type ElementNode, parseNotation } from './notation.js';
import type { Prefix, Registry, TypeInfo } from './registry.js';
import { type Scalar, scalarOf } from './scalar.js';

/** An attribute of a type. */
export interface AttributeSlot {
  readonly name: string;
  readonly words: DataView;
  readonly key: string;
  readonly scalar: Scalar;
  readonly required: boolean;
  /** The one text that it may have. */
  readonly fixed: string | undefined;
  /** Indexes of the editions that first and last had it. */
  readonly since: number;
  readonly until: number;
  /** As of {@link Member}. */
  following: Member | AttributeSlot | undefined;
}

/** An element that may stand in a type's content. */
export interface Slot {
  readonly name: string;
  readonly words: DataView;
  readonly prefix: Prefix;
  /** The prefixed name, and the tags made of it. */
  readonly tag: string;
  readonly open: string;
  readonly close: string;
  readonly empty: string;
  readonly member: Member;
  /** `kind` that the value gets, in a union. */
  readonly kind: string | undefined;
  /** The value is not an object of a class, so in a union it stands in a box. */
  readonly boxed: boolean;
  readonly scalar: Scalar | undefined;
  /** The complex type, when `scalar` is undefined; undefined in both for `xs:anyType`. */
  readonly type: TypeInfo | undefined;
  readonly nillable: boolean;
  readonly since: number;
  readonly until: number;
  /** `type`, worked out; on first use. */
  compiled: Compiled | undefined;
  /** Holds one simple value, as it is: the most common kind, which the decoder does first. */
  readonly plain: boolean;
  /** The slot that followed last time; the first guess for the next. */
  next: Slot | undefined;
}

/** A member of a value that elements fill. */
export interface Member {
  readonly key: string;
  /** Place in the order of the schema. */
  readonly ordinal: number;
  readonly slots: Slot[];
  readonly tagged: boolean;
  readonly repeated: boolean;
  readonly required: boolean;
  readonly min: number;
  readonly max: number;
  readonly since: number;
  /** Members of one choice exclude each other; they share this object. */
  readonly choice: object | undefined;
  /** The key that followed this one in the value written last; the first guess for the next. */
  following: Member | AttributeSlot | undefined;
}

/** A type, worked out. */
export interface Compiled {
  readonly info: TypeInfo;
  readonly attributes: readonly AttributeSlot[];
  readonly attributesByName: ReadonlyMap<string, AttributeSlot>;
  readonly text: Scalar | undefined;
  readonly members: readonly Member[];
  readonly byName: ReadonlyMap<string, Slot>;
  readonly byKey: ReadonlyMap<string, Member | AttributeSlot>;
  readonly required: number;
  /** Of each of these sets of members exactly one must be there. */
  readonly choices: readonly (readonly string[])[];
  readonly together: readonly Together[];
  /** Whether there are any of `choices` or `together`. */
  readonly rules: boolean;
  /** How often it holds elements that no schema describes (`xs:any`); undefined for not at all. */
  readonly any: Occurs | undefined;
  /** The order of elements is free (`xs:all`). */
  readonly unordered: boolean;
  /** The first guess for the first child. */
  first: Slot | undefined;
  /** The first guess for the first key. */
  readonly firstKey: { entry: Member | AttributeSlot | undefined };
}

const compiled = new WeakMap<TypeInfo, Compiled>();

/** The complex type of that name, worked out; undefined when there is none. */
export function compiledType(registry: Registry, name: string): Compiled | undefined {
  const info = registry.types.get(name);
  return info && compile(info);
}

export function compile(info: TypeInfo): Compiled {
  const known = compiled.get(info);
  if (known) return known;
  const made = new Compiler(info).result;
  compiled.set(info, made);
  return made;
}

/** What a value lacks, of which `has` says what is there: a sentence for each. */
export function missingOf(type: Compiled, has: (key: string) => boolean): string[] {
  const required = [...type.attributes, ...type.members]
    .filter((slot) => slot.required && !has(slot.key))
    .map(({ key }) => `${key} is required`);
  const choices = type.choices.filter((keys) => !keys.some(has)).map((keys) => `one of ${keys.join(', ')} is required`);
  const together = type.together.flatMap(({ keys, needed }) => {
    const present = keys.find(has);
    return present === undefined
      ? []
      : needed.filter((key) => !has(key)).map((key) => `${key} is required beside ${present}`);
  });
  return [...required, ...choices, ...together];
}

class Compiler {
  readonly #attributes = new Map<string, AttributeSlot>();
  readonly #members: Member[] = [];
  readonly #choices: (readonly string[])[] = [];
  readonly #together: Together[] = [];
  #text: Scalar | undefined;
  #any: Occurs | undefined;
  #unordered = false;
  /** What is as old as its type is not marked, though an older member may lead to it. */
  readonly #floor: number;
  readonly #registry: Registry;

  constructor(readonly info: TypeInfo) {
    this.#registry = info.registry;
    this.#floor = this.#registry.editionIndex(info.since);
    for (const type of lineage(info)) this.#add(type);
  }

  get result(): Compiled {
    const attributes = [...this.#attributes.values()];
    const slots = this.#members.flatMap((member) => member.slots);
    const byName = new Map<string, Slot>();
    for (const slot of slots) if (!byName.has(slot.name)) byName.set(slot.name, slot);
    return {
      info: this.info,
      attributes,
      attributesByName: new Map(attributes.map((attribute) => [attribute.name, attribute])),
      text: this.#text,
      members: this.#members,
      byName,
      byKey: new Map<string, Member | AttributeSlot>(
        [...attributes, ...this.#members].map((entry) => [entry.key, entry]),
      ),
      required:
        this.#members.filter((member) => member.required).length +
        attributes.filter((attribute) => attribute.required).length,
      choices: this.#choices,
      together: this.#together,
      rules: this.#choices.length + this.#together.length > 0,
      any: this.#any,
      unordered: this.#unordered,
      first: slots[0],
      firstKey: { entry: undefined },
    };
  }

  #add(type: TypeInfo): void {
    const content = parseNotation(type.notation);
    for (const { name, key, type: scalar, use, fixed, since, until } of content.attributes) {
      if (use === 'prohibited') this.#attributes.delete(name);
      else {
        this.#attributes.set(name, {
          name,
          words: wordsOf(Buffer.from(name)),
          key: key ?? camelCase(name),
          // The schema of xml:lang, which no edition comes with, says xs:language.
          scalar: scalarOf(this.#registry, name === 'xml:lang' ? 'language' : scalar) as Scalar,
          required: use === 'required',
          fixed,
          since: Math.max(this.#registry.editionIndex(since), this.#floor),
          until: this.#registry.lastIndex(until),
          following: undefined,
        });
      }
    }
    const text = content.textAs ?? content.text;
    if (text !== undefined) this.#text = scalarOf(this.#registry, text);
    const model = contentModel<ElementNode>(content.particles);
    this.#choices.push(...model.choices);
    this.#together.push(...model.together);
    this.#any = model.any ?? this.#any;
    this.#unordered ||= model.unordered;
    for (const member of model.members) this.#member(member, type.prefix);
  }

  #member({ key, elements: nodes, union, ...facts }: ModelMember<ElementNode>, prefix: Prefix): void {
    const elements = nodes as readonly ElementNode[];
    const spread = elements.flatMap((node) =>
      substitutes(this.#registry, node).map((element) => ({ node, ...element })),
    );
    const tagged = union || spread.length > 1;
    const slots: Slot[] = [];
    const member: Member = {
      key,
      ordinal: this.#members.length,
      slots,
      tagged,
      ...facts,
      max: facts.repeated && facts.max === 1 ? Number.POSITIVE_INFINITY : facts.max,
      since: elements.length === 1 ? this.#registry.editionIndex(elements[0]?.since) : 0,
      following: undefined,
    };
    for (const { node, name, type, prefix: own } of spread) {
      const info = this.#registry.types.get(type);
      // A member is as old as itself: its type may have got its name later. What stands in for another element has no date but its type's.
      const dated = name === node.name ? undefined : info;
      const scalar = info ? undefined : scalarOf(this.#registry, type);
      const tag = `${own ?? prefix}:${name}`;
      slots.push({
        name,
        words: wordsOf(Buffer.from(name)),
        prefix: own ?? prefix,
        tag,
        open: `<${tag}>`,
        close: `</${tag}>`,
        empty: `<${tag}/>`,
        member,
        kind: tagged ? camelCase(name) : undefined,
        boxed: tagged && info?.shape !== 'struct',
        scalar,
        type: info,
        compiled: undefined,
        plain: scalar !== undefined && !tagged && !member.repeated,
        nillable: node.nillable,
        since: Math.max(
          this.#registry.editionIndex(node.since),
          this.#registry.editionIndex(dated?.since),
          this.#floor,
        ),
        until: Math.min(this.#registry.lastIndex(node.until), this.#registry.lastIndex(dated?.until)),
        next: undefined,
      });
    }
    for (const [index, slot] of slots.entries()) slot.next = slots[index + 1] ?? slot;
    const before = this.#members.at(-1)?.slots.at(-1);
    if (before) before.next = slots[0];
    this.#members.push(member);
  }
}

/** The type and its bases, the farthest first; a restriction replaces the content of its base but keeps its attributes. */
function lineage(info: TypeInfo): TypeInfo[] {
  const chain: TypeInfo[] = [];
  for (let at: TypeInfo | undefined = info; at; at = at.base) chain.unshift(at);
  const last = chain.findLastIndex((type) => type.restriction);
  return chain.map((type, index) => (index < last ? { ...type, notation: attributesOnly(type.notation) } : type));
}

function attributesOnly(notation: string): string {
  return notation
    .split('\n')
    .filter((line) => line.trim().startsWith('@'))
    .join('\n');
}

/** The elements that may stand at a place: the one named, or those that substitute for it. */
function substitutes(
  { elements, types }: Registry,
  node: ElementNode,
): { name: string; type: string; prefix: Prefix | undefined }[] {
  if (node.ref === undefined) return [{ name: node.name, type: node.type, prefix: undefined }];
  const head = elements.get(node.ref);
  const own = { name: node.name, type: node.type, prefix: node.ref[0] as Prefix };
  const others = [...elements.values()]
    .filter((element) => element.substitutes === node.ref)
    .map(({ name, type, prefix }) => ({ name, type, prefix }));
  return others.length === 0 ? [own] : head?.abstract || types.get(node.type)?.abstract ? others : [own, ...others];
}
