/** src/cli/sandbox.ts: the flags for logins, faults, throttling and time. */
import { expect, test } from '@jest/globals';
import { parseFaults, sandboxOptions } from '../../src/cli/sandbox.js';

const FLAGS = { host: '127.0.0.1', port: '0', user: [], serverVersion: 'ExchangeSE' };

test('what is not said is left to the sandbox', () => {
  expect(Object.keys(sandboxOptions(FLAGS))).toEqual(['host', 'port', 'tls', 'serverVersion']);
});

test('schemes, faults, throttling, time', () => {
  const options = sandboxOptions({
    ...FLAGS,
    auth: 'basic, ntlm,bearer',
    jwks: 'keys.json',
    channelBinding: 'require',
    faults: '0.05:busy,reset',
    faultSeed: '7',
    maxConnections: '4',
    requestsPerMinute: '100',
    now: '2025-03-03T08:00Z',
    exact: true,
  });
  expect(options).toMatchObject({
    auth: ['basic', 'ntlm', 'bearer'],
    bearer: { jwks: 'keys.json' },
    channelBinding: 'require',
    faults: { rate: 0.05, kinds: ['busy', 'reset'], seed: 7 },
    throttling: { connections: 4, requestsPerMinute: 100 },
    now: new Date('2025-03-03T08:00:00Z'),
    exact: true,
  });
});

test('what makes no sense is said by the name of its flag', () => {
  expect(() => sandboxOptions({ ...FLAGS, auth: 'kerberos' })).toThrow('--auth takes basic, ntlm, bearer, certificate');
  expect(() => sandboxOptions({ ...FLAGS, auth: 'certificate' })).toThrow('needs --tls');
  expect(() => parseFaults('5')).toThrow('--faults takes a share from 0 to 1');
  expect(() => parseFaults('0.1:fire')).toThrow('--faults takes busy');
  expect(() => sandboxOptions({ ...FLAGS, now: 'noon' })).toThrow('--now takes a time');
  expect(() => sandboxOptions({ ...FLAGS, maxConnections: '0' })).toThrow('--max-connections takes');
});
