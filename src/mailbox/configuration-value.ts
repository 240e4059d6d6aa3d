/** Values of a user configuration's dictionary, to and from what Exchange keeps: a type and texts. Must not know where they are kept. */
import { isDate, isUint8Array } from 'node:util/types';
import type {
  UserConfigurationDictionaryEntryType,
  UserConfigurationDictionaryObjectType,
  UserConfigurationDictionaryObjectTypesType,
} from '../../generated/index.js';
import { describe, isPlain, type Violation } from '../errors.js';

/** What a setting may be. Whole numbers only: Exchange has no others. */
export type ConfigurationValue = string | number | bigint | boolean | Date | Uint8Array | readonly string[] | null;

/** A value of a type that is said, where the usual one is not what another program expects: `{ type: 'Byte', value: 3 }`. */
export interface TypedConfigurationValue {
  /** Microsoft's name of the type. */
  readonly type: UserConfigurationDictionaryObjectTypesType;
  /** The value. */
  readonly value: ConfigurationValue;
}

/** The settings by their names. */
export type ConfigurationDictionary = Record<string, ConfigurationValue>;

type Kept = UserConfigurationDictionaryObjectType;

/** Learn, UserConfigurationDictionaryObjectTypesType. */
const RANGES: Readonly<Record<string, readonly [low: bigint, high: bigint]>> = {
  Byte: [0n, 255n],
  Integer32: [-(2n ** 31n), 2n ** 31n - 1n],
  UnsignedInteger32: [0n, 2n ** 32n - 1n],
  Integer64: [-(2n ** 63n), 2n ** 63n - 1n],
  UnsignedInteger64: [0n, 2n ** 64n - 1n],
};
const TYPES: readonly string[] = [...Object.keys(RANGES), 'String', 'Boolean', 'DateTime', 'StringArray', 'ByteArray'];

/** What numbers are, the first that has room. */
const NUMBERS = ['Integer32', 'Integer64', 'UnsignedInteger64'] as const;

/** The entries, and what is wrong with any of them. */
export function writeDictionary(given: object, violations: Violation[]): UserConfigurationDictionaryEntryType[] {
  return Object.entries(given).flatMap(([key, value]: [string, unknown]) => {
    if (value === undefined) return [];
    const written = isPlain(value) ? writeTyped(value as TypedConfigurationValue) : write(value);
    const dictionaryKey: Kept = { type: 'String', value: [key] };
    if (typeof written !== 'string') return [{ dictionaryKey, dictionaryValue: written }];
    violations.push({ path: `dictionary.${key}`, message: written });
    return [];
  });
}

/** A text is what is wrong. */
function write(value: unknown): Kept | null | string {
  if (value === null) return null;
  if (typeof value === 'number' || typeof value === 'bigint') {
    const type = NUMBERS.find((one) => has(one, value));
    return type ? kept(type, String(value)) : `expected a whole number of at most 64 bits, got ${describe(value)}`;
  }
  const type = typeOf(value);
  return type === undefined
    ? `expected text, a whole number, true or false, a date, bytes or texts, got ${describe(value)}`
    : writeAs(type, value);
}

function writeTyped({ type, value }: TypedConfigurationValue): Kept | null | string {
  if (!TYPES.includes(type)) return `type: expected one of ${TYPES.map((one) => `'${one}'`).join(', ')}`;
  if (value === null) return null;
  if (type in RANGES) {
    if (has(type, value)) return kept(type, String(value));
    const [low, high] = RANGES[type] as readonly [bigint, bigint];
    return `expected a whole number from ${low} to ${high}, got ${describe(value)}`;
  }
  return typeOf(value) === type ? writeAs(type, value) : `is not of type ${type}: ${describe(value)}`;
}

function has(type: string, value: unknown): boolean {
  const isWhole = typeof value === 'bigint' || Number.isSafeInteger(value);
  const [low, high] = RANGES[type] as readonly [bigint, bigint];
  return isWhole && BigInt(value as number) >= low && BigInt(value as number) <= high;
}

function typeOf(value: unknown): UserConfigurationDictionaryObjectTypesType | undefined {
  if (typeof value === 'string') return 'String';
  if (typeof value === 'boolean') return 'Boolean';
  if (isDate(value) && !Number.isNaN(value.getTime())) return 'DateTime';
  if (isUint8Array(value)) return 'ByteArray';
  const isTexts = Array.isArray(value) && value.every((one) => typeof one === 'string');
  return isTexts ? 'StringArray' : undefined;
}

function writeAs(type: UserConfigurationDictionaryObjectTypesType, value: unknown): Kept | string {
  if (isDate(value)) return kept(type, value.toISOString());
  if (isUint8Array(value)) return kept(type, Buffer.from(value).toString('base64'));
  if (!Array.isArray(value)) return kept(type, String(value));
  return value.length > 0
    ? { type, value: [...value] }
    : 'has no text in it, and Exchange keeps no such list; give null';
}

function kept(type: UserConfigurationDictionaryObjectTypesType, text: string): Kept {
  return { type, value: [text] };
}

/** The settings as values. Keys that are no texts become such. */
export function readDictionary(entries: readonly UserConfigurationDictionaryEntryType[]): ConfigurationDictionary {
  return Object.fromEntries(
    entries.map(({ dictionaryKey, dictionaryValue }) => [
      dictionaryKey.value[0] ?? '',
      dictionaryValue === null ? null : read(dictionaryValue),
    ]),
  );
}

function read({ type, value }: Kept): ConfigurationValue {
  const [text = ''] = value ?? [];
  if (type in RANGES) {
    const number = BigInt(text.trim());
    return Number.isSafeInteger(Number(number)) ? Number(number) : number;
  }
  switch (type) {
    case 'Boolean':
      return /^\s*(true|1)\s*$/i.test(text);
    case 'DateTime':
      return new Date(text);
    case 'ByteArray':
      return new Uint8Array(Buffer.from(text, 'base64'));
    case 'StringArray':
      return value ?? [];
    default:
      return text;
  }
}
