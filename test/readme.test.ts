/**
 * Every ```ts or ```js example of README.md, and every program of examples/, runs as a module of its own against a sandbox that this test
 * starts: what a newcomer copies works. The environment variables are those that the README tells the reader to set.
 */
import './support/judged-sandboxes.js';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readmeBlocks } from '../scripts/readme-blocks.mjs';
import { Sandbox } from '../src/sandbox.js';

const blocks = readmeBlocks();
let folder: string;
let sandbox: Sandbox;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ewskit-readme-'));
  sandbox = await Sandbox.start();
  const { username, password } = sandbox.credentialsFor('alice@example.test');
  Object.assign(process.env, { EWS_ENDPOINT: sandbox.endpoint, EWS_EMAIL: username, EWS_PASSWORD: password });
});

afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

/** What it prints is kept from the report of the tests. */
async function run(file: string): Promise<void> {
  const print = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    await import(file);
  } finally {
    print.mockRestore();
  }
}

describe('README.md', () => {
  test('has examples', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(3);
  });

  test.each(blocks)('the example at line $line runs', async ({ line, code }) => {
    const file = join(folder, `line-${line}.ts`);
    await writeFile(file, code);
    await run(file);
  });
});

// The tour needs more mailboxes: tour.test.ts.
describe('examples/', () => {
  test.each(readdirSync('examples').filter((name) => name.endsWith('.ts') && name !== 'tour.ts'))('%s runs', (name) =>
    run(resolve('examples', name)),
  );
});
