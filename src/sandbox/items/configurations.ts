/** User configurations: a dictionary, XML and bytes by name, each an item in the associated contents of its folder. */
import type { Context } from '../access/context.js';
import { type TargetFolderRef, targetOf } from '../access/resolve.js';
import { Failure } from '../base/failure.js';
import { booleanText } from '../properties/extended.js';
import type { Item } from '../store/items.js';
import { copyValue } from '../store/json.js';

export interface Configuration {
  dictionary?: unknown;
  xmlData?: Uint8Array | undefined;
  binaryData?: Uint8Array | undefined;
}

interface DictionaryObject {
  type: string;
  value: string[];
}

interface Entry {
  dictionaryKey: DictionaryObject;
  dictionaryValue: DictionaryObject | null;
}

export type ConfigurationName = TargetFolderRef & { name: string };

export const configurationClass = (name: string): string => `IPM.Configuration.${name}`;

export function contentOf({ dictionary, xmlData, binaryData }: Configuration): Configuration {
  return copyValue({
    ...(dictionary !== undefined && { dictionary: entriesOf(dictionary as Entry[]) }),
    ...(xmlData !== undefined && { xmlData }),
    ...(binaryData !== undefined && { binaryData }),
  });
}

/** Each key once, and every value as its type has it: Learn, ResponseCode, ErrorInvalidValueForProperty. */
function entriesOf(dictionary: readonly Entry[]): Entry[] {
  const entries = dictionary.map(({ dictionaryKey, dictionaryValue }) => ({
    dictionaryKey: canonical(dictionaryKey),
    dictionaryValue: dictionaryValue && canonical(dictionaryValue),
  }));
  const keys = entries.map(({ dictionaryKey }) => JSON.stringify(dictionaryKey));
  if (new Set(keys).size < keys.length || dictionary.some(({ dictionaryKey }) => isArray(dictionaryKey)))
    throw new Failure('ErrorInvalidValueForProperty');
  return entries;
}

const isArray = ({ type }: DictionaryObject): boolean => type === 'StringArray';

/** Yes and no, and numbers, have one spelling, in keys as in values. */
function canonical(given: DictionaryObject): DictionaryObject {
  // Newer servers take a request without a value, which the schema asks for.
  const object = { ...given, value: given.value ?? [] };
  const isOne = isArray(object) || object.value.length === 1;
  if (!isOne || !object.value.every((text) => isValue(object.type, text)))
    throw new Failure('ErrorInvalidValueForProperty');
  if (object.type === 'Boolean') return { ...object, value: object.value.map(booleanText) };
  return RANGES[object.type] ? { ...object, value: object.value.map((text) => String(BigInt(text.trim()))) } : object;
}

const RANGES: Readonly<Record<string, readonly [low: bigint, high: bigint]>> = {
  Byte: [0n, 255n],
  Integer32: [-(2n ** 31n), 2n ** 31n - 1n],
  UnsignedInteger32: [0n, 2n ** 32n - 1n],
  Integer64: [-(2n ** 63n), 2n ** 63n - 1n],
  UnsignedInteger64: [0n, 2n ** 64n - 1n],
};

function isValue(type: string, text: string): boolean {
  const range = RANGES[type];
  if (range !== undefined)
    return /^\s*[+-]?\d{1,20}\s*$/.test(text) && BigInt(text.trim()) >= range[0] && BigInt(text.trim()) <= range[1];
  switch (type) {
    case 'Boolean':
      return /^\s*(true|false|0|1)\s*$/i.test(text);
    case 'DateTime':
      return !Number.isNaN(Date.parse(text));
    case 'ByteArray':
      return /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text);
    default:
      return true;
  }
}

export function configurationItem(context: Context, name: ConfigurationName): Item | undefined {
  const folder = targetOf(context, name, 'read');
  return context.store.items
    .inFolder(folder.id, true)
    .find((item) => item.data.itemClass === configurationClass(name.name));
}

export function demandConfiguration(context: Context, name: ConfigurationName): Item {
  const item = configurationItem(context, name);
  if (item === undefined) throw new Failure('ErrorItemNotFound');
  return item;
}
