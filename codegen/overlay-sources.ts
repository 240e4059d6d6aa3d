/**
 * Reads the `source` of the rows of properties.json: which flag comes from where, and what is wrong with it. A flag without a source,
 * an unknown source, or a fact that nothing supports is named; the generator takes no overlay with such rows.
 */
import type { DictionaryRow, Overlay, PropertyRow } from './model/overlay.js';

/** The flags of a row, in the order in which they stand. */
export const FLAGS = ['search', 'contains', 'sort', 'create', 'update', 'delete', 'append', 'find'] as const;
export type Flag = (typeof FLAGS)[number];

/** `managed-api:ItemSchema` is the key `managed-api` with the detail `ItemSchema`. */
export interface Source {
  key: string;
  detail: string | undefined;
}

/** The source of each flag of a row; of a row that addresses nothing, of none. */
export function sourcesOf(row: PropertyRow): Map<Flag, Source> {
  const found = new Map<Flag, Source>();
  for (const part of (row.source ?? '').split('; ')) {
    const [, name = '', flags = ''] = /^(\S+) \((.+)\)$/.exec(part) ?? [];
    for (const flag of flags.split(', '))
      if ((FLAGS as readonly string[]).includes(flag)) found.set(flag as Flag, sourceNamed(name));
  }
  return found;
}

function sourceNamed(name: string): Source {
  const [, key = name, detail] = /^([^:/]+)[:/](.+)$/.exec(name) ?? [];
  return { key, detail };
}

function rowsOf({ properties, dictionaries }: Overlay): (PropertyRow | DictionaryRow)[] {
  return [...properties, ...dictionaries];
}

/** What is wrong with the sources of the overlay, a line for each. */
export function sourceProblems(overlay: Overlay): string[] {
  return rowsOf(overlay).flatMap((row) => {
    const problem = (text: string): string => `${row.uri}: ${text}`;
    if (row.member === null)
      return row.source?.startsWith('xsd:') ? [] : [problem('addresses nothing, and no source says so')];
    const sources = sourcesOf(row);
    const problems: string[] = [];
    for (const flag of FLAGS) {
      const source = sources.get(flag);
      if (row[flag] !== undefined && source === undefined) problems.push(problem(`${flag} has no source`));
      if (source === undefined) continue;
      const kind = overlay.sources[source.key]?.kind;
      if (row[flag] === undefined) problems.push(problem(`${flag} has a source and no value`));
      if (kind === undefined) problems.push(problem(`${flag} names the source ${source.key}, which is not described`));
      if (row[flag] !== undefined && (kind === 'none') !== (row[flag] === null))
        problems.push(
          problem(kind === 'none' ? `${flag} is claimed without a source` : `${flag} has a source and is null`),
        );
      if (source.key === 'sort-as-search' && row.sort !== (row.search === 'never' ? false : row.search))
        problems.push(problem('sort differs from search'));
    }
    return problems;
  });
}
