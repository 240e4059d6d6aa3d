/** What a call leaves behind: nothing, however it ends. One signal is often held for the whole life of a program. */
import { getEventListeners } from 'node:events';
import { describe, expect, jest, test } from '@jest/globals';
import { GetFolder } from '../../generated/index.js';
import { createTransport } from '../../src/auth/create-transport.js';
import { basic } from '../../src/auth/credentials.js';
import { Client } from '../../src/client/client.js';
import type { CallOptions } from '../../src/client/options.js';
import { failFast, faultTolerance } from '../../src/client/retry-policy.js';
import { TransportError } from '../../src/errors.js';
import { committed } from '../../src/soap/committed.js';
import { clientOf } from './function-server.js';
import { fault, http, misbehaving, reset, response, say, silence, success } from './misbehaving.js';

const REQUEST = {
  folderShape: { baseShape: 'IdOnly' as const },
  folderIds: [{ kind: 'distinguishedFolderId' as const, id: 'inbox' as const }],
};
const well = () => response('GetFolder', [success('GetFolder')]);
const settled = (call: Promise<unknown>) => call.catch(() => undefined);
const left = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;
const HOUR_MS = 3_600_000;

describe('at a signal that lives on', () => {
  const cases: readonly (readonly [string, Parameters<typeof misbehaving>[0], CallOptions])[] = [
    ['a call that goes well', [], {}],
    ['one with a deadline', [], { deadlineMs: 60_000 }],
    ['one that is refused', [say(http(500, fault('ErrorItemNotFound')))], {}],
    ['one that waits and tries again', [say(http(500, fault('ErrorServerBusy', 20))), reset()], {}],
    ['one that fails', [reset()], { retry: failFast() }],
    ['one that takes too long', [silence], { timeoutMs: 50, retry: failFast() }],
    ['one whose deadline passes', [silence], { deadlineMs: 50 }],
  ];

  test.each(cases)('%s leaves no listener', async (_, script, options) => {
    await using server = await misbehaving(script);
    await using client = connect(server.url);
    const { signal } = new AbortController();
    // So many that they wait for a connection, for the first login, and for the pace of a busy server.
    await Promise.all(
      Array.from({ length: 6 }, () => settled(client.call(GetFolder, REQUEST, { ...options, signal }))),
    );
    expect(left(signal)).toBe(0);
  });

  test('a call that was aborted leaves none, at whatever it waited', async () => {
    await using server = await misbehaving(Array(20).fill(silence));
    await using client = connect(server.url);
    const [ending, living] = [new AbortController(), new AbortController()];
    const signal = AbortSignal.any([ending.signal, living.signal]);
    const calls = Array.from({ length: 6 }, () =>
      settled(client.call(GetFolder, REQUEST, { signal, deadlineMs: 60_000 })),
    );
    while (server.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    ending.abort();
    await Promise.all(calls);
    expect(left(signal)).toBe(0);
  });
});

describe('of timers', () => {
  const broken = () => new TransportError('ERR_CONNECTION_RESET', 'mail.b.test:443 closed the connection.');

  test.each([
    ['goes well', () => well(), {}],
    ['fails', () => broken(), { retry: failFast() }],
    ['tries again', (_: string, number: number) => (number === 1 ? broken() : well()), {}],
  ] as const)('a call with a deadline that %s leaves none', async (_, answer, options) => {
    const { client } = clientOf(answer);
    const [set, clear] = [jest.spyOn(globalThis, 'setTimeout'), jest.spyOn(globalThis, 'clearTimeout')];
    await settled(client.call(GetFolder, REQUEST, { ...options, deadlineMs: HOUR_MS }));
    const begun = set.mock.results.filter((_, index) => set.mock.calls[index]?.[1] === HOUR_MS);
    const ended = clear.mock.calls.map(([timer]) => timer);
    jest.restoreAllMocks();
    expect(begun).toHaveLength(1);
    expect(ended).toContain(begun[0]?.value);
  });
});

function connect(url: URL): Client {
  return new Client({
    registry: committed,
    endpoint: url,
    transport: createTransport({
      server: url,
      connections: 1,
      credentials: basic({ username: 'a', password: 'secret' }),
    }),
    retry: faultTolerance({ maxWaitMs: 500, firstWaitMs: 4, maxAttempts: 3 }),
  });
}
