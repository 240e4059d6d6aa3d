/**
 * Errors are known by their names: in a bundle whose classes a minifier renamed, and across two copies of the package in one process,
 * which a program has when two of its dependencies bring one each.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { ConflictError } from '../../src/client/conflict-error.js';
import { ResponseError, ServerBusyError, SoapFaultError } from '../../src/client/response-errors.js';
import * as errors from '../../src/errors.js';

const { EwsError, TransportError, ValidationError, AbortError, TimeoutError } = errors;

const CLASSES = {
  ...Object.fromEntries(Object.entries(errors).filter(([name]) => name.endsWith('Error'))),
  ConflictError,
  ResponseError,
  ServerBusyError,
  SoapFaultError,
};

describe('in one copy', () => {
  test.each(Object.keys(CLASSES))('%s: the name of its errors does not hang on the name of the class', (name) => {
    const { prototype } = CLASSES[name as keyof typeof CLASSES] as { prototype: Error };
    expect(Object.getOwnPropertyDescriptor(prototype, 'name')?.value).toBe(name);
  });

  test('the stack begins with the name', () => {
    const error = new TransportError('ERR_NETWORK', 'It rains.');
    expect(error.stack).toMatch(/^TransportError: It rains\./);
    expect(String(error)).toBe('TransportError: It rains.');
  });

  test('an error is of its class and of those above, and of no other', () => {
    const silent = new TimeoutError('ERR_TIMEOUT', 'It is silent.');
    const above = [TimeoutError, TransportError, EwsError, Error];
    expect(above.map((each) => silent instanceof each)).toEqual([true, true, true, true]);
    expect([AbortError, ValidationError, ResponseError].map((each) => silent instanceof (each as never))).toEqual([
      false,
      false,
      false,
    ]);
    const plain = new TransportError('ERR_NETWORK', 'It rains.');
    expect(plain instanceof TimeoutError).toBe(false);
  });

  test.each([undefined, null, 0, 'EwsError', {}, new Error('x'), { name: 'EwsError', code: 'ERR_NETWORK' }])(
    '%p is none of them',
    (value) => {
      expect((value as unknown) instanceof EwsError).toBe(false);
    },
  );
});

describe("a class of the user's own", () => {
  class QuotaError extends EwsError<'ERR_QUOTA'> {
    constructor() {
      super('ERR_QUOTA', 'Full.');
    }
  }
  class StrictQuotaError extends QuotaError {}

  test('has its own name, and is one of ours', () => {
    const error = new StrictQuotaError();
    expect(error.name).toBe('StrictQuotaError');
    expect([StrictQuotaError, QuotaError, EwsError].map((each) => error instanceof each)).toEqual([true, true, true]);
  });

  test('has no instances but its own', () => {
    expect(new TransportError('ERR_NETWORK', 'It rains.') instanceof QuotaError).toBe(false);
    expect(new QuotaError() instanceof StrictQuotaError).toBe(false);
    expect(new QuotaError() instanceof TransportError).toBe(false);
  });
});

describe('two copies in one process, one of them minified', () => {
  const SCRIPT = `
    const [one, two] = await Promise.all(process.argv.slice(1).map((path) => import(path)));
    const made = (copy) => [
      new copy.TimeoutError('ERR_TIMEOUT', 'x'), new copy.AbortError('x'), new copy.BulkError('x', []),
      new copy.ServerBusyError('x', 0, { responseCode: 'ErrorServerBusy' }), new copy.ConflictError('x', { theirs: {}, mine: {} }),
    ];
    let thrown;
    try { two.faultTolerance({ maxWaitMs: -1 }); } catch (error) { thrown = error; }
    class Own extends two.EwsError {}
    const own = new Own('ERR_OWN', 'x');
    const classes = ['EwsError', 'TransportError', 'TimeoutError', 'AbortError', 'BulkError', 'ResponseError', 'ServerBusyError', 'ConflictError'];
    const kinds = (copy, error) => classes.filter((name) => error instanceof copy[name]);
    console.log(JSON.stringify({
      same: one.EwsError === two.EwsError,
      names: [...made(two), thrown].map(({ name }) => name), thrown: thrown instanceof one.ValidationError,
      kindsOfTwoInOne: made(two).map((error) => kinds(one, error)), kindsOfOneInTwo: made(one).map((error) => kinds(two, error)),
      own: [kinds(one, own), own instanceof Own, made(one)[0] instanceof Own], code: one.hasCode(made(two)[3], 'ErrorServerBusy'),
    }));`;

  test('each knows the errors of the other, by class and by name', async () => {
    const folder = await mkdtemp(resolve('node_modules', '.errors-'));
    try {
      const paths = ['plain', 'minified'].map((name) => join(folder, `${name}.mjs`));
      for (const outfile of paths) {
        await build({
          stdin: {
            contents: `export * from './src/errors.js'; export * from './src/client/response-errors.js';
              export * from './src/client/conflict-error.js'; export { faultTolerance } from './src/client/retry-policy.js';`,
            resolveDir: process.cwd(),
          },
          outfile,
          bundle: true,
          format: 'esm',
          platform: 'node',
          packages: 'external',
          minify: outfile.includes('minified'),
        });
      }
      expect(await readFile(paths[1]!, 'utf8')).not.toContain('class TransportError');
      const run = promisify(execFile);
      const { stdout } = await run(process.execPath, ['--input-type=module', '-e', SCRIPT, ...paths]);
      const kinds = [
        ['EwsError', 'TransportError', 'TimeoutError'],
        ['EwsError', 'AbortError'],
        ['EwsError', 'BulkError'],
        ['EwsError', 'ResponseError', 'ServerBusyError'],
        ['EwsError', 'ResponseError', 'ConflictError'],
      ];
      expect(JSON.parse(stdout)).toEqual({
        same: false,
        names: ['TimeoutError', 'AbortError', 'BulkError', 'ServerBusyError', 'ConflictError', 'ValidationError'],
        thrown: true,
        kindsOfTwoInOne: kinds,
        kindsOfOneInTwo: kinds,
        own: [['EwsError'], true, false],
        code: true,
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
