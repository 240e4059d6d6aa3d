/**
 * The public surface is a list under review: one name and its kind per line, in exports.txt. `make accept` rewrites the list.
 * Types are gone at run time, so those of the facade are read from the text of src/index.ts.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as codegen from '../codegen/index.js';
import * as facade from '../src/index.js';
import * as raw from '../src/raw.js';
import * as sandbox from '../src/sandbox.js';

const LIST = new URL('exports.txt', import.meta.url);

function kindOf(value: unknown): string {
  if (typeof value !== 'function') return value !== null && typeof value === 'object' ? 'object' : typeof value;
  return /^class\b/.test(Function.prototype.toString.call(value)) ? 'class' : 'function';
}

function values(entry: string, module: object): string[] {
  return Object.entries(module).map(([name, value]) => `${entry} ${name} ${kindOf(value)}`);
}

function types(entry: string, path: string): string[] {
  const text = readFileSync(new URL(path, import.meta.url), 'utf8');
  const lists = [...text.matchAll(/^export (type )?\{([^}]*)\}/gm)];
  const names = lists.flatMap(([, all, list]) =>
    list!
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && (all !== undefined || name.startsWith('type ')))
      .map((name) => name.replace(/^type /, '').replace(/^.* as /, '')),
  );
  return names.map((name) => `${entry} ${name} type`);
}

/** The facade passes on all that is generated; what it adds is the list. */
function own(module: object): object {
  return Object.fromEntries(
    Object.entries(module).filter(([name, value]) => (raw as Record<string, unknown>)[name] !== value),
  );
}

/** ./raw has thousands of names that the schema gives; their number is what a change shows in. */
function counts(entry: string, module: object): string[] {
  const kinds = Object.values(module).map(kindOf);
  return [...new Set(kinds)].map((kind) => `${entry} ${kinds.filter((one) => one === kind).length} of kind ${kind}`);
}

test('the public names are those of exports.txt (make accept rewrites it)', () => {
  const lines = [
    ...values('.', own(facade)),
    ...types('.', '../src/index.ts'),
    ...counts('./raw', raw),
    ...values('./sandbox', sandbox),
    ...types('./sandbox', '../src/sandbox.ts'),
    ...values('./codegen', codegen),
    ...types('./codegen', '../codegen/index.ts'),
  ];
  const list = `${[...new Set(lines)].sort().join('\n')}\n`;
  if (process.env['ACCEPT'] === '1') writeFileSync(LIST, list);
  expect(list).toBe(readFileSync(LIST, 'utf8'));
});

test('there are no default exports', () => {
  expect([facade, raw, sandbox, codegen].filter((module) => 'default' in module)).toEqual([]);
});
