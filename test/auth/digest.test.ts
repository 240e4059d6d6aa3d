/** Digest: the examples of RFC 7616, and a server on real sockets that checks what it gets. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createTransport } from '../../src/auth/create-transport.js';
import { credentials, digest } from '../../src/auth/credentials.js';
import { DigestScheme } from '../../src/auth/digest.js';
import { httpServer, rejection } from '../http/servers.js';

const request = { method: 'GET', url: new URL('http://www.example.org/dir/index.html') };

describe('RFC 7616, section 3.9.1', () => {
  const nonce = 'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"';
  const opaque = 'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"';
  const challenge = (algorithm: string) =>
    `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, ${nonce}, ${opaque}`;
  const mufasa = () =>
    new DigestScheme(
      { username: 'Mufasa', password: 'Circle of Life' },
      () => 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
    );

  test.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ])('%s', (algorithm, response) => {
    const scheme = mufasa();
    scheme.offered([challenge(algorithm)]);
    const header = scheme.authorization(request);
    expect(header).toContain(`response="${response}"`);
    expect(header).toContain(`algorithm=${algorithm}, `);
    expect(header).toContain(opaque);
    expect(header).toContain('nc=00000001');
    expect(scheme.authorization(request)).toContain('nc=00000002');
  });

  test('of both, SHA-256 is taken', () => {
    const scheme = mufasa();
    scheme.offered([challenge('MD5'), challenge('SHA-256')]);
    expect(scheme.authorization(request)).toContain('algorithm=SHA-256');
  });

  test('a form that is not known is ERR_NO_COMMON_SCHEME', () => {
    expect(() => mufasa().offered([challenge('SHA-512-256')])).toThrow(
      expect.objectContaining({ code: 'ERR_NO_COMMON_SCHEME' }),
    );
    expect(() => mufasa().offered([`Digest realm="x", ${nonce}, qop="auth-int"`])).toThrow(/qop=auth/);
  });

  test('a name outside ASCII goes out in its extended form', () => {
    const scheme = new DigestScheme({ username: 'Jäsøn', password: 'x' });
    scheme.offered([challenge('SHA-256')]);
    expect(scheme.authorization(request)).toContain("username*=UTF-8''J%C3%A4s%C3%B8n");
  });
});

describe('a login', () => {
  const md5 = (text: string) => createHash('md5').update(text).digest('hex');

  /** Takes a nonce `uses` times; every answer must count up and fit the request. */
  async function server({ uses = Number.POSITIVE_INFINITY, session = false } = {}) {
    let [issued, left] = [0, 0];
    const counts = new Set<string>();
    const challenge = (stale: boolean) => {
      left = uses;
      const algorithm = session ? 'MD5-sess' : 'MD5';
      return `Digest realm="r", qop="auth", algorithm=${algorithm}, nonce="n${++issued}"${stale ? ', stale=true' : ''}`;
    };
    return httpServer(({ method, url, headers }, response, body): unknown => {
      const field = (name: string) => new RegExp(`\\b${name}="?([^",]*)`).exec(headers.authorization ?? '')?.[1] ?? '';
      const refuse = (stale = false) => response.writeHead(401, { 'www-authenticate': challenge(stale) }).end();
      if (!headers.authorization) return refuse();
      const plain = md5('alice:r:secret');
      const secret = session ? md5(`${plain}:${field('nonce')}:${field('cnonce')}`) : plain;
      const [nonce, count] = [field('nonce'), field('nc')];
      const good = md5(`${secret}:${nonce}:${count}:${field('cnonce')}:auth:${md5(`${method}:${url}`)}`);
      if (field('response') !== good || field('uri') !== url) return refuse();
      if (nonce !== `n${issued}` || left-- <= 0) return refuse(true);
      expect(counts.has(nonce + count)).toBe(false);
      counts.add(nonce + count);
      return response.end(body);
    });
  }

  const post = (url: URL, body: string) => ({ method: 'POST', url, body: Buffer.from(body) });
  const alice = { username: 'alice', password: 'secret' };

  test.each([false, true])('with a nonce for all requests, each body sent once; session: %p', async (session) => {
    await using web = await server({ session });
    await using transport = createTransport({ server: web.url, credentials: digest(alice) });
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => transport.request(post(web.url, `b${n}`))));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(web.requests.map(({ body }) => body).filter(Boolean)).toHaveLength(12);
  });

  test('a stale nonce is replaced, and the request sent again', async () => {
    await using web = await server({ uses: 1 });
    await using transport = createTransport({ server: web.url, credentials: digest(alice) });
    for (const body of ['one', 'two', 'three']) {
      expect(Buffer.from((await transport.request(post(web.url, body))).body).toString()).toBe(body);
    }
  });

  test('a wrong password is tried once', async () => {
    await using web = await server();
    await using transport = createTransport({ server: web.url, credentials: digest({ ...alice, password: 'x' }) });
    expect(await rejection(transport.request(post(web.url, 'b')))).toMatchObject({ code: 'ERR_UNAUTHORIZED' });
    expect(web.requests.filter(({ headers }) => headers.authorization)).toHaveLength(1);
  });

  test('credentials() takes Digest before Basic', async () => {
    await using web = await server();
    await using transport = createTransport({ server: web.url, credentials: credentials(alice) });
    expect((await transport.request(post(web.url, 'b'))).status).toBe(200);
    expect(web.requests.at(-1)?.headers.authorization).toMatch(/^Digest /);
  });
});
