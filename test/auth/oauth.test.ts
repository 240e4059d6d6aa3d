/** msal() against an authority in Entra's shape: every flow, refresh, the store, and hybrid modern authentication. */
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createTransport } from '../../src/auth/create-transport.js';
import type { Credentials } from '../../src/auth/credentials.js';
import { modernAuth, readModernAuth } from '../../src/auth/modern-auth.js';
import { type MsalOptions, msal } from '../../src/auth/msal.js';
import { httpServer, rejection } from '../http/servers.js';
import { type Entra, PASSWORD, RESOURCE, startEntra } from './entra.js';

const REDIRECT = 'http://localhost/signed-in';
let entra: Entra;
beforeAll(async () => {
  entra = await startEntra();
});
afterAll(async () => entra[Symbol.asyncDispose]());

const settings = () => ({ authority: entra.authority, tls: { ca: entra.ca } });

/** An EWS server that takes tokens of the authority; `refuse` makes it refuse so many that it would have taken. */
async function ews(refuse = 0) {
  const tokens: string[] = [];
  let left = refuse;
  const server = await httpServer(async (request, response) => {
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
    try {
      const claims = await entra.judge(token);
      if (left-- > 0) throw new Error('refused');
      tokens.push(token);
      response.end(JSON.stringify(claims));
    } catch {
      response.writeHead(401, { 'www-authenticate': 'Bearer error="invalid_token"' }).end();
    }
  });
  return Object.assign(server, { tokens });
}

async function ask(url: URL, credentials: Credentials): Promise<Record<string, unknown>> {
  await using transport = createTransport({ server: url, credentials });
  const { body } = await transport.request({ method: 'POST', url, body: Buffer.from('x') });
  return JSON.parse(Buffer.from(body).toString('utf8'));
}

const signingIn = (options: Partial<MsalOptions> = {}) => {
  const signIn = jest.fn((url: string) => entra.browse(url, REDIRECT));
  const authorizationCode = { redirectUri: REDIRECT, signIn };
  return { signIn, who: msal({ clientId: 'desktop', ...settings(), authorizationCode, ...options } as MsalOptions) };
};

describe('programs', () => {
  test('client secret', async () => {
    await using server = await ews();
    const who = msal({ clientId: 'daemon', clientSecret: 's3cret', ...settings() });
    expect(await ask(server.url, who)).toMatchObject({ sub: 'daemon', aud: RESOURCE, scope: `${RESOURCE}/.default` });
    const before = entra.grants.length;
    await ask(server.url, who);
    expect(entra.grants).toHaveLength(before);
  });

  test('client certificate', async () => {
    await using server = await ews();
    const who = msal({ clientId: 'robot', clientCertificate: entra.robot, ...settings() });
    expect(await ask(server.url, who)).toMatchObject({ sub: 'robot', aud: RESOURCE });
  });

  test('a refused token is fetched anew, past the cache', async () => {
    await using server = await ews(1);
    await ask(server.url, msal({ clientId: 'daemon', clientSecret: 's3cret', ...settings() }));
    expect(server.requests).toHaveLength(2);
    const [first, second] = server.requests.map(({ headers }) => headers.authorization);
    expect(first).not.toBe(second);
  });

  test('a wrong secret is ERR_CREDENTIALS with what the authority said, and shows neither secret nor token', async () => {
    const who = msal({ clientId: 'daemon', clientSecret: 'hunter2', ...settings() });
    const error = await rejection(ask(new URL('http://127.0.0.1:9/'), who));
    expect(error).toMatchObject({ code: 'ERR_CREDENTIALS', remedy: expect.stringContaining('clientId') });
    expect(error.message).toContain('invalid_client');
    expect(inspect([error, who], { depth: 20, showHidden: true })).not.toMatch(/hunter2/);
  });

  test('an authority that cannot be reached is ERR_CREDENTIALS and says where it was looked for', async () => {
    const authority = 'https://localhost:9/tenant';
    const who = msal({ clientId: 'daemon', clientSecret: 'x', authority, tls: {} });
    const error = await rejection(ask(new URL('http://127.0.0.1:9/'), who));
    expect(error).toMatchObject({ code: 'ERR_CREDENTIALS', server: 'localhost:9' });
  });
});

describe('people', () => {
  test('authorization code, with PKCE', async () => {
    await using server = await ews();
    const { signIn, who } = signingIn();
    expect(await ask(server.url, who)).toMatchObject({
      sub: 'alice@example.test',
      scope: expect.stringContaining('EWS.AccessAsUser.All'),
    });
    expect(new URL(signIn.mock.calls[0]?.[0] as string).searchParams.get('code_challenge_method')).toBe('S256');
  });

  test('authorization code: the answer to another sign-in is not accepted', async () => {
    const signIn = async (url: string) => {
      const answer = new URL(await entra.browse(url, REDIRECT));
      answer.searchParams.set('state', 'other');
      return answer.href;
    };
    const who = msal({ clientId: 'desktop', ...settings(), authorizationCode: { redirectUri: REDIRECT, signIn } });
    const error = await rejection(ask(new URL('http://127.0.0.1:9/'), who));
    expect(error).toMatchObject({ code: 'ERR_CREDENTIALS', remedy: expect.stringContaining('state') });
  });

  test('authorization code: the reason of the authority is passed on', async () => {
    const signIn = async () => `${REDIRECT}?error=access_denied&error_description=no%20consent`;
    const who = msal({ clientId: 'desktop', ...settings(), authorizationCode: { redirectUri: REDIRECT, signIn } });
    expect((await rejection(ask(new URL('http://127.0.0.1:9/'), who))).message).toContain('no consent');
  });

  test('name and password, by an account that is a program', async () => {
    await using server = await ews();
    const usernamePassword = { username: 'alice@example.test', password: PASSWORD };
    const who = msal({ clientId: 'desktop', ...settings(), usernamePassword });
    expect(await ask(server.url, who)).toMatchObject({ sub: 'alice@example.test', aud: RESOURCE });
    const before = entra.grants.length;
    await ask(server.url, who);
    expect(entra.grants).toHaveLength(before);
  });

  test('a wrong password is ERR_CREDENTIALS with what the authority said, and is not shown', async () => {
    const usernamePassword = { username: 'alice@example.test', password: 'hunter2' };
    const who = msal({ clientId: 'desktop', ...settings(), usernamePassword });
    const error = await rejection(ask(new URL('http://127.0.0.1:9/'), who));
    expect(error).toMatchObject({
      code: 'ERR_CREDENTIALS',
      message: expect.stringContaining('wrong name or password'),
    });
    expect(inspect([error, who], { depth: 20, showHidden: true })).not.toMatch(/hunter2/);
  });

  test('device code', async () => {
    await using server = await ews();
    const shown: string[] = [];
    const who = msal({
      clientId: 'desktop',
      ...settings(),
      deviceCode: ({ userCode, verificationUri, message }) => {
        shown.push(userCode, message);
        void entra.browse(`${verificationUri}?user_code=${userCode}`);
      },
    });
    expect(await ask(server.url, who)).toMatchObject({ sub: 'alice@example.test' });
    expect(shown[0]).toMatch(/\w{4}/);
  });

  test('interactive: the answer comes to a port of our own', async () => {
    await using server = await ews();
    const openBrowser = jest.fn(async (url: string) => void (await entra.browse(url)));
    const who = msal({ clientId: 'desktop', ...settings(), interactive: { openBrowser } });
    expect(await ask(server.url, who)).toMatchObject({ sub: 'alice@example.test' });
    expect(openBrowser).toHaveBeenCalledTimes(1);
  });

  test('many requests at once ask the person once', async () => {
    await using server = await ews();
    const { signIn, who } = signingIn();
    await Promise.all(Array.from({ length: 5 }, () => ask(server.url, who)));
    expect(signIn).toHaveBeenCalledTimes(1);
  });

  test('a refused token is replaced by the refresh token, without the person', async () => {
    await using server = await ews(1);
    const { signIn, who } = signingIn();
    const before = entra.grants.length;
    await ask(server.url, who);
    expect(entra.grants.slice(before)).toEqual(['authorization_code', 'refresh_token']);
    expect(signIn).toHaveBeenCalledTimes(1);
  });
});

describe('the store', () => {
  function memory() {
    const kept: { text: string | undefined } = { text: undefined };
    return Object.assign(kept, {
      load: jest.fn(() => kept.text),
      save: jest.fn(async (text: string) => {
        kept.text = text;
      }),
    });
  }

  test('the next run of the program needs no person', async () => {
    await using server = await ews(1);
    const store = memory();
    await using plain = await ews();
    await ask(plain.url, signingIn({ store }).who);
    const { signIn, who } = signingIn({ store, username: 'Alice@example.test' });
    expect(await ask(server.url, who)).toMatchObject({ sub: 'alice@example.test' });
    expect(signIn).not.toHaveBeenCalled();
    expect(entra.grants.at(-1)).toBe('refresh_token');
  });

  test('a refresh token that has ended: the person is asked again', async () => {
    const store = memory();
    await using first = await ews();
    await ask(first.url, signingIn({ store }).who);
    const cache = JSON.parse(store.text as string);
    for (const token of Object.values(cache.RefreshToken) as { secret: string }[]) token.secret = 'ended';
    store.text = JSON.stringify(cache);
    await using server = await ews(1);
    const { signIn, who } = signingIn({ store });
    expect(await ask(server.url, who)).toMatchObject({ sub: 'alice@example.test' });
    expect(signIn).toHaveBeenCalledTimes(1);
  });

  test('an account that is not in it is not taken for another', async () => {
    const store = memory();
    await using server = await ews();
    await ask(server.url, signingIn({ store }).who);
    const { signIn, who } = signingIn({ store, username: 'bob@example.test' });
    await ask(server.url, who);
    expect(signIn).toHaveBeenCalledTimes(1);
  });
});

test.each([
  [{ clientId: '', clientSecret: 'x', tenant: 't' }, /clientId/],
  [{ clientId: 'a', tenant: 't' }, /one flow.*none/],
  [
    { clientId: 'a', tenant: 't', clientSecret: 'x', deviceCode: () => undefined },
    /one flow.*clientSecret and deviceCode/,
  ],
  [{ clientId: 'a', clientSecret: 'x' }, /tenant/],
  [{ clientId: 'a', clientSecret: 'x', authority: 'http://login.example.test' }, /https/],
])('settings that cannot work are refused at once: %#', (options, why) => {
  expect(() => msal(options as unknown as MsalOptions)).toThrow(expect.objectContaining({ code: 'ERR_CREDENTIALS' }));
  expect(() => msal(options as unknown as MsalOptions)).toThrow(why);
});

describe('hybrid modern authentication', () => {
  const tenant = '99999999-2222-4333-8444-555555555555';
  const challenge = (uri: string, issuers = `00000001-0000-0000-c000-000000000000@${tenant}`) =>
    `Bearer client_id="00000002-0000-0ff1-ce00-000000000000", trusted_issuers="${issuers}", ` +
    `token_types="app_asserted_user_v1 service_asserted_app_v1", authorization_uri="${uri}", error="invalid_token"`;
  const server = new URL('https://mail.example.test/EWS/Exchange.asmx');
  const COMMON = 'https://login.windows.net/common/oauth2/authorize';

  test('the challenge names authority, tenant and resource', () => {
    expect(readModernAuth(['Negotiate', 'NTLM', challenge(COMMON)], server)).toEqual({
      authority: `https://login.windows.net/${tenant}`,
      resource: 'https://mail.example.test',
      authorizationUri: COMMON,
      clientId: '00000002-0000-0ff1-ce00-000000000000',
      trustedIssuers: [`00000001-0000-0000-c000-000000000000@${tenant}`],
    });
  });

  test.each([
    ['several tenants leave `common`', challenge(COMMON, 'a@one,b@two'), 'https://login.windows.net/common'],
    [
      'a tenant in the path stays',
      challenge('https://login.microsoftonline.com/contoso.test/oauth2/v2.0/authorize'),
      'https://login.microsoftonline.com/contoso.test',
    ],
  ])('%s', (_, field, authority) => {
    expect(readModernAuth([field], server)?.authority).toBe(authority);
  });

  test('an authority that is not known is not believed, unless it is named', () => {
    const field = challenge('https://adfs.example.test/adfs/oauth2/authorize');
    expect(() => readModernAuth([field], server)).toThrow(
      expect.objectContaining({ code: 'ERR_CREDENTIALS', remedy: expect.stringContaining('trust') }),
    );
    expect(readModernAuth([field], server, ['adfs.example.test'])?.authority).toBe('https://adfs.example.test/adfs');
    expect(() => readModernAuth([challenge('http://login.windows.net/common/oauth2/authorize')], server)).toThrow();
    expect(() =>
      readModernAuth([challenge('https://login.windows.net.evil.test/common/oauth2/authorize')], server),
    ).toThrow();
  });

  test('a server without it: undefined', () => {
    expect(readModernAuth(['Negotiate', 'NTLM', 'Bearer'], server)).toBeUndefined();
  });

  test('is asked of the server with an empty token, and leads to a token for that server', async () => {
    await using web = await httpServer((request, response) => {
      const asked = request.headers.authorization === 'Bearer' || request.headers.authorization === 'Bearer ';
      const offer = asked ? [challenge(`${entra.authority}/oauth2/authorize`)] : ['NTLM'];
      response.writeHead(401, { 'www-authenticate': offer }).end();
    });
    const facts = await modernAuth(web.url, { trust: ['localhost'] });
    expect(facts).toMatchObject({ authority: entra.authority, resource: web.url.origin });
    const who = msal({
      clientId: 'desktop',
      ...settings(),
      authority: facts?.authority,
      resource: 'https://mail.example.test/',
      authorizationCode: { redirectUri: REDIRECT, signIn: (url) => entra.browse(url, REDIRECT) },
    });
    await using server = await ews();
    expect((await ask(server.url, who))['scope']).toContain('https://mail.example.test/EWS.AccessAsUser.All');
  });
});
