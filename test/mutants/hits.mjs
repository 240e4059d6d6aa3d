/** Runs around every test file of the coverage run: keeps which functions were entered. */
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, expect } from '@jest/globals';

globalThis.mutantHits = new Set();

afterAll(() => {
  const test = relative(process.cwd(), expect.getState().testPath);
  writeFileSync(join('mutant-hits', encodeURIComponent(test)), JSON.stringify([...globalThis.mutantHits]));
});
