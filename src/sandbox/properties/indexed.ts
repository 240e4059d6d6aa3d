/** Properties with an index: one entry of a contact's dictionaries, one header, one member of a distribution list. */
import { Failure } from '../base/failure.js';
import type { DictionaryEntry, ItemData } from '../store/item-data.js';
import { propertiesAt } from './property-table.js';

type Dictionary = 'phoneNumbers' | 'emailAddresses' | 'imAddresses' | 'physicalAddresses';

/** The value of the entry, or undefined. */
export function readIndexed(data: ItemData, fieldUri: string, index: string): unknown {
  if (fieldUri === 'item:InternetMessageHeader') {
    const wanted = index.toLowerCase();
    return data.internetMessageHeaders?.find((header) => header.headerName.toLowerCase() === wanted)?.value;
  }
  if (fieldUri === 'distributionlist:Members:Member') return data.members?.find((member) => member.key === index);
  const [dictionary, part] = place(fieldUri);
  return data[dictionary]?.find((entry) => entry.key === index)?.[part];
}

/** Puts the named entry, and nothing else, of `source` into `target`: what an answer shows of it. */
export function pickIndexed(source: ItemData, target: ItemData, fieldUri: string, index: string): void {
  const value = readIndexed(source, fieldUri, index);
  if (value === undefined) return;
  if (fieldUri === 'item:InternetMessageHeader') {
    const headers = target.internetMessageHeaders ?? [];
    target.internetMessageHeaders = [...headers, { headerName: index, value: String(value) }];
  } else if (fieldUri === 'distributionlist:Members:Member') {
    target.members = [...(target.members ?? []), value as NonNullable<ItemData['members']>[number]];
  } else writeEntry(target, source, fieldUri, index);
}

/** Takes over the entry from an update's item. */
export function writeIndexed(target: ItemData, source: ItemData, fieldUri: string, index: string): void {
  if (readIndexed(source, fieldUri, index) === undefined)
    throw new Failure('ErrorIncorrectUpdatePropertyCount', 'Incorrect number of properties.');
  writeEntry(target, source, fieldUri, index);
}

export function deleteIndexed(target: ItemData, fieldUri: string, index: string): void {
  if (fieldUri === 'distributionlist:Members:Member') {
    target.members = target.members?.filter((member) => member.key !== index);
    return;
  }
  const [dictionary, part] = place(fieldUri);
  const entries = (target[dictionary] ?? []).map((entry) => (entry.key === index ? without(entry, part) : entry));
  const left = entries.filter((entry) => Object.keys(entry).some((key) => key !== 'key' && entry[key] !== undefined));
  target[dictionary] = left.length > 0 ? left : undefined;
}

function writeEntry(target: ItemData, source: ItemData, fieldUri: string, index: string): void {
  const [dictionary, part] = place(fieldUri);
  const given = source[dictionary]?.find((entry) => entry.key === index);
  const entries: DictionaryEntry[] = target[dictionary] ?? [];
  const old = entries.find((entry) => entry.key === index);
  const next = part === WHOLE ? { ...given, key: index } : { ...old, key: index, [part]: given?.[part] };
  target[dictionary] = old ? entries.map((entry) => (entry === old ? next : entry)) : [...entries, next];
}

/** The part that stands for the entry: what else an address has (its name, its type) comes and goes with it. */
const WHOLE = 'value';

/** The dictionary that a FieldURI goes into, and the part of an entry that it addresses. */
function place(fieldUri: string): readonly [Dictionary, string] {
  const found = propertiesAt(fieldUri).find(({ isIndexed }) => isIndexed);
  if (found === undefined) throw new Failure('ErrorInvalidPropertyRequest');
  return [found.member as Dictionary, found.field ?? WHOLE];
}

function without(entry: DictionaryEntry, part: string): DictionaryEntry {
  if (part === WHOLE) return { key: entry.key };
  const { [part]: _removed, ...rest } = entry;
  return rest as DictionaryEntry;
}
