/** What a caller sees when the network fails: one literal code each, over real sockets. */
import https from 'node:https';
import { inspect } from 'node:util';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { generate } from 'selfsigned';
import { createTransport } from '../../src/auth/create-transport.js';
import { EwsError } from '../../src/errors.js';
import type { HttpRequest } from '../../src/http/transport.js';
import { closedPort, httpServer, listen, rawServer, rejection, sleep, type TestServer } from './servers.js';

async function failing(server: TestServer | URL, request: Partial<HttpRequest> = {}, options = {}) {
  const url = 'url' in server ? server.url : server;
  await using transport = createTransport({ server: url, ...options });
  const error = await rejection(transport.request({ method: 'POST', url, body: Buffer.from('<x/>'), ...request }));
  expect(error).toBeInstanceOf(EwsError);
  return error;
}

describe('a connection that does not come about', () => {
  test('an unknown host is ERR_HOST_NOT_FOUND and names host and port', async () => {
    const error = await failing(new URL('https://mail.does-not-exist.invalid/EWS'));
    expect(error['code']).toBe('ERR_HOST_NOT_FOUND');
    expect(error.message).toContain('mail.does-not-exist.invalid:443');
    expect(error['remedy']).toMatch(/host name/);
  });

  test('a wrong port is ERR_CONNECTION_REFUSED and names it', async () => {
    const port = await closedPort();
    const error = await failing(new URL(`http://127.0.0.1:${port}/`));
    expect(error['code']).toBe('ERR_CONNECTION_REFUSED');
    expect(error.message).toContain(`127.0.0.1:${port}`);
  });

  test('a reset at connect is ERR_CONNECTION_RESET', async () => {
    await using server = await rawServer((socket) => socket.resetAndDestroy());
    expect((await failing(server))['code']).toBe('ERR_CONNECTION_RESET');
  });

  test('https on a plain http port is ERR_TLS', async () => {
    await using server = await httpServer((_, response) => response.end());
    expect((await failing(new URL(`https://127.0.0.1:${server.port}/`)))['code']).toBe('ERR_TLS');
  });

  test('a certificate nobody vouches for is ERR_CERTIFICATE and says to pass the CA; with the CA it works', async () => {
    const pem = await generate([{ name: 'commonName', value: 'exchange' }], {
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
    });
    const web = https.createServer({ key: pem.private, cert: pem.cert }, (_, response) => response.end('hello'));
    await using server = await listen(web, [], 'https');
    const error = await failing(server);
    expect(error['code']).toBe('ERR_CERTIFICATE');
    expect(error.message).toContain('`tls: { ca }`');
    await using transport = createTransport({ server: server.url, tls: { ca: pem.cert } });
    expect(Buffer.from((await transport.request({ method: 'GET', url: server.url })).body).toString()).toBe('hello');
    const wrongName = await failing(new URL(`https://localhost:${server.port}/`), {}, { tls: { ca: pem.cert } });
    expect(wrongName['code']).toBe('ERR_CERTIFICATE');
    expect(wrongName.message).toContain('another name');
  });
});

describe('an answer that does not come whole', () => {
  test('a reset before the answer is ERR_CONNECTION_RESET', async () => {
    await using server = await httpServer((request) => request.socket.resetAndDestroy());
    expect((await failing(server))['code']).toBe('ERR_CONNECTION_RESET');
  });

  test('a close before the answer is ERR_CONNECTION_RESET', async () => {
    await using server = await httpServer((request) => request.socket.end());
    expect((await failing(server))['code']).toBe('ERR_CONNECTION_RESET');
  });

  test('a body shorter than its Content-Length is ERR_TRUNCATED', async () => {
    await using server = await rawServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<half'));
    });
    expect((await failing(server))['code']).toBe('ERR_TRUNCATED');
  });

  test('a chunked body without its last chunk is ERR_TRUNCATED', async () => {
    await using server = await rawServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<half\r\n'));
    });
    expect((await failing(server))['code']).toBe('ERR_TRUNCATED');
  });

  test('a reset in the middle of the body is ERR_TRUNCATED', async () => {
    await using server = await rawServer((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<half');
        setTimeout(() => socket.resetAndDestroy(), 20);
      });
    });
    expect((await failing(server))['code']).toBe('ERR_TRUNCATED');
  });

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
  ])('%s that ends early is ERR_TRUNCATED, though HTTP says it is whole', async (encoding, pack) => {
    const half = pack(Buffer.alloc(10_000, 'xyz')).subarray(0, 20);
    await using server = await httpServer((_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(half),
    );
    expect((await failing(server))['code']).toBe('ERR_TRUNCATED');
  });

  test.each(['gzip', 'deflate'])('an empty body that is labelled %s is an empty body', async (encoding) => {
    await using server = await httpServer((_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(),
    );
    await using transport = createTransport({ server: server.url });
    expect((await transport.request({ method: 'POST', url: server.url })).body).toHaveLength(0);
  });

  test.each([
    ['gzip', gzipSync(Buffer.from('well'))],
    ['X-GZIP', gzipSync(Buffer.from('well'))],
    ['deflate', deflateSync(Buffer.from('well'))],
    ['deflate', deflateRawSync(Buffer.from('well'))],
    ['br', brotliCompressSync(Buffer.from('well'))],
    ['gzip, identity', gzipSync(Buffer.from('well'))],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.from('well')))],
    ['deflate, br', brotliCompressSync(deflateSync(Buffer.from('well')))],
    ['identity', Buffer.from('well')],
    ['toString', Buffer.from('well')],
  ])('an answer that is packed by %s is unpacked', async (encoding, packed) => {
    await using server = await httpServer((_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(packed),
    );
    await using transport = createTransport({ server: server.url });
    const { body } = await transport.request({ method: 'POST', url: server.url });
    expect(Buffer.from(body).toString()).toBe('well');
  });

  test('what is not HTTP is ERR_NOT_EWS', async () => {
    await using server = await rawServer((socket) => socket.end('220 mail.example.com ESMTP ready\r\n'));
    expect((await failing(server))['code']).toBe('ERR_NOT_EWS');
  });

  test('an answer beyond the limit is ERR_TOO_LARGE, counted after decompression', async () => {
    const bomb = gzipSync(Buffer.alloc(5_000_000));
    await using server = await httpServer((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    );
    expect(bomb.length).toBeLessThan(10_000);
    expect((await failing(server, {}, { maxResponseBytes: 1_000_000 }))['code']).toBe('ERR_TOO_LARGE');
  });
});

describe('time', () => {
  test('silence before the answer is ERR_TIMEOUT', async () => {
    await using server = await httpServer(() => undefined);
    const error = await failing(server, { timeoutMs: 50 });
    expect(error['code']).toBe('ERR_TIMEOUT');
    expect(error.message).toContain('50 ms');
  });

  test('silence in the middle of the answer is ERR_TIMEOUT too', async () => {
    await using server = await httpServer((_, response) =>
      response.writeHead(200, { 'content-length': 9 }).write('half'),
    );
    expect((await failing(server, { timeoutMs: 100 }))['code']).toBe('ERR_TIMEOUT');
  });

  test('an answer that keeps coming may take longer than timeoutMs', async () => {
    await using server = await httpServer(async (_, response) => {
      for (const part of ['a', 'b', 'c', 'd']) {
        response.write(part);
        await sleep(60);
      }
      response.end();
    });
    await using transport = createTransport({ server: server.url, timeoutMs: 150 });
    const { body } = await transport.request({ method: 'POST', url: server.url });
    expect(Buffer.from(body).toString()).toBe('abcd');
  });

  test('abort in flight is ERR_ABORTED with the reason as cause, and closes the socket', async () => {
    await using server = await httpServer(() => undefined);
    const controller = new AbortController();
    const reason = new Error('the user left');
    setTimeout(() => controller.abort(reason), 30);
    const error = await failing(server, { signal: controller.signal });
    expect(error['code']).toBe('ERR_ABORTED');
    expect(error.cause).toBe(reason);
    await sleep(20);
    expect(server.sockets[0]?.destroyed).toBe(true);
  });

  test('abort while the body arrives is ERR_ABORTED', async () => {
    await using server = await httpServer((_, response) =>
      response.writeHead(200, { 'content-length': 9 }).write('half'),
    );
    expect((await failing(server, { signal: AbortSignal.timeout(80) }))['code']).toBe('ERR_ABORTED');
  });

  test('a signal that has fired already sends nothing', async () => {
    await using server = await httpServer((_, response) => response.end());
    expect((await failing(server, { signal: AbortSignal.abort() }))['code']).toBe('ERR_ABORTED');
    expect(server.sockets).toHaveLength(0);
  });
});

test('no error shows what was sent: neither headers nor body nor the library below', async () => {
  await using server = await httpServer((request) => request.socket.resetAndDestroy());
  const error = await failing(server, { headers: { authorization: 'Basic c2VjcmV0' }, body: Buffer.from('hunter2') });
  const shown = inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error) + JSON.stringify(error.cause);
  expect(shown).not.toMatch(/c2VjcmV0|hunter2|axios|authorization/i);
});
