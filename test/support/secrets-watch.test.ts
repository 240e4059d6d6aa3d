/** The watch over secrets sees what it is there for. */
import { expect, test } from '@jest/globals';
import { createTransport } from '../../src/auth/create-transport.js';
import { basic } from '../../src/auth/credentials.js';
import { TransportError } from '../../src/errors.js';
import { httpServer } from '../http/servers.js';
import { secret, written } from './secrets.js';
import { leaks } from './secrets-watch.js';

test('a secret in the cause of an error is found', () => {
  const password = secret('Tr0mpet-8150');
  new TransportError('ERR_NETWORK', 'The line is dead.', { cause: new Error('refused', { cause: { password } }) });
  expect(leaks()).toEqual([expect.stringMatching(/^Tr0mpet-8150 in: TransportError: The line is dead/)]);
});

test('a password is known from the request that it was sent with, and found in what is written', async () => {
  await using server = await httpServer((_, response) => response.end());
  const credentials = basic({ username: 'ann', password: 'Bass00n-8150' });
  await using transport = createTransport({ server: server.url, credentials });
  await transport.request({ method: 'GET', url: server.url, headers: {} });
  expect(leaks()).toEqual([]);
  written.push(`Authorization: ${server.requests[0]?.headers.authorization}`, 'password=Bass00n-8150');
  expect(leaks()).toHaveLength(2);
});

test('what is printed is heard', () => {
  process.stderr.write(`a test of the watch over secrets prints ${secret('Flugelhorn-8150')}\n`);
  expect(leaks()).toEqual([expect.stringMatching(/^Flugelhorn-8150 in: a test of the watch/)]);
});
