/** `sent: false` is said exactly when no byte of the request left: what a retry of a write stands on. */
import { expect, test } from '@jest/globals';
import { createTransport, type TransportOptions } from '../../src/auth/create-transport.js';
import { closedPort, httpServer, rawServer, rejection, sleep } from './servers.js';

async function send(url: URL, options: Partial<TransportOptions> & { signal?: AbortSignal } = {}) {
  const { signal, ...more } = options;
  await using transport = createTransport({ server: url, ...more });
  return await rejection(transport.request({ method: 'POST', url, body: Buffer.from('x'), signal }));
}

test('nobody listens; no such host; TLS with a server that speaks none', async () => {
  await using plain = await rawServer((socket) => socket.end('SSH-2.0\r\n'));
  const port = await closedPort();
  for (const url of [`http://127.0.0.1:${port}/`, 'http://no.such.invalid/', `https://127.0.0.1:${plain.port}/`])
    expect(await send(new URL(url))).toMatchObject({ sent: false });
});

test('aborted before a lane was free', async () => {
  await using server = await httpServer(() => undefined);
  await using transport = createTransport({ server: server.url, connections: 1 });
  const first = rejection(transport.request({ method: 'POST', url: server.url }));
  while (server.requests.length === 0) await sleep(5);
  const second = rejection(transport.request({ method: 'POST', url: server.url, signal: AbortSignal.timeout(20) }));
  expect(await second).toMatchObject({ code: 'ERR_ABORTED', sent: false });
  await transport[Symbol.asyncDispose]();
  expect((await first)['sent']).toBeUndefined();
});

test('after it was sent: reset, silence, abort, half an answer', async () => {
  await using resets = await httpServer((request) => request.socket.resetAndDestroy());
  await using silent = await httpServer(() => undefined);
  await using half = await httpServer((_, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('half');
    setTimeout(() => response.destroy(), 10);
  });
  const errors = [
    await send(resets.url),
    await send(silent.url, { timeoutMs: 500 }),
    await send(silent.url, { signal: AbortSignal.timeout(500) }),
    await send(half.url),
  ];
  expect(errors.map(({ code, sent }) => [code, sent])).toEqual([
    ['ERR_CONNECTION_RESET', undefined],
    ['ERR_TIMEOUT', undefined],
    ['ERR_ABORTED', undefined],
    ['ERR_TRUNCATED', undefined],
  ]);
});

test('bytes that nobody asked for close an idle connection', async () => {
  await using server = await rawServer((socket) => {
    socket.on('data', () => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      setTimeout(() => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil'), 10);
    });
  });
  await using transport = createTransport({ server: server.url, connections: 1 });
  for (let i = 0; i < 2; i++) {
    const { body } = await transport.request({ method: 'POST', url: server.url });
    expect(Buffer.from(body).toString()).toBe('ok');
    await sleep(40);
  }
  expect(server.sockets).toHaveLength(2);
});

test('keepsConnection decides, with the whole answer, before the next request', async () => {
  await using server = await httpServer((_, response, body) => response.end(body));
  await using transport = createTransport({ server: server.url, connections: 1 });
  const keepsConnection = (_: unknown, body: Uint8Array) => Buffer.from(body).toString() === 'keep';
  const bodies = ['keep', 'keep', 'drop', 'keep'];
  await Promise.all(
    bodies.map((body) =>
      transport.request({ method: 'POST', url: server.url, body: Buffer.from(body), keepsConnection }),
    ),
  );
  expect(server.sockets).toHaveLength(2);
});
