/**
 * The example of the API that the project set out from compiles as it was written, and the compiler's work on it has a ceiling;
 * a mistyped name is answered with the one that was meant.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { sharedFolder, testWith } from '../support/shared.js';

/** In the project, so that its modules are found. */
const folder = mkdtempSync(join('test', 'types', '.tmp-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Type instantiations for the example; the first version needed 104,000 (now about as many) for example and package together. */
const CEILING = 130_000;

function compile(name: string, code: string): string {
  writeFileSync(join(folder, `${name}.ts`), code);
  const settings = {
    extends: resolve('tsconfig.json'),
    compilerOptions: { rootDir: resolve('.'), noUnusedLocals: false },
    include: [],
    files: [`${name}.ts`, resolve('src/xml/buffer.d.ts')],
  };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(settings));
  return spawnSync(
    'node_modules/.bin/tsc',
    ['-p', join(folder, `${name}.json`), '--extendedDiagnostics', '--pretty', 'false'],
    { encoding: 'utf8' },
  ).stdout;
}

const errorsIn = (output: string): string[] => output.split('\n').filter((line) => line.includes('error TS'));

const aesthetics = sharedFolder('reference', 'aesthetics.md');

testWith(
  aesthetics,
  'the reference example',
  'the 115-line example compiles, within its budget',
  (path) => {
    const [, code = ''] = /### 6\.1[\s\S]*?```ts\n([\s\S]*?)```/.exec(readFileSync(path, 'utf8')) ?? [];
    const output = compile('example', code.replace("from 'ews'", "from '../../../src/index.js'"));
    expect(errorsIn(output)).toEqual([]);
    expect(Number(/Instantiations:\s+(\d+)/.exec(output)?.[1])).toBeLessThan(CEILING);
  },
  60_000,
);

test('a mistyped name is answered with the one that was meant', () => {
  const output = compile(
    'typo',
    "import type { Account } from '../../../src/index.js';\ndeclare const account: Account;\naccount.inbox.filter({ subject__contain: 'x' });\n",
  );
  expect(errorsIn(output).join()).toMatch(
    /'subject__contain' does not exist.*Did you mean to write 'subject__contains'\?/,
  );
}, 60_000);
