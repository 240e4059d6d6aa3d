/**
 * What the generated tables say of properties: which member a FieldURI addresses on items and folders of a kind, and what may be done
 * with it. The sandbox decides by them alone; each fact has its source in schemas/overlay/properties.json.
 */
import { camelCase, compiledType, didYouMean, editionIndex, perRegistry, spoken } from '../base/codec.js';

export type Ability =
  | 'search'
  | 'search=never'
  | 'contains'
  | 'sort'
  | 'create'
  | 'update'
  | 'delete'
  | 'append'
  | 'find'
  | 'find=part';

export interface Property {
  /** Type that declares it: `ItemType`. */
  readonly owner: string;
  readonly member: string;
  readonly fieldURI: string;
  /** It addresses one entry of a dictionary, by a FieldIndex. */
  readonly isIndexed: boolean;
  /** The part of that entry: `street`. */
  readonly field: string | undefined;
  readonly abilities: ReadonlySet<Ability>;
}

interface Table {
  byURI: ReadonlyMap<string, Property>;
  byMember: ReadonlyMap<string, Property>;
}

const tables = perRegistry(() => new Map<string, Table>());
const typesByKind = perRegistry(
  () =>
    new Map(
      ['ArrayOfRealItemsType', 'ArrayOfFoldersType'].flatMap((list) =>
        (compiledType(list)?.members ?? []).flatMap(({ slots }) =>
          slots.map((slot) => [slot.kind ?? '', slot.type?.name ?? ''] as const),
        ),
      ),
    ),
);
const everywhere = perRegistry((registry) => {
  const found = new Map<string, Property[]>();
  for (const property of registry.properties().flatMap(({ type, table }) => parse(type, table)))
    found.set(property.fieldURI, [...(found.get(property.fieldURI) ?? []), property]);
  return found;
});

/** The type of an item's or a folder's element: `message` is MessageType. */
function typeOf(kind: string): string {
  return typesByKind(spoken()).get(kind) ?? 'ItemType';
}

/** Whether items, or folders, of the kind can have the member in this edition. */
export function hasMember(kind: string, member: string, edition: number): boolean {
  const found = compiledType(typeOf(kind))?.byKey.get(member);
  return found !== undefined && found.since <= edition;
}

/** Whether the edition has a distinguished folder of that name. */
export function hasFolderName(name: string, edition: number): boolean {
  const id = compiledType('DistinguishedFolderIdType')?.attributes.find(({ key }) => key === 'id');
  const found = id?.scalar.values?.get(name);
  return found !== undefined && editionIndex(found.since) <= edition;
}

/** The property of that FieldURI on items, or folders, of the kind; undefined where they have none. */
export function propertyAt(kind: string, fieldURI: string): Property | undefined {
  return tableOf(kind).byURI.get(fieldURI);
}

/** The property that is the member as a whole; undefined where no FieldURI addresses it. */
export function propertyOf(kind: string, member: string): Property | undefined {
  return tableOf(kind).byMember.get(member);
}

/** What the tables of all types say of a FieldURI: a search goes over items of several kinds. */
export function propertiesAt(fieldURI: string): readonly Property[] {
  return everywhere(spoken()).get(fieldURI) ?? [];
}

/** The member that a FieldURI addresses on whatever has it: `calendar:UID` is `uid`. */
export function memberOf(fieldURI: string): string {
  return propertiesAt(fieldURI)[0]?.member ?? camelCase(fieldURI.slice(fieldURI.lastIndexOf(':') + 1));
}

/** Whether values of that FieldURI are numbers, times or yes and no, wherever they are known. */
export function isTextless(fieldURI: string): boolean {
  const found = propertiesAt(fieldURI);
  return found.length > 0 && found.every((property) => TEXTLESS.has(scalarOf(property) ?? ''));
}

/** Whether values of that FieldURI have members: mailboxes, say. */
export function isStructured(fieldURI: string): boolean {
  const found = propertiesAt(fieldURI);
  return found.length > 0 && found.every((property) => scalarOf(property) === undefined);
}

/** What its values are, where they are simple: the name of the schema's type, and the texts of an enumeration. */
export interface Simple {
  readonly name: string;
  readonly values: ReadonlySet<string> | undefined;
}

/** What the values of that FieldURI are, of each type that has it; undefined among them is a value with members. */
export function simpleTypesAt(fieldURI: string): (Simple | undefined)[] {
  return propertiesAt(fieldURI).map(simpleOf);
}

/** What the values of a member of items of a kind are, where they are simple. */
export function simpleTypeOf(kind: string, member: string): Simple | undefined {
  const property = propertyOf(kind, member);
  return property && simpleOf(property);
}

/** What may have been meant by a member that items of a kind have not; empty where nothing is near. */
export function meantMember(kind: string, member: string): string {
  return didYouMean(member, compiledType(typeOf(kind))?.byKey.keys() ?? []);
}

function simpleOf({ owner, member }: Property): Simple | undefined {
  const entry = compiledType(owner)?.byKey.get(member);
  const scalar = entry !== undefined && 'slots' in entry ? entry.slots[0]?.scalar : undefined;
  return scalar && { name: scalar.name, values: scalar.values && new Set(scalar.values.keys()) };
}

const scalarOf = (property: Property): string | undefined => simpleOf(property)?.name;

const TEXTLESS: ReadonlySet<string> = new Set(['boolean', 'int', 'short', 'long', 'double', 'dateTime', 'date']);

/** Own rows of a type take the place of its bases'. */
function tableOf(kind: string): Table {
  const type = typeOf(kind);
  const made = tables(spoken());
  const known = made.get(type);
  if (known !== undefined) return known;
  const chain: string[] = [];
  for (let at = compiledType(type)?.info; at; at = at.base) chain.unshift(at.name);
  const rows = chain.flatMap((name) =>
    parse(
      name,
      spoken()
        .properties()
        .find((table) => table.type === name)?.table ?? '',
    ),
  );
  const table = {
    byURI: new Map(rows.map((row) => [row.fieldURI, row])),
    byMember: new Map(rows.filter((row) => !row.isIndexed).map((row) => [row.member, row])),
  };
  made.set(type, table);
  return table;
}

/** A line each: the path of the member, the FieldURI, and words for what may be done. */
function parse(owner: string, table: string): Property[] {
  return table
    .split('\n')
    .map((line) => line.trim().split(' '))
    .filter(([path]) => path !== '')
    .map(([path = '', fieldURI = '', ...words]) => {
      const [member = '', , field] = path.split('__');
      const isIndexed = words.some((word) => word.startsWith('index='));
      return { owner, member, fieldURI, isIndexed, field, abilities: new Set(words as Ability[]) };
    });
}
