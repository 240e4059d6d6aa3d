/**
 * Property paths of requests - FieldURI, IndexedFieldURI, ExtendedFieldURI - read from an item as a value that can be
 * compared. Used by restrictions and sorting; shapes and updates have files of their own.
 */
import { isDate, isUint8Array } from 'node:util/types';
import type { Context } from '../access/context.js';
import type { ExtendedProperty, PropertyPath } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import { memberValue } from './computed.js';
import { readExtended } from './extended.js';
import { readIndexed } from './indexed.js';
import { memberOf } from './property-table.js';

/** A path as the codec gives it. */
export type PathRef = {
  kind: string;
  fieldURI?: string | undefined;
  fieldIndex?: string | undefined;
} & Partial<PropertyPath>;

/** What a path's value is, in a form that `compareValues` and the tests of search/restriction.ts know. */
export function readPath(item: Item, path: PathRef, context: Context): unknown {
  switch (path.kind) {
    case 'indexedFieldURI':
      return simple(readIndexed(item.data, path.fieldURI ?? '', path.fieldIndex ?? ''));
    case 'extendedFieldURI': {
      const property = readExtended(item.data, path as PropertyPath, item.id);
      return property && typedValue(property);
    }
    default:
      return simple(memberValue(item, memberOf(path.fieldURI ?? ''), context));
  }
}

/** The value of an extended property in the type that it declares; an array type gives an array. */
export function typedValue(property: ExtendedProperty): unknown {
  const type = property.extendedFieldURI.propertyType.replace(/Array$/, '');
  const convert = (text: string): unknown => {
    switch (type) {
      case 'Integer':
      case 'Short':
      case 'Double':
      case 'Float':
      case 'ApplicationTime':
      case 'Error':
        return Number(text);
      case 'Long':
      case 'Currency':
        return /^-?\d+$/.test(text) ? BigInt(text) : Number(text);
      case 'Boolean':
        return text === 'true' || text === '1';
      case 'SystemTime':
        return new Date(text);
      default:
        return text;
    }
  };
  if (property.values !== undefined) return property.values.map(convert);
  return property.value === undefined ? undefined : convert(property.value);
}

// An address is found by its name, a body by its text, an id by its text (as Exchange's restrictions do).
function simple(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(simple);
  if (value === null || typeof value !== 'object' || isDate(value) || isUint8Array(value)) return value;
  const { name, emailAddress, value: text, id, mailbox, flagStatus } = value as Record<string, unknown>;
  if (mailbox !== undefined) return simple(mailbox);
  if (emailAddress !== undefined) return `${name ?? ''} <${emailAddress}>`;
  return text ?? name ?? id ?? flagStatus ?? value;
}
