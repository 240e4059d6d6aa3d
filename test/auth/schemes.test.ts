/** Basic, OAuth and the choice by offer, against servers on real sockets; and that no secret shows. */
import { inspect } from 'node:util';
import { describe, expect, jest, test } from '@jest/globals';
import { createTransport } from '../../src/auth/create-transport.js';
import { basic, type Credentials, credentials, digest, oauth } from '../../src/auth/credentials.js';
import { AuthenticationError } from '../../src/errors.js';
import { httpServer, rejection, sleep } from '../http/servers.js';

const alice = { username: 'EXAMPLE\\alice', password: 'pässwörd!' };
const ALICE = `Basic ${Buffer.from('EXAMPLE\\alice:pässwörd!').toString('base64')}`;

/** Accepts one Authorization value; else 401 with this offer. */
const server = (accepts: string | (() => string), offer: string[] = ['Negotiate', 'NTLM', 'Basic realm="x"']) =>
  httpServer((request, response) => {
    const known = request.headers.authorization === (typeof accepts === 'string' ? accepts : accepts());
    if (known) response.end('welcome');
    else response.writeHead(401, { 'www-authenticate': offer, 'request-id': 'abc-123' }).end('<html>401</html>');
  });

async function status(url: URL, who: Credentials) {
  await using transport = createTransport({ server: url, credentials: who });
  return (await transport.request({ method: 'POST', url, body: Buffer.from('body') })).status;
}

describe('basic', () => {
  test('goes out with the first request, in UTF-8', async () => {
    await using web = await server(ALICE);
    expect(await status(web.url, basic(alice))).toBe(200);
    expect(web.requests).toHaveLength(1);
  });

  test('a wrong password is ERR_UNAUTHORIZED: it names the offer, the form of the user name, and what to try', async () => {
    await using web = await server('nobody');
    const error = await rejection(status(web.url, basic(alice)));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({
      code: 'ERR_UNAUTHORIZED',
      offered: ['Negotiate', 'NTLM', 'Basic'],
      requestId: 'abc-123',
    });
    expect(error.message).toContain('DOMAIN\\user');
    expect(error['remedy']).toContain('user@domain');
    expect(web.requests).toHaveLength(1);
  });

  test('over plain http to another machine it is refused before anything is sent', () => {
    const open = (allowInsecure?: boolean) =>
      createTransport({ server: 'http://mail.example.com', credentials: basic(alice), allowInsecure });
    expect(() => open()).toThrow(
      expect.objectContaining({ code: 'ERR_INSECURE', remedy: expect.stringContaining('https') }),
    );
    expect(() => open(true)).not.toThrow();
  });

  test.each(['', undefined])('a user name of %p is refused at once', (username) => {
    expect(() => basic({ username: username as string, password: 'x' })).toThrow(
      expect.objectContaining({ code: 'ERR_CREDENTIALS' }),
    );
  });

  test('a server URL with credentials in it is refused without repeating them', () => {
    expect(() => createTransport({ server: 'https://alice:hunter2@mail.example.com/' })).toThrow(/credentials/);
    expect(() => createTransport({ server: 'https://alice:hunter2@mail.example.com/' })).not.toThrow(/hunter2/);
  });
});

describe('credentials', () => {
  test('ask for the offer with an empty body first, once for all lanes', async () => {
    await using web = await server(ALICE, ['Basic realm="x"']);
    await using transport = createTransport({ server: web.url, credentials: credentials(alice) });
    const send = () => transport.request({ method: 'POST', url: web.url, body: Buffer.from('secret content') });
    await Promise.all(Array.from({ length: 8 }, send));
    expect(web.requests.map(({ body }) => body)).toEqual(['', ...Array(8).fill('secret content')]);
  });

  test('without any scheme in common it is ERR_NO_COMMON_SCHEME, and no password was sent', async () => {
    await using web = await server(ALICE, ['Bearer realm="x"']);
    const error = await rejection(status(web.url, credentials(alice)));
    expect(error).toMatchObject({ code: 'ERR_NO_COMMON_SCHEME', offered: ['Bearer'] });
    expect(error['remedy']).toContain('oauth({ getToken })');
    expect(web.requests.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });

  test.each([
    [['Negotiate', 'NTLM'], /kerberos\(\), or credentials\(/],
    [['Hawk'], /Enable NTLM/],
  ])('a server that offers %p gets the credentials named that fit', async (offer, remedy) => {
    await using web = await server(ALICE, offer);
    const error = await rejection(status(web.url, digest(alice)));
    expect(error).toMatchObject({ code: 'ERR_NO_COMMON_SCHEME', remedy: expect.stringMatching(remedy) });
  });

  test('a server that does not ask is not told', async () => {
    await using web = await httpServer((_, response) => response.end());
    expect(await status(web.url, credentials(alice))).toBe(200);
    expect(web.requests.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });

  test('a server that asks only for some requests is answered then', async () => {
    await using web = await httpServer((request, response, body) => {
      if (body === '' || request.headers.authorization === ALICE) response.end('ok');
      else response.writeHead(401, { 'www-authenticate': 'Basic' }).end();
    });
    expect(await status(web.url, credentials(alice))).toBe(200);
  });

  test('a server that takes the question for a bad request (400), and offers its schemes, is answered', async () => {
    await using web = await httpServer((request, response, body) => {
      if (request.headers.authorization === ALICE) response.end('ok');
      else response.writeHead(body === '' ? 400 : 401, { 'www-authenticate': 'Basic realm="x"' }).end('Bad Request');
    });
    expect(await status(web.url, credentials(alice))).toBe(200);
    expect(web.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, ALICE]);
  });

  test('a server that takes the question for a bad request, and offers nothing, wants no login', async () => {
    await using web = await httpServer((_, response, body) => {
      response.writeHead(body === '' ? 400 : 200).end('ok');
    });
    expect(await status(web.url, credentials(alice))).toBe(200);
    expect(web.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
  });

  test('without credentials a 401 says so', async () => {
    await using web = await server(ALICE);
    await using transport = createTransport({ server: web.url });
    const error = await rejection(transport.request({ method: 'GET', url: web.url }));
    expect(error).toMatchObject({ code: 'ERR_UNAUTHORIZED', remedy: expect.stringContaining('credentials') });
  });
});

describe('oauth', () => {
  test('the token is fetched once, however many requests wait for it', async () => {
    await using web = await server('Bearer good');
    const getToken = jest.fn(async () => {
      await sleep(20);
      return 'good';
    });
    await using transport = createTransport({ server: web.url, credentials: oauth({ getToken }) });
    await Promise.all(Array.from({ length: 10 }, () => transport.request({ method: 'POST', url: web.url })));
    expect(getToken).toHaveBeenCalledTimes(1);
  });

  test('a refused token is refreshed, once, and the request is sent again', async () => {
    await using web = await server('Bearer new', ['Bearer error="invalid_token"']);
    const getToken = jest.fn(async ({ forceRefresh }: { forceRefresh: boolean }) => (forceRefresh ? 'new' : 'old'));
    await using transport = createTransport({ server: web.url, credentials: oauth({ getToken }) });
    await Promise.all(
      Array.from({ length: 6 }, () => transport.request({ method: 'POST', url: web.url, body: Buffer.from('b') })),
    );
    expect(getToken).toHaveBeenCalledTimes(2);
  });

  test('a token that is refused after the refresh is ERR_UNAUTHORIZED with the reason of the server', async () => {
    await using web = await server('nothing', ['Bearer error="invalid_token", error_description="wrong audience"']);
    const error = await rejection(status(web.url, oauth({ getToken: () => 'still-bad' })));
    expect(error['code']).toBe('ERR_UNAUTHORIZED');
    expect(error.message).toContain('wrong audience');
    expect(error.message).not.toContain('still-bad');
  });

  test('a claims challenge is handed to getToken', async () => {
    const claims = '{"access_token":{"nbf":{"essential":true}}}';
    await using web = await server('Bearer new', [
      `Bearer error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`,
    ]);
    const getToken = jest.fn(({ forceRefresh }: { forceRefresh: boolean; claims?: string | undefined }) =>
      forceRefresh ? 'new' : 'old',
    );
    expect(await status(web.url, oauth({ getToken }))).toBe(200);
    expect(getToken).toHaveBeenLastCalledWith({ forceRefresh: true, claims });
  });

  test('what msal-node resolves with can be returned, and its expiry is kept', async () => {
    let current = 'one';
    await using web = await server(() => `Bearer ${current}`);
    const getToken = jest.fn(() => ({ accessToken: current, expiresOn: new Date(Date.now() + 1000) }));
    await using transport = createTransport({ server: web.url, credentials: oauth({ getToken }) });
    await transport.request({ method: 'POST', url: web.url });
    current = 'two';
    await transport.request({ method: 'POST', url: web.url });
    expect(getToken).toHaveBeenCalledTimes(2);
    expect(web.requests).toHaveLength(2);
  });

  test('a person who never signs in: the signal ends the waiting', async () => {
    await using web = await server('Bearer good');
    const who = oauth({ getToken: () => new Promise(() => undefined) });
    await using transport = createTransport({ server: web.url, credentials: who });
    const signal = AbortSignal.timeout(50);
    const error = await rejection(transport.request({ method: 'POST', url: web.url, signal }));
    expect(error).toMatchObject({ code: 'ERR_ABORTED', sent: false });
    expect(web.requests).toHaveLength(0);
  });

  test('nor for a new token, where the server has refused the first: then something was sent', async () => {
    await using web = await server('Bearer good');
    const controller = new AbortController();
    const getToken = ({ forceRefresh }: { forceRefresh: boolean }) => {
      if (!forceRefresh) return 'old';
      controller.abort();
      return new Promise<string>(() => undefined);
    };
    await using transport = createTransport({ server: web.url, credentials: oauth({ getToken }) });
    const { signal } = controller;
    const error = await rejection(transport.request({ method: 'POST', url: web.url, signal }));
    expect(error['code']).toBe('ERR_ABORTED');
    expect(error['sent']).not.toBe(false);
    expect(web.requests).toHaveLength(1);
  });

  test('getToken that fails or gives nothing is ERR_CREDENTIALS', async () => {
    const url = new URL('http://127.0.0.1:9/');
    const cause = new Error('no consent');
    expect(await rejection(status(url, oauth({ getToken: () => Promise.reject(cause) })))).toMatchObject({
      code: 'ERR_CREDENTIALS',
      cause,
    });
    expect(await rejection(status(url, oauth({ getToken: () => null })))).toMatchObject({ code: 'ERR_CREDENTIALS' });
  });
});

test('secrets do not show: in JSON, in console.log, in a spread, in errors', async () => {
  await using web = await server('nothing');
  const secret = /pässwörd|RVhBTVBMRV|s3cret/;
  for (const who of [basic(alice), credentials(alice), oauth({ getToken: () => 's3cret' })]) {
    const error = await rejection(status(web.url, who));
    const shown = [who, { ...who }, who.schemes, error].map(
      (value) => JSON.stringify(value) + inspect(value, { depth: 20, showHidden: true }),
    );
    expect(shown.join()).not.toMatch(secret);
  }
});
