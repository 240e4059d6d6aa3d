/** Restrictions as Microsoft's documentation writes them, and what a query sends of them. */
import type { QuerySet } from '../../src/index.js';
import { inside, xml } from '../support/compact-xml.js';
import type { Recorder } from '../support/recorder.js';

export type Comparison =
  | 'IsEqualTo'
  | 'IsNotEqualTo'
  | 'IsGreaterThan'
  | 'IsGreaterThanOrEqualTo'
  | 'IsLessThan'
  | 'IsLessThanOrEqualTo';

/** `item:Subject`, or `contacts:PhoneNumber/MobilePhone` of a dictionary; an own field stands as its element. */
export function path(field: string): string {
  if (field.startsWith('<')) return field;
  const [uri, index] = field.split('/');
  return index === undefined
    ? `<FieldURI FieldURI="${uri}"/>`
    : `<IndexedFieldURI FieldURI="${uri}" FieldIndex="${index}"/>`;
}

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/isequalto and its like */
export function compared(comparison: Comparison, field: string, value: string): string {
  return `<${comparison}>${path(field)}<FieldURIOrConstant><Constant Value="${value}"/></FieldURIOrConstant></${comparison}>`;
}

export const equal = (field: string, value: string): string => compared('IsEqualTo', field, value);

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/contains */
export function contains(mode: string, comparison: string, field: string, value: string): string {
  return `<Contains ContainmentMode="${mode}" ContainmentComparison="${comparison}">${path(field)}<Constant Value="${value}"/></Contains>`;
}

export const exists = (field: string): string => `<Exists>${path(field)}</Exists>`;
export const all = (...parts: readonly string[]): string => `<And>${parts.join('')}</And>`;
export const any = (...parts: readonly string[]): string => `<Or>${parts.join('')}</Or>`;
export const none = (part: string): string => `<Not>${part}</Not>`;

/** What a query sends as its restriction; undefined when it sends none. */
// biome-ignore lint/suspicious/noExplicitAny: of queries of whatever kind
export async function restrictionOf(wire: Recorder, query: QuerySet<any, any>): Promise<string | undefined> {
  return inside(await wire.xmlOf(() => query.only('itemId').toArray()), 'Restriction');
}

/** A restriction in the form in which {@link restrictionOf} gives it. */
export const restriction = (text: string): string => xml(text);
