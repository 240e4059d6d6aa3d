/** The class that users hold: one in both entries, its options checked, closed as it was started. */
import '../support/judged-sandboxes.js';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import * as root from '../../src/index.js';
import { checkSandboxOptions } from '../../src/sandbox/server/check-sandbox-options.js';
import { Sandbox, type SandboxOptions } from '../../src/sandbox.js';

test('both entries export one class', async () => {
  expect(root.Sandbox).toBe(Sandbox);
  const sandbox: root.Sandbox = await root.Sandbox.start();
  expect(sandbox).toBeInstanceOf(Sandbox);
  await sandbox.close();
});

test('close and the end of a block are the same; closed twice is closed', async () => {
  let endpoint: string;
  {
    await using sandbox = await Sandbox.start();
    endpoint = sandbox.endpoint;
    expect((await fetch(endpoint)).status).toBe(401);
    await sandbox.close();
  }
  await expect(fetch(endpoint)).rejects.toThrow();
});

test('printed, it says where it is and whose, and no password', async () => {
  await using sandbox = await Sandbox.start({ mailboxes: { 'a@example.test': { password: 'hunter2' } } });
  expect(inspect(sandbox)).toBe(`Sandbox(${sandbox.endpoint}, a@example.test)`);
  expect(inspect({ nested: [sandbox] }, { depth: 9, showHidden: true })).not.toContain('hunter2');
});

describe('options', () => {
  const refusal = (options: unknown) =>
    Sandbox.start(options as SandboxOptions).then(
      () => undefined,
      (error: root.ValidationError) => error,
    );

  test.each<[string, unknown, string, string]>([
    ['an unknown key', { severVersion: 'ExchangeSE' }, 'severVersion', "did you mean 'serverVersion'?"],
    ['an unknown key within', { faults: { rate: 1, kind: [] } }, 'faults.kind', "did you mean 'kinds'?"],
    ['a mistyped name', { auth: ['basc'] }, 'auth[0]', "did you mean 'basic'?"],
    ['a wrong type', { port: '8080' }, 'port', 'expected a whole number from 0 to 65535, got "8080"'],
    ['a number out of its range', { faults: { rate: 2 } }, 'faults.rate', 'expected a number from 0 to 1, got 2'],
    ['null', { mailboxes: null }, 'mailboxes', 'expected an object, got null'],
    ['no valid Date', { now: new Date('x') }, 'now', 'expected a valid Date, got an invalid Date'],
    ['either of two', { bearer: { audience: [1] } }, 'bearer.audience', 'expected a string or an array of strings'],
  ])('%s is named by its path', async (_, options, path, message) => {
    const error = await refusal(options);
    expect(error).toBeInstanceOf(root.ValidationError);
    expect(error?.violations).toEqual([{ path, message: expect.stringContaining(message) }]);
  });

  test('everything wrong is told at once, and no value that may be a password', async () => {
    const error = await refusal({
      mailboxes: { 'a@example.test': 'hunter2', 'b@example.test': { pasword: 'x' } },
      tls: 1,
    });
    expect(error?.violations.map(({ path }) => path)).toEqual([
      "mailboxes['a@example.test']",
      "mailboxes['b@example.test'].pasword",
      'tls',
    ]);
    expect(error?.message).not.toContain('hunter2');
  });

  test('what is no object is named as a whole', () => {
    expect(() => checkSandboxOptions('basic' as unknown as object)).toThrow(
      /options: expected an object of options, got "basic"/,
    );
  });

  test('nothing is started with options that are wrong', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-options-'));
    const data = join(folder, 'data.sqlite');
    expect(await refusal({ data, prot: 1 })).toBeDefined();
    expect(existsSync(data)).toBe(false);
    rmSync(folder, { recursive: true });
  });

  test('what is left undefined is left out', async () => {
    await using sandbox = await Sandbox.start({ faults: undefined, now: undefined } as unknown as SandboxOptions);
    expect(sandbox.users).toHaveLength(3);
  });

  test('faults that are set later are checked too', async () => {
    await using sandbox = await Sandbox.start();
    expect(() => {
      sandbox.faults = { rate: 7 };
    }).toThrow(/rate: expected a number from 0 to 1/);
    expect(sandbox.faults).toBeUndefined();
  });
});
