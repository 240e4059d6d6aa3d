/** Reads the schema files of an edition from a directory, however their names are capitalized. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CodegenError } from './model/codegen-error.js';
import type { Overlay } from './model/overlay.js';
import type { Schema } from './model/schema.js';
import { completeOperations } from './passes/complete-operations.js';
import { runPasses } from './passes/index.js';
import { readWsdl } from './wsdl/read.js';
import { readXsd } from './xsd/read.js';

const FILES = ['types.xsd', 'messages.xsd', 'services.wsdl'] as const;

/** The files of one edition, as `schemas/provenance.json` records them. */
export interface SourceFile {
  name: string;
  bytes: Uint8Array;
  sha256: string;
}

/** The three files, or undefined where there are none. Throws when only some of them are there. */
export function readSources(directory: string): SourceFile[] | undefined {
  const present = listing(directory);
  const found = FILES.map((name) => present.find((entry) => entry.toLowerCase() === name));
  if (found.every((name) => name === undefined)) return undefined;
  return FILES.map((name, index) => {
    const file = found[index];
    if (file === undefined) throw new CodegenError(`${name} is missing`, { directory });
    const bytes = readFileSync(join(directory, file));
    return { name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
  });
}

function listing(directory: string): string[] {
  return statSync(directory, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(directory) : [];
}

/** Sources to model, with every pass run. `newer` is the next newer edition, where it is known. */
export function buildSchema(sources: readonly SourceFile[], edition: string, overlay: Overlay, newer?: Schema): Schema {
  const schema: Schema = { edition, types: new Map(), elements: new Map(), operations: new Map() };
  for (const { name, bytes } of sources) (name.endsWith('.wsdl') ? readWsdl : readXsd)(bytes, schema);
  if (newer) completeOperations(schema, newer);
  runPasses(schema, overlay);
  return schema;
}

/** The editions in sub-directories, or else beside the directory: name and directory. */
export function editionsNear(directory: string): Map<string, string> {
  const within = (folder: string): [string, string][] =>
    listing(folder)
      .filter((name) => readable(join(folder, name)))
      .sort()
      .flatMap((name) => {
        const edition = editionOf(name);
        return edition === undefined ? [] : [[edition, join(folder, name)] as [string, string]];
      });
  const below = within(directory);
  return new Map(below.length > 0 ? below : within(dirname(resolve(directory))));
}

function readable(directory: string): boolean {
  const present = listing(directory).map((name) => name.toLowerCase());
  return FILES.every((name) => present.includes(name));
}

const EDITION = /^Exchange(?:\d{4}(?:_SP\d)?|SE)/;

/** `ExchangeSE_15.2.2562` -> `ExchangeSE`, `Exchange2016_V2016_10_10` -> `Exchange2016`, `Exchange2013_SP1` as it is. */
export function editionOf(directory: string): string | undefined {
  return EDITION.exec(basename(resolve(directory)))?.[0];
}

/** Orders the names of editions by age: by their year, and ExchangeSE after all that have one. */
export function byAge(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
