/** Brings the editions together: those whose schema files are at hand, and for the others what `generated/` holds of them. */
import { buildSchema, byAge, editionsNear, isOfExchange, readSources, type SourceFile } from '../load.js';
import type { Overlay } from '../model/overlay.js';
import type { Schema } from '../model/schema.js';

export interface Editions {
  base: Schema;
  /** From the oldest on. */
  older: Schema[];
  newer: Schema[];
  /** The edition before the base, where the base is none of the committed ones. */
  after: string | undefined;
  /** What could not be said of the base. */
  notes: string[];
  /** Sources of those that were read from files, the base's too. */
  sources: Map<string, { directory: string; files: SourceFile[] }>;
}

/** `committed` are the schemas that `generated/` holds. */
export function collectEditions(
  directory: string,
  files: SourceFile[],
  { edition, after }: { edition: string; after: string | undefined },
  overlay: Overlay,
  committed: readonly Schema[],
): Editions {
  const sources: Editions['sources'] = new Map([[edition, { directory, files }]]);
  for (const [name, near] of editionsNear(directory)) {
    const found = sources.has(name) ? undefined : readSources(near);
    if (found) sources.set(name, { directory: near, files: found });
  }
  const known = new Map(committed.map((schema) => [schema.edition, schema]));
  const names = inOrder([...new Set([...sources.keys(), ...known.keys()])], edition, after);
  const schemas: Schema[] = [];
  const notes: string[] = [];
  // From the newest: an edition's operations may have to be completed from the next newer one.
  for (const name of [...names].reverse()) {
    const source = sources.get(name);
    const schema = source
      ? buildSchema(source.files, name, overlay, schemas[0], name === edition ? notes : [])
      : known.get(name);
    if (schema) schemas.unshift(schema);
  }
  const at = names.indexOf(edition);
  const comesAfter = known.has(edition) || known.size === 0 ? undefined : names[at - 1];
  return {
    base: schemas[at]!,
    older: schemas.slice(0, at),
    newer: schemas.slice(at + 1),
    after: comesAfter,
    notes,
    sources,
  };
}

/** By age; a name that says no age stands after the edition that it is most like. */
function inOrder(names: readonly string[], edition: string, after: string | undefined): string[] {
  const sorted = [...names].sort(byAge);
  if (after === undefined || isOfExchange(edition)) return sorted;
  const others = sorted.filter((name) => name !== edition);
  return others.toSpliced(others.indexOf(after) + 1, 0, edition);
}
