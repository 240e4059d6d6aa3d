/**
 * What Exchange refuses to search or sort by: read from the generated property tables, which say so with a source for each. What
 * they leave open is let through.
 */
import { schema } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import type { PathRef } from '../properties/paths.js';

let abilities: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/** By FieldURI, of all types that have it: `search`, `contains`, `sort` and others. */
function abilitiesOf(fieldURI: string): ReadonlySet<string> | undefined {
  if (abilities === undefined) {
    const found = new Map<string, Set<string>>();
    for (const { table } of schema.properties()) {
      for (const line of table.trim().split('\n')) {
        const [, uri = '', ...words] = line.trim().split(' ');
        found.set(uri, new Set([...(found.get(uri) ?? []), ...words]));
      }
    }
    abilities = found;
  }
  return abilities.get(fieldURI);
}

/** Refuses a search expression over a property that is not searched; `isContains`: there are some that only Contains takes. */
export function assertSearchable({ fieldURI }: PathRef, isContains: boolean): void {
  const able = fieldURI === undefined ? undefined : abilitiesOf(fieldURI);
  if (able === undefined || able.has('search') || (isContains && able.has('contains'))) return;
  throw new Failure('ErrorUnsupportedPathForQuery');
}

/** Refuses an order by a property that has none. */
export function assertSortable({ fieldURI }: PathRef): void {
  if (fieldURI !== undefined && abilitiesOf(fieldURI)?.has('sort') === false)
    throw new Failure('ErrorUnsupportedPathForSortGroup');
}
