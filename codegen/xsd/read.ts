/**
 * Reads XSD documents into the model. Types are known by `prefix:name` and references as they stand (`t:ItemType`, `xs:string`) until the
 * pass that names them. What the model cannot say is left out with a line in `notes`, and the rest goes on; what is no schema is refused.
 */
import { childElement, childElements, type XmlElement } from '../../src/xml/element.js';
import { CodegenError } from '../model/codegen-error.js';
import {
  type Attribute,
  type ComplexType,
  type ElementParticle,
  type Occurs,
  type Particle,
  type Prefix,
  type Schema,
  type SimpleType,
  UNBOUNDED,
} from '../model/schema.js';
import { eachParticle } from '../model/walk.js';
import { type Components, gather, required } from './components.js';
import { localOf, prefixOf } from './qualified.js';

/** Adds the types and elements of documents to `schema`; to `notes`, what was left out. */
export function readXsd(roots: readonly XmlElement[], schema: Schema, notes: string[]): void {
  const components = gather(roots, notes);
  const names = new Set(components.types);
  const groups = new Map<string, Particle>();
  for (const { element, prefix } of components.documents)
    new Reader(schema, prefix, components, names, notes, groups).read(element);
  // As they are written: a group of the types may have been met in the messages first.
  const all = [...schema.types].sort(([, a], [, b]) => Number(a.prefix === 'm') - Number(b.prefix === 'm'));
  schema.types.clear();
  for (const [key, type] of all) schema.types.set(key, type);
}

function occurs(element: XmlElement): Occurs {
  const { minOccurs = '1', maxOccurs = '1' } = element.attributes ?? {};
  return { min: Number(minOccurs), max: maxOccurs === 'unbounded' ? UNBOUNDED : Number(maxOccurs) };
}

/** Particles in groups that are written out where they are used; Exchange's schemas have some hundred. */
const MOST_EXPANDED = 100_000;
/** What stands in a schema and is no part of which documents are valid, or of what a value is. */
const ASIDE = new Set(['annotation', 'key', 'keyref', 'unique', 'assert', 'openContent']);
const FACETS =
  /^(length|minLength|maxLength|pattern|(min|max)(In|Ex)clusive|totalDigits|fractionDigits|whiteSpace|enumeration|assertion|explicitTimezone)$/;

function parts(element: XmlElement): XmlElement[] {
  return childElements(element).filter(({ name }) => !ASIDE.has(name));
}

class Reader {
  private readonly expanding = new Set<string>();
  private readonly count = { expanded: 0 };
  /** Types without a name inside a group, which are read when the group is: they may hold it. */
  private readonly later: (() => void)[] = [];

  constructor(
    private readonly schema: Schema,
    private readonly prefix: Prefix,
    private readonly components: Components,
    /** Every name of a type that is given or taken. */
    private readonly names: Set<string>,
    private readonly notes: string[],
    /** Groups that were read. */
    private readonly expandedGroups: Map<string, Particle>,
  ) {}

  read(root: XmlElement): void {
    if (root.attributes?.['elementFormDefault'] !== 'qualified' && childElement(root, 'complexType') !== undefined)
      this.note('its elements have no namespace of their own; they are written with it');
    for (const element of parts(root)) {
      switch (element.name) {
        case 'complexType':
          this.complexType(element, required(element, 'name'));
          break;
        case 'simpleType':
          this.simpleType(element, required(element, 'name'));
          break;
        case 'element':
          this.globalElement(element);
          break;
        case 'import':
        case 'include':
        case 'group':
        case 'attributeGroup':
        case 'attribute':
          break;
        case 'notation':
        case 'redefine':
        case 'override':
        case 'defaultOpenContent':
          this.note(`<${element.name}> is left out`);
          break;
        default:
          throw new CodegenError(`unknown schema component <${element.name}>`, element.attributes ?? {});
      }
    }
  }

  private note(text: string, owner?: string): void {
    const line = `${owner ?? this.prefix}: ${text}`;
    if (!this.notes.includes(line)) this.notes.push(line);
  }

  private add(type: ComplexType | SimpleType): string {
    const key = `${type.prefix}:${type.name}`;
    if (this.schema.types.has(key)) throw new CodegenError('a type stands twice', { type: key });
    this.schema.types.set(key, type);
    return key;
  }

  /** A reference to a type: one without a prefix is of the document's own namespace. */
  private reference(name: string, owner: string): string {
    if (name.startsWith('{')) {
      this.note(`${name} is of another namespace and stays XML`, owner);
      return 'xs:anyType';
    }
    return prefixOf(name) === '' ? `${this.prefix}:${name}` : name;
  }

  private simple(name: string, owner: string): string {
    const found = this.reference(name, owner);
    return found === 'xs:anyType' ? 'xs:string' : found;
  }

  /** A name for a type that has none. */
  private free(wanted: string): string {
    let name = wanted;
    for (let n = 2; this.names.has(`${this.prefix}:${name}`); n++) name = `${stem(wanted)}${n}Type`;
    this.names.add(`${this.prefix}:${name}`);
    return name;
  }

  private globalElement(element: XmlElement): void {
    const name = required(element, 'name');
    const group = element.attributes?.['substitutionGroup'];
    const [head, ...more] = group === undefined ? [] : group.split(' ').map((each) => this.reference(each, name));
    if (more.length > 0) this.note(`stands for ${head}, and not for ${more.join(' ')}`, name);
    const own = element.attributes?.['type'] !== undefined || parts(element).length > 0;
    this.schema.elements.set(`${this.prefix}:${name}`, {
      name,
      prefix: this.prefix,
      // One without a type has that of the head that it may stand for.
      type: own || head === undefined ? this.typeOf(element, `${name}Type`) : `element ${head}`,
      abstract: isTrue(element, 'abstract'),
      ...(head === undefined || head === 'xs:anyType' ? {} : { substitutionGroup: head }),
    });
  }

  /** The type of an element or attribute; an anonymous one is given the name `anonymous`. */
  private typeOf(element: XmlElement, anonymous: string): string {
    const type = element.attributes?.['type'];
    if (type !== undefined) return this.reference(type, anonymous);
    const complex = childElement(element, 'complexType');
    if (complex) return this.complexType(complex, this.free(anonymous));
    const simple = childElement(element, 'simpleType');
    if (simple) return this.simpleType(simple, this.free(anonymous));
    return 'xs:anyType';
  }

  private complexType(element: XmlElement, name: string): string {
    const simpleContent = childElement(element, 'simpleContent');
    const derived = simpleContent ?? childElement(element, 'complexContent');
    const body = derived ? (childElement(derived, 'extension') ?? childElement(derived, 'restriction')) : element;
    if (!body) throw new CodegenError('a type derives from nothing', { type: name });
    if (isTrue(element, 'mixed') || (derived && isTrue(derived, 'mixed')))
      this.note('the text between its elements stands in `unknown`', name);
    const type: ComplexType = {
      kind: 'complex',
      name,
      xmlName: name,
      prefix: this.prefix,
      abstract: isTrue(element, 'abstract'),
      attributes: [],
    };
    if (derived) {
      const base = this.reference(required(body, 'base'), name);
      if (simpleContent) type.text = base === 'xs:anyType' ? 'xs:string' : base;
      else if (base !== 'xs:anyType') Object.assign(type, { base, derivation: body.name });
    }
    const key = this.add(type);
    const read = (): void => {
      for (const child of parts(body)) this.typeContent(type, child);
    };
    if (this.expanding.size > 0) this.later.push(read);
    else read();
    return key;
  }

  private typeContent(type: ComplexType, child: XmlElement): void {
    if (child.name === 'attribute') this.attribute(child, type);
    else if (child.name === 'attributeGroup') this.attributeGroup(child, type, 0);
    else if (child.name === 'anyAttribute') type.anyAttribute = child.attributes?.['namespace'] ?? '##any';
    else if (FACETS.test(child.name) || child.name === 'simpleType')
      this.note(`<${child.name}> restricts its text and is left out`, type.name);
    else {
      const content = this.particle(child, type.name);
      type.content =
        content.kind === 'element' || content.kind === 'any'
          ? { kind: 'sequence', min: 1, max: 1, particles: [content] }
          : content;
    }
  }

  private attributeGroup(element: XmlElement, type: ComplexType, depth: number): void {
    const name = this.reference(required(element, 'ref'), type.name);
    const group = this.components.attributeGroups.get(name);
    if (!group) {
      this.note(`the attributes ${name} are not defined`, type.name);
      return;
    }
    if (depth > 20) throw new CodegenError('a group that holds itself', { group: name, type: type.name });
    for (const child of parts(group.element)) {
      if (child.name === 'attributeGroup') this.attributeGroup(child, type, depth + 1);
      else this.typeContent(type, child);
    }
  }

  private attribute(element: XmlElement, owner: ComplexType): void {
    const { ref, default: value, fixed, use } = element.attributes ?? {};
    if (ref !== undefined && prefixOf(ref) !== 'xml') {
      // It stands with a prefix, where the codec keeps what no schema knows.
      owner.anyAttribute ??= '##any';
      this.note(`the attribute ${ref} has a namespace and stands in \`unknownAttributes\``, owner.name);
      return;
    }
    const name = ref ?? required(element, 'name');
    const given = ref === undefined ? this.typeOf(element, anonymousName(owner.name, name)) : 'xs:string';
    owner.attributes.push({
      name,
      type: given === 'xs:anyType' ? 'xs:anySimpleType' : given,
      use: (use as Attribute['use'] | undefined) ?? 'optional',
      ...(value === undefined ? {} : { default: value }),
      ...(fixed === undefined ? {} : { fixed }),
    });
  }

  private particle(element: XmlElement, owner: string): Particle {
    switch (element.name) {
      case 'sequence':
      case 'choice':
      case 'all':
        return {
          kind: element.name,
          ...occurs(element),
          particles: parts(element).map((child) => this.particle(child, owner)),
        };
      case 'group':
        return this.group(element, owner);
      case 'any':
        return {
          kind: 'any',
          ...occurs(element),
          namespace: element.attributes?.['namespace'] ?? '##any',
          processContents: element.attributes?.['processContents'] ?? 'strict',
        };
      case 'element':
        return this.element(element, owner);
      default:
        throw new CodegenError(`unknown particle <${element.name}>`, { type: owner });
    }
  }

  /** A group is read once, and what in it has no name is named after it, so that it may hold itself inside an element. */
  private group(element: XmlElement, owner: string): Particle {
    const name = this.reference(required(element, 'ref'), owner);
    const group = this.components.groups.get(name);
    const content = group && parts(group.element)[0];
    if (!group || !content) throw new CodegenError('a group is not defined', { group: name, type: owner });
    if (this.expanding.has(name)) throw new CodegenError('a group that holds itself', { group: name, type: owner });
    let particle = this.expandedGroups.get(name);
    if (particle === undefined) {
      this.expanding.add(name);
      particle = this.in(group.prefix).particle(content, localOf(name));
      this.expanding.delete(name);
      this.expandedGroups.set(name, particle);
      if (this.expanding.size === 0) for (const read of this.later.splice(0)) read();
    }
    // Groups of groups of groups, each twice, would take all memory.
    this.count.expanded += [...eachParticle(particle)].length;
    if (this.count.expanded > MOST_EXPANDED)
      throw new CodegenError('groups are used too often', { group: name, type: owner });
    return { ...structuredClone(particle), ...occurs(element) };
  }

  /** The same reader for what stands in the other namespace. */
  private in(prefix: Prefix): Reader {
    return prefix === this.prefix ? this : Object.assign(Object.create(this) as Reader, { prefix });
  }

  private element(element: XmlElement, owner: string): Particle {
    const { ref, default: value, fixed } = element.attributes ?? {};
    if (ref?.startsWith('{')) {
      this.note(`${ref} is of another namespace and stays XML`, owner);
      return { kind: 'any', ...occurs(element), namespace: ref.slice(1, ref.indexOf('}')), processContents: 'lax' };
    }
    if (fixed !== undefined) this.note(`${element.attributes?.['name'] ?? ref} is not held to ${fixed}`, owner);
    const target = ref === undefined ? undefined : this.reference(ref, owner);
    const name = target === undefined ? required(element, 'name') : localOf(target);
    return {
      kind: 'element',
      name,
      prefix: target === undefined ? this.prefix : (prefixOf(target) as Prefix),
      // The type of a reference is filled in by the pass that resolves references, when every document is read.
      type: target === undefined ? this.typeOf(element, anonymousName(owner, name)) : '',
      ref: target !== undefined,
      nillable: isTrue(element, 'nillable'),
      ...occurs(element),
      ...(value === undefined ? {} : { default: value }),
    } satisfies ElementParticle;
  }

  private simpleType(element: XmlElement, name: string): string {
    const [variety] = parts(element);
    if (!variety) throw new CodegenError('a simple type says nothing', { type: name });
    const type: SimpleType = {
      kind: 'simple',
      name,
      xmlName: name,
      prefix: this.prefix,
      variety: variety.name as SimpleType['variety'],
      types: [],
      facets: [],
      values: [],
    };
    const key = this.add(type);
    const nested = childElements(variety, 'simpleType');
    const { base, itemType, memberTypes } = variety.attributes ?? {};
    const inner = (wanted: string, at = 0): string =>
      nested[at] ? this.simpleType(nested[at], this.free(wanted)) : 'xs:string';
    switch (variety.name) {
      case 'restriction':
        type.types.push(base === undefined ? inner(`${stem(name)}BaseType`) : this.simple(base, name));
        this.facets(type, variety);
        break;
      case 'list':
        type.types.push(itemType === undefined ? inner(`${stem(name)}ItemType`) : this.simple(itemType, name));
        break;
      case 'union':
        type.types.push(...(memberTypes?.split(/\s+/) ?? []).map((each) => this.simple(each, name)));
        for (const index of nested.keys()) type.types.push(inner(`${stem(name)}Member${index + 1}Type`, index));
        break;
      default:
        throw new CodegenError(`unknown variety <${variety.name}>`, { type: name });
    }
    return key;
  }

  private facets(type: SimpleType, restriction: XmlElement): void {
    for (const facet of parts(restriction)) {
      const value = facet.attributes?.['value'] ?? '';
      if (facet.name === 'enumeration') {
        // Before an edition and for a blank, the notation has signs of its own.
        if (/[\p{Cc}\p{Cf}\u2028\u2029^%]|^$/u.test(value))
          this.note(`the value ${JSON.stringify(value)} cannot be said and is left out`, type.name);
        else if (!type.values.some((each) => each.value === value)) type.values.push({ value });
      } else if (facet.name === 'simpleType') continue;
      else if (FACETS.test(facet.name)) type.facets.push({ name: facet.name, value });
      else throw new CodegenError(`unknown facet <${facet.name}>`, { type: type.name });
    }
  }
}

function isTrue(element: XmlElement, name: string): boolean {
  return /^\s*(true|1)\s*$/.test(element.attributes?.[name] ?? '');
}

/** `FindItemType` -> `FindItem`. */
function stem(name: string): string {
  return name.replace(/Type$/, '');
}

/** The name given to the anonymous type of a member: `ConversationType` + `MailboxGuids` -> `ConversationMailboxGuidsType`. */
function anonymousName(owner: string, member: string): string {
  return `${stem(owner)}${stem(member)}Type`;
}
