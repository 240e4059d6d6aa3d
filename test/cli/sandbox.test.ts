/** src/cli/sandbox.ts: flags to options, the JSON line, and the way it stops. */
import '../support/judged-sandboxes.js';
import { expect, test } from '@jest/globals';
import { parseUser, runSandbox, sandboxOptions } from '../../src/cli/sandbox.js';
import { capture } from './capture.js';

const FLAGS = { host: '127.0.0.1', port: '0', user: [], serverVersion: 'ExchangeSE' };

test('sandbox: a password may hold colons', () => {
  expect(parseUser('alice@example.test:a:b')).toEqual(['alice@example.test', { password: 'a:b' }]);
});

test('sandbox: without --user the server has its own three', () => {
  expect(sandboxOptions(FLAGS)).not.toHaveProperty('mailboxes');
});

test('sandbox: one JSON line when it listens, exit code 0 when told to stop', async () => {
  const context = capture();
  const running = runSandbox(FLAGS, context);
  const failed = running.then((code) => Promise.reject(new Error(`stopped with ${code}`)));
  await Promise.race([context.firstOutput, failed]);
  const line: Record<string, unknown> = JSON.parse(context.out());
  expect(Object.keys(line)).toEqual(['ews', 'autodiscover', 'ca', 'users']);
  expect(line['ews']).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/EWS\/Exchange\.asmx$/i);
  expect(line['ca']).toBeNull();
  context.stop();
  expect(await running).toBe(0);
  await expect(fetch(line['ews'] as string)).rejects.toThrow();
});
