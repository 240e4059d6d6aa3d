/** What the tests of the editions share: where the editions' schemas are, scratch folders, and the texts that a run has written. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { generate, type Schema, writeSchema } from '../../codegen/index.js';
import { committedSchemas } from '../../src/schema-text/committed.js';
import { editionFolders } from '../support/shared.js';

export const EDITIONS = [
  'ExchangeSE',
  'Exchange2016',
  'Exchange2013_SP1',
  'Exchange2010_SP2',
  'Exchange2007_SP1',
] as const;

/** Folder of Microsoft's own files of an edition; undefined when they are not at hand. */
export function originalFolder(edition: string): string | undefined {
  return editionFolders().find((folder) => basename(folder).startsWith(edition));
}

/** A folder that is gone when the test is done. */
export function scratch(): { path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'ewskit-editions-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** Writes the three files of a schema into a folder. */
export function writeFiles(folder: string, schema: Schema): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(writeSchema(schema))) writeFileSync(join(folder, name), text);
  return folder;
}

/** What `generated/` below a folder holds, by path. */
export function generatedTexts(out: string): Record<string, string> {
  return textsBelow(join(out, 'generated'));
}

/** The texts of the files of code below a folder, by path. */
export function textsBelow(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return Object.fromEntries(files.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** Generates an edition from the schema that we emit for it, knowing the others only as `generated/` has them. */
export async function generateFromEmitted(edition: string, out: string): Promise<ReturnType<typeof generate>> {
  const committed = await committedSchemas();
  const schema = committed.find((one) => one.edition === edition)!;
  const schemas = writeFiles(join(out, 'emitted', edition), schema);
  return generate({ schemas, out, overlay: 'schemas/overlay', committed });
}

/** The names of what differs between two sets of texts. */
export function differences(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => a[name] !== b[name]).sort();
}
