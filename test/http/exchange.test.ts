/** One request on the wire: what is not sent, and what fails instead. */
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import axios from 'axios';
import { AbortError } from '../../src/errors.js';
import { ConnectionGone } from '../../src/http/dead-socket.js';
import { createWire, exchange } from '../../src/http/exchange.js';
import type { HttpRequest } from '../../src/http/transport.js';
import { httpServer, rejection } from './servers.js';

const read = async (stream: Awaited<ReturnType<typeof exchange>>) => {
  for await (const _ of stream.body);
  return stream.status;
};

describe.each([
  ['by Node', undefined],
  ['by axios', axios.create()],
])('%s', (_, own) => {
  test.each([
    ['before', true],
    ['while it is begun', false],
  ])(
    'a request whose signal fires %s is not sent, and nothing is left in the way of the next',
    async (_when, before) => {
      await using server = await httpServer((request, response) => response.end(request.url));
      const wire = createWire(false, {}, own);
      const controller = new AbortController();
      const ask = (path: string, more: Partial<HttpRequest> = {}) =>
        exchange(wire, { method: 'GET', url: new URL(path, server.url), ...more });
      if (before) controller.abort();
      const first = rejection(ask('/first', { signal: controller.signal }));
      controller.abort();
      const error = await first;
      expect(error).toBeInstanceOf(AbortError);
      expect(error).toMatchObject({ sent: false });
      // On the same connection: if the first were on its way, it would come before.
      expect(await read(await ask('/second'))).toBe(200);
      expect(server.requests.map(({ path }) => path)).toEqual(['/second']);
      wire.slot.close();
    },
  );

  test('what may go out on one connection alone fails when that is gone, and opens no other', async () => {
    await using server = await httpServer((_request, response) => response.end());
    const wire = createWire(false, {}, own);
    wire.slot.pin({ secure: false, certificate: undefined, ready: true });
    expect(await rejection(exchange(wire, { method: 'GET', url: server.url }))).toBeInstanceOf(ConnectionGone);
    expect([server.sockets.length, wire.slot.opened]).toEqual([0, 0]);
    wire.slot.pin(undefined);
    expect(await read(await exchange(wire, { method: 'GET', url: server.url }))).toBe(200);
    wire.slot.close();
  });
});

test.each([
  [undefined, 120_000],
  [70_000, 70_000],
  [0, 0],
  [Number.POSITIVE_INFINITY, 0],
])('a server may be silent for as long as timeoutMs says (%p): %i ms, 0 for ever', async (timeoutMs, silenceMs) => {
  await using server = await httpServer((_request, response) => response.end());
  const wire = createWire(false, {}, undefined);
  const stream = await exchange(wire, { method: 'GET', url: server.url, timeoutMs });
  expect(stream.silenceMs).toBe(silenceMs);
  await read(stream);
  wire.slot.close();
});

test.each([1, 2, 3])('an answer that was packed %i times is unpacked as often', async (times) => {
  expect(await packed(times)).toBe('well');
});

test('of more layers the outer three are taken off', async () => {
  expect(await packed(4)).toBe(gzipSync('well').toString('latin1'));
});

/** What is read of an answer that says that it was packed so often, and was. */
async function packed(times: number): Promise<string> {
  const layers = Array.from({ length: times }, () => 'gzip');
  const body = layers.reduce<Buffer>((bytes) => gzipSync(bytes), Buffer.from('well'));
  await using server = await httpServer((_request, response) =>
    response.writeHead(200, { 'content-encoding': layers.join(', ') }).end(body),
  );
  const wire = createWire(false, {}, undefined);
  const stream = await exchange(wire, { method: 'GET', url: server.url });
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream.body) chunks.push(chunk);
  wire.slot.close();
  return Buffer.concat(chunks).toString('latin1');
}
