/** Whoever listens beyond this machine is told. */
import '../../support/judged-sandboxes.js';
import { expect, jest, test } from '@jest/globals';
import { isLoopback } from '../../../src/sandbox/server/warn-open.js';
import { Sandbox } from '../../../src/sandbox.js';

test.each([
  ['127.0.0.1', true],
  ['127.8.9.1', true],
  ['localhost', true],
  ['mail.localhost', true],
  ['::1', true],
  ['[::1]', true],
  ['::ffff:127.0.0.1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.168.1.5', false],
  ['127.0.0.1.example.test', false],
  ['mail.example.test', false],
])('%s is the loopback: %p', (host, wanted) => {
  expect(isLoopback(host)).toBe(wanted);
});

test('a sandbox on all addresses warns, one on the loopback does not', async () => {
  const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  try {
    await (await Sandbox.start()).close();
    expect(warn).not.toHaveBeenCalled();
    await (await Sandbox.start({ host: '0.0.0.0' })).close();
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('listens on 0.0.0.0'), {
      type: 'SecurityWarning',
      code: 'EWSKIT_OPEN_SANDBOX',
    });
  } finally {
    warn.mockRestore();
  }
});
