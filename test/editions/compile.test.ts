/**
 * Every edition's `generated/` compiles under the project's strict settings, with the codec that ships beside it. From the emitted
 * schemas, which round-trip.test.ts proves equal, so it runs with nothing else at hand.
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { say } from '../support/shared.js';
import { EDITIONS, generatedTexts, generateFromEmitted } from './support.js';

/** Within the project, so that @types are found. */
const SCRATCH = join('node_modules', '.cache', 'ewskit', 'test-editions');
const SETTINGS = {
  extends: '../../../../../tsconfig.json',
  compilerOptions: { rootDir: '.' },
  include: ['src', 'generated'],
};

async function tsc(folder: string): Promise<string> {
  try {
    await promisify(execFile)(join('node_modules', '.bin', 'tsc'), ['-p', folder, '--noEmit'], { maxBuffer: 2 ** 26 });
    return '';
  } catch (error) {
    return (error as { stdout?: string }).stdout || String(error);
  }
}

async function prepare(edition: string): Promise<string> {
  const folder = join(SCRATCH, edition);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'src'), { recursive: true });
  for (const name of ['codec', 'xml', 'errors', 'errors.ts'])
    cpSync(join('src', name), join(folder, 'src', name), { recursive: true });
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(SETTINGS));
  await generateFromEmitted(edition, folder);
  return folder;
}

describe('strict TypeScript', () => {
  for (const edition of EDITIONS) {
    test(edition, async () => {
      const folder = await prepare(edition);
      const files = Object.keys(generatedTexts(folder)).length;
      expect((await tsc(folder)).split('\n').slice(0, 10).join('\n')).toBe('');
      say(`${edition}: ${files} files compile`);
    }, 120_000);
  }

  test('a wrong type is noticed', async () => {
    const folder = join(SCRATCH, EDITIONS[4]);
    writeFileSync(join(folder, 'generated', 'wrong.ts'), "export const wrong: number = '1';\n");
    expect(await tsc(folder)).toContain('wrong.ts');
    rmSync(join(folder, 'generated', 'wrong.ts'));
  }, 120_000);
});
