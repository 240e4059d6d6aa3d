/** Logging in by everything but Basic: this package's client over real sockets, and what a strict server refuses. */
import '../../support/judged-sandboxes.js';
import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generate } from 'selfsigned';
import { ntlm } from '../../../src/auth/credentials.js';
import { Account, type ConnectOptions, credentials, oauth } from '../../../src/index.js';
import { Sandbox, type SandboxOptions } from '../../../src/sandbox.js';

const EMAIL = 'alice@example.test';
const USER = { username: EMAIL, password: 'secret' };

/** How many folders the inbox has: 0, when the login worked. */
async function visit(sandbox: Sandbox, options: Partial<ConnectOptions>): Promise<number> {
  const trust = sandbox.ca === undefined ? {} : { ca: readFileSync(sandbox.ca) };
  await using account = await Account.connect({
    email: EMAIL,
    endpoint: sandbox.endpoint,
    credentials: USER,
    ...options,
    tls: { ...trust, ...options.tls },
  });
  return await account.inbox.filter({ subject: 'x' }).count();
}

async function withSandbox<T>(options: SandboxOptions, work: (sandbox: Sandbox) => Promise<T>): Promise<T> {
  await using sandbox = await Sandbox.start(options);
  return await work(sandbox);
}

test('the offer: strongest first, as Exchange writes it', async () => {
  await withSandbox({ auth: ['basic', 'ntlm', 'bearer'] }, async (sandbox) => {
    const offer = (await fetch(sandbox.endpoint)).headers.get('www-authenticate');
    expect(offer).toMatch(/^Negotiate, NTLM, Basic realm="[^"]+", Bearer client_id="/);
  });
});

describe('ntlm', () => {
  test.each(['off', 'accept', 'require'] as const)('our client logs in, channel binding %s', async (channelBinding) => {
    await withSandbox({ tls: true, auth: ['ntlm'], channelBinding }, async (sandbox) => {
      for (const username of [EMAIL, 'EXAMPLE\\alice', 'alice'])
        expect(await visit(sandbox, { credentials: ntlm({ username, password: 'secret' }) })).toBe(0);
      const wrong = visit(sandbox, { credentials: ntlm({ ...USER, password: 'wrong' }) });
      await expect(wrong).rejects.toMatchObject({ name: 'AuthenticationError' });
    });
  });

  test('a login without binding gets in where one is accepted, and not where one is required', async () => {
    const unbound = { credentials: ntlm({ ...USER, channelBinding: 'off' }) };
    await withSandbox({ tls: true, auth: ['ntlm'] }, async (sandbox) => expect(await visit(sandbox, unbound)).toBe(0));
    await withSandbox({ tls: true, auth: ['ntlm'], channelBinding: 'require' }, (sandbox) =>
      expect(visit(sandbox, unbound)).rejects.toMatchObject({ name: 'AuthenticationError' }),
    );
  });

  test('without TLS, beside Basic, the password does not cross the wire', async () => {
    await withSandbox({ auth: ['basic', 'ntlm'], mailboxes: { [EMAIL]: { password: 'Pässwörd €' } } }, (sandbox) =>
      expect(visit(sandbox, { credentials: credentials({ username: EMAIL, password: 'Pässwörd €' }) })).resolves.toBe(
        0,
      ),
    );
  });

  test('a type 3 on a connection without a challenge, and what is no NTLM, are refused', async () => {
    await withSandbox({ auth: ['ntlm'] }, async (sandbox) => {
      for (const token of ['TlRMTVNTUAADAAAA', 'TlRMTVNTUAABAAAA', 'YIIB', '']) {
        const answer = await fetch(sandbox.endpoint, { headers: { Authorization: `NTLM ${token}` } });
        expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Negotiate, NTLM']);
      }
    });
  });
});

/** An authority of the test's own, with a key for each algorithm. */
function authority() {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = (key: KeyObject, kid: string) => ({ ...key.export({ format: 'jwk' }), kid });
  const jwks = { keys: [jwk(rsa.publicKey, 'r'), jwk(ec.publicKey, 'e')] };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const token = (alg: string, claims: object = {}, header: object = {}) => {
    const payload = { aud: 'https://mail.test/', iss: 'test', exp: now + 600, upn: EMAIL, ...claims };
    const text = `${part({ alg, kid: alg === 'ES256' ? 'e' : 'r', ...header })}.${part(payload)}`;
    if (alg === 'none') return `${text}.`;
    if (alg === 'HS256') {
      const secret = rsa.publicKey.export({ type: 'spki', format: 'pem' });
      return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
    }
    const key = alg === 'ES256' ? ec.privateKey : rsa.privateKey;
    return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  };
  return { jwks, token, now };
}

describe('bearer', () => {
  const { jwks, token, now } = authority();
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await Sandbox.start({
      auth: ['bearer'],
      bearer: { jwks, audience: 'https://mail.test', issuer: 'test' },
    });
  });
  afterAll(() => sandbox.close());
  const status = async (bearer: string) =>
    (await fetch(sandbox.endpoint, { headers: { Authorization: `Bearer ${bearer}` } })).status;

  test.each(['RS256', 'ES256'])('a token signed by %s opens the mailbox of its user', async (alg) => {
    expect(await visit(sandbox, { credentials: oauth({ getToken: async () => token(alg) }) })).toBe(0);
  });

  test.each([
    ['expired', token('RS256', { exp: now - 600 })],
    ['without expiry', token('RS256', { exp: undefined })],
    ['not valid yet', token('RS256', { nbf: now + 600 })],
    ['for another audience', token('RS256', { aud: 'https://other.test' })],
    ['of another issuer', token('RS256', { iss: 'other' })],
    ['of a user without a mailbox', token('RS256', { upn: 'nobody@example.test' })],
    ['of an unknown key', token('RS256', {}, { kid: 'x' })],
    ['of another algorithm than its key', token('RS256', {}, { alg: 'ES256' })],
    ['unsigned', token('none')],
    ['signed with the public key as a secret', token('HS256')],
    ['cut', token('RS256').slice(0, -9)],
    ['changed', token('RS256').replace(/\.(.)/, (_all, first) => `.${first === 'e' ? 'f' : 'e'}`)],
    ['no token', 'rubbish'],
  ])('a token that is %s is refused', async (_what, bearer) => {
    expect(await status(bearer)).toBe(401);
  });

  test('the keys may lie at a URL or in a file, and new ones are found', async () => {
    const other = authority();
    let published = { keys: [] as object[] };
    const server = createServer((_request, response) => response.end(JSON.stringify(published))).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    published = other.jwks;
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
    const file = join(mkdtempSync(join(tmpdir(), 'ewskit-jwks-')), 'jwks.json');
    writeFileSync(file, JSON.stringify(other.jwks));
    for (const source of [url, file]) {
      await withSandbox({ auth: ['bearer'], bearer: { jwks: source } }, async (asking) =>
        expect(await visit(asking, { credentials: oauth({ getToken: async () => other.token('ES256') }) })).toBe(0),
      );
    }
    server.close();
  });

  test('an application must say for whom it acts, and may then act as anybody', async () => {
    const getToken = async () => token('RS256', { upn: undefined, appid: 'app', roles: ['full_access_as_app'] });
    await expect(visit(sandbox, { credentials: oauth({ getToken }) })).rejects.toMatchObject({
      code: 'ErrorImpersonationFailed',
    });
    const email = 'bob@example.test';
    const impersonate = { primarySmtpAddress: email };
    expect(await visit(sandbox, { email, credentials: oauth({ getToken }), impersonate })).toBe(0);
  });

  test('without an authority the sandbox is its own', async () => {
    await withSandbox({ auth: ['bearer'] }, async (own) => {
      expect(await visit(own, { credentials: oauth({ getToken: async () => own.tokenFor(EMAIL) }) })).toBe(0);
      const late = own.tokenFor(EMAIL, { expiresInS: -600 });
      const answer = await fetch(own.endpoint, { headers: { Authorization: `Bearer ${late}` } });
      expect(answer.headers.get('www-authenticate')).toContain('error_description="The token has expired."');
    });
  });
});

describe('client certificates', () => {
  test('one of the trusted authority opens the mailbox that it names; none, or another’s, opens nothing', async () => {
    const issue = (commonName: string) => generate([{ name: 'commonName', value: commonName }], { keySize: 2048 });
    const [mine, other] = [await issue(EMAIL), await issue(EMAIL)];
    await withSandbox({ tls: true, auth: ['certificate'], clientCa: mine.cert }, async (sandbox) => {
      const as = (one: { cert: string; private: string }) =>
        visit(sandbox, { tls: { cert: one.cert, key: one.private } });
      expect(await as(mine)).toBe(0);
      await expect(as(other)).rejects.toMatchObject({ name: 'AuthenticationError' });
      await expect(visit(sandbox, {})).rejects.toThrow('403');
    });
  });
});

test("the sandbox's own tokens are for itself: one that is made out for somebody else is refused", async () => {
  await using sandbox = await Sandbox.start({ auth: ['bearer'] });
  const status = async (claims: object) => {
    const token = sandbox.tokenFor(EMAIL, { claims: { ...claims } });
    return (await fetch(sandbox.endpoint, { headers: { Authorization: `Bearer ${token}` } })).status;
  };
  expect(await status({})).toBe(200);
  expect(await status({ aud: 'https://sandbox.ewskit.test/' })).toBe(200);
  expect(await status({ aud: 'https://somebody.else' })).toBe(401);
});
