/**
 * Whoever ends a call gets an AbortError, and who runs out of time a TimeoutError, whenever that happens: before the call, while it
 * waits, under way. Over real sockets.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, expect, test } from '@jest/globals';
import { FindItem, GetFolder, GetStreamingEvents, SendItem } from '../../generated/index.js';
import { createTransport } from '../../src/auth/create-transport.js';
import { Client } from '../../src/client/client.js';
import type { CallOptions } from '../../src/client/options.js';
import { faultTolerance } from '../../src/client/retry-policy.js';
import { AbortError, EwsError, TimeoutError, TransportError } from '../../src/errors.js';
import { committed } from '../../src/soap/committed.js';
import { httpServer, rejection, type TestServer } from '../http/servers.js';
import { fault } from './misbehaving.js';

type Handler = Parameters<typeof httpServer>[0];

const silent: Handler = () => undefined;
const half: Handler = (_, response) => void response.writeHead(200, { 'content-length': '99' }).write('<s:Envelope');
const busy: Handler = (_, response) => void response.writeHead(500).end(fault('ErrorServerBusy', 20_000));

const retry = faultTolerance({ maxWaitMs: 60_000 });
const read = (client: Client, options: CallOptions) =>
  client.call(
    GetFolder,
    { folderShape: { baseShape: 'IdOnly' }, folderIds: [{ kind: 'distinguishedFolderId', id: 'inbox' }] },
    options,
  );
const write = (client: Client, options: CallOptions) =>
  client.call(SendItem, { saveItemToFolder: true, itemIds: [{ kind: 'itemId', id: 'draft' }] }, options);
const listen = async (client: Client, options: CallOptions) => {
  const request = { subscriptionIds: ['s'], connectionTimeout: 1 };
  for await (const _ of client.stream(GetStreamingEvents, request, options));
};

function connect({ url }: TestServer): Client {
  return new Client({
    registry: committed,
    endpoint: url,
    transport: createTransport({ server: url, connections: 1 }),
    retry,
  });
}

/** Aborts as soon as the server has heard that many requests. */
function abortAfter(server: TestServer, requests: number, reason: unknown): AbortSignal {
  const controller = new AbortController();
  const look = () => (server.requests.length >= requests ? controller.abort(reason) : void setTimeout(look, 5));
  look();
  return controller.signal;
}

describe('a signal', () => {
  const reason = { why: 'the user left' };

  test.each([
    ['that fired before the call', silent, 0, 'not done'],
    ['that fires under way', silent, 1, 'unknown'],
    ['that fires while the answer arrives', half, 1, 'unknown'],
  ] as const)('%s', async (_, handler, requests, fate) => {
    await using server = await httpServer(handler);
    await using client = connect(server);
    for (const ask of [read, write]) {
      const heard = server.requests.length;
      const error = await rejection(ask(client, { signal: abortAfter(server, heard + requests, reason) }));
      expect(error).toBeInstanceOf(AbortError);
      expect(error).not.toBeInstanceOf(TransportError);
      expect(error).toMatchObject({ name: 'AbortError', code: 'ERR_ABORTED', cause: reason });
      expect(error['fate']).toBe(ask === write ? fate : undefined);
      expect(server.requests.length).toBe(heard + requests);
    }
  });

  test('that fires while the call waits to try again: nothing was done', async () => {
    await using server = await httpServer(busy);
    await using client = connect(server);
    const controller = new AbortController();
    const stop = () => controller.abort(reason);
    subscribe('ewskit:retry', stop);
    const error = await rejection(write(client, { signal: controller.signal }));
    unsubscribe('ewskit:retry', stop);
    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ cause: reason, fate: 'not done', attempts: [{ code: 'ErrorServerBusy' }] });
    expect(server.requests).toHaveLength(1);
  });

  test('that fires while the call waits for a connection: nothing of it was sent', async () => {
    await using server = await httpServer(silent);
    await using client = connect(server);
    const first = rejection(read(client, {}));
    const error = await rejection(write(client, { signal: abortAfter(server, 1, reason) }));
    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ cause: reason, fate: 'not done', sent: false });
    await client[Symbol.asyncDispose]();
    expect(await first).toBeInstanceOf(AbortError);
  });

  test('fired before, beside a deadline', async () => {
    await using server = await httpServer(silent);
    await using client = connect(server);
    const error = await rejection(read(client, { signal: AbortSignal.abort(reason), deadlineMs: 60_000 }));
    expect(error).toBeInstanceOf(AbortError);
    expect(server.requests).toHaveLength(0);
  });

  test.each([0, 1])('of a stream, after %d requests', async (requests) => {
    await using server = await httpServer(silent);
    await using client = connect(server);
    const error = await rejection(listen(client, { signal: abortAfter(server, requests, reason) }));
    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ cause: reason });
    expect(server.requests).toHaveLength(requests);
  });

  test('a closed client has ended its calls itself', async () => {
    await using server = await httpServer(silent);
    const client = connect(server);
    const asked = rejection(write(client, {}));
    while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await client[Symbol.asyncDispose]();
    expect(await asked).toMatchObject({ name: 'AbortError', code: 'ERR_ABORTED', fate: 'unknown' });
  });
});

describe('time', () => {
  test.each([
    ['of the silence (timeoutMs)', { timeoutMs: 500, retry: faultTolerance({ maxAttempts: 1 }) }, 'ERR_TIMEOUT'],
    ['of the call (deadlineMs)', { deadlineMs: 500 }, 'ERR_DEADLINE'],
    ['of the signal (AbortSignal.timeout)', { signal: () => AbortSignal.timeout(500) }, 'ERR_ABORTED'],
    ['of one of several signals', { signal: () => AbortSignal.any([AbortSignal.timeout(500)]) }, 'ERR_ABORTED'],
  ] as const)('%s is a TimeoutError, and a silent server is a broken connection, too', async (_, options, code) => {
    await using server = await httpServer(silent);
    await using client = connect(server);
    const signal = 'signal' in options ? options.signal() : undefined;
    const error = await rejection(write(client, { ...options, signal }));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toBeInstanceOf(TransportError);
    expect(error).not.toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ name: 'TimeoutError', code, fate: 'unknown' });
  });

  test('that was over before the call', async () => {
    await using server = await httpServer(silent);
    await using client = connect(server);
    const signal = AbortSignal.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
    const error = await rejection(write(client, { signal }));
    expect(error).toMatchObject({ name: 'TimeoutError', code: 'ERR_ABORTED', fate: 'not done', cause: signal.reason });
    expect(server.requests).toHaveLength(0);
  });

  test('that ends while the call waits to try again: nothing was done', async () => {
    await using server = await httpServer(busy);
    await using client = connect(server);
    const error = await rejection(write(client, { deadlineMs: 1000 }));
    expect(error).toMatchObject({ name: 'TimeoutError', code: 'ERR_DEADLINE', fate: 'not done' });
    expect((error as unknown as EwsError).attempts).toMatchObject([{ code: 'ErrorServerBusy' }]);
  });

  test.each([Number.POSITIVE_INFINITY, 2 ** 31, 0])('timeoutMs: %d is no limit', async (timeoutMs) => {
    await using server = await httpServer(silent);
    await using client = connect(server);
    const signal = abortAfter(server, 1, 'enough');
    expect(await rejection(read(client, { timeoutMs, signal }))).toBeInstanceOf(AbortError);
  });

  test.each([Number.POSITIVE_INFINITY, 2 ** 31])('deadlineMs: %d is no limit', async (deadlineMs) => {
    await using server = await httpServer(silent);
    await using client = connect(server);
    const signal = abortAfter(server, 1, 'enough');
    expect(await rejection(read(client, { deadlineMs, signal }))).toBeInstanceOf(AbortError);
  });
});

test('an aborted call of many parts gives the error, not half a response', async () => {
  await using server = await httpServer(silent);
  await using client = connect(server);
  const request = {
    traversal: 'Shallow',
    itemShape: { baseShape: 'IdOnly' },
    parentFolderIds: [{ kind: 'distinguishedFolderId', id: 'inbox' }],
  } as const;
  const asked = client.call(FindItem, request as never, { errors: 'return', signal: abortAfter(server, 1, 'enough') });
  expect(await rejection(asked)).toBeInstanceOf(EwsError);
});
