/**
 * Before all test files: a folder of this run, for its figures and for the temporary files of all tests, so that nothing stays
 * behind whatever fails. scripts/closing-line.mjs reads and removes it.
 */
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default function runStart() {
  const folder = mkdtempSync(join(tmpdir(), 'ewskit-test-'));
  process.env.EWSKIT_TEST_RUN = folder;
  process.env.TMPDIR = join(folder, 'tmp');
  for (const name of ['tmp', 'tally']) mkdirSync(join(folder, name));
}
