/** Through a proxy: a real one that opens tunnels, with a login of its own, and what the environment says of it. */
import { X509Certificate } from 'node:crypto';
import http from 'node:http';
import net from 'node:net';
import type { DetailedPeerCertificate } from 'node:tls';
import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { createTransport } from '../../src/auth/create-transport.js';
import { collect } from '../../src/http/collect.js';
import { Lane } from '../../src/http/lane.js';
import { isExempt, proxyFor } from '../../src/http/proxy.js';
import { pinsOf } from '../../src/http/tls-trust.js';
import { makeCertificate } from '../../src/sandbox/tls/certificate.js';
import { restoreAfterEach } from '../support/environment.js';
import {
  closedPort,
  httpServer,
  listen,
  proxyTo,
  rawServer,
  rejection,
  secureServer,
  type TestServer,
} from './servers.js';

const pinOf = (cert: string) => pinsOf({ raw: new X509Certificate(cert).raw } as DetailedPeerCertificate)[0] as string;

const HOST = 'mail.ewskit.invalid';
const PASSWORD = 'pr0xy-secret';

async function withAuthority(): Promise<TestServer & { readonly ca: string }> {
  const { key, cert } = await makeCertificate(HOST);
  const { server, requests } = secureServer(key, cert);
  return Object.assign(await listen(server, requests, 'https'), { ca: cert });
}

const url = new URL(`https://${HOST}/EWS/Exchange.asmx`);
const get = (lane: Lane, to = url) => lane.send({ method: 'GET', url: to }).then(collect);

describe('a tunnel', () => {
  test('carries TLS to the server; requests share it, and the server certificate is known', async () => {
    await using server = await withAuthority();
    await using proxy = await proxyTo(server.port);
    const lane = new Lane(true, { tls: { ca: server.ca }, proxy: `http://127.0.0.1:${proxy.port}` });
    for (let i = 0; i < 3; i++) expect(Buffer.from((await get(lane)).body).toString()).toBe('well');
    expect(proxy.asked).toEqual([{ target: `${HOST}:443`, authorization: undefined }]);
    expect(server.requests).toHaveLength(3);
    expect(server.requests[0]?.headers['proxy-authorization']).toBeUndefined();
    expect(lane.connection).toMatchObject({ secure: true, ready: true, certificate: expect.any(Uint8Array) });
    lane.close();
  });

  test('is opened with the login in the URL, which nobody but the proxy sees', async () => {
    await using server = await withAuthority();
    await using proxy = await proxyTo(server.port, `ann:${PASSWORD}`);
    const lane = new Lane(true, { tls: { ca: server.ca }, proxy: `http://ann:${PASSWORD}@127.0.0.1:${proxy.port}` });
    expect((await get(lane)).status).toBe(200);
    expect(JSON.stringify(server.requests.map(({ headers }) => headers))).not.toMatch(/proxy/i);
    lane.close();
  });

  test.each([
    ['without a login', '', 'wants a login (407)'],
    ['with a wrong one', `ann:wrong-${PASSWORD}@`, 'refused the login (407)'],
  ])('%s is ERR_PROXY; nothing was sent, and no password shows', async (_, login, says) => {
    await using server = await withAuthority();
    await using proxy = await proxyTo(server.port, `ann:${PASSWORD}`);
    const lane = new Lane(true, { tls: { ca: server.ca }, proxy: `http://${login}127.0.0.1:${proxy.port}` });
    const error = await rejection(get(lane));
    expect(error).toMatchObject({ code: 'ERR_PROXY', status: 407, sent: false, remedy: expect.any(String) });
    expect(error.message).toContain(says);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(new RegExp(`${PASSWORD}|Basic [\\w+/]{8}`));
    lane.close();
  });

  test('to a server that the proxy cannot reach is ERR_PROXY with the status', async () => {
    await using proxy = await proxyTo(1, undefined, 502);
    const lane = new Lane(true, { proxy: `http://127.0.0.1:${proxy.port}` });
    expect(await rejection(get(lane))).toMatchObject({ code: 'ERR_PROXY', status: 502, sent: false });
    lane.close();
  });

  test('through a proxy that is not there is ERR_PROXY', async () => {
    const lane = new Lane(true, { proxy: `http://127.0.0.1:${await closedPort()}` });
    const error = await rejection(get(lane));
    expect(error).toMatchObject({ code: 'ERR_PROXY', sent: false });
    expect(error.message).toContain('ECONNREFUSED');
    lane.close();
  });

  test('still checks the certificate of the server', async () => {
    await using server = await withAuthority();
    await using proxy = await proxyTo(server.port);
    const lane = new Lane(true, { proxy: `http://127.0.0.1:${proxy.port}` });
    expect((await rejection(get(lane)))['code']).toBe('ERR_CERTIFICATE');
    lane.close();
  });

  test.each([
    ['time-out', { timeoutMs: 40 }, 'ERR_TIMEOUT'],
    ['abort', { signal: AbortSignal.abort() }, 'ERR_ABORTED'],
  ])('a proxy that says nothing: a %s ends the waiting, and nothing was sent', async (_, options, code) => {
    await using proxy = await rawServer(() => undefined);
    const lane = new Lane(true, { proxy: `http://127.0.0.1:${proxy.port}` });
    expect(await rejection(lane.send({ method: 'GET', url, ...options }))).toMatchObject({ code, sent: false });
    lane.close();
  });

  test('plain http goes to the proxy with the whole URL', async () => {
    await using proxy = await proxyTo(1);
    const plain = new URL(`http://${HOST}/autodiscover/autodiscover.xml`);
    const lane = new Lane(false, { proxy: `http://ann:${PASSWORD}@127.0.0.1:${proxy.port}` });
    expect(Buffer.from((await get(lane, plain)).body).toString()).toBe('through the proxy');
    expect(proxy.asked[0]).toMatchObject({ target: plain.href, authorization: expect.stringMatching(/^Basic /) });
    lane.close();
  });
});

describe('a proxy that says yes to CONNECT and opens nothing', () => {
  const PAGE = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 26\r\n\r\n<html>please log in</html>';
  const pins = [`sha256/${'A'.repeat(43)}=`];

  test.each([
    ['a web page in one piece', (socket: net.Socket) => socket.write(`HTTP/1.1 200 OK\r\n\r\n${PAGE}`), {}],
    [
      'a web page in one piece, and pins',
      (socket: net.Socket) => socket.write(`HTTP/1.1 200 OK\r\n\r\n${PAGE}`),
      { pins },
    ],
    ['a web page when the handshake begins', answerLater, {}],
    ['a web page when the handshake begins, and pins', answerLater, { pins }],
  ])('%s is ERR_PROXY, which says so; nothing was sent', async (_, answer, tls) => {
    await using proxy = await rawServer((socket) => void socket.once('data', () => answer(socket)));
    const lane = new Lane(true, { tls: tls, proxy: `http://127.0.0.1:${proxy.port}` });
    const error = await rejection(get(lane));
    expect(error).toMatchObject({ code: 'ERR_PROXY', sent: false, remedy: expect.stringContaining('log in') });
    expect(error.message).toContain('answered with something of its own');
    lane.close();
  });

  test('and is silent: when nobody waits any more, its socket is closed at once', async () => {
    let hangUp: () => void = () => undefined;
    const hungUp = new Promise<void>((resolve) => {
      hangUp = resolve;
    });
    await using proxy = await rawServer((socket) => {
      socket.once('close', hangUp);
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
    });
    const lane = new Lane(true, { proxy: `http://127.0.0.1:${proxy.port}` });
    expect(await rejection(lane.send({ method: 'GET', url, timeoutMs: 60 }))).toMatchObject({ code: 'ERR_TIMEOUT' });
    await hungUp;
    lane.close();
  });

  function answerLater(socket: net.Socket): void {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    socket.once('data', () => socket.write(PAGE));
  }
});

describe('a proxy that is spoken to over TLS', () => {
  const unset = restoreAfterEach('NODE_TLS_REJECT_UNAUTHORIZED');
  const plain = new URL(`http://${HOST}/`);
  const LOGIN = `ann:${PASSWORD}`;

  async function secureProxy(server: TestServer) {
    const { key, cert } = await makeCertificate('localhost');
    return { proxy: await proxyTo(server.port, LOGIN, 200, { key, cert }), cert };
  }

  test.each([undefined, '0'])(
    'is believed by the TLS options of the account alone, with NODE_TLS_REJECT_UNAUTHORIZED=%p',
    async (variable) => {
      unset();
      if (variable !== undefined) process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = variable;
      await using server = await withAuthority();
      const { proxy, cert } = await secureProxy(server);
      await using _proxy = proxy;
      const way = { proxy: `https://${LOGIN}@localhost:${proxy.port}` };
      for (const [to, ca] of [
        [url, server.ca],
        [plain, undefined],
      ] as const) {
        const secure = to === url;
        const refused = new Lane(secure, { tls: { ca }, ...way });
        expect(await rejection(get(refused, to))).toMatchObject({ code: secure ? 'ERR_PROXY' : 'ERR_CERTIFICATE' });
        refused.close();
        expect(proxy.asked).toEqual([]);
        const trusting = new Lane(secure, { tls: { ca: ca ? [ca, cert] : cert }, ...way });
        expect((await get(trusting, to)).status).toBe(200);
        trusting.close();
        const excepting = new Lane(secure, { tls: { ca, insecureHosts: ['localhost'] }, ...way });
        expect((await get(excepting, to)).status).toBe(200);
        excepting.close();
        proxy.asked.length = 0;
      }
    },
  );

  test('what is set for the server behind it is not asked of the proxy: its name, and its keys', async () => {
    await using server = await withAuthority();
    const { proxy, cert } = await secureProxy(server);
    await using _proxy = proxy;
    const way = { proxy: `https://${LOGIN}@localhost:${proxy.port}` };
    const pins = [pinOf(server.ca)];
    const lane = new Lane(true, { tls: { ca: [server.ca, cert], pins, servername: HOST }, ...way });
    expect((await get(lane)).status).toBe(200);
    lane.close();
  });

  test.each([
    [
      { code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
      /is not trusted here \(ERR_TLS_CERT_ALTNAME_INVALID\)\. Pass the certificate/,
    ],
    [{ code: 'UNABLE_TO_GET_CRL' }, /is not trusted here \(UNABLE_TO_GET_CRL\)\. Pass the certificate/],
    [{ code: 'ENOENT' }, /cannot be reached \(ENOENT\)\. Check `proxy`/],
    [{}, /cannot be reached \(failed\)\. Check `proxy`/],
  ])("is not gone through where the account's own check refuses it, with %j", async (more, says) => {
    await using server = await withAuthority();
    const { proxy, cert } = await secureProxy(server);
    await using _proxy = proxy;
    const checkServerIdentity = () => Object.assign(new Error('not this one'), more);
    const tls = { ca: [server.ca, cert], checkServerIdentity };
    const lane = new Lane(true, { tls, proxy: `https://${LOGIN}@localhost:${proxy.port}` });
    const error = await rejection(get(lane));
    expect(error).toMatchObject({ code: 'ERR_PROXY', sent: false, message: expect.stringMatching(says) });
    expect(proxy.asked).toEqual([]);
    lane.close();
  });
});

describe('an own agent', () => {
  test('opens the sockets by createConnection()', async () => {
    await using server = await httpServer((_, response) => response.end('well'));
    let opened = 0;
    class Own extends http.Agent {
      override createConnection() {
        opened++;
        return net.connect(server.port, '127.0.0.1');
      }
    }
    const lane = new Lane(false, { agent: new Own() });
    for (let i = 0; i < 3; i++) await get(lane, new URL(`http://${HOST}/`));
    expect(opened).toBe(1);
    lane.close();
  });

  test('or by connect(), as agents of the agent-base family have it', async () => {
    await using server = await httpServer((_, response) => response.end('well'));
    const asked: object[] = [];
    class Own extends http.Agent {
      async connect(_: unknown, options: object) {
        asked.push(options);
        return net.connect(server.port, '127.0.0.1');
      }
    }
    const lane = new Lane(false, { agent: new Own() });
    expect((await get(lane, new URL(`http://${HOST}/`))).status).toBe(200);
    expect(asked).toMatchObject([{ host: HOST, secureEndpoint: false }]);
    lane.close();
  });
});

describe('the environment', () => {
  const unsetAll = restoreAfterEach('HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy');

  test('a transport goes through HTTPS_PROXY, and NO_PROXY exempts', async () => {
    await using server = await withAuthority();
    await using proxy = await proxyTo(server.port);
    unsetAll();
    process.env['HTTPS_PROXY'] = `http://127.0.0.1:${proxy.port}`;
    await using transport = createTransport({ server: url, tls: { ca: server.ca } });
    expect((await transport.request({ method: 'GET', url })).status).toBe(200);
    expect(proxy.asked).toHaveLength(1);
    process.env['NO_PROXY'] = '.ewskit.invalid';
    await using direct = createTransport({ server: url });
    expect((await rejection(direct.request({ method: 'GET', url })))['code']).toBe('ERR_HOST_NOT_FOUND');
    expect(proxy.asked).toHaveLength(1);
  });

  test('a transport goes through its `proxy`', async () => {
    await using server = await withAuthority();
    await using proxy = await proxyTo(server.port);
    const option = `http://127.0.0.1:${proxy.port}`;
    await using transport = createTransport({ server: url, tls: { ca: server.ca }, proxy: option });
    expect((await transport.request({ method: 'GET', url })).status).toBe(200);
    expect(proxy.asked).toHaveLength(1);
  });

  test('the option wins, false means none, this machine is never behind a proxy', () => {
    const environment = { HTTPS_PROXY: 'http://a:1', http_proxy: 'b:2', ALL_PROXY: 'http://c:3' };
    expect(proxyFor(url, undefined, environment)).toMatchObject({ hostname: 'a', port: 1 });
    expect(proxyFor(url, 'https://x', environment)).toMatchObject({ hostname: 'x', port: 443, secure: true });
    expect(proxyFor(url, false, environment)).toBeUndefined();
    expect(proxyFor(new URL('http://h.test/'), undefined, environment)).toMatchObject({ hostname: 'b', port: 2 });
    expect(proxyFor(url, undefined, { ALL_PROXY: 'http://c:3' })).toMatchObject({ hostname: 'c' });
    expect(proxyFor(new URL('https://127.0.0.1/'), undefined, environment)).toBeUndefined();
    const cgi = { HTTP_PROXY: 'http://evil:1', REQUEST_METHOD: 'GET' };
    expect(proxyFor(new URL('http://h.test/'), undefined, cgi)).toBeUndefined();
    expect(() => proxyFor(url, 'socks5://u:secret@x', {})).toThrow(/no http or https URL/);
    expect(() => proxyFor(url, 'socks5://u:secret@x', {})).not.toThrow(/secret/);
  });

  test.each([
    ['*', true],
    ['b.test', true],
    ['.b.test', true],
    ['*.b.test', true],
    ['mail.b.test:443', true],
    ['mail.b.test:8443', false],
    ['notb.test', false],
    ['a.test, B.TEST', true],
    ['', false],
  ])('NO_PROXY=%s exempts mail.b.test: %p', (list, expected) => {
    expect(isExempt(new URL('https://mail.b.test/'), list)).toBe(expected);
  });

  test('NO_PROXY with addresses and networks', () => {
    expect(isExempt(new URL('https://10.1.2.3/'), '10.0.0.0/8')).toBe(true);
    expect(isExempt(new URL('https://11.1.2.3/'), '10.0.0.0/8')).toBe(false);
    expect(isExempt(new URL('https://10.1.2.3/'), '10.1.2.3')).toBe(true);
    expect(isExempt(new URL('https://[2001:db8::1]/'), '2001:db8::1')).toBe(true);
  });
});
