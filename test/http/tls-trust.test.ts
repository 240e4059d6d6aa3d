/** Whom a connection believes: pinned keys, hosts that are excepted by name, and that nothing is sent before that is settled. */
import { X509Certificate } from 'node:crypto';
import https from 'node:https';
import net from 'node:net';
import type { TLSSocket } from 'node:tls';
import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { generate } from 'selfsigned';
import { createTransport, type TransportOptions } from '../../src/auth/create-transport.js';
import { ValidationError } from '../../src/errors.js';
import type { TlsOptions } from '../../src/http/tls-options.js';
import { pinsOf } from '../../src/http/tls-trust.js';
import { listen, proxyTo, rejection, secureServer, type TestServer } from './servers.js';

const HOST = 'mail.ewskit.invalid';
const url = new URL(`https://${HOST}/EWS/Exchange.asmx`);
const pinOf = (cert: string) =>
  pinsOf({ raw: new X509Certificate(cert).raw } as tls.DetailedPeerCertificate)[0] as string;
const OTHER = `sha256/${'A'.repeat(43)}=`;

/** Made by openssl, and its pin worked out by `openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | base64`. */
const KNOWN = `-----BEGIN CERTIFICATE-----
MIIBkDCCATWgAwIBAgIUUpqNUWGJ+ragQMpMqLPPbL49/YkwCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRbWFpbC5leGFtcGxlLnRlc3QwIBcNMjYxMTIxMTQwNTI3WhgP
MjEyNjEwMjgxNDA1MjdaMBwxGjAYBgNVBAMMEW1haWwuZXhhbXBsZS50ZXN0MFkw
EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE5v9l36GvSKuk4UhTzufvzjcIi6/vu4dC
h48aVmZgqYD9VNT4oixXP3Xuj4gLdcLG8meYjTW/gOmLO/dUcm52LqNTMFEwHQYD
VR0OBBYEFA8LlT8oyCzmQbu7l+jJGjBnTRlcMB8GA1UdIwQYMBaAFA8LlT8oyCzm
Qbu7l+jJGjBnTRlcMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIh
AIyVycu5Zs7WzGE+gAs60FSdNfoaYWQI7yt3T6etydmwAiEAxvcSslVFnHlu9+Ui
DKOUCteTQYGgeb0TIe79ORpFzb4=
-----END CERTIFICATE-----`;
const KNOWN_PIN = 'sha256/nIQ9H+w1/RWqspV1MgUX6xko29FJ2C3/zlu67KHntjI=';

interface Server extends TestServer {
  /** Bytes of requests that came over TLS, the handshake not counted. */
  readonly heard: () => number;
}

interface Pair {
  readonly cert: string;
  readonly key: string;
}

let authority: Pair;
let leaf: Pair;
let server: Server;

async function authorityNamed(name: string): Promise<Pair> {
  const made = await generate([{ name: 'commonName', value: name }], {
    algorithm: 'sha256',
    keyType: 'ec',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true },
    ],
  });
  return { cert: made.cert, key: made.private };
}

async function signedBy(ca: Pair): Promise<Pair> {
  const made = await generate([{ name: 'commonName', value: HOST }], {
    algorithm: 'sha256',
    keyType: 'ec',
    ca,
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: HOST }] }],
  });
  return { cert: made.cert, key: made.private };
}

async function serve(pair: Pair, ...above: string[]): Promise<Server> {
  let heard = 0;
  const { server: secure, requests } = secureServer(pair.key, pair.cert, ...above);
  secure.on('secureConnection', (socket: TLSSocket) => {
    socket.on('error', () => undefined);
    socket.prependListener('data', (chunk: Buffer) => {
      heard += chunk.length;
    });
  });
  secure.on('tlsClientError', () => undefined);
  return Object.assign(await listen(secure, requests, 'https'), { heard: () => heard });
}

beforeAll(async () => {
  authority = await authorityNamed('Test Authority');
  leaf = await signedBy(authority);
  server = await serve(leaf, authority.cert);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

/** Asks through an agent that leads every name to the server on this machine. */
async function ask(options: TlsOptions, to: Server = server, more: Partial<TransportOptions> = {}): Promise<number> {
  const agent = new https.Agent();
  const open = agent.createConnection.bind(agent);
  agent.createConnection = (target, done) =>
    open({ ...target, host: '127.0.0.1', port: to.port, servername: HOST } as object, done);
  await using transport = createTransport({ server: url, tls: options, agent, ...more });
  return (await transport.request({ method: 'POST', url, body: Buffer.from('secret') })).status;
}

describe('pins', () => {
  test('a pin is what openssl makes of the same certificate', () => {
    expect(pinOf(KNOWN)).toBe(KNOWN_PIN);
  });

  test.each([
    ['of the server itself', () => [OTHER, pinOf(leaf.cert)]],
    ['of its authority', () => [pinOf(authority.cert)]],
  ])('the key %s lets the request through', async (_, pins) => {
    expect(await ask({ ca: authority.cert, pins: pins() })).toBe(200);
  });

  test('any other is ERR_PIN before a byte is sent; it names the key that was seen, and what to do', async () => {
    const before = server.heard();
    const error = await rejection(ask({ ca: authority.cert, pins: [OTHER] }));
    expect(error).toMatchObject({ name: 'TransportError', code: 'ERR_PIN', sent: false, server: `${HOST}:443` });
    expect(error.message).toContain(pinOf(leaf.cert));
    expect(error['remedy']).toContain('tls.pins');
    expect(server.heard()).toBe(before);
  });

  test('a pin does not make an untrusted certificate good', async () => {
    expect(await rejection(ask({ pins: [pinOf(leaf.cert)] }))).toMatchObject({ code: 'ERR_CERTIFICATE', sent: false });
  });

  test('an authority that is sent along and has signed nothing does not count', async () => {
    const impostor = await authorityNamed('Test Authority');
    await using false_ = await serve(await signedBy(impostor), authority.cert);
    const pins = [pinOf(authority.cert)];
    const trusting = { ca: [impostor.cert, authority.cert], pins };
    expect(await rejection(ask(trusting, false_))).toMatchObject({ code: 'ERR_PIN' });
    expect(false_.requests).toEqual([]);
  });

  test('hold through the tunnel of a proxy', async () => {
    await using proxy = await proxyTo(server.port);
    const way = { agent: undefined, proxy: `http://127.0.0.1:${proxy.port}` };
    const before = server.heard();
    expect(await rejection(ask({ ca: authority.cert, pins: [OTHER] }, server, way))).toMatchObject({ code: 'ERR_PIN' });
    expect(server.heard()).toBe(before);
    expect(await ask({ ca: authority.cert, pins: [pinOf(leaf.cert)] }, server, way)).toBe(200);
  });

  test('hold with an agent that opens its connections by itself', async () => {
    class Own extends https.Agent {
      connect() {
        return tls.connect({ host: '127.0.0.1', port: server.port, servername: HOST, ca: authority.cert });
      }
    }
    class Plain extends https.Agent {
      connect() {
        return net.connect(server.port, '127.0.0.1');
      }
    }
    expect(await ask({ pins: [pinOf(leaf.cert)] }, server, { agent: new Own() })).toBe(200);
    const before = server.heard();
    expect(await rejection(ask({ pins: [OTHER] }, server, { agent: new Own() }))).toMatchObject({ code: 'ERR_PIN' });
    const plain = await rejection(ask({ pins: [OTHER] }, server, { agent: new Plain() }));
    expect(plain).toMatchObject({ code: 'ERR_PIN', message: expect.stringContaining('shows no certificate') });
    expect(server.heard()).toBe(before);
  });

  test('a server that is silent in the handshake is timed out, and its socket does not outlive the transport', async () => {
    const ended: Promise<void>[] = [];
    const mute = net.createServer((socket) => {
      ended.push(new Promise((resolve) => socket.on('error', () => undefined).once('close', () => resolve())));
      socket.resume();
    });
    await using silent = Object.assign(await listen(mute, []), { heard: () => 0 });
    const error = await rejection(ask({ pins: [OTHER] }, silent, { timeoutMs: 50 }));
    expect(error).toMatchObject({ code: 'ERR_TIMEOUT', sent: false });
    await Promise.all(ended);
    expect(ended).toHaveLength(1);
  });

  test('a server that breaks off the handshake is no pinning error', async () => {
    const broken = net.createServer((socket) =>
      socket.on('error', () => undefined).once('data', () => socket.destroy()),
    );
    await using closing = Object.assign(await listen(broken, []), { heard: () => 0 });
    expect(await rejection(ask({ pins: [OTHER] }, closing))).toMatchObject({
      code: 'ERR_CONNECTION_RESET',
      sent: false,
    });
  });
});

describe('hosts that are excepted by name', () => {
  test('the certificate of that host is not checked, and the process is warned once', async () => {
    const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    for (let i = 0; i < 3; i++) expect(await ask({ insecureHosts: ['Mail.EWSKIT.invalid'] })).toBe(200);
    const said = warn.mock.calls as unknown[][];
    warn.mockRestore();
    expect(said).toEqual([[expect.stringContaining(HOST), { type: 'SecurityWarning', code: 'EWSKIT_INSECURE_HOST' }]]);
  });

  test('that of any other host is', async () => {
    expect(await rejection(ask({ insecureHosts: ['lab.ewskit.invalid'] }))).toMatchObject({ code: 'ERR_CERTIFICATE' });
  });

  // Node takes NODE_TLS_REJECT_UNAUTHORIZED=0 for whoever does not say.
  test.each([
    [['mail.ewskit.invalid'], false],
    [['lab.ewskit.invalid'], true],
    [undefined, true],
  ])('whether it is checked is said to Node outright: %p, %p', async (insecureHosts, checked) => {
    const agent = new https.Agent();
    let said: unknown;
    agent.createConnection = (target) => {
      said = (target as tls.ConnectionOptions).rejectUnauthorized;
      throw new Error('not opened');
    };
    expect((await rejection(ask({ insecureHosts }, server, { agent }))).message).toContain(HOST);
    expect(said).toBe(checked);
  });

  test('with pins, the key of the server itself must be one of them, and one above it is not enough', async () => {
    const insecureHosts = [HOST];
    expect(await ask({ insecureHosts, pins: [pinOf(leaf.cert)] })).toBe(200);
    const error = await rejection(ask({ insecureHosts, pins: [pinOf(authority.cert)] }));
    expect(error).toMatchObject({ code: 'ERR_PIN' });
  });
});

test.each<[string, object, string]>([
  ['rejectUnauthorized', { rejectUnauthorized: false }, 'insecureHosts'],
  ['no pin', { pins: [] }, 'tls.pins'],
  ['a pin in hexadecimal', { pins: ['sha256/00ff'] }, 'tls.pins'],
  ['a SHA-1 pin', { pins: [`sha1/${'A'.repeat(27)}=`] }, 'tls.pins'],
  ['any host', { insecureHosts: ['*'] }, 'tls.insecureHosts'],
  ['true', { insecureHosts: true }, 'tls.insecureHosts'],
])('refused at once: %s', (_, options, says) => {
  const connect = () => createTransport({ server: url, tls: options as TlsOptions });
  expect(connect).toThrow(ValidationError);
  expect(connect).toThrow(says);
});

test('certificates that stand above each other in a circle are looked at ten deep', () => {
  const { raw } = new X509Certificate(authority.cert);
  const one = { raw } as tls.DetailedPeerCertificate;
  one.issuerCertificate = { raw, issuerCertificate: one } as tls.DetailedPeerCertificate;
  expect(pinsOf(one)).toEqual(Array.from({ length: 10 }, () => pinOf(authority.cert)));
});
