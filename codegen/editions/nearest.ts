/** Tells the edition of schema files that do not say it: the known one with the fewest changes. */
import type { Overlay } from '../model/overlay.js';
import type { Schema } from '../model/schema.js';
import { compareSchemas } from './compare.js';

/**
 * `known` goes from the newest on, so that of two that are as near the newer is taken. Values that the overlay adds tell nothing: a known
 * edition may have been written before they stood there.
 */
export function nearestEdition(
  schema: Schema,
  known: readonly Schema[],
  { values: added }: Pick<Overlay, 'values'>,
): { readonly edition: string; readonly changes: number } | undefined {
  const ours = new Set(added.flatMap(({ type, values }) => values.map((value) => `${type}=${value}`)));
  let nearest: { edition: string; changes: number } | undefined;
  for (const candidate of known) {
    const { length: changes } = compareSchemas(candidate, schema).filter(({ name }) => !ours.has(name));
    if (nearest === undefined || changes < nearest.changes) nearest = { edition: candidate.edition, changes };
  }
  return nearest;
}
