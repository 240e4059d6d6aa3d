/**
 * Writes the types and elements of one namespace as an XSD document, in a layout of our own: what the schema says, without the
 * words that Microsoft says it with.
 */
import {
  type Attribute,
  type ComplexType,
  type GlobalElement,
  NAMESPACES,
  type Occurs,
  type Particle,
  type Prefix,
  type Schema,
  type SimpleType,
  UNBOUNDED,
} from './schema.js';

/** Stands in every file written here; the generator knows by it that the file is not Microsoft's own. */
export const MARKER = 'Re-emitted by ewskit';

type Attributes = Readonly<Record<string, string | undefined>>;

/** The document of a namespace: types.xsd for `t`, messages.xsd for `m`. */
export function writeXsd(schema: Schema, prefix: Prefix): string {
  return new Writer(schema).document(prefix);
}

/** `<name a="b"/>`, or the start tag alone. */
export function tag(name: string, attributes: Attributes, end: '/>' | '>' = '/>'): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return `<${[name, ...given.map(([key, value]) => `${key}="${escapeValue(value ?? '')}"`)].join(' ')}${end}`;
}

function escapeValue(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** The first lines of every file. */
export function prologue(schema: Schema): string[] {
  return ['<?xml version="1.0" encoding="utf-8"?>', `<!-- ${MARKER}: the schema of ${schema.edition}. -->`];
}

class Writer {
  readonly #lines: string[] = [];
  #depth = 0;

  constructor(private readonly schema: Schema) {}

  document(prefix: Prefix): string {
    const namespaces = {
      'xmlns:xs': 'http://www.w3.org/2001/XMLSchema',
      'xmlns:t': NAMESPACES.t,
      ...(prefix === 'm' ? { 'xmlns:m': NAMESPACES.m } : {}),
    };
    this.#lines.push(...prologue(this.schema));
    this.#open(
      'xs:schema',
      { ...namespaces, targetNamespace: NAMESPACES[prefix], elementFormDefault: 'qualified' },
      () => {
        if (prefix === 'm') this.#put('xs:import', { namespace: NAMESPACES.t, schemaLocation: 'types.xsd' });
        else this.#put('xs:import', { namespace: 'http://www.w3.org/XML/1998/namespace' });
        for (const element of this.schema.elements.values()) if (element.prefix === prefix) this.#global(element);
        for (const type of this.schema.types.values()) {
          if (type.prefix !== prefix) continue;
          if (type.kind === 'simple') this.#simple(type);
          else this.#complex(type);
        }
      },
    );
    return `${this.#lines.join('\n')}\n`;
  }

  #put(name: string, attributes: Attributes): void {
    this.#lines.push('  '.repeat(this.#depth) + tag(name, attributes));
  }

  /** An element with what `inside` writes; an empty tag where that is nothing. */
  #open(name: string, attributes: Attributes, inside: () => void): void {
    const at = this.#lines.length;
    this.#depth++;
    inside();
    this.#depth--;
    const indent = '  '.repeat(this.#depth);
    if (this.#lines.length === at) {
      this.#put(name, attributes);
      return;
    }
    this.#lines.splice(at, 0, indent + tag(name, attributes, '>'));
    this.#lines.push(`${indent}</${name}>`);
  }

  /** A type by its name in the schema. */
  #type(name: string): string {
    const type = this.schema.types.get(name);
    return type ? `${type.prefix}:${type.xmlName}` : `xs:${name}`;
  }

  #global({ name, type, abstract, substitutionGroup }: GlobalElement): void {
    this.#put('xs:element', {
      name,
      type: this.#type(type),
      abstract: abstract ? 'true' : undefined,
      substitutionGroup,
    });
  }

  #complex(type: ComplexType): void {
    const content = (): void => {
      if (type.content) this.#particle(type.content);
      for (const attribute of type.attributes) this.#attribute(attribute);
      if (type.anyAttribute !== undefined) this.#put('xs:anyAttribute', { namespace: type.anyAttribute });
    };
    const derived = (kind: string, derivation: string, base: string): void => {
      this.#open(kind, {}, () => this.#open(derivation, { base: this.#type(base) }, content));
    };
    this.#open('xs:complexType', { name: type.xmlName, abstract: type.abstract ? 'true' : undefined }, () => {
      if (type.text !== undefined) derived('xs:simpleContent', 'xs:extension', type.text);
      else if (type.base !== undefined && this.#hasText(type.base))
        derived('xs:simpleContent', 'xs:extension', type.base);
      else if (type.base !== undefined) derived('xs:complexContent', `xs:${type.derivation ?? 'extension'}`, type.base);
      else content();
    });
  }

  #hasText(name: string): boolean {
    const type = this.schema.types.get(name);
    if (type?.kind !== 'complex') return false;
    return type.text !== undefined || (type.base !== undefined && this.#hasText(type.base));
  }

  #attribute({ name, type, use, default: value, fixed }: Attribute): void {
    const rest = { use: use === 'optional' ? undefined : use, default: value, fixed };
    if (name.includes(':')) this.#put('xs:attribute', { ref: name, ...rest });
    else this.#put('xs:attribute', { name, type: this.#type(type), ...rest });
  }

  #particle(particle: Particle): void {
    const occurs = occurrence(particle);
    if (particle.kind === 'any')
      this.#put('xs:any', { ...occurs, namespace: particle.namespace, processContents: particle.processContents });
    else if (particle.kind !== 'element') {
      this.#open(`xs:${particle.kind}`, occurs, () => {
        for (const child of particle.particles) this.#particle(child);
      });
    } else if (particle.ref) this.#put('xs:element', { ref: `${particle.prefix}:${particle.name}`, ...occurs });
    else {
      const { name, type, nillable, default: value } = particle;
      this.#put('xs:element', {
        name,
        type: this.#type(type),
        ...occurs,
        nillable: nillable ? 'true' : undefined,
        default: value,
      });
    }
  }

  #simple(type: SimpleType): void {
    const types = type.types.map((name) => this.#type(name)).join(' ');
    this.#open('xs:simpleType', { name: type.xmlName }, () => {
      if (type.variety === 'list') this.#put('xs:list', { itemType: types });
      else if (type.variety === 'union') this.#put('xs:union', { memberTypes: types });
      else {
        this.#open('xs:restriction', { base: types }, () => {
          for (const { name, value } of type.facets) this.#put(`xs:${name}`, { value });
          for (const { value, unlisted } of type.values) if (!unlisted) this.#put('xs:enumeration', { value });
        });
      }
    });
  }
}

function occurrence({ min, max }: Occurs): Attributes {
  return {
    minOccurs: min === 1 ? undefined : String(min),
    maxOccurs: max === 1 ? undefined : max === UNBOUNDED ? 'unbounded' : String(max),
  };
}
