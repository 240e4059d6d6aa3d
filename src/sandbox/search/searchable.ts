/** What Exchange refuses to search or sort by, as the tables have it. A FieldURI that they do not know is let through. */
import { Failure } from '../base/failure.js';
import type { PathRef } from '../properties/paths.js';
import { type Ability, isTextless, propertiesAt } from '../properties/property-table.js';

/** Refuses a search expression over a property that is not searched; `isContains`: there are some that only Contains takes. */
export function assertSearchable(path: PathRef, isContains: boolean): void {
  // exchangelib's tests, against Exchange Online: an id is no value that a search can have.
  if (path.fieldURI === 'item:ItemId') throw new Failure('ErrorInvalidValueForProperty');
  if (!allows(path, isContains ? ['search', 'search=never', 'contains'] : ['search', 'search=never']))
    throw new Failure('ErrorUnsupportedPathForQuery');
}

const TEXTS = /^(String|StringArray|CLSID|CLSIDArray|Binary|BinaryArray)$/;

/** Refuses Contains over what is no text: exchangelib issue 575. */
export function assertText({ kind, fieldURI = '', propertyType = '' }: PathRef): void {
  const wrong = kind === 'extendedFieldURI' ? !TEXTS.test(propertyType) : kind === 'fieldURI' && isTextless(fieldURI);
  if (wrong) throw new Failure('ErrorContainsFilterWrongType');
}

/** Whether a property is one that a restriction may name and that never matches: it is read as if no item had it. */
export function neverMatches({ fieldURI }: PathRef): boolean {
  const known = fieldURI === undefined ? [] : propertiesAt(fieldURI);
  const can = (ability: Ability) => known.some(({ abilities }) => abilities.has(ability));
  return can('search=never') && !can('search');
}

/** Refuses an order by a property that has none. */
export function assertSortable(path: PathRef): void {
  if (!allows(path, ['sort'])) throw new Failure('ErrorUnsupportedPathForSortGroup');
}

function allows({ fieldURI }: PathRef, wanted: readonly Ability[]): boolean {
  const known = fieldURI === undefined ? [] : propertiesAt(fieldURI);
  return known.length === 0 || known.some(({ abilities }) => wanted.some((one) => abilities.has(one)));
}
