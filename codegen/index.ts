/**
 * The generator: Microsoft's schema files in, `generated/` out. `ewskit/codegen` for programs, `ewskit generate` on the command
 * line. Build time only; knows nothing of the client.
 */
import { basename, join, resolve } from 'node:path';
import { collectEditions } from './editions/collect.js';
import { type Change, compareSchemas } from './editions/compare.js';
import { nearestEdition } from './editions/nearest.js';
import { readCommitted } from './editions/read-committed.js';
import { type Vanished, vanished } from './editions/vanished.js';
import { emit } from './emit/index.js';
import { buildSchema, editionOf, readSources, type SourceFile } from './load.js';
import { CodegenError } from './model/codegen-error.js';
import { type Overlay, readOverlay } from './model/overlay.js';
import type { Schema } from './model/schema.js';
import { overlayGaps } from './overlay-gaps.js';
import { sourceProblems } from './overlay-sources.js';
import { annotateSince } from './passes/annotate-since.js';
import { keepOnly } from './passes/keep-only.js';
import { withPropertiesOfSchema } from './passes/properties-of-schema.js';
import { PROVENANCE, provenanceText, serverBuildOf } from './provenance.js';
import { inFolder, writeFiles } from './write-files.js';

export { type SchemaFiles, writeSchema } from '../src/schema-text/write.js';
export { type Change, compareSchemas, summarizeChanges } from './editions/compare.js';
export type { Vanished } from './editions/vanished.js';
export { CodegenError } from './model/codegen-error.js';
export type { Schema } from './model/schema.js';

/** What to generate from and where to. */
export interface GenerateOptions {
  /** Directory of `types.xsd`, `messages.xsd` and `services.wsdl`; other editions in sub-directories or beside it. */
  schemas: string;
  /** Directory to write to: with `door` the files themselves, else `generated/`. */
  out: string;
  /** Directory of the overlay. Default: `schemas/overlay` below `out`. */
  overlay?: string | undefined;
  /**
   * Name of the edition. Default: from the directory's name; else that of the one of `committed` that is the same; else the directory's own
   * name; `ExchangeSE` where none is committed.
   */
  edition?: string | undefined;
  /** The server that the files came from, which then names the edition instead of the directory. */
  server?: string | undefined;
  /** What generated code imports the codec's declarations from. Default: this repository's own file. */
  door?: string | undefined;
  /** What each file says that it was made of, and by what command it is made again. Default: the edition, and `make generate`. */
  label?: { source: string; command: string } | undefined;
  /** Names of operations: what these need is generated, and nothing else. Default: all. */
  only?: readonly string[] | undefined;
  /** Name of the edition of `committed` that {@link GenerateResult.changes} compares with. Default: the first. */
  against?: string | undefined;
  /** Compare only; write nothing. */
  check?: boolean | undefined;
  /** The schemas to compare with, and to take other editions from. Default: those of `generated/` below `out`. */
  committed?: readonly Schema[] | undefined;
}

/** What was done: paths that were written, or that differ when only checked. */
export interface GenerateResult {
  /** Name of the edition. */
  edition: string;
  /** Number of operations. */
  operations: number;
  /** Number of types. */
  types: number;
  /** Number of files. */
  files: number;
  /** Files that were written because they differ. */
  changed: string[];
  /** The older editions that `since` was told from, and the newer ones for `until`. */
  others: string[];
  /** The edition that `changes` compares with; undefined if there was none. */
  against: string | undefined;
  /** What the schema has otherwise than the committed one. */
  changes: Change[];
  /** What an older edition had and this one has not. */
  vanished: Vanished[];
  /** What the schema has and the model cannot say, a line for each: it was left out, and the rest went on. */
  notes: string[];
  /** FieldURIs that the overlay does not know: taken from the schema alone, with nothing ruled out. */
  fromSchemaAlone: string[];
  /** Entries of the overlay that name what this edition has not. */
  overlayGaps: string[];
}

/** Generates. Throws {@link CodegenError} when the schemas are not there or ask for something the generator does not do. */
export function generate(options: GenerateOptions): GenerateResult {
  const sources = readSources(options.schemas);
  if (!sources)
    throw new CodegenError('no schema files', { directory: options.schemas, remedy: 'make schemas FROM=directory' });
  const overlay = readOverlay(options.overlay ?? join(options.out, 'schemas/overlay'));
  const unsourced = sourceProblems(overlay);
  if (unsourced.length > 0)
    throw new CodegenError('Facts of schemas/overlay/properties.json lack a source.', { facts: unsourced.join('; ') });
  const committed = options.committed ?? readCommitted(options.out);
  const { edition, after } = editionFor(options, sources, overlay, committed);
  const editions = collectEditions(options.schemas, sources, { edition, after }, overlay, committed);
  const { base: schema, older, newer } = editions;
  const before = options.against === undefined ? committed[0] : known(options.against, committed);
  const changes = before ? compareSchemas(before, schema) : [];
  if (options.only) keepOnly(schema, options.only);
  annotateSince(schema, older, newer);
  const build = options.door === undefined ? undefined : serverBuildOf(options.schemas);
  const { overlay: whole, added } = withPropertiesOfSchema(schema, overlay);
  const style = { door: options.door, label: options.label, build, after: editions.after, base: committed[0] };
  // Of a part of a schema it cannot be said what the other editions have otherwise.
  const texts = emit(schema, whole, options.only ? [] : older, style);
  const files = texts.size;
  // In a project of somebody's own the files themselves say where they come from.
  const provenance = options.door === undefined ? provenanceText(options.out, editions) : undefined;
  if (provenance !== undefined) texts.set(PROVENANCE, provenance);
  const changed = writeFiles(inFolder(texts, options.door === undefined), options.out, options.check ?? false);
  return {
    edition,
    operations: schema.operations.size,
    types: schema.types.size,
    files,
    changed,
    others: [...older, ...newer].map((one) => one.edition),
    against: before?.edition,
    changes,
    vanished: vanished([...older, schema]),
    notes: editions.notes,
    fromSchemaAlone: added,
    overlayGaps: overlayGaps(schema, overlay),
  };
}

/** What the edition is called, and the committed one that it comes after where it is none of them. */
function editionFor(
  options: GenerateOptions,
  sources: SourceFile[],
  overlay: Overlay,
  committed: readonly Schema[],
): { edition: string; after: string | undefined } {
  const named = options.edition ?? editionOf(options.schemas);
  if (named !== undefined && committed.some(({ edition }) => edition === named))
    return { edition: named, after: undefined };
  const nearest = nearestEdition(buildSchema(sources, '', overlay), committed, overlay);
  if (named !== undefined) return { edition: named, after: nearest?.edition };
  if (nearest === undefined) return { edition: 'ExchangeSE', after: undefined };
  return { edition: nearest.changes === 0 ? nearest.edition : nameOf(options), after: nearest.edition };
}

/** After the server, or the folder without a build: `mail.example.com` is `mail_example_com`. */
function nameOf({ schemas, server }: GenerateOptions): string {
  const name = server ?? basename(resolve(schemas)).replace(/_V?\d[\d._]*$/, '');
  return name.replace(/\W+/g, '_').replace(/^(?=\d|_*$)/, 'Edition_');
}

function known(edition: string, committed: readonly Schema[]): Schema {
  const found = committed.find((schema) => schema.edition === edition);
  if (found) return found;
  const names = committed.map((schema) => schema.edition).join(', ');
  throw new CodegenError('an edition that is not known', { edition, known: names });
}
