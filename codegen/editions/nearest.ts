/** Tells the edition of schema files that do not say it: the known one with the fewest changes. */
import type { Schema } from '../model/schema.js';
import { compareSchemas } from './compare.js';

/** `known` goes from the newest on, so that of two that are as near the newer is taken. */
export function nearestEdition(schema: Schema, known: readonly Schema[]): string | undefined {
  let nearest: string | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const { length } = compareSchemas(candidate, schema);
    if (length >= fewest) continue;
    [nearest, fewest] = [candidate.edition, length];
  }
  return nearest;
}
