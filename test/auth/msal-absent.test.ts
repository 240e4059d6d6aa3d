/** msal() where its package is not installed. */
import { expect, jest, test } from '@jest/globals';
import { rejection } from '../http/servers.js';

jest.unstable_mockModule('@azure/msal-node', () => {
  throw Object.assign(new Error("Cannot find package '@azure/msal-node'"), { code: 'ERR_MODULE_NOT_FOUND' });
});

test('the error has the command to install it', async () => {
  const { createTransport } = await import('../../src/auth/create-transport.js');
  const { msal } = await import('../../src/auth/msal.js');
  const who = msal({ clientId: 'x', tenant: 'example.test', clientSecret: 'x' });
  const url = new URL('http://127.0.0.1:9/');
  await using transport = createTransport({ server: url, credentials: who });
  expect(await rejection(transport.request({ method: 'POST', url }))).toMatchObject({
    code: 'ERR_CREDENTIALS',
    remedy: 'npm install @azure/msal-node',
  });
});
