/** A watch on servers that say odd things, by a script: none of it ends the watch, and nothing is told twice without need. */
import { expect, jest, test } from '@jest/globals';
import type { StateStore } from '../../src/index.js';
import { recorder } from '../support/recorder.js';
import { failure } from '../support/scripted-server.js';

const wire = recorder();

function memory(): StateStore {
  const states = new Map<string, string>();
  return { load: async (key) => states.get(key), save: async (key, state) => void states.set(key, state) };
}

const created = (id: string) => ({
  kind: 'create',
  item: { kind: 'message', subject: id, itemId: { id, changeKey: `${id}-1` } },
});

test('a server without streams: everything is looked into each half minute, by a clock that the test sets', async () => {
  jest.useFakeTimers();
  try {
    const refused: number[] = [];
    wire.server.on('Subscribe', () => {
      refused.push(performance.now());
      return [failure('ErrorInvalidSubscriptionRequest')];
    });
    wire.server.changes = [[created('a')]];
    const ending = new AbortController();
    const told: string[] = [];
    const watching = (async () => {
      for await (const change of wire.account.inbox.watch({
        store: memory(),
        from: 'beginning',
        signal: ending.signal,
      }))
        if (change.kind === 'create') told.push(change.item.subject ?? '');
    })();
    await jest.advanceTimersByTimeAsync(1000);
    expect(told).toEqual(['a']);
    wire.server.changes = [[created('a')], [created('b')]];
    await jest.advanceTimersByTimeAsync(31_000);
    expect(told).toEqual(['a', 'b']);
    await jest.advanceTimersByTimeAsync(3_600_000);
    ending.abort();
    await jest.advanceTimersByTimeAsync(10_000);
    await watching;
    expect(told).toEqual(['a', 'b']);
    const looks = wire.sent.filter(({ operation }) => operation === 'SyncFolderItems').length;
    expect(looks).toBeGreaterThan(100);
    expect(looks).toBeLessThan(130);
    expect(refused.length).toBeLessThan(15);
  } finally {
    jest.useRealTimers();
  }
});

test('a network that is away: it is asked ever more seldom, and what happened meanwhile is told when it is back', async () => {
  jest.useFakeTimers();
  try {
    wire.server.on('Subscribe', () => [failure('ErrorInvalidSubscriptionRequest')]);
    wire.server.changes = [[created('a')]];
    const ending = new AbortController();
    const told: string[] = [];
    const watching = (async () => {
      for await (const change of wire.account.inbox.watch({
        store: memory(),
        from: 'beginning',
        signal: ending.signal,
      }))
        if (change.kind === 'create') told.push(change.item.subject ?? '');
    })();
    await jest.advanceTimersByTimeAsync(1000);
    let away = 0;
    wire.server.on('SyncFolderItems', () => {
      away++;
      return [failure('ErrorMailboxStoreUnavailable')];
    });
    await jest.advanceTimersByTimeAsync(3_600_000);
    expect(away).toBeGreaterThan(50);
    expect(away).toBeLessThan(150);
    wire.server.on('SyncFolderItems', (request) => wire.server.usual('SyncFolderItems', request));
    wire.server.changes = [[created('a')], [created('b')]];
    await jest.advanceTimersByTimeAsync(120_000);
    expect(told).toEqual(['a', 'b']);
    ending.abort();
    await jest.advanceTimersByTimeAsync(10_000);
    await watching;
  } finally {
    jest.useRealTimers();
  }
});
