/**
 * Logging in by a TLS client certificate, and the hint where Node cannot present it. client.pfx was made by
 * `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 36500 -subj /CN=alice` and
 * `openssl pkcs12 -export`, with the password "secret"; nothing trusts it.
 */
import { readFileSync } from 'node:fs';
import https from 'node:https';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generate } from 'selfsigned';
import { createTransport } from '../../src/auth/create-transport.js';
import { clientCertificate } from '../../src/auth/credentials.js';
import type { TlsOptions } from '../../src/http/tls-options.js';
import { httpServer, listen, rejection, type TestServer } from '../http/servers.js';

const pfx = readFileSync('test/auth/client.pfx');
let own: Awaited<ReturnType<typeof generate>>;
let alice: Awaited<ReturnType<typeof generate>>;
let server: TestServer;

/** Says who presented a certificate; 403 to who did not. */
beforeAll(async () => {
  const extensions = [{ name: 'subjectAltName' as const, altNames: [{ type: 7 as const, ip: '127.0.0.1' }] }];
  own = await generate([{ name: 'commonName', value: 'exchange' }], { algorithm: 'sha256', extensions });
  alice = await generate([{ name: 'commonName', value: 'alice' }], { algorithm: 'sha256' });
  const web = https.createServer(
    { key: own.private, cert: own.cert, requestCert: true, rejectUnauthorized: false },
    (request, response) => {
      const name = (request.socket as TLSSocket).getPeerCertificate()?.subject?.CN;
      if (!name || request.url?.startsWith('/403')) response.writeHead(403).end();
      else response.end(name);
    },
  );
  server = await listen(web, [], 'https');
});
afterAll(async () => server[Symbol.asyncDispose]());

async function ask(tls: TlsOptions, path = '/'): Promise<string> {
  await using transport = createTransport({ server: server.url, tls: { ca: own.cert, ...tls } });
  const url = new URL(path, server.url);
  const { status, body } = await transport.request({ method: 'POST', url, body: Buffer.from('x') });
  return status === 200 ? Buffer.from(body).toString('utf8') : String(status);
}

describe('a client certificate', () => {
  test.each(['TLSv1.2', 'TLSv1.3'] as const)('as PEM, over %s', async (version) => {
    const tls = { cert: alice.cert, key: alice.private, minVersion: version, maxVersion: version };
    expect(await ask(tls)).toBe('alice');
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('as PFX, over %s', async (version) => {
    expect(await ask({ pfx, passphrase: 'secret', minVersion: version, maxVersion: version })).toBe('alice');
  });

  test('a PFX with another password is ERR_CREDENTIALS at once, and does not show the password', async () => {
    const error = await rejection(ask({ pfx, passphrase: 'hunter2' }));
    expect(error).toMatchObject({ code: 'ERR_CREDENTIALS', remedy: expect.stringContaining('passphrase') });
    expect(error.message).not.toContain('hunter2');
  });

  test('a key of another certificate is ERR_CREDENTIALS', async () => {
    const error = await rejection(ask({ cert: alice.cert, key: own.private }));
    expect(error).toMatchObject({ code: 'ERR_CREDENTIALS', remedy: expect.stringContaining('belongs') });
  });

  test('without one, the answer is the answer', async () => {
    expect(await ask({})).toBe('403');
  });

  test.each([undefined, 'TLSv1.3'] as const)('a 403 with one says what to try; maxVersion %p', async (maxVersion) => {
    const tls = { cert: alice.cert, key: alice.private, ...(maxVersion && { maxVersion }) };
    const error = await rejection(ask(tls, '/403'));
    expect(error).toMatchObject({ code: 'ERR_UNAUTHORIZED', remedy: expect.stringContaining("maxVersion: 'TLSv1.2'") });
  });

  test('a 403 over TLS 1.2 is the answer: there is nothing more to try', async () => {
    expect(await ask({ cert: alice.cert, key: alice.private, maxVersion: 'TLSv1.2' }, '/403')).toBe('403');
  });
});

describe('as the whole login', () => {
  const asAlice = () => ({ ca: own.cert, cert: alice.cert, key: alice.private });

  test('nothing but the certificate is shown', async () => {
    await using transport = createTransport({ server: server.url, tls: asAlice(), credentials: clientCertificate() });
    const { body } = await transport.request({ method: 'POST', url: server.url, body: Buffer.from('x') });
    expect(Buffer.from(body).toString()).toBe('alice');
  });

  test('without one it is ERR_CREDENTIALS, before anything is sent', () => {
    expect(() =>
      createTransport({ server: server.url, tls: { ca: own.cert }, credentials: clientCertificate() }),
    ).toThrow(expect.objectContaining({ code: 'ERR_CREDENTIALS', remedy: expect.stringContaining('pfx') }));
  });

  test('a server that wants another login says which, and what would do', async () => {
    await using web = await httpServer((_, response) => response.writeHead(401, { 'www-authenticate': 'NTLM' }).end());
    await using transport = createTransport({ server: web.url, tls: asAlice(), credentials: clientCertificate() });
    expect(await rejection(transport.request({ method: 'POST', url: web.url, body: Buffer.from('x') }))).toMatchObject({
      code: 'ERR_NO_COMMON_SCHEME',
      message: expect.stringContaining('nothing but show the client certificate'),
    });
  });
});
