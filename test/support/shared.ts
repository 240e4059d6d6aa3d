/**
 * Where tests find data that is not committed: Microsoft's schemas and other projects' XML, in `../shared` beside the project. A
 * test that needs it runs when it is there, and otherwise prints a line that says what did not run; it never fails for that.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '@jest/globals';
import { addToTally } from './run-tally.js';

const SHARED = join('..', 'shared');

/** A folder of the shared data, or undefined. */
export function sharedFolder(...names: string[]): string | undefined {
  const path = join(SHARED, ...names);
  return existsSync(path) ? path : undefined;
}

/** Folder of the schema files: those of EWSKIT_SCHEMAS, the project's own, or the shared ones of the SE edition. */
export function schemaFolder(): string | undefined {
  const given = process.env['EWSKIT_SCHEMAS'];
  if (given !== undefined) return given;
  return existsSync('schemas/types.xsd') ? 'schemas' : sharedFolder('schemas', 'ExchangeSE_15.2.2562');
}

/** A line for whoever reads the run; past jest's console, which would add a stack to it. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** As `test`, when the thing it needs is at hand; otherwise a test that says so. */
export function testWith<T>(
  needed: T | undefined,
  what: string,
  name: string,
  run: (needed: T) => void | Promise<void>,
  timeout?: number,
): void {
  if (needed === undefined)
    test(`${name} (not run: ${what} not at hand)`, () => {
      say(`not run, ${what} not at hand: ${name}`);
      addToTally({ notRun: 1 });
    });
  else test(name, () => run(needed), timeout);
}

/** A row of the corpus's index, by the names of its columns. */
export type CorpusRow = Readonly<Record<string, string>>;

/** The documents of the corpus: rows of index.tsv; undefined when it is not at hand. */
export function corpusRows(): CorpusRow[] | undefined {
  const folder = sharedFolder('corpus');
  if (folder === undefined) return undefined;
  const [head = '', ...lines] = readFileSync(join(folder, 'index.tsv'), 'utf8').trimEnd().split('\n');
  const names = head.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
  });
}

/** A corpus document; where the documentation's link rewriter mangled the namespaces, they are repaired. */
export function corpusDocument(row: CorpusRow): Uint8Array {
  const bytes = readFileSync(join(SHARED, 'corpus', row['file']!));
  if (row['ns-mangled'] !== 'yes') return bytes;
  return Buffer.from(bytes.toString('utf8').replaceAll('https://schemas.', 'http://schemas.'));
}

/** All corpus documents of some kinds, smallest first. */
export function corpusSamples(kinds: RegExp, most: number): Uint8Array[] {
  const rows = (corpusRows() ?? []).filter((row) => kinds.test(row['kind']!) && row['well-formed'] === 'yes');
  return rows
    .sort((a, b) => Number(a['bytes']) - Number(b['bytes']))
    .slice(0, most)
    .map(corpusDocument);
}

/** The folders of all editions at hand, by name. */
export function editionFolders(): string[] {
  const folder = sharedFolder('schemas');
  return folder === undefined ? [] : readdirSync(folder).map((name) => join(folder, name));
}
