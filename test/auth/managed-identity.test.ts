/** managedIdentity() against the identity service of Azure's App Service, which the environment names: nothing is sent anywhere else. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTransport } from '../../src/auth/create-transport.js';
import type { Credentials } from '../../src/auth/credentials.js';
import { managedIdentity } from '../../src/auth/managed-identity.js';
import { httpServer, rejection, type TestServer } from '../http/servers.js';

/** One for all: msal-node looks for the service once in a process. */
let service: TestServer;
let refusal: object | undefined;
beforeAll(async () => {
  let count = 0;
  service = await httpServer((_, response) => {
    const expires_on = String(Math.floor(Date.now() / 1000) + 3600);
    const token = { access_token: `token-${++count}`, expires_on, token_type: 'Bearer', resource: 'x' };
    response.writeHead(refusal ? 400 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(refusal ?? token));
  });
  process.env['IDENTITY_ENDPOINT'] = `${service.url.href}msi/token`;
  process.env['IDENTITY_HEADER'] = 'of this machine';
  process.env['HTTP_PROXY'] = 'http://192.0.2.1:1';
  process.env['NO_PROXY'] = 'localhost';
});
afterAll(async () => {
  for (const name of ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER', 'HTTP_PROXY', 'NO_PROXY']) delete process.env[name];
  await service[Symbol.asyncDispose]();
});

/** Two requests by one login; the logins that the server of the mailbox saw. */
async function ask(who: Credentials): Promise<(string | undefined)[]> {
  await using ews = await httpServer((_, response) => response.end());
  await using transport = createTransport({ server: ews.url, credentials: who, proxy: false });
  for (let n = 0; n < 2; n++) await transport.request({ method: 'POST', url: ews.url, body: Buffer.from('x') });
  return ews.requests.map(({ headers }) => headers.authorization);
}

test('the token of the machine itself, asked for once, past any proxy', async () => {
  const before = service.requests.length;
  const [first, second] = await ask(managedIdentity());
  expect(first).toMatch(/^Bearer token-\d+$/);
  expect(second).toBe(first);
  const [{ path = '', headers } = {}, ...more] = service.requests.slice(before);
  expect(more).toEqual([]);
  expect(headers?.['x-identity-header']).toBe('of this machine');
  expect(new URL(path, service.url).searchParams.get('resource')).toBe('https://outlook.office365.com');
});

test.each([
  [{ clientId: '11111111-2222-4333-8444-555555555555' }, 'client_id'],
  [{ objectId: '11111111-2222-4333-8444-555555555555' }, 'object_id'],
  [{ resourceId: '/subscriptions/a/b' }, 'mi_res_id'],
] as const)('an identity of its own (%j)', async (options, parameter) => {
  await ask(managedIdentity({ ...options, resource: 'https://mail.contoso.com/' }));
  const { searchParams } = new URL(service.requests.at(-1)?.path ?? '', service.url);
  expect(searchParams.get(parameter)).toBe(Object.values(options)[0]);
  expect(searchParams.get('resource')).toBe('https://mail.contoso.com');
});

test('two names are refused at once', () => {
  expect(() => managedIdentity({ clientId: 'a', objectId: 'b' })).toThrow(/clientId and objectId/);
});

test('a refusal is ERR_CREDENTIALS, and says whose', async () => {
  refusal = { error: 'invalid_request', error_description: 'no such identity', correlation_id: 'c' };
  // Another resource, for a token of the first is still good.
  const error = await rejection(ask(managedIdentity({ resource: 'https://other.contoso.com' })));
  expect(error).toMatchObject({ code: 'ERR_CREDENTIALS', message: expect.stringContaining('identity service') });
});
