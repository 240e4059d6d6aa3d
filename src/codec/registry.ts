/**
 * What the codec knows of generated code: types, global elements, operations, by name. A registry is made of one schema and only read
 * after that; in one program there may be several, for a mailbox may be opened with another edition than the one that comes with us.
 */
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
  /** Name of the type. */
  readonly type: string;
  /** The lines. */
  readonly table: string;
}

/** A complex type: facts, and the notation of its content. */
export interface TypeInfo {
  /** What the other types that it names are found in. */
  readonly registry: Registry;
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

/** What generated code hands over. */
export interface GeneratedSchema {
  /** What the edition is called. */
  readonly edition: string;
  /** The edition of ours that it comes after; absent where it is one of them. */
  readonly after?: string | undefined;
  /** Build of the servers that it was taken from: `15.2.2562`. Absent where nobody said. */
  readonly build?: string | undefined;
  /** One a line: name, type, `abstract`, and the head of its substitution group. */
  readonly globalElements: string;
  /** Classes, declarations and operations. */
  readonly declared: () => readonly unknown[];
  /** What has a FieldURI; a table for each type that declares some. */
  readonly properties: () => readonly PropertyTable[];
  /** What older editions had and this schema has not, one a line: `Edition member Type.Element`. */
  readonly vanished: string;
}

/** An edition, as generated code hands it over to `Account.connect({ edition })`: its name, and how to load what it says. */
export interface GeneratedEdition {
  /** What it is called: `ExchangeSE`. */
  readonly name: string;
  /** Loads the schema. */
  readonly load: () => Promise<GeneratedSchema>;
}

const registries = new WeakMap<GeneratedSchema, Registry>();

/** The registry of a schema: always the same one, for values are told by the types in it. */
export function registryOf(schema: GeneratedSchema): Registry {
  const known = registries.get(schema) ?? new Registry(schema);
  registries.set(schema, known);
  return known;
}

/** Types by the classes that they were registered with, of all registries. */
const registered = new WeakMap<object, TypeInfo>();

/** The type of a decoded value, whatever registry it was decoded with; undefined for any other object. */
export function typeOf(value: object): TypeInfo | undefined {
  for (let at: unknown = value.constructor; typeof at === 'function'; at = Object.getPrototypeOf(at)) {
    const info = registered.get(at);
    if (info !== undefined) return info;
  }
  return undefined;
}

/** What is worked out of a registry once and kept with it. */
export function perRegistry<T>(make: (registry: Registry) => T): (registry: Registry) => T {
  const made = new WeakMap<Registry, { readonly value: T }>();
  return (registry) => {
    const known = made.get(registry) ?? { value: make(registry) };
    made.set(registry, known);
    return known.value;
  };
}

/** One schema, by names. */
export class Registry {
  readonly types = new Map<string, TypeInfo>();
  readonly simpleTypes = new Map<string, SimpleTypeInfo>();
  /** By `prefix:name`. */
  readonly elements = new Map<string, ElementInfo>();
  readonly operations = new Map<string, Operation>();
  /** The properties that have a FieldURI; a table for each type that declares some. */
  readonly properties: () => readonly PropertyTable[];
  /** What the edition is called. */
  readonly edition: string;
  /** The editions there are schemas of, oldest first, with this one among them. */
  readonly editions: readonly string[];
  /** The edition of ours that this one comes after; undefined where it is one of them. */
  readonly after: string | undefined;
  /** Build of the servers that the schema was taken from. */
  readonly build: string | undefined;
  /** By the names that the schema gives them, which in the two namespaces may be the same. */
  readonly #byXmlName = new Map<string, TypeInfo[]>();
  /** Types by their classes, and by those that extend them, once they were asked for. */
  readonly #byClass = new Map<unknown, TypeInfo | undefined>();
  readonly #vanished: string;

  constructor(schema: GeneratedSchema) {
    const { edition, globalElements, declared, properties, vanished } = schema;
    this.edition = edition;
    this.editions = withEdition(edition, schema.after);
    this.after = schema.after;
    this.build = schema.build;
    this.properties = properties;
    this.#vanished = vanished;
    for (const value of declared()) this.#register(value);
    for (const line of globalElements.trim().split('\n')) {
      const [qname = '', type = '', ...rest] = line.trim().split(' ');
      this.elements.set(qname, {
        name: qname.slice(2),
        prefix: qname[0] as Prefix,
        type,
        abstract: rest.includes('abstract'),
        substitutes: rest.includes('<') ? rest.at(-1) : undefined,
      });
    }
  }

  /** The type of an object of a generated class, or of one that extends it; undefined for any other object. */
  typeOf(value: object): TypeInfo | undefined {
    const made = value.constructor;
    if (made === Object) return undefined;
    return this.#byClass.get(made) ?? this.#typeOfClass(made);
  }

  /** The type of that name in the schema that is `base` or extends it: what xsi:type says. */
  extensionOf(base: TypeInfo, xmlName: string): TypeInfo | undefined {
    return this.#byXmlName.get(xmlName)?.find((named) => {
      for (let at: TypeInfo | undefined = named; at; at = at.base) if (at === base) return true;
      return false;
    });
  }

  /** The type that `kind` names among those that extend an abstract one: `alternateIdType` is AlternateIdType. */
  extensionNamed(base: TypeInfo, kind: unknown): TypeInfo | undefined {
    const info = typeof kind === 'string' ? this.types.get(kind.charAt(0).toUpperCase() + kind.slice(1)) : undefined;
    for (let at = info; at; at = at.base) if (at === base && !info?.abstract) return info;
    return undefined;
  }

  /**
   * The last edition that had what the schema has no more: `member Type.Element`, `value Type=value`, `element m:Name`. Asked only when
   * something is refused. `matches` compares the name at the end, where the caller has it in another spelling.
   */
  untilOf(what: string, matches?: (name: string) => boolean): string | undefined {
    for (const line of this.#vanished.split('\n')) {
      const [edition, kind, name = ''] = line.trim().split(' ');
      const found = matches ? `${kind} ${name}`.startsWith(what) && matches(name) : `${kind} ${name}` === what;
      if (found) return edition;
    }
    return undefined;
  }

  /** Position of an edition in `editions`; 0 for none given. */
  editionIndex(edition: string | undefined): number {
    return edition === undefined ? 0 : Math.max(0, this.editions.indexOf(edition));
  }

  /** Position of the last edition that has something; for none given, beyond all. */
  lastIndex(until: string | undefined): number {
    return until === undefined ? this.editions.length : this.editionIndex(until);
  }

  #register(value: unknown): void {
    if (typeof value === 'function') this.#registerType((value as unknown as { schema: Declaration }).schema);
    else if ('requestType' in (value as object)) this.operations.set((value as Operation).name, value as Operation);
    else if ((value as Declaration).simple) this.#registerSimple(value as Declaration);
    else this.#registerType(value as Declaration);
  }

  #registerSimple({ header, notation }: Declaration): void {
    const { name, xmlName, prefix, since } = parseHeader(header);
    this.simpleTypes.set(name, { name, xmlName, prefix, since, notation });
  }

  #registerType({ ctor, header, notation }: Declaration): void {
    if (ctor && this.#byClass.has(ctor)) return;
    const base: unknown = ctor && Object.getPrototypeOf(ctor);
    const baseSchema = (base as { schema?: Declaration } | undefined)?.schema;
    // A base may stand later in the list than what extends it.
    if (baseSchema) this.#registerType(baseSchema);
    const { prefix, name, xmlName, flags, since, until } = parseHeader(header);
    const info: TypeInfo = {
      registry: this,
      name,
      xmlName,
      prefix,
      shape: flags.find((flag): flag is Shape => flag === 'array' || flag === 'transparent') ?? 'struct',
      abstract: flags.includes('abstract'),
      restriction: flags.includes('restriction'),
      since,
      until,
      base: baseSchema && this.#byClass.get(base),
      ctor,
      notation,
    };
    this.types.set(name, info);
    if (ctor) {
      this.#byClass.set(ctor, info);
      registered.set(ctor, info);
    }
    const namesakes = this.#byXmlName.get(xmlName);
    if (namesakes === undefined) this.#byXmlName.set(xmlName, [info]);
    else namesakes.push(info);
  }

  /** A class of another edition, such as the facade's own, counts for the type of its name. */
  #typeOfClass(made: unknown): TypeInfo | undefined {
    if (typeof made !== 'function' || !('schema' in made)) return undefined;
    const info =
      this.#byClass.get(made) ??
      (Object.hasOwn(made, 'schema') ? this.#namesakeOf(made.schema) : undefined) ??
      this.#typeOfClass(Object.getPrototypeOf(made));
    this.#byClass.set(made, info);
    return info;
  }

  #namesakeOf(declared: unknown): TypeInfo | undefined {
    return declared === undefined ? undefined : this.types.get(parseHeader((declared as Declaration).header).name);
  }
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

/** The editions whose schemas come with us, oldest first. */
export const EDITIONS = [
  'Exchange2007_SP1',
  'Exchange2010_SP2',
  'Exchange2013_SP1',
  'Exchange2016',
  'ExchangeSE',
] as const;

/** The editions with one that is none of ours, after the one that it comes after: before all of them where it names none. */
function withEdition(edition: string, after: string | undefined): readonly string[] {
  const known: readonly string[] = EDITIONS;
  return known.includes(edition) ? known : known.toSpliced(known.indexOf(after ?? '') + 1, 0, edition);
}

/** An edition of Exchange's schema. */
export type Edition = (typeof EDITIONS)[number];

/** The declaration of a prefix, for a start tag. */
export function declareNamespaces(prefixes: readonly (keyof typeof NAMESPACES)[]): string {
  return prefixes.map((prefix) => ` xmlns:${prefix}="${NAMESPACES[prefix]}"`).join('');
}
