/** Bodies that are produced while they are sent: where their end, their failure and their time-outs come from. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { createTransport } from '../../src/auth/create-transport.js';
import type { HttpRequest, Transport } from '../../src/http/transport.js';
import { httpServer, rejection, sleep } from './servers.js';

/** A server that answers before it has read anything. */
async function hasty(status: number) {
  const server = http.createServer((request, response) => {
    request.on('error', () => undefined);
    response.writeHead(status, { 'content-length': '2' }).end('no');
  });
  // It closes nothing by itself.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test('an answer that comes before the body has gone ends the body, and the next request goes through', async () => {
  await using server = await hasty(413);
  await using transport = createTransport({ server: server.url, connections: 1 });
  const produced = { chunks: 0, ended: false };
  async function* endless() {
    try {
      for (; ; produced.chunks++) yield Buffer.alloc(65_536);
    } finally {
      produced.ended = true;
    }
  }
  const { status } = await transport.request({ method: 'POST', url: server.url, body: { open: endless } });
  expect(status).toBe(413);
  for (let tries = 0; !produced.ended && tries < 200; tries++) await sleep(10);
  expect(produced.ended).toBe(true);
  expect((await transport.request({ method: 'GET', url: server.url })).status).toBe(413);
});

test('what cannot be read fails with its own error, and the server never gets a whole request', async () => {
  await using server = await httpServer((_, response) => response.end('well'));
  await using transport = createTransport({ server: server.url });
  const gone = new Error('the disk is gone');
  async function* failing() {
    yield Buffer.from('half');
    throw gone;
  }
  for (const length of [undefined, 100]) {
    const request = { method: 'POST', url: server.url, body: { length, open: failing } };
    expect(await rejection(transport.request(request))).toBe(gone);
  }
  expect(server.requests).toEqual([]);
});

test('a source that takes its time is not the silence of the server', async () => {
  await using server = await httpServer((_, response, body) => response.end(body));
  await using transport = createTransport({ server: server.url });
  async function* slow() {
    yield Buffer.from('a');
    await sleep(600);
    yield Buffer.from('b');
  }
  const request = { method: 'POST', url: server.url, body: { open: slow }, timeoutMs: 300 };
  expect(Buffer.from((await transport.request(request)).body).toString()).toBe('ab');
});

describe('an answer that comes while the source still keeps us waiting', () => {
  test.each([
    ['request', async (transport: Transport, request: HttpRequest) => (await transport.request(request)).status],
    [
      'stream',
      async (transport: Transport, request: HttpRequest) => {
        const stream = await transport.openStream(request);
        stream.cancel();
        return stream.status;
      },
    ],
  ] as const)('ends the %s, and the next one need not wait for the source', async (_, ask) => {
    await using server = await hasty(413);
    await using transport = createTransport({ server: server.url, connections: 1, streams: 1 });
    let give: () => void = () => undefined;
    const more = new Promise<void>((resolve) => {
      give = resolve;
    });
    async function* waiting() {
      yield Buffer.from('x');
      await more;
      yield Buffer.from('y');
    }
    expect(await ask(transport, { method: 'POST', url: server.url, body: { open: waiting } })).toBe(413);
    expect(await ask(transport, { method: 'GET', url: server.url, timeoutMs: 10_000 })).toBe(413);
    give();
  });
});
