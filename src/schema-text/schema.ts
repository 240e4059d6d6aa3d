/**
 * The model of a schema: what the schema files of one edition say, in terms of types, elements and operations.
 *
 * Read from XSD and WSDL by codegen/, or rebuilt here from the notation in generated/; written out as XSD and WSDL again. It is
 * faithful: nothing that decides which documents are valid is lost.
 */
import type { Prefix } from '../codec/index.js';

export { NAMESPACES, type Prefix } from '../codec/index.js';

/** Upper bound of an occurrence, for `unbounded`. */
export const UNBOUNDED = Number.POSITIVE_INFINITY;

export interface Occurs {
  min: number;
  max: number;
}

export interface ElementParticle extends Occurs {
  kind: 'element';
  name: string;
  prefix: Prefix;
  /** Name of the type: a built-in (`string`) or one of {@link Schema.types}. */
  type: string;
  /** True when it refers to a global element, so that its substitution group may stand instead. */
  ref: boolean;
  nillable: boolean;
  default?: string;
  /** Name of its member, where that is not its own in camel case. */
  key?: string;
  /** First edition that has it, unless the oldest or as old as its type; last one, where it has vanished. */
  since?: string;
  until?: string;
}

export interface GroupParticle extends Occurs {
  kind: 'sequence' | 'choice' | 'all';
  particles: Particle[];
  /** Member key under which a choice is one tagged value; from the overlay. */
  as?: string;
}

export interface AnyParticle extends Occurs {
  kind: 'any';
  namespace: string;
  processContents: string;
}

export type Particle = ElementParticle | GroupParticle | AnyParticle;

export interface Attribute {
  /** As written: `Id`, or `xml:lang`. */
  name: string;
  type: string;
  use: 'required' | 'optional' | 'prohibited';
  default?: string;
  /** The only value it may have. */
  fixed?: string;
  /** As of an element. */
  key?: string;
  since?: string;
  until?: string;
}

export interface ComplexType {
  kind: 'complex';
  name: string;
  /** Name in the schema, where `name` had to differ from it. */
  xmlName: string;
  prefix: Prefix;
  abstract: boolean;
  base?: string;
  derivation?: 'extension' | 'restriction';
  attributes: Attribute[];
  /** Namespace of `xs:anyAttribute`. */
  anyAttribute?: string;
  /** Type of the text, for simple content. */
  text?: string;
  content?: GroupParticle;
  since?: string;
  until?: string;
}

export interface Facet {
  name: string;
  value: string;
}

export interface SimpleType {
  kind: 'simple';
  name: string;
  xmlName: string;
  prefix: Prefix;
  variety: 'restriction' | 'list' | 'union';
  /** Base of a restriction, item type of a list, members of a union. */
  types: string[];
  facets: Facet[];
  /** Enumeration values, in order. */
  values: EnumerationValue[];
  since?: string;
  until?: string;
}

export interface EnumerationValue {
  value: string;
  since?: string;
  until?: string;
  /** Servers know it, and no XSD has it: none is written either. */
  unlisted?: boolean;
}

export type TypeDefinition = ComplexType | SimpleType;

export interface GlobalElement {
  name: string;
  prefix: Prefix;
  type: string;
  abstract: boolean;
  /** `prefix:name` of the head it may stand for. */
  substitutionGroup?: string;
}

export interface Operation {
  name: string;
  action: string;
  /** Global elements, `m:` understood. */
  request: string;
  response: string;
  /** `prefix:name` of the SOAP headers a request may carry. */
  headers: string[];
  /** Served, but not in the WSDL; from the overlay. */
  unlisted?: boolean;
  since?: string;
  until?: string;
}

/** Everything that one edition's schema files say. */
export interface Schema {
  /** Its name: `Exchange2016`. */
  edition: string;
  /** Types by name. */
  types: Map<string, TypeDefinition>;
  /** By `prefix:name`. */
  elements: Map<string, GlobalElement>;
  /** Operations by name. */
  operations: Map<string, Operation>;
}
