/**
 * MAPI properties of the caller's own, as values: declared where they are used and registered nowhere.
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/properties-and-extended-properties-in-ews-in-exchange
 */
import { isDate, isUint8Array } from 'node:util/types';
import type {
  DistinguishedPropertySetType,
  ExtendedPropertyType,
  MapiPropertyTypeType,
  PathToExtendedFieldType,
} from '../../generated/index.js';
import { ValidationError } from '../errors.js';

/** How a MAPI type is in TypeScript. Types that are not here are texts. */
interface MapiValues {
  Boolean: boolean;
  Short: number;
  Integer: number;
  Long: number | bigint;
  Float: number;
  Double: number;
  SystemTime: Date;
  Binary: Uint8Array;
  StringArray: string[];
  IntegerArray: number[];
}

/** The value of a property of a MAPI type. */
export type MapiValue<T extends MapiPropertyTypeType> = T extends keyof MapiValues ? MapiValues[T] : string;

/** A property declared by {@link extendedProperty}. */
export interface ExtendedProperty<T extends MapiPropertyTypeType = MapiPropertyTypeType> {
  readonly path: PathToExtendedFieldType;
  readonly type: T;
}

/** How to name a property: by set and name, by set and number, or by tag. */
export interface ExtendedPropertyOptions<T extends MapiPropertyTypeType> {
  /** A well-known set (`PublicStrings`), or the GUID of another. */
  set?: DistinguishedPropertySetType | (string & {}) | undefined;
  name?: string | undefined;
  /** Number of the property in its set. */
  id?: number | undefined;
  /** Tag without the type: `0x3001` or `'0x3001'`. */
  tag?: number | string | undefined;
  type: T;
}

const GUID = /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/;

/** Declares a MAPI property, for `withFields()`. Throws {@link ValidationError} when it is named in no way or in two. */
export function extendedProperty<const T extends MapiPropertyTypeType>(
  options: ExtendedPropertyOptions<T>,
): ExtendedProperty<T> {
  const { set, name, id, tag, type } = options;
  const byTag = tag !== undefined;
  if (byTag === (set !== undefined) || (!byTag && (name === undefined) === (id === undefined))) {
    throw new ValidationError('The extended property', [
      { path: 'extendedProperty', message: 'give a tag alone, or a set with either a name or an id' },
    ]);
  }
  const path: PathToExtendedFieldType = { propertyType: type };
  if (tag !== undefined) path.propertyTag = typeof tag === 'number' ? `0x${tag.toString(16)}` : tag;
  else if (set !== undefined && GUID.test(set)) path.propertySetId = set;
  else path.distinguishedPropertySetId = set as DistinguishedPropertySetType;
  if (name !== undefined) path.propertyName = name;
  if (id !== undefined) path.propertyId = id;
  return { path, type };
}

/** A value as it is sent. */
export function encodeExtended(property: ExtendedProperty, value: unknown): ExtendedPropertyType {
  const list = Array.isArray(value) ? { values: value.map((entry) => textOf(entry)) } : { value: textOf(value) };
  return { extendedFieldURI: property.path, ...list };
}

function textOf(value: unknown): string {
  if (isDate(value)) return value.toISOString();
  if (isUint8Array(value)) return Buffer.from(value).toString('base64');
  return String(value);
}

/** The value of a property among those that an item came with; undefined when it has none. */
export function decodeExtended(
  property: ExtendedProperty,
  received: readonly ExtendedPropertyType[] | undefined,
): unknown {
  const found = received?.find(({ extendedFieldURI }) => samePath(extendedFieldURI, property.path));
  if (!found) return undefined;
  const single = property.type.replace(/Array$/, '');
  return found.values ? found.values.map((text) => parse(single, text)) : parse(single, found.value ?? '');
}

function parse(type: string, text: string): unknown {
  switch (type) {
    case 'Boolean':
      return text === 'true' || text === '1';
    case 'Short':
    case 'Integer':
    case 'Float':
    case 'Double':
      return Number(text);
    case 'Long':
      return Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text);
    case 'SystemTime':
      return new Date(text);
    case 'Binary':
      return new Uint8Array(Buffer.from(text, 'base64'));
    default:
      return text;
  }
}

/** Servers spell GUIDs and tags in either case, and tags with or without leading zeros. */
function samePath(a: PathToExtendedFieldType, b: PathToExtendedFieldType): boolean {
  const tag = (path: PathToExtendedFieldType): number | undefined =>
    path.propertyTag === undefined ? undefined : Number(path.propertyTag);
  return (
    tag(a) === tag(b) &&
    a.propertyName === b.propertyName &&
    a.propertyId === b.propertyId &&
    a.distinguishedPropertySetId === b.distinguishedPropertySetId &&
    a.propertySetId?.toLowerCase() === b.propertySetId?.toLowerCase()
  );
}
