/** Answers that have no end, or none in sensible time: each is given up, and the connection they came on is lost to nobody. */
import { describe, expect, jest, test } from '@jest/globals';
import { BearerScheme } from '../../src/auth/bearer.js';
import { createTransport } from '../../src/auth/create-transport.js';
import { basic, oauth } from '../../src/auth/credentials.js';
import { collect } from '../../src/http/collect.js';
import { after as runAfter } from '../../src/http/timer.js';
import type { HttpRequest } from '../../src/http/transport.js';
import { rawServer, rejection } from './servers.js';

const WELL = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/** A server that says this to the first request of each of so many connections, and is well afterwards. */
function server(first: (write: (text: string) => boolean) => void, times = 1) {
  let left = times;
  return rawServer((socket) => {
    socket.on('data', () => {
      if (left-- > 0) first((text) => !socket.destroyed && socket.write(text));
      else socket.write(WELL);
    });
  });
}

const text = (body: Uint8Array) => Buffer.from(body).toString();

describe('101 Switching Protocols', () => {
  const UPGRADE = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n';

  test.each(['request', 'openStream'] as const)('ends a %s, and gives its lane back', async (method) => {
    await using origin = await server((write) => write(UPGRADE), 4);
    await using transport = createTransport({ server: origin.url, connections: 2, streams: 2 });
    const ask = (): Promise<unknown> => transport[method]({ method: 'POST', url: origin.url });
    const errors = await Promise.all([0, 1, 2, 3].map(() => rejection(ask())));
    for (const error of errors)
      expect(error).toMatchObject({
        code: 'ERR_NOT_EWS',
        message: expect.stringContaining('101'),
        remedy: expect.any(String),
      });
    expect(await ask()).toMatchObject({ status: 200 });
  });
});

describe('a body', () => {
  test.each(['401 X\r\nWWW-Authenticate: Basic realm=x', '403 X', '302 X\r\nLocation: https://x.test/', '500 X'])(
    'without end, of %j',
    async (head) => {
      let written = 0;
      await using origin = await server((write) => {
        write(`HTTP/1.1 ${head}\r\nTransfer-Encoding: chunked\r\n\r\n`);
        const piece = `10000\r\n${'a'.repeat(65_536)}\r\n`;
        const pump = (): void => {
          for (let n = 0; n < 16; n++) if (!write(piece) && written > 2 ** 28) return;
          written += 2 ** 20;
          setImmediate(pump);
        };
        pump();
      });
      const credentials = basic({ username: 'a', password: 'secret' });
      await using transport = createTransport({
        server: origin.url,
        credentials,
        connections: 1,
        maxResponseBytes: 2 ** 20,
      });
      const request = { method: 'POST', url: origin.url };
      const outcome = await transport.request(request).catch((error: unknown) => error);
      const next = transport.request(request);
      if (head.startsWith('401')) {
        expect(outcome).toMatchObject({ code: 'ERR_UNAUTHORIZED' });
        // The lane is there again, and the password rests.
        expect(await rejection(next)).toMatchObject({ message: expect.stringContaining('Nothing was sent') });
        return;
      }
      expect(outcome).toMatchObject({ status: Number(head.slice(0, 3)) });
      expect(text((await next).body)).toBe('ok');
    },
  );

  test.each(['200 OK', '401 X\r\nWWW-Authenticate: Basic realm=x', '503 X'])('that drips, of %j', async (head) => {
    await using origin = await server((write) => {
      write(`HTTP/1.1 ${head}\r\n\r\n`);
      const timer = setInterval(() => write(' ') || clearInterval(timer), 40);
    });
    const credentials = basic({ username: 'a', password: 'secret' });
    await using transport = createTransport({ server: origin.url, credentials, connections: 1, timeoutMs: 300 });
    const request = { method: 'POST', url: origin.url };
    expect(await rejection(transport.request(request))).toMatchObject({ code: 'ERR_TIMEOUT', name: 'TimeoutError' });
    expect(text((await transport.request(request)).body)).toBe('ok');
  });

  test.each([
    ['little in twice the time that is borne is a drip', 300, 'ERR_TIMEOUT'],
    ['much is slow, and comes through', 600, 'ok'],
  ])('%s', async (_, size, ends) => {
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    async function* body(): AsyncGenerator<Uint8Array> {
      for (let n = 0; n < 20; n++) {
        now += 90;
        yield Buffer.alloc(size);
      }
    }
    const head = { status: 200, headers: {}, challenges: [], url: new URL('https://x.test/'), silenceMs: 100 };
    const read = collect({ ...head, body: body(), cancel: () => undefined });
    expect(
      await read.then(
        () => 'ok',
        ({ code }: { code: string }) => code,
      ),
    ).toBe(ends);
    jest.restoreAllMocks();
  });
});

describe('a token that never comes', () => {
  const request = (url: URL): HttpRequest => ({ method: 'POST', url, body: Buffer.from('x') });

  test('is not waited for when the transport is closed: nothing was sent', async () => {
    await using origin = await server((write) => write(WELL));
    let asked: (() => void) | undefined;
    const begun = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const getToken = () => {
      asked?.();
      return new Promise<string>(() => undefined);
    };
    const transport = createTransport({ server: origin.url, credentials: oauth({ getToken }) });
    const waiting = rejection(transport.request(request(origin.url)));
    await begun;
    await transport[Symbol.asyncDispose]();
    expect(await waiting).toMatchObject({ name: 'AbortError', code: 'ERR_ABORTED', sent: false });
  });

  test('is given up after a quarter of an hour, and asked for anew', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance'] });
    try {
      const scheme = new BearerScheme(() => new Promise<string>(() => undefined));
      const asked = rejection(scheme.authorization({ method: 'POST', url: new URL('https://x.test/') }));
      await jest.advanceTimersByTimeAsync(16 * 60_000);
      expect(await asked).toMatchObject({ code: 'ERR_CREDENTIALS' });
      expect((await asked)['cause']).toMatchObject({ message: expect.stringContaining('16 minutes') });
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('a timer', () => {
  test('beyond what setTimeout counts runs when its time has come, and not at once', async () => {
    jest.useFakeTimers();
    try {
      const run = jest.fn();
      runAfter(2 ** 31 + 5000, run);
      jest.advanceTimersByTime(2 ** 31 + 4999);
      expect(run).not.toHaveBeenCalled();
      jest.advanceTimersByTime(1);
      expect(run).toHaveBeenCalledTimes(1);
      const cleared = runAfter(2 ** 32, run);
      jest.advanceTimersByTime(2 ** 31);
      cleared.clear();
      jest.advanceTimersByTime(2 ** 33);
      expect(run).toHaveBeenCalledTimes(1);
      runAfter(Number.POSITIVE_INFINITY, run);
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });
});
