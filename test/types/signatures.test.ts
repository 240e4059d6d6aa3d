/**
 * Every type that stands in a public signature can be imported from where the signature is, and no other: a user's file that exports
 * something inferred must be able to name what it exports.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { type Signatures, signaturesOf } from '../support/signatures.js';

const LIST = 'src/schema-types.ts';

const HEADER = `/**
 * The types of the schema that stand in signatures of the facade, so that they can be named from \`ewskit\`; types only. All of them, and the
 * classes themselves, are in \`ewskit/raw\`. Written by \`make accept\`, which asks the compiler.
 */
`;

test('all that public signatures name can be imported from ewskit (make accept rewrites the list of schema types)', () => {
  const { missing, reached } = signaturesOf('src/index.ts', resolve('.'), ['src/sandbox.ts']);
  const needed = [...reached]
    .filter((name) => name.startsWith('generated/'))
    .map((name) => name.split(' ')[1]!)
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const list = `${HEADER}export type {\n${[...new Set(needed)].map((name) => `  ${name},\n`).join('')}} from '../generated/index.js';\n`;
  if (process.env['ACCEPT'] === '1') writeFileSync(LIST, list);
  expect(readFileSync(LIST, 'utf8')).toBe(list);
  expect(unnamed(missing)).toEqual([]);
}, 60_000);

test('and those of the sandbox, from ewskit/sandbox or ewskit', () => {
  expect(unnamed(signaturesOf('src/sandbox.ts', resolve('.'), ['src/index.ts']).missing)).toEqual([]);
}, 60_000);

/** The order of Biome: letter by letter, a capital before its small one. */
function sortKey(name: string): string {
  return [...name].map((letter) => letter.toLowerCase() + (letter === letter.toLowerCase() ? 1 : 0)).join('');
}

function unnamed(missing: Signatures['missing']): string[] {
  const ours = missing.filter(({ file }) => file.startsWith('src/'));
  return ours.map(({ file, name, from }) => `${name} of ${file}, named by ${from}, is not exported`);
}
