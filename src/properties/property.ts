/**
 * The properties of items and folders at run time: path, FieldURI, type, and what a server lets a client do with them. Read from
 * the generated tables on first use.
 */
import {
  compile,
  type Member,
  type PropertyTable,
  perRegistry,
  type Registry,
  type Scalar,
  scalarOf,
  type TypeInfo,
} from '../codec/index.js';

/** What may be done with a property; `contains`: of all expressions of a search, only Contains takes it. */
export type Ability = 'search' | 'contains' | 'sort' | 'create' | 'update' | 'delete' | 'append' | 'find';

/** A property that a query, an update or a shape may name. */
export interface Property {
  /** `subject`, `phoneNumbers__MobilePhone`, `physicalAddresses__Home__street`. */
  readonly path: string;
  /** The member of the value: `phoneNumbers`. */
  readonly key: string;
  readonly fieldURI: string;
  /** Key in a dictionary. */
  readonly fieldIndex: string | undefined;
  /** The part of a dictionary entry that the property is: `street`. */
  readonly field: string | undefined;
  readonly abilities: ReadonlySet<Ability>;
  /** Find operations give it, or a part of it: of a mailbox the name. */
  readonly isFound: boolean;
  readonly member: Member;
  /** Its simple type; undefined for one with structure. */
  readonly scalar: Scalar | undefined;
  /** Type that declares it: `ItemType`. */
  readonly owner: string;
}

const tablesOf = perRegistry(() => new Map<string, readonly Property[]>());

/** The properties that a type declares itself, its bases not counted. */
function own(registry: Registry, name: string): readonly Property[] {
  const tables = tablesOf(registry);
  const known = tables.get(name);
  if (known) return known;
  const declared = registry.properties().find(({ type }) => type === name);
  const info = registry.types.get(name);
  const made = declared && info ? parse(declared, info) : [];
  tables.set(name, made);
  return made;
}

function parse({ type, table }: PropertyTable, info: TypeInfo): Property[] {
  const { byKey } = compile(info);
  const { registry } = info;
  return table
    .trim()
    .split('\n')
    .flatMap((line): Property[] => {
      const [path = '', fieldURI = '', ...words] = line.trim().split(' ');
      const [key = '', , field] = path.split('__');
      const member = byKey.get(key) as Member | undefined;
      if (!member) return [];
      const abilities = new Set(words.filter((word) => !word.includes('=')) as Ability[]);
      const slot = member.slots[0];
      const index = words.find((word) => word.startsWith('index='))?.slice(6);
      const isFound = words.some((word) => word === 'find' || word === 'find=part');
      const facts = { key, fieldURI, field, abilities, isFound, member, owner: type };
      if (index === undefined)
        return [{ ...facts, path, fieldIndex: undefined, scalar: slot?.scalar ?? itemScalar(slot?.type) }];
      const keys = [...(scalarOf(registry, index)?.values?.keys() ?? [])];
      return keys.map((fieldIndex) => ({
        ...facts,
        path: path.replace('*', fieldIndex),
        fieldIndex,
        scalar: scalarOf(registry, 'string'),
      }));
    });
}

/** The simple type of what an array holds: `categories` are compared as strings. */
function itemScalar(type: TypeInfo | undefined): Scalar | undefined {
  return type?.shape === 'array' ? compile(type).members[0]?.slots[0]?.scalar : undefined;
}

const indexesOf = perRegistry(() => new Map<string, ReadonlyMap<string, Property>>());

/** All properties of a type by path, those of its bases included. */
export function propertiesOf(registry: Registry, type: string): ReadonlyMap<string, Property> {
  const indexes = indexesOf(registry);
  const known = indexes.get(type);
  if (known) return known;
  const chain: string[] = [];
  for (let at = registry.types.get(type); at; at = at.base) chain.unshift(at.name);
  const made = new Map(
    chain.flatMap((name) => own(registry, name).map((property) => [property.path, property] as const)),
  );
  indexes.set(type, made);
  return made;
}
