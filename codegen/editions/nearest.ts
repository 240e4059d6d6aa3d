/** Tells the edition of schema files that do not say it: the known one with the fewest changes. */
import type { Schema } from '../model/schema.js';
import { compareSchemas } from './compare.js';

/** `known` goes from the newest on, so that of two that are as near the newer is taken. */
export function nearestEdition(
  schema: Schema,
  known: readonly Schema[],
): { readonly edition: string; readonly changes: number } | undefined {
  let nearest: { edition: string; changes: number } | undefined;
  for (const candidate of known) {
    const { length: changes } = compareSchemas(candidate, schema);
    if (nearest === undefined || changes < nearest.changes) nearest = { edition: candidate.edition, changes };
  }
  return nearest;
}
