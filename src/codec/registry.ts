/**
 * What the codec knows of the generated code: types, global elements, operations, by name. Filled once by {@link load}, on first
 * use, and only read after that.
 */
// For src/items, until it comes through the door.

import type { Declaration, Struct, StructConstructor } from './struct.js';

/** The prefixes of the two EWS namespaces. */
export type Prefix = 't' | 'm';

export const NAMESPACES: Readonly<Record<Prefix, string>> = {
  t: 'http://schemas.microsoft.com/exchange/services/2006/types',
  m: 'http://schemas.microsoft.com/exchange/services/2006/messages',
};

/** What stands for a complex type in a value: a class; an array of what it wraps; what it wraps itself. */
export type Shape = 'struct' | 'array' | 'transparent';

/** The properties of a type that have a FieldURI: a line each with path, URI and what may be done with it. */
export interface PropertyTable {
  readonly type: string;
  readonly table: string;
}

/** A complex type: facts, and the notation of its content. */
export interface TypeInfo {
  readonly name: string;
  /** Its name in the schema, where that differs. */
  readonly xmlName: string;
  readonly prefix: Prefix;
  readonly shape: Shape;
  readonly abstract: boolean;
  /** It lists all its content itself instead of adding to its base's. */
  readonly restriction: boolean;
  readonly since: string | undefined;
  /** The last edition that had it, where a newer one has not; only in code generated from an older edition. */
  readonly until: string | undefined;
  readonly base: TypeInfo | undefined;
  readonly ctor: StructConstructor | undefined;
  readonly notation: string;
}

/** A simple type. */
export interface SimpleTypeInfo {
  readonly name: string;
  readonly xmlName: string;
  readonly prefix: Prefix;
  readonly since: string | undefined;
  readonly notation: string;
}

/** A global element. */
export interface ElementInfo {
  readonly name: string;
  readonly prefix: Prefix;
  readonly type: string;
  readonly abstract: boolean;
  /** `prefix:name` of the head of its substitution group. */
  readonly substitutes: string | undefined;
}

/** An operation: the SOAP action, and the types of request and response. */
export interface Operation<Request extends Struct = Struct, Response extends Struct = Struct> {
  /** Name of the request element: `FindItem`. */
  readonly name: string;
  /** Name of the response element. */
  readonly response: string;
  // Without their parameter, so that every operation is an `Operation`.
  /** Class of the request. */
  readonly requestType: new () => Request;
  /** Class of the response. */
  readonly responseType: new () => Response;
  /** Names of the SOAP headers that a request may carry. */
  readonly headers: readonly string[];
  /** First edition that has it, unless the oldest. */
  readonly since: string | undefined;
}

export const types = new Map<string, TypeInfo>();
export const simpleTypes = new Map<string, SimpleTypeInfo>();
/** By `prefix:name`. */
export const elements = new Map<string, ElementInfo>();
export const operations = new Map<string, Operation>();

/** By the names that the schema gives them, which in the two namespaces may be the same. */
const typesByXmlName = new Map<string, TypeInfo[]>();

/** The type of that name in the schema that is `base` or extends it: what xsi:type says. */
export function extensionOf(base: TypeInfo, xmlName: string): TypeInfo | undefined {
  return typesByXmlName.get(xmlName)?.find((named) => {
    for (let at: TypeInfo | undefined = named; at; at = at.base) if (at === base) return true;
    return false;
  });
}

/** The type that `kind` names among those that extend an abstract one: `alternateIdType` is AlternateIdType. */
export function extensionNamed(base: TypeInfo, kind: unknown): TypeInfo | undefined {
  const info = typeof kind === 'string' ? types.get(kind.charAt(0).toUpperCase() + kind.slice(1)) : undefined;
  for (let at = info; at; at = at.base) if (at === base && !info?.abstract) return info;
  return undefined;
}

/** What generated code hands over. */
export interface GeneratedSchema {
  /** One a line: name, type, `abstract`, and the head of its substitution group. */
  readonly globalElements: string;
  /** Classes, declarations and operations. */
  readonly declared: () => readonly unknown[];
  readonly properties: () => readonly PropertyTable[];
  /** What older editions had and this schema has not, one a line: `Edition member Type.Element`. */
  readonly vanished: string;
}

/** Makes generated code known. Does nothing the second time. */
export function load(schema: GeneratedSchema): void {
  if (elements.size > 0) return;
  vanished = schema.vanished;
  for (const value of schema.declared()) register(value);
  for (const line of schema.globalElements.trim().split('\n')) {
    const [qname = '', type = '', ...rest] = line.trim().split(' ');
    elements.set(qname, {
      name: qname.slice(2),
      prefix: qname[0] as Prefix,
      type,
      abstract: rest.includes('abstract'),
      substitutes: rest.includes('<') ? rest.at(-1) : undefined,
    });
  }
}

let vanished = '';

/**
 * The last edition that had what the schema has no more: `member Type.Element`, `value Type=value`, `element m:Name`. Asked only when
 * something is refused. `matches` compares the name at the end, where the caller has it in another spelling.
 */
export function untilOf(what: string, matches?: (name: string) => boolean): Edition | undefined {
  for (const line of vanished.split('\n')) {
    const [edition, kind, name = ''] = line.trim().split(' ');
    const found = matches ? `${kind} ${name}`.startsWith(what) && matches(name) : `${kind} ${name}` === what;
    if (found) return edition as Edition;
  }
  return undefined;
}

function register(value: unknown): void {
  if (typeof value === 'function') registerType((value as unknown as { schema: Declaration }).schema);
  else if ('requestType' in (value as object)) operations.set((value as Operation).name, value as Operation);
  else if ((value as Declaration).simple) registerSimple(value as Declaration);
  else registerType(value as Declaration);
}

function registerSimple({ header, notation }: Declaration): void {
  const { name, xmlName, prefix, since } = parseHeader(header);
  simpleTypes.set(name, { name, xmlName, prefix, since, notation });
}

function registerType({ ctor, header, notation }: Declaration): void {
  if (ctor && typesByClass.has(ctor)) return;
  const base: unknown = ctor && Object.getPrototypeOf(ctor);
  const baseSchema = (base as { schema?: Declaration } | undefined)?.schema;
  // A base may stand later in the list than what extends it.
  if (baseSchema) registerType(baseSchema);
  const { prefix, name, xmlName, flags, since, until } = parseHeader(header);
  const info: TypeInfo = {
    name,
    xmlName,
    prefix,
    shape: flags.find((flag): flag is Shape => flag === 'array' || flag === 'transparent') ?? 'struct',
    abstract: flags.includes('abstract'),
    restriction: flags.includes('restriction'),
    since,
    until,
    base: baseSchema && typesByClass.get(base),
    ctor,
    notation,
  };
  types.set(name, info);
  if (ctor) typesByClass.set(ctor, info);
  const namesakes = typesByXmlName.get(xmlName);
  if (namesakes === undefined) typesByXmlName.set(xmlName, [info]);
  else namesakes.push(info);
}

interface Header {
  prefix: Prefix;
  name: string;
  xmlName: string;
  flags: readonly string[];
  since: string | undefined;
  until: string | undefined;
}

/** `t:Name=XmlName flag flag since=Edition until=Edition` */
export function parseHeader(header: string): Header {
  const [first = '', ...flags] = header.trim().split(' ');
  const [name = '', xmlName = name] = first.slice(2).split('=');
  const [since, until] = ['since=', 'until='].map((mark) => flags.find((flag) => flag.startsWith(mark))?.slice(6));
  return { prefix: first[0] as Prefix, name, xmlName, flags, since, until };
}

/** Types by their classes, and by those that extend them, once they were asked for. */
const typesByClass = new Map<unknown, TypeInfo | undefined>();

/** The type of an object of a generated class, or of one that extends it; undefined for any other object. */
export function typeOf(value: object): TypeInfo | undefined {
  const made = value.constructor;
  if (made === Object) return undefined;
  return typesByClass.get(made) ?? typeOfClass(made);
}

function typeOfClass(made: unknown): TypeInfo | undefined {
  if (typeof made !== 'function' || !('schema' in made)) return undefined;
  const info = typesByClass.get(made) ?? typeOfClass(Object.getPrototypeOf(made));
  typesByClass.set(made, info);
  return info;
}

/** The editions there are schemas of, oldest first; `since` names one of the later ones. */
export const EDITIONS = [
  'Exchange2007_SP1',
  'Exchange2010_SP2',
  'Exchange2013_SP1',
  'Exchange2016',
  'ExchangeSE',
] as const;

/** An edition of Exchange's schema. */
export type Edition = (typeof EDITIONS)[number];

/** Position of the last edition that has something; for none given, beyond all. */
export function lastIndex(until: string | undefined): number {
  return until === undefined ? EDITIONS.length : editionIndex(until);
}

/** Position of an edition in {@link EDITIONS}; 0 for none given. */
export function editionIndex(edition: string | undefined): number {
  return edition === undefined ? 0 : Math.max(0, EDITIONS.indexOf(edition as Edition));
}
