/** What Exchange refuses to search or sort by, as the tables have it. A FieldURI that they do not know is let through. */
import { Failure } from '../base/failure.js';
import type { PathRef } from '../properties/paths.js';
import { type Ability, propertiesAt } from '../properties/property-table.js';

/** Refuses a search expression over a property that is not searched; `isContains`: there are some that only Contains takes. */
export function assertSearchable(path: PathRef, isContains: boolean): void {
  if (!allows(path, isContains ? ['search', 'contains'] : ['search']))
    throw new Failure('ErrorUnsupportedPathForQuery');
}

/** Refuses an order by a property that has none. */
export function assertSortable(path: PathRef): void {
  if (!allows(path, ['sort'])) throw new Failure('ErrorUnsupportedPathForSortGroup');
}

function allows({ fieldURI }: PathRef, wanted: readonly Ability[]): boolean {
  const known = fieldURI === undefined ? [] : propertiesAt(fieldURI);
  return known.length === 0 || known.some(({ abilities }) => wanted.some((one) => abilities.has(one)));
}
