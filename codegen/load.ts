/** Reads the schema files of an edition from a directory, however their names are capitalized. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { childElements, type XmlElement } from '../src/xml/element.js';
import { CodegenError } from './model/codegen-error.js';
import type { Overlay } from './model/overlay.js';
import type { Schema } from './model/schema.js';
import { completeOperations } from './passes/complete-operations.js';
import { runPasses } from './passes/index.js';
import { operationsOfMessages } from './passes/operations-of-messages.js';
import { readWsdl } from './wsdl/read.js';
import { parseQualified } from './xsd/qualified.js';
import { readXsd } from './xsd/read.js';

const FILES = ['types.xsd', 'messages.xsd', 'services.wsdl'] as const;

/** The files of one edition, as `schemas/provenance.json` records them. */
export interface SourceFile {
  name: string;
  bytes: Uint8Array;
  sha256: string;
  root: XmlElement;
}

/** The two schema files, the WSDL where there is one, and what they include of the same folder; undefined where there is none of them. */
export function readSources(directory: string): SourceFile[] | undefined {
  const present = listing(directory);
  const found = FILES.map((name) => present.find((entry) => entry.toLowerCase() === name));
  if (found.every((name) => name === undefined)) return undefined;
  const files = FILES.flatMap((name, index) => {
    const file = found[index];
    if (file !== undefined) return [sourceFile(directory, file, name)];
    // Operations are then taken from the next newer edition, or there are none.
    if (name.endsWith('.wsdl')) return [];
    throw new CodegenError(`${name} is missing`, { directory });
  });
  for (const { root } of files) {
    for (const location of locationsIn(root)) {
      const file = present.find((entry) => entry.toLowerCase() === location.toLowerCase());
      if (file === undefined || files.some(({ name }) => name.toLowerCase() === file.toLowerCase())) continue;
      files.push(sourceFile(directory, file, file));
    }
  }
  return files;
}

function sourceFile(directory: string, file: string, name: string): SourceFile {
  const bytes = readFileSync(join(directory, file));
  return { name, bytes, sha256: createHash('sha256').update(bytes).digest('hex'), root: parseQualified(bytes) };
}

/** What a document includes or imports by a plain file name. Nothing is fetched, and no other folder is read: it may be a stranger's. */
function locationsIn(root: XmlElement): string[] {
  return [root, ...schemasIn(root)]
    .flatMap((each) => [...childElements(each, 'include'), ...childElements(each, 'import')])
    .map(({ attributes }) => (attributes?.['schemaLocation'] ?? attributes?.['location'] ?? '').replace(/^\.\//, ''))
    .filter((location) => /^[\w.-]+\.(xsd|wsdl)$/i.test(location));
}

/** Schemas that stand inside a WSDL. */
function schemasIn(root: XmlElement): XmlElement[] {
  return childElements(root, 'types').flatMap((types) => childElements(types, 'schema'));
}

function listing(directory: string): string[] {
  return statSync(directory, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(directory) : [];
}

/**
 * Sources to model, with every pass run. `newer` is the next newer edition, where it is known; `notes` gets a line for each thing that the
 * model cannot say.
 */
export function buildSchema(
  sources: readonly SourceFile[],
  edition: string,
  overlay: Overlay,
  newer?: Schema,
  notes: string[] = [],
): Schema {
  const schema: Schema = { edition, types: new Map(), elements: new Map(), operations: new Map() };
  const roots = sources.map(({ root }) => root);
  const isWsdl = ({ name }: XmlElement): boolean => name === 'definitions';
  const wsdls = roots.filter(isWsdl);
  const xsds = roots.filter((root) => !isWsdl(root));
  const inline = wsdls.flatMap(schemasIn).filter((each) => childElements(each).some(({ name }) => name !== 'import'));
  // A document without a namespace is included into one that has: the one that names it.
  for (const [index, root] of xsds.entries()) adopt(root, sources[roots.indexOf(root)]?.name ?? '', xsds, index);
  readXsd([...xsds, ...inline], schema, notes);
  readWsdl(wsdls, schema, notes);
  if (wsdls.length === 0) operationsOfMessages(schema, notes);
  if (newer) completeOperations(schema, newer);
  runPasses(schema, overlay, notes);
  return schema;
}

function adopt(root: XmlElement, file: string, roots: readonly XmlElement[], index: number): void {
  if (root.name !== 'schema' || root.attributes?.['targetNamespace'] !== undefined) return;
  const owner = roots.find(
    (each, at) =>
      at !== index &&
      childElements(each, 'include').some(({ attributes }) => attributes?.['schemaLocation']?.endsWith(file)),
  );
  const target = owner?.attributes?.['targetNamespace'];
  if (target !== undefined) root.attributes = { ...root.attributes, targetNamespace: target };
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
  return FILES.every((name) => name.endsWith('.wsdl') || present.includes(name));
}

const EDITION = /^Exchange(?:\d{4}(?:_SP\d)?|SE)/;

/** `ExchangeSE_15.2.2562` -> `ExchangeSE`, `Exchange2016_V2016_10_10` -> `Exchange2016`, `Exchange2013_SP1` as it is. */
export function editionOf(directory: string): string | undefined {
  return EDITION.exec(basename(resolve(directory)))?.[0];
}

/** Orders the names of editions by age: by their year, ExchangeSE after all that have one, and what is called otherwise after it. */
export function byAge(a: string, b: string): number {
  return Number(!isOfExchange(a)) - Number(!isOfExchange(b)) || (a < b ? -1 : a > b ? 1 : 0);
}

/** Whether the name says an age. */
export function isOfExchange(edition: string): boolean {
  return EDITION.test(edition);
}
