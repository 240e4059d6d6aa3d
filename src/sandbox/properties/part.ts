/**
 * The part of a value that FindItem gives: it answers from the table of a folder, which has the names of mailboxes and the beginnings
 * of texts (Learn, FindItem operation: the first 512 bytes of a property, which of Unicode are 255 characters).
 */
import type { Address, ExtendedProperty } from '../store/item-data.js';
import type { Property } from './property-table.js';

const KEPT = 255;

/** Made when they are asked for: recorded answers of FindItem hold longer ones. */
const WHOLE = new Set(['webClientReadFormQueryString', 'webClientEditFormQueryString']);

export function partOf(value: unknown, property: Property | undefined): unknown {
  if (typeof value === 'string') return WHOLE.has(property?.member ?? '') ? value : value.slice(0, KEPT);
  // Of a mailbox; recorded answers call every one of them OneOff.
  return property?.abilities.has('find=part') ? { name: (value as Address).name, mailboxType: 'OneOff' } : value;
}

export function cutExtended(property: ExtendedProperty): ExtendedProperty {
  const { value, extendedFieldURI } = property;
  if (value === undefined || extendedFieldURI.propertyType !== 'String') return property;
  return { ...property, value: value.slice(0, KEPT) };
}
