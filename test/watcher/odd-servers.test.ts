/** A watch on servers that say odd things, by a script: none of it ends the watch, and nothing is told twice without need. */
import { expect, jest, test } from '@jest/globals';
import { memory } from '../support/memory-store.js';
import { recorder } from '../support/recorder.js';
import { failure, success } from '../support/scripted-server.js';

const wire = recorder();

const created = (id: string) => ({
  kind: 'create',
  item: { kind: 'message', subject: id, itemId: { id, changeKey: `${id}-1` } },
});

/** Watches the inbox from its beginning, by a clock that the test sets; `told` are the subjects of what came. */
async function byTheClock(work: (told: readonly string[]) => Promise<void>): Promise<void> {
  jest.useFakeTimers();
  const ending = new AbortController();
  const told: string[] = [];
  const follow = async (): Promise<void> => {
    const options = { store: memory(), from: 'beginning', signal: ending.signal } as const;
    for await (const change of wire.account.inbox.watch(options))
      if (change.kind === 'create') told.push(change.item.subject ?? '');
  };
  try {
    const watching = follow();
    await work(told);
    ending.abort();
    await jest.advanceTimersByTimeAsync(10_000);
    await watching;
  } finally {
    ending.abort();
    jest.useRealTimers();
  }
}

const asked = (name: string): number => wire.sent.filter(({ operation }) => operation === name).length;

test('a server without streams: everything is looked into each half minute', () =>
  byTheClock(async (told) => {
    let refused = 0;
    wire.server.on('Subscribe', () => {
      refused++;
      return [failure('ErrorInvalidSubscriptionRequest')];
    });
    wire.server.changes = [[created('a')]];
    await jest.advanceTimersByTimeAsync(1000);
    expect(told).toEqual(['a']);
    wire.server.changes = [[created('a')], [created('b')]];
    await jest.advanceTimersByTimeAsync(31_000);
    expect(told).toEqual(['a', 'b']);
    await jest.advanceTimersByTimeAsync(3_600_000);
    expect(told).toEqual(['a', 'b']);
    expect(asked('SyncFolderItems')).toBeGreaterThan(100);
    expect(asked('SyncFolderItems')).toBeLessThan(130);
    expect(refused).toBeLessThan(15);
  }));

test('a network that is away: it is asked ever more seldom, and what happened meanwhile is told when it is back', () =>
  byTheClock(async (told) => {
    wire.server.on('Subscribe', () => [failure('ErrorInvalidSubscriptionRequest')]);
    wire.server.changes = [[created('a')]];
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
  }));

/** A connection that says that it is there, and nothing more until its time is up. */
async function* quiet(minutes = 30): AsyncGenerator<object> {
  yield success({ connectionStatus: 'OK' });
  await new Promise((resolve) => setTimeout(resolve, minutes * 60_000));
  yield success({ connectionStatus: 'Closed' });
}

test('an idle hour: two or three connections, one subscription, and a look each quarter of an hour', () =>
  byTheClock(async (told) => {
    wire.server.on('GetStreamingEvents', () => quiet());
    wire.server.changes = [[created('a')]];
    await jest.advanceTimersByTimeAsync(3_600_000);
    expect(told).toEqual(['a']);
    expect(asked('GetStreamingEvents')).toBeLessThanOrEqual(3);
    expect(asked('Subscribe')).toBe(1);
    expect(asked('SyncFolderItems')).toBeLessThanOrEqual(7);
    expect(wire.sent.length).toBeLessThan(20);
    // The scripted connection does not hear that it is closed.
    await jest.advanceTimersByTimeAsync(1_800_000);
  }));

test.each<[string, () => readonly object[]]>([
  ['ends each stream at once', () => [success({ connectionStatus: 'OK' }), success({ connectionStatus: 'Closed' })]],
  ['breaks each stream at once', () => [success({ connectionStatus: 'OK' })]],
  ['forgets each subscription at once', () => [failure('ErrorSubscriptionNotFound')]],
  ['is too busy for streams', () => [failure('ErrorExceededConnectionCount')]],
])('a server that %s is asked for ten a minute at most', (_, answer) =>
  byTheClock(async () => {
    const opened: number[] = [];
    wire.server.on('GetStreamingEvents', async function* () {
      opened.push(performance.now());
      yield* answer();
    });
    await jest.advanceTimersByTimeAsync(3_600_000);
    const within = (from: number) => opened.filter((at) => at >= from && at < from + 60_000).length;
    expect(Math.max(...opened.map(within))).toBeLessThanOrEqual(10);
    expect(opened.length).toBeGreaterThan(50);
  }),
);
