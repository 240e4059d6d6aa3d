/** What older editions had and the newest has not, with the last edition that had it. */
import type { Schema } from '../model/schema.js';
import { type Change, compareSchemas } from './compare.js';

/** What an older edition had and a newer has not. */
export interface Vanished {
  /** What it was. */
  what: Change['what'];
  /** As in a change: `ItemType.Flag`. */
  name: string;
  /** The last edition that had it. */
  until: string;
}

/** `editions` goes from the oldest on. */
export function vanished(editions: readonly Schema[]): Vanished[] {
  const newest = editions.at(-1);
  if (!newest) return [];
  const found = new Map<string, Vanished>();
  // A newer edition overwrites what an older one says, so the last that had it remains.
  for (const edition of editions.slice(0, -1)) {
    for (const { change, what, name } of compareSchemas(edition, newest)) {
      if (change === 'removed') found.set(`${what} ${name}`, { what, name, until: edition.edition });
    }
  }
  return [...found.values()];
}
