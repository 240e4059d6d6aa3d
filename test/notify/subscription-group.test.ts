/** Many subscriptions on few connections: by a clock that the test sets, and a server that says what the test wants. */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { pause } from '../../src/notify/pause.js';
import { Member, SubscriptionGroup } from '../../src/notify/subscription-group.js';
import type { Session } from '../../src/requests/session.js';
import { failure, type Message, success } from '../support/scripted-server.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const OK = success({ connectionStatus: 'OK' });
const CLOSED = success({ connectionStatus: 'Closed' });

/** A group, and a server that answers a connection with what `script` says, until it is ended. */
function server(script: (ids: readonly string[], signal: AbortSignal) => AsyncIterable<Message> | Iterable<Message>) {
  /** The subscriptions of each connection that was opened, when, and by whom. */
  const opened: { ids: readonly string[]; at: number; by: string }[] = [];
  const live = new Set<readonly string[]>();
  const sessionOf = (email: string): Session =>
    ({
      email,
      registry: { operations: new Map([['GetStreamingEvents', { name: 'GetStreamingEvents' }]]) },
      client: {
        async *stream(
          _: unknown,
          { subscriptionIds: ids }: { subscriptionIds: string[] },
          { signal }: { signal: AbortSignal },
        ) {
          opened.push({ ids, at: performance.now(), by: email });
          live.add(ids);
          try {
            for await (const message of script(ids, signal)) {
              if (signal.aborted) return;
              yield { responseMessages: [message] };
            }
          } finally {
            live.delete(ids);
          }
        },
      },
    }) as unknown as Session;
  const group = new SubscriptionGroup('group', 'anchor@example.test', 120_000);
  const ending = new AbortController();
  const heard: string[] = [];
  const missed = new Map<string, number>();
  const join = (id: string, isAgain = false) => {
    group.users++;
    const listener = {
      ...{ session: sessionOf(`${id}@example.test`), options: {} },
      ...{ silenceMs: 120_000, signal: ending.signal },
      hear: () => void heard.push(id),
      miss: () => void missed.set(id, (missed.get(id) ?? 0) + 1),
    };
    const member = new Member(listener as never, id, isAgain);
    return { member, left: group.hear(member).finally(() => group.users--) };
  };
  return { group, opened, live, heard, missed, join, end: () => ending.abort() };
}

/** Says that it is there, and nothing more until the connection's time is up. */
async function* quiet(signal: AbortSignal, minutes = 30): AsyncGenerator<Message> {
  yield OK;
  await pause(minutes * 60_000, signal);
  yield CLOSED;
}

const numbered = (count: number) => Array.from({ length: count }, (_, n) => `s-${n}`);
const sizes = (live: Iterable<readonly string[]>) => [...live].map((ids) => ids.length).sort((a, b) => b - a);

describe('how many connections there are', () => {
  test('500 that come together: three, of 200 at most', async () => {
    const { join, live, end, opened } = server((_, signal) => quiet(signal));
    const all = numbered(500).map((id) => join(id).left);
    await jest.advanceTimersByTimeAsync(20_000);
    expect(sizes(live)).toEqual([200, 200, 100]);
    expect(opened.length).toBeLessThanOrEqual(4);
    end();
    await jest.advanceTimersByTimeAsync(1);
    await Promise.all(all);
    expect([jest.getTimerCount(), live.size]).toEqual([0, 0]);
  });

  test.each([1, 40, 1000, 30_000])('300 that come one by one, each %i ms: few, and nobody moves often', async (ms) => {
    const { join, live, end, opened } = server((_, signal) => quiet(signal, 20_000));
    let most = 0;
    for (const id of numbered(300)) {
      void join(id).left;
      await jest.advanceTimersByTimeAsync(ms);
      most = Math.max(most, live.size);
    }
    await jest.advanceTimersByTimeAsync(60_000);
    expect(sizes(live).reduce((sum, size) => sum + size)).toBe(300);
    expect(most).toBeLessThanOrEqual(3);
    // A move is a look at everything: so many for each in all, in the mean.
    expect(opened.reduce((sum, { ids }) => sum + ids.length, 0) / 300).toBeLessThan(20);
    end();
  });

  test('an idle hour of 500: each connection is opened once and again when its time is up, and nothing is missed then', async () => {
    const { join, end, opened, missed } = server((_, signal) => quiet(signal));
    for (const id of numbered(500)) void join(id).left;
    await jest.advanceTimersByTimeAsync(20_000);
    const [before, looks] = [opened.length, [...missed.values()].reduce((sum, each) => sum + each)];
    await jest.advanceTimersByTimeAsync(3_600_000);
    expect(opened.length - before).toBe(6);
    expect([...missed.values()].reduce((sum, each) => sum + each)).toBe(looks);
    end();
  });

  test.each([
    ['closes', [OK, CLOSED]],
    ['breaks', [OK]],
    ['says nothing on', []],
  ])(
    'a server that %s each connection at once is asked ten times a minute at most, by one and by 500',
    async (_, said) => {
      for (const count of [1, 500]) {
        const { join, end, opened } = server(() => said);
        for (const id of numbered(count)) void join(id).left;
        await jest.advanceTimersByTimeAsync(3_600_000);
        const times = opened.map(({ at }) => at);
        const most = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 60_000).length));
        expect(most).toBeLessThanOrEqual(10);
        expect(opened.length).toBeGreaterThan(50);
        end();
      }
    },
  );
});

describe('what is heard', () => {
  test('by whose subscription it is', async () => {
    const told = success({ notifications: [{ subscriptionId: 's-1', events: [{ kind: 'statusEvent' }] }] });
    const { join, heard, missed, end } = server(async function* (_, signal) {
      yield told;
      yield* quiet(signal);
    });
    for (const id of numbered(3)) void join(id).left;
    await jest.advanceTimersByTimeAsync(1000);
    expect(new Set(heard)).toEqual(new Set(['s-1']));
    expect([...missed.keys()].sort()).toEqual(['s-0', 's-1', 's-2']);
    end();
  });
});

describe('what is refused', () => {
  test('the subscriptions that the server names leave, the others stay', async () => {
    const { join, live, end } = server((ids, signal) =>
      ids.includes('s-1') ? [{ ...failure('ErrorInvalidSubscription'), errorSubscriptionIds: ['s-1'] }] : quiet(signal),
    );
    const all = numbered(3).map((id) => join(id));
    await jest.advanceTimersByTimeAsync(10_000);
    await all[1]?.left;
    expect(sizes(live)).toEqual([2]);
    end();
  });

  test('all of them leave where it names none', async () => {
    const { join } = server(() => [failure('ErrorSubscriptionNotFound')]);
    const all = numbered(3).map((id) => join(id).left);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(await Promise.all(all)).toEqual([undefined, undefined, undefined]);
  });

  test('for good: all leave with the error, and who opened it is not asked to open one for others again', async () => {
    const { join } = server(() => [failure('ErrorAccessDenied')]);
    const all = numbered(4).map((id) => join(id));
    const errors = Promise.all(all.map(({ left }) => left.catch(({ code }: { code: string }) => code)));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(await errors).toEqual(Array.from({ length: 4 }, () => 'ErrorAccessDenied'));
    expect(all.filter(({ member }) => member.spoils)).toHaveLength(1);
  });
});
