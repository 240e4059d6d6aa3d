/**
 * `schemas/provenance.json`: which files `generated/` was generated from. Files that ewskit has written itself are known by a
 * comment in them and leave it as it is: they prove nothing of where they come from.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { MARKER } from '../src/schema-text/write-xsd.js';
import type { Editions } from './editions/collect.js';
import { byAge, type SourceFile } from './load.js';

export const PROVENANCE = 'schemas/provenance.json';

interface Entry {
  edition: string;
  /** From the name of the directory; null where that does not tell. */
  build: string | null;
  /** SHA-256 by file name. */
  files: Record<string, string>;
}

/** The new text of the file; undefined where nothing original was read. */
export function provenanceText(out: string, { sources }: Editions): string | undefined {
  const path = join(out, PROVENANCE);
  const known = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as { editions: Entry[] }).editions : [];
  const entries = new Map(known.map((entry) => [entry.edition, entry]));
  let original = false;
  for (const [edition, { directory, files }] of sources) {
    if (files.some(isReemitted)) continue;
    original = true;
    const hashes = Object.fromEntries(files.map(({ name, sha256 }) => [name, sha256]));
    const before = entries.get(edition);
    const same = JSON.stringify(before?.files) === JSON.stringify(hashes);
    const build = buildOf(directory) ?? (same ? (before?.build ?? null) : null);
    entries.set(edition, { edition, build, files: hashes });
  }
  if (!original) return undefined;
  const why =
    "What generated/ was generated from: Microsoft's files, which are not in this repository. Written by the generator.";
  const editions = [...entries.values()].sort((a, b) => byAge(b.edition, a.edition));
  return `${JSON.stringify({ why, editions }, null, 2)}\n`;
}

function isReemitted({ bytes }: SourceFile): boolean {
  return Buffer.from(bytes.subarray(0, 300)).includes(MARKER);
}

/** Build of the servers, from a directory's name; undefined where it does not tell, or says a version of the schema instead. */
export function serverBuildOf(directory: string): string | undefined {
  return /_V?(\d+(?:\.\d+)+)$/.exec(basename(resolve(directory)))?.[1];
}

/** `ExchangeSE_15.2.2562` -> `15.2.2562`, `Exchange2016_V2016_10_10` -> `2016_10_10`. */
function buildOf(directory: string): string | undefined {
  return /^Exchange(?:SE|\d{4})_V?(\d[\d._]*)$/.exec(basename(resolve(directory)))?.[1];
}
