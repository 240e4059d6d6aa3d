/** Connections: how many, shared how, in what order, and what happens when they die. */
import { describe, expect, test } from '@jest/globals';
import { createTransport } from '../../src/auth/create-transport.js';
import { httpServer, rawServer, rejection, sleep } from './servers.js';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

describe('requests', () => {
  test('sequential requests share one socket', async () => {
    await using server = await httpServer((_, response) => response.end('ok'));
    await using transport = createTransport({ server: server.url });
    for (let i = 0; i < 5; i++) await transport.request({ method: 'POST', url: server.url, body: Buffer.from('x') });
    expect(server.sockets).toHaveLength(1);
    expect(server.requests).toHaveLength(5);
  });

  test('never more than `connections` at once, and all get through', async () => {
    let [now, most] = [0, 0];
    await using server = await httpServer(async (_, response) => {
      most = Math.max(most, ++now);
      await sleep(5);
      now--;
      response.end('ok');
    });
    await using transport = createTransport({ server: server.url, connections: 3 });
    await Promise.all(Array.from({ length: 60 }, () => transport.request({ method: 'POST', url: server.url })));
    expect(most).toBe(3);
    expect(server.sockets).toHaveLength(3);
  });

  test('who asked first is served first', async () => {
    await using server = await httpServer((_, response) => response.end());
    await using transport = createTransport({ server: server.url, connections: 1 });
    const bodies = Array.from({ length: 20 }, (_, index) => String(index));
    await Promise.all(
      bodies.map((body) => transport.request({ method: 'POST', url: server.url, body: Buffer.from(body) })),
    );
    expect(server.requests.map(({ body }) => body)).toEqual(bodies);
  });

  test('an abort while queued leaves the queue, sends nothing, and holds up nobody', async () => {
    await using server = await httpServer(async (_, response) => {
      await sleep(50);
      response.end();
    });
    await using transport = createTransport({ server: server.url, connections: 1 });
    const send = (body: string, signal?: AbortSignal) =>
      transport.request({ method: 'POST', url: server.url, body: Buffer.from(body), signal });
    const first = send('first');
    const second = rejection(send('second', AbortSignal.timeout(10)));
    const third = send('third');
    expect((await second)['code']).toBe('ERR_ABORTED');
    await Promise.all([first, third]);
    expect(server.requests.map(({ body }) => body)).toEqual(['first', 'third']);
  });

  test('a failed or aborted request gives its lane back', async () => {
    let count = 0;
    await using server = await httpServer((request, response) => {
      if (++count === 1) request.socket.destroy();
      else if (count > 2) response.end('ok');
    });
    await using transport = createTransport({ server: server.url, connections: 1 });
    const send = (signal?: AbortSignal) => transport.request({ method: 'POST', url: server.url, signal });
    expect((await rejection(send()))['code']).toBe('ERR_CONNECTION_RESET');
    expect((await rejection(send(AbortSignal.timeout(30))))['code']).toBe('ERR_ABORTED');
    expect((await send()).status).toBe(200);
  });

  test('a body that is a view into a larger buffer is sent as it is', async () => {
    await using server = await httpServer((_, response) => response.end());
    await using transport = createTransport({ server: server.url });
    const whole = new TextEncoder().encode('secret-hello-secret');
    await transport.request({ method: 'POST', url: server.url, body: whole.subarray(7, 12) });
    expect(server.requests[0]?.body).toBe('hello');
    expect(server.requests[0]?.headers['content-length']).toBe('5');
  });

  test('a body can be produced while it is sent', async () => {
    await using server = await httpServer((_, response, body) => response.end(body));
    await using transport = createTransport({ server: server.url });
    async function* open() {
      for (const part of ['one ', 'two ', 'three']) yield Buffer.from(part);
    }
    const { body } = await transport.request({ method: 'POST', url: server.url, body: { length: 13, open } });
    expect(text(body)).toBe('one two three');
    expect(server.requests[0]?.headers['content-length']).toBe('13');
  });

  test('every status is an answer, and redirects are not followed', async () => {
    await using server = await httpServer((_, response) =>
      response.writeHead(302, { location: '/elsewhere' }).end('see'),
    );
    await using transport = createTransport({ server: server.url });
    const answer = await transport.request({ method: 'POST', url: server.url });
    expect([answer.status, answer.headers['location'], text(answer.body)]).toEqual([302, '/elsewhere', 'see']);
  });

  test('one transport talks to one server', async () => {
    await using transport = createTransport({ server: 'https://mail.example.com' });
    const error = await rejection(transport.request({ method: 'GET', url: new URL('https://evil.example/') }));
    expect(error['code']).toBe('ERR_INSECURE');
  });
});

describe('a kept-alive socket that the server has closed', () => {
  /** Answers the first request of a connection and resets at the second; the second connection behaves. */
  const treacherous = () => {
    let connections = 0;
    return rawServer((socket) => {
      const first = ++connections === 1;
      let requests = 0;
      socket.on('data', () => {
        if (first && ++requests === 2) socket.resetAndDestroy();
        else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      });
    });
  };

  test('is replaced, once, when the request is idempotent', async () => {
    await using server = await treacherous();
    await using transport = createTransport({ server: server.url });
    for (let i = 0; i < 3; i++) await transport.request({ method: 'POST', url: server.url, idempotent: true });
    expect(server.sockets).toHaveLength(2);
  });

  test('is an error when it is not', async () => {
    await using server = await treacherous();
    await using transport = createTransport({ server: server.url });
    await transport.request({ method: 'POST', url: server.url });
    const error = await rejection(transport.request({ method: 'POST', url: server.url }));
    expect(error['code']).toBe('ERR_CONNECTION_RESET');
  });

  test('a first connection that is reset is not tried again', async () => {
    await using server = await rawServer((socket) => socket.resetAndDestroy());
    await using transport = createTransport({ server: server.url });
    const error = await rejection(transport.request({ method: 'POST', url: server.url, idempotent: true }));
    expect(error['code']).toBe('ERR_CONNECTION_RESET');
    expect(server.sockets).toHaveLength(1);
  });

  test('a server that closes after each answer gets a new connection each time', async () => {
    await using server = await httpServer((_, response) => response.writeHead(200, { connection: 'close' }).end('ok'));
    await using transport = createTransport({ server: server.url, connections: 1 });
    for (let i = 0; i < 3; i++) await transport.request({ method: 'POST', url: server.url });
    expect(server.sockets).toHaveLength(3);
  });
});

describe('streams', () => {
  test('the head comes before the body has ended, and chunks as they come', async () => {
    let finish: () => void = () => undefined;
    await using server = await httpServer((_, response) => {
      response.write('first');
      finish = () => response.end('last');
    });
    await using transport = createTransport({ server: server.url });
    const stream = await transport.openStream({ method: 'POST', url: server.url });
    const seen: string[] = [];
    for await (const chunk of stream.body) {
      seen.push(text(chunk));
      if (seen.length === 1) finish();
    }
    expect(seen).toEqual(['first', 'last']);
  });

  test('streams that stay open do not hold up requests', async () => {
    await using server = await httpServer((request, response) => {
      if (request.url === '/stream') response.write('event');
      else response.end('ok');
    });
    await using transport = createTransport({ server: server.url, connections: 1, streams: 2 });
    const open = () => transport.openStream({ method: 'POST', url: new URL('/stream', server.url) });
    await open();
    await open();
    expect((await transport.request({ method: 'POST', url: server.url })).status).toBe(200);
  });

  test.each([
    ['cancelled', (stream: { cancel(): void }) => stream.cancel()],
    [
      'left early',
      async (stream: { body: AsyncIterable<unknown> }) => {
        for await (const _ of stream.body) break;
      },
    ],
  ])('a stream that is %s closes its socket and gives its lane back', async (_, leave) => {
    await using server = await httpServer((__, response) => response.write('event'));
    await using transport = createTransport({ server: server.url, streams: 1 });
    await leave(await transport.openStream({ method: 'POST', url: server.url }));
    const next = await transport.openStream({ method: 'POST', url: server.url });
    expect(next.status).toBe(200);
    expect(server.sockets[0]?.destroyed).toBe(true);
  });

  test('an aborted stream gives its lane back though nobody reads it', async () => {
    await using server = await httpServer((_, response) => response.write('event'));
    await using transport = createTransport({ server: server.url, streams: 1 });
    const controller = new AbortController();
    const first = await transport.openStream({ method: 'POST', url: server.url, signal: controller.signal });
    controller.abort();
    await transport.openStream({ method: 'POST', url: server.url });
    const error = await rejection(
      (async () => {
        for await (const chunk of first.body) expect(chunk).toBeDefined();
      })(),
    );
    expect(error['code']).toBe('ERR_ABORTED');
  });

  test('a reader that takes its time is not timed out', async () => {
    await using server = await httpServer((_, response) => response.end('x'.repeat(1_000_000)));
    await using transport = createTransport({ server: server.url, timeoutMs: 60 });
    const stream = await transport.openStream({ method: 'POST', url: server.url });
    let size = 0;
    for await (const chunk of stream.body) {
      if (size === 0) await sleep(150);
      size += chunk.byteLength;
    }
    expect(size).toBe(1_000_000);
  });
});

describe('disposal', () => {
  test('closes sockets, fails what is under way and what waits, and refuses what comes', async () => {
    await using server = await httpServer(() => undefined);
    const transport = createTransport({ server: server.url, connections: 1 });
    const send = () => transport.request({ method: 'POST', url: server.url });
    const [flying, waiting] = [rejection(send()), rejection(send())];
    await sleep(30);
    await transport[Symbol.asyncDispose]();
    const codes = [(await flying)['code'], (await waiting)['code'], (await rejection(send()))['code']];
    expect(codes).toEqual(['ERR_ABORTED', 'ERR_ABORTED', 'ERR_ABORTED']);
    await sleep(20);
    expect(server.sockets[0]?.destroyed).toBe(true);
  });
});
