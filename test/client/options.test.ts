/** A wrong option is refused by its name before anything is sent: ignored, it would be a call that hangs, or one that never waits. */
import { describe, expect, test } from '@jest/globals';
import { GetFolder } from '../../generated/index.js';
import { createTransport } from '../../src/auth/create-transport.js';
import { Client } from '../../src/client/client.js';
import { failFast, faultTolerance } from '../../src/client/retry-policy.js';
import { ValidationError } from '../../src/errors.js';
import { committed } from '../../src/soap/committed.js';
import { httpServer, rejection } from '../http/servers.js';

const request = {
  folderShape: { baseShape: 'IdOnly' as const },
  folderIds: [{ kind: 'distinguishedFolderId' as const, id: 'inbox' as const }],
};

const WRONG_CALLS: readonly (readonly [object, string, RegExp])[] = [
  [{ timeoutMs: Number.NaN }, 'timeoutMs', /expected milliseconds, 0 or more, got NaN/],
  [{ timeoutMs: -1 }, 'timeoutMs', /got -1/],
  [{ timeoutMs: '5000' }, 'timeoutMs', /got "5000"/],
  [{ deadlineMs: Number.NaN }, 'deadlineMs', /got NaN/],
  [{ deadlineMs: null }, 'deadlineMs', /got null/],
  [{ retry: true }, 'retry', /expected failFast\(\) or faultTolerance\(\{ ... \}\), got true/],
  [{ retry: { maxWaitMs: 1000 } }, 'retry', /got an object of Object/],
  [{ retry: faultTolerance }, 'retry', /got a function/],
  [{ signal: new AbortController() }, 'signal', /expected an AbortSignal, got an object of AbortController/],
  [{ errors: 'returned' }, 'errors', /expected one of 'throw', 'return', got "returned"/],
  [{ headers: 'x' }, 'headers', /expected an object$/],
  [{ classes: {} }, 'classes', /expected a Map/],
  [{ optional: 'suppressReadReceipts' }, 'optional', /expected an array of keys/],
  [{ timeout: 5000 }, 'timeout', /there is no such option; did you mean 'timeoutMs'\?/],
  [{ toString: 1 }, 'toString', /there is no such option/],
];

test.each(WRONG_CALLS)('a call with %p', async (options, path, message) => {
  await using server = await httpServer((_, response) => response.end());
  await using client = new Client({
    registry: committed,
    endpoint: server.url,
    transport: createTransport({ server: server.url }),
    retry: failFast(),
  });
  const error = await rejection(client.call(GetFolder, request, options as never));
  expect(error).toBeInstanceOf(ValidationError);
  expect(error['violations']).toEqual([{ path, message: expect.stringMatching(message) }]);
  await expect(client.stream(GetFolder, request, options as never).next()).rejects.toBeInstanceOf(ValidationError);
  expect(server.requests).toHaveLength(0);
});

test.each([null, 5, [], 'x'])('a call with the options %p', async (options) => {
  await using transport = createTransport({ server: 'http://127.0.0.1:9' });
  const client = new Client({ registry: committed, endpoint: new URL('http://127.0.0.1:9'), transport });
  await expect(client.call(GetFolder, request, options as never)).rejects.toThrow(
    /options: expected an object of options, got/,
  );
});

test('all that is wrong is said at once; what is undefined is not given', async () => {
  await using transport = createTransport({ server: 'http://127.0.0.1:9' });
  const client = new Client({ registry: committed, endpoint: new URL('http://127.0.0.1:9'), transport });
  const error = await rejection(
    client.call(GetFolder, request, { timeoutMs: -1, deadlineMs: -2, retry: undefined, signal: undefined }),
  );
  expect((error['violations'] as { path: string }[]).map(({ path }) => path)).toEqual(['timeoutMs', 'deadlineMs']);
});

describe('a client', () => {
  const good = {
    endpoint: new URL('http://127.0.0.1:9'),
    transport: createTransport({ server: 'http://127.0.0.1:9' }),
  };

  test.each([
    [{ endpoint: 'http://127.0.0.1:9' }, /endpoint: expected a URL object\.$/],
    [{ transport: {} }, /transport: expected a transport, got an object of Object/],
    [{ deadlineMs: '1000' }, /deadlineMs: expected milliseconds/],
    [{ retry: { attempts: 3 } }, /retry: expected failFast\(\)/],
    [{ versions: new Map() }, /versions: expected a VersionMemory/],
    [{ deadline: 3 }, /deadline: there is no such option; did you mean 'deadlineMs'\?/],
  ])('with %p', (options, message) => {
    expect(() => new Client({ registry: committed, ...good, ...options } as never)).toThrow(message);
  });
});

test.each([
  ['transport', ['request', 'openStream'], 'a transport'],
  ['versions', ['recall', 'remember'], 'a VersionMemory'],
  ['pace', ['enter', 'leave'], 'a Pace'],
  ['quota', ['take', 'give'], 'a RetryQuota'],
] as const)('what a client has as its %s must have %j', (name, methods, called) => {
  const good = {
    endpoint: new URL('http://127.0.0.1:9'),
    transport: { request: () => undefined, openStream: () => undefined },
  };
  const given = (those: readonly string[]) => () =>
    new Client({ ...good, [name]: Object.fromEntries(those.map((method) => [method, () => undefined])) } as never);
  expect(given(methods)).not.toThrow();
  for (const method of methods)
    expect(given(methods.filter((each) => each !== method))).toThrow(`${name}: expected ${called}`);
});

test('the classes of a call are a Map', async () => {
  await using transport = createTransport({ server: 'http://127.0.0.1:9' });
  const client = new Client({
    registry: committed,
    endpoint: new URL('http://127.0.0.1:9'),
    transport,
    retry: failFast(),
  });
  const call = (classes: object) => rejection(client.call(GetFolder, request, { classes } as never));
  for (const half of [{ get: () => undefined }, { entries: () => [] }])
    expect((await call(half)).message).toContain('classes: expected a Map');
  for (const errors of ['throw', 'return'] as const)
    expect(await rejection(client.call(GetFolder, request, { errors }))).not.toBeInstanceOf(ValidationError);
});

describe('a transport', () => {
  test.each([
    [{ connections: 0 }, /connections: expected a whole number, 1 or more, got 0/],
    [{ streams: 1.5 }, /streams: expected a whole number/],
    [{ timeoutMs: Number.NaN }, /timeoutMs: expected milliseconds/],
    [{ maxResponseBytes: -1 }, /maxResponseBytes: expected a whole number/],
  ])('with %p', (options, message) => {
    expect(() => createTransport({ server: 'http://127.0.0.1:9', ...options })).toThrow(message);
  });
});
