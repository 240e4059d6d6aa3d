/**
 * MAPI properties of the caller's own, as values: declared where they are used and registered nowhere. How their values look is
 * mapi-value.ts.
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/properties-and-extended-properties-in-ews-in-exchange
 */
import type {
  DistinguishedPropertySetType,
  MapiPropertyTypeType,
  PathToExtendedFieldType,
} from '../../generated/index.js';
import { ValidationError, type Violation } from '../errors.js';
import { isGuid } from './property-set.js';

/** A property declared by {@link extendedProperty}. */
export interface ExtendedProperty<T extends MapiPropertyTypeType = MapiPropertyTypeType> {
  /** As requests name it. */
  readonly path: PathToExtendedFieldType;
  /** Its MAPI type. */
  readonly type: T;
}

/** A well-known set (`PublicStrings`), or the GUID of another. */
export type PropertySet = DistinguishedPropertySetType | (string & {});

interface Typed<T> {
  /** The MAPI type; several values are `StringArray` and the like. */
  readonly type: T;
}

/** By set and name. */
export interface NamedProperty {
  /** The set that the name is in. */
  readonly set: PropertySet;
  /** The name; letter case counts. */
  readonly name: string;
}

/** By set and number in it. */
export interface NumberedProperty {
  /** The set that the number is in. */
  readonly set: PropertySet;
  /** The number, `0x8501`. */
  readonly id: number;
}

/** By tag without the type: `0x3001` or `'0x3001'`. */
export interface TaggedProperty {
  /** The number of the property, without its type. */
  readonly tag: number | string;
}

/** A header of mail by its name: `X-Mailer`. */
export interface HeaderProperty {
  /** Name of the header; letter case does not matter. */
  readonly header: string;
}

/**
 * Names a MAPI property, for `withFields()` and for `fields`: by set and name, by set and number, by tag; or a header of mail. Throws
 * {@link ValidationError} when it is named in no way or in two.
 */
export function extendedProperty<const T extends MapiPropertyTypeType>(
  by: Typed<T> & (NamedProperty | NumberedProperty | TaggedProperty),
): ExtendedProperty<T>;
export function extendedProperty(by: HeaderProperty): ExtendedProperty<'String'>;
export function extendedProperty(by: Partial<Typed<MapiPropertyTypeType> & AnyName>): ExtendedProperty {
  const { set, name, id, tag, header } = by;
  const type = header === undefined ? by.type : (by.type ?? 'String');
  const violations = [...nameViolations(by), ...typeViolations(type)];
  if (violations.length > 0) throw new ValidationError('The extended property', violations);
  const path: PathToExtendedFieldType = { propertyType: type as MapiPropertyTypeType };
  if (header !== undefined) {
    path.distinguishedPropertySetId = 'InternetHeaders';
    path.propertyName = header;
  }
  if (tag !== undefined) path.propertyTag = typeof tag === 'number' ? `0x${tag.toString(16)}` : tag;
  if (set !== undefined && isGuid(set)) path.propertySetId = set;
  else if (set !== undefined) path.distinguishedPropertySetId = set as DistinguishedPropertySetType;
  if (name !== undefined) path.propertyName = name;
  if (id !== undefined) path.propertyId = id;
  return { path, type: type as MapiPropertyTypeType };
}

type AnyName = NamedProperty & NumberedProperty & TaggedProperty & HeaderProperty;

function nameViolations({ set, name, id, tag, header }: Partial<AnyName>): Violation[] {
  const ways = [tag, header, set].filter((way) => way !== undefined).length;
  const inSet =
    set === undefined ? name === undefined && id === undefined : (name === undefined) !== (id === undefined);
  if (ways === 1 && inSet) return [];
  const message = 'give a tag alone, a header alone, or a set with either a name or an id';
  return [{ path: 'extendedProperty', message }];
}

/** Exchange answers these with an error for any property. [MS-OXWSXPROP] 2.1.7 */
const UNUSABLE: ReadonlySet<string> = new Set(['Error', 'Null', 'Object', 'ObjectArray']);

function typeViolations(type: unknown): Violation[] {
  if (typeof type === 'string' && !UNUSABLE.has(type)) return [];
  const message =
    type === undefined
      ? 'expected a MAPI type such as String, Integer or SystemTime'
      : `Exchange has no values of type ${String(type)}`;
  return [{ path: 'extendedProperty.type', message }];
}
