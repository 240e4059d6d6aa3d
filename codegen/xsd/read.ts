/**
 * Reads an XSD document into the model. Covers the constructs that Microsoft's EWS schemas use, and refuses the rest by name
 * rather than passing over it.
 */
import { childElement, childElements, parseXml, type XmlElement } from '../../src/xml/element.js';
import { CodegenError } from '../model/codegen-error.js';
import {
  type Attribute,
  type ComplexType,
  type ElementParticle,
  type Facet,
  type GroupParticle,
  NAMESPACES,
  type Occurs,
  type Particle,
  type Prefix,
  type Schema,
  type SimpleType,
  UNBOUNDED,
} from '../model/schema.js';

/** Named groups and attribute groups, which are expanded where they are used. */
interface Groups {
  groups: Map<string, XmlElement>;
  attributeGroups: Map<string, XmlElement>;
}

/** Adds the types and elements of one document to `schema`. */
export function readXsd(bytes: Uint8Array, schema: Schema): void {
  const root = parseXml(bytes);
  const target = root.attributes?.['targetNamespace'];
  const prefix = (Object.keys(NAMESPACES) as Prefix[]).find((key) => NAMESPACES[key] === target);
  if (root.name !== 'schema' || prefix === undefined)
    throw new CodegenError('not an EWS schema', { root: root.name, target });
  new Reader(schema, prefix, {
    groups: named(root, 'group'),
    attributeGroups: named(root, 'attributeGroup'),
  }).read(root);
}

function named(root: XmlElement, kind: string): Map<string, XmlElement> {
  return new Map(childElements(root, kind).map((element) => [required(element, 'name'), element]));
}

function required(element: XmlElement, name: string): string {
  const value = element.attributes?.[name];
  if (value === undefined) throw new CodegenError(`<${element.name}> lacks "${name}"`, element.attributes ?? {});
  return value;
}

/** `t:ItemType` -> `ItemType`, `xs:string` -> `string`: type names are unique across the namespaces (checked by a pass). */
function local(qname: string): string {
  return qname.slice(qname.indexOf(':') + 1);
}

function occurs(element: XmlElement): Occurs {
  const { minOccurs = '1', maxOccurs = '1' } = element.attributes ?? {};
  return { min: Number(minOccurs), max: maxOccurs === 'unbounded' ? UNBOUNDED : Number(maxOccurs) };
}

/** Exchange's schemas use 40. */
const MOST_EXPANDED = 10_000;

class Reader {
  private readonly expanding = new Set<string>();
  private expanded = 0;

  constructor(
    private readonly schema: Schema,
    private readonly prefix: Prefix,
    private readonly groups: Groups,
  ) {}

  read(root: XmlElement): void {
    for (const element of childElements(root)) {
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
        case 'annotation':
        case 'group':
        case 'attributeGroup':
          break;
        default:
          throw new CodegenError(`unknown schema component <${element.name}>`, element.attributes ?? {});
      }
    }
  }

  private add(type: ComplexType | SimpleType): string {
    if (this.schema.types.has(type.name)) throw new CodegenError('a type stands twice', { type: type.name });
    this.schema.types.set(type.name, type);
    return type.name;
  }

  private globalElement(element: XmlElement): void {
    const name = required(element, 'name');
    const substitutionGroup = element.attributes?.['substitutionGroup'];
    this.schema.elements.set(`${this.prefix}:${name}`, {
      name,
      prefix: this.prefix,
      type: this.typeOf(element, `${name}Type`),
      abstract: element.attributes?.['abstract'] === 'true',
      ...(substitutionGroup === undefined ? {} : { substitutionGroup }),
    });
  }

  /** The type of an element or attribute; an anonymous one is given the name `anonymous`. */
  private typeOf(element: XmlElement, anonymous: string): string {
    const type = element.attributes?.['type'];
    if (type !== undefined) return local(type);
    const complex = childElement(element, 'complexType');
    if (complex) return this.complexType(complex, anonymous);
    const simple = childElement(element, 'simpleType');
    if (simple) return this.simpleType(simple, anonymous);
    return 'anyType';
  }

  private complexType(element: XmlElement, name: string): string {
    const simpleContent = childElement(element, 'simpleContent');
    const complexContent = childElement(element, 'complexContent');
    const derived = simpleContent ?? complexContent;
    const body = derived ? (childElement(derived, 'extension') ?? childElement(derived, 'restriction')) : element;
    if (!body) throw new CodegenError('a type derives from nothing', { type: name });
    const type: ComplexType = {
      kind: 'complex',
      name,
      xmlName: name,
      prefix: this.prefix,
      abstract: element.attributes?.['abstract'] === 'true',
      attributes: [],
    };
    if (derived) {
      const base = local(required(body, 'base'));
      if (simpleContent) type.text = base;
      else Object.assign(type, { base, derivation: body.name });
    }
    this.add(type);
    for (const child of childElements(body)) this.typeContent(type, child);
    return name;
  }

  private typeContent(type: ComplexType, child: XmlElement): void {
    switch (child.name) {
      case 'annotation':
        return;
      case 'attribute':
        type.attributes.push(this.attribute(child, type.name));
        return;
      case 'attributeGroup': {
        const group = this.groups.attributeGroups.get(local(required(child, 'ref')));
        for (const attribute of childElements(group ?? child, 'attribute'))
          type.attributes.push(this.attribute(attribute, type.name));
        return;
      }
      case 'anyAttribute':
        type.anyAttribute = child.attributes?.['namespace'] ?? '##any';
        return;
      default: {
        const content = this.particle(child, type.name);
        type.content =
          content.kind === 'element' || content.kind === 'any'
            ? { kind: 'sequence', min: 1, max: 1, particles: [content] }
            : content;
      }
    }
  }

  private attribute(element: XmlElement, owner: string): Attribute {
    const { ref, default: value, fixed } = element.attributes ?? {};
    return {
      name: ref ?? required(element, 'name'),
      type: ref === undefined ? this.typeOf(element, anonymousName(owner, required(element, 'name'))) : 'string',
      use: (element.attributes?.['use'] as Attribute['use'] | undefined) ?? 'optional',
      ...(value === undefined ? {} : { default: value }),
      ...(fixed === undefined ? {} : { fixed }),
    };
  }

  private particle(element: XmlElement, owner: string): Particle {
    switch (element.name) {
      case 'sequence':
      case 'choice':
      case 'all':
        return {
          kind: element.name,
          ...occurs(element),
          particles: childElements(element)
            .filter((child) => child.name !== 'annotation')
            .map((child) => this.particle(child, owner)),
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

  private group(element: XmlElement, owner: string): GroupParticle {
    const name = local(required(element, 'ref'));
    const group = this.groups.groups.get(name);
    const content = group && childElements(group).find((child) => child.name !== 'annotation');
    if (!content) throw new CodegenError('a group is not defined', { group: name, type: owner });
    if (this.expanding.has(name)) throw new CodegenError('a group that holds itself', { group: name, type: owner });
    // Groups of groups of groups, each twice, would take all memory.
    if (++this.expanded > MOST_EXPANDED)
      throw new CodegenError('groups are used too often', { group: name, type: owner });
    this.expanding.add(name);
    const particle = this.particle(content, owner) as GroupParticle;
    this.expanding.delete(name);
    return { ...particle, ...occurs(element) };
  }

  private element(element: XmlElement, owner: string): ElementParticle {
    const ref = element.attributes?.['ref'];
    const value = element.attributes?.['default'];
    const [prefix, name] =
      ref === undefined ? [this.prefix, required(element, 'name')] : (ref.split(':') as [Prefix, string]);
    return {
      kind: 'element',
      name,
      prefix,
      // The type of a reference is filled in by the pass that resolves references, when every document is read.
      type: ref === undefined ? this.typeOf(element, anonymousName(owner, name)) : '',
      ref: ref !== undefined,
      nillable: element.attributes?.['nillable'] === 'true',
      ...occurs(element),
      ...(value === undefined ? {} : { default: value }),
    };
  }

  private simpleType(element: XmlElement, name: string): string {
    const variety = childElements(element).find((child) => child.name !== 'annotation');
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
    this.add(type);
    const nested = childElements(variety, 'simpleType');
    switch (variety.name) {
      case 'restriction':
        type.types.push(local(required(variety, 'base')));
        this.facets(type, variety);
        break;
      case 'list':
        type.types.push(
          nested[0] ? this.simpleType(nested[0], `${stem(name)}ItemType`) : local(required(variety, 'itemType')),
        );
        break;
      case 'union':
        type.types.push(...(variety.attributes?.['memberTypes']?.split(/\s+/).map(local) ?? []));
        for (const [index, member] of nested.entries())
          type.types.push(this.simpleType(member, `${stem(name)}Member${index + 1}Type`));
        break;
      default:
        throw new CodegenError(`unknown variety <${variety.name}>`, { type: name });
    }
    return name;
  }

  private facets(type: SimpleType, restriction: XmlElement): void {
    for (const facet of childElements(restriction)) {
      const value = facet.attributes?.['value'] ?? '';
      if (facet.name === 'enumeration') type.values.push({ value });
      else if (facet.name !== 'annotation') type.facets.push({ name: facet.name, value } satisfies Facet);
    }
  }
}

/** `FindItemType` -> `FindItem`. */
function stem(name: string): string {
  return name.replace(/Type$/, '');
}

/** The name given to the anonymous type of a member: `ConversationType` + `MailboxGuids` -> `ConversationMailboxGuidsType`. */
function anonymousName(owner: string, member: string): string {
  return `${stem(owner)}${stem(member)}Type`;
}
