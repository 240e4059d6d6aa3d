/**
 * The older editions pass the property tests of the newest: the same test file, run on what the generator writes for them. Each run
 * is a process of its own, in which `generated/` is another folder.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { generate, type Schema } from '../../codegen/index.js';
// @ts-expect-error settings of the runner have no types
import config from '../../jest.config.js';
import { committedSchemas } from '../../src/schema-text/committed.js';
import { say } from '../support/shared.js';
import { AMBIGUOUS, PLAIN } from './judge.js';
import { EDITIONS, writeFiles } from './support.js';

/** In the project, where its modules are found, and not in node_modules, which is not compiled. */
const SCRATCH = mkdtempSync(join('test', 'editions', '.tmp-'));
afterAll(() => rmSync(SCRATCH, { recursive: true, force: true }));

/** A few values of each type; `npx jest test/codec/property.test.ts` makes more of the newest edition. */
const RUNS = '3';

async function prepare(edition: string): Promise<string> {
  const folder = join(SCRATCH, edition);
  const committed = await committedSchemas();
  const schemas = writeFiles(
    join(folder, 'emitted', edition),
    committed.find((one) => one.edition === edition) as Schema,
  );
  // 2013 and 2016 have one type that is no valid XSD, which libxml2 refuses; generated and judged here as SE writes it.
  const types = join(schemas, 'types.xsd');
  writeFileSync(types, readFileSync(types, 'utf8').replace(AMBIGUOUS, `$1${PLAIN}$2`));
  generate({ schemas, out: folder, overlay: 'schemas/overlay', committed });
  const mapped = {
    '^(?:\\.\\./)+generated/(.*)\\.js$': resolve(folder, 'generated', '$1.ts'),
    '^(?:\\.\\./)+src/(.*)\\.js$': '<rootDir>/src/$1.ts',
    ...config.moduleNameMapper,
  };
  const settings = { ...config, rootDir: resolve('.'), moduleNameMapper: mapped, reporters: ['default'] };
  writeFileSync(join(folder, 'jest.config.json'), JSON.stringify(settings));
  return folder;
}

for (const edition of EDITIONS.slice(1)) {
  test(edition, async () => {
    const folder = await prepare(edition);
    const run = spawnSync(
      'node_modules/.bin/jest',
      ['--config', join(folder, 'jest.config.json'), 'test/codec/property.test.ts'],
      {
        encoding: 'utf8',
        env: { ...process.env, EWSKIT_SCHEMAS: resolve(folder, 'emitted', edition), EWSKIT_RUNS: RUNS },
      },
    );
    const lines = run.stderr.split('\n').filter((line) => /^property: \d+ of/.test(line));
    say(`${edition} ${lines.join('')}`);
    expect(run.status === 0 ? '' : run.stderr.slice(-3000)).toBe('');
    expect(lines.join('')).toMatch(/^property: \d{3,} of \d{3,} types, \d+ values, valid by libxml2 and equal$/);
  }, 240_000);
}
