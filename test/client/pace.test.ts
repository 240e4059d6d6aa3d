/** When requests begin where a server says that it is busy: their order, their waits, the distance between them. */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Turn } from '../../src/client/allowance.js';
import { Pace } from '../../src/client/pace.js';

// The clock stands still but where a test moves it, so that a busy machine changes nothing.
beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
});
afterEach(() => {
  jest.useRealTimers();
});
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
const settled = () => new Promise(setImmediate);

const never = () => new Error('aborted');
const enter = (pace: Pace, again = false) => pace.enter(1000, undefined, never, again);

/** One request that goes well. */
async function well(pace: Pace): Promise<void> {
  const turn = await enter(pace);
  pace.fine(turn);
  pace.leave(turn);
}

test('those that were refused come before those that ask for the first time', async () => {
  const pace = new Pace();
  await well(pace);
  const [first, second] = [await enter(pace), await enter(pace)];
  pace.busy(second, { tooMany: true });
  pace.leave(second);
  const order: string[] = [];
  const then = (name: string) => (turn: Turn) => {
    order.push(name);
    pace.leave(turn);
  };
  const waiting = [enter(pace).then(then('new')), enter(pace, true).then(then('refused'))];
  await settled();
  expect(order).toEqual([]);
  pace.leave(first);
  await Promise.all(waiting);
  expect(order).toEqual(['refused', 'new']);
});

test('one that waited and is refused again: from then on they keep a distance, which shrinks while all goes well', async () => {
  const pace = new Pace();
  await well(pace);
  const [first, second] = [await enter(pace), await enter(pace)];
  pace.busy(first, { waitMs: 1 });
  pace.busy(second, { waitMs: 40, again: true });
  pace.leave(first);
  pace.leave(second);
  const entered: number[] = [];
  const several = async (count: number) => {
    for (let i = 0; i < count; i++) {
      const turn = await enter(pace, true);
      entered.push(performance.now());
      pace.leave(turn);
    }
  };
  await Promise.all([several(3), pass(1000)]);
  expect(entered.slice(1).map((at, index) => Math.round(at - (entered[index] as number)))).toEqual([40, 40]);
  const all = async () => {
    for (let i = 0; i < 40; i++) await well(pace);
  };
  await Promise.all([all(), pass(5000)]);
  entered.length = 0;
  await Promise.all([several(3), pass(1000)]);
  expect(new Set(entered).size).toBe(1);
});

test('one alone keeps no distance: it waits as it is told each time', async () => {
  const pace = new Pace();
  const turn = await enter(pace);
  pace.busy(turn, { waitMs: 1 });
  pace.busy(turn, { waitMs: 5000, again: true });
  pace.leave(turn);
  for (let i = 0; i < 2; i++) {
    // Beyond its patience, it goes at once. Nobody moves the clock: a distance would never end.
    const next = await pace.enter(10, undefined, never);
    expect(next.waitedMs).toBe(0);
    pace.leave(next);
  }
});

test('above the limit they wait in order, and an abort takes one out', async () => {
  const pace = new Pace(1);
  const first = await enter(pace);
  const order: number[] = [];
  const abort = new AbortController();
  const waiting = [0, 1, 2].map(async (n) => {
    const turn = await pace.enter(1000, n === 1 ? abort.signal : undefined, never);
    order.push(n);
    pace.leave(turn);
  });
  abort.abort();
  await expect(waiting[1]).rejects.toThrow('aborted');
  pace.leave(first);
  await Promise.all([waiting[0], waiting[2]]);
  expect(order).toEqual([0, 2]);
});

test('nobody enters before the server wants it, unless that is beyond all patience', async () => {
  const pace = new Pace();
  const first = await enter(pace);
  pace.busy(first, { waitMs: 50 });
  pace.leave(first);
  let entered = false;
  const entering = enter(pace).then((turn) => {
    entered = true;
    return turn;
  });
  await pass(49);
  expect(entered).toBe(false);
  await pass(20);
  const second = await entering;
  expect(second.waitedMs).toBeGreaterThanOrEqual(50);
  pace.busy(second, { waitMs: 60_000 });
  pace.leave(second);
  expect((await enter(pace)).waitedMs).toBe(0);
});

test('a long request holds up no others: who is not refused soon is not refused', async () => {
  const pace = new Pace();
  let begun = 0;
  const all = Array.from({ length: 5 }, async () => {
    await enter(pace);
    begun++;
  });
  await settled();
  expect(begun).toBe(1);
  const seen: number[] = [];
  for (let i = 0; i < 4; i++) {
    await pass(500);
    seen.push(begun);
  }
  expect(seen).toEqual([2, 3, 4, 5]);
  await Promise.all(all);
  expect(jest.getTimerCount()).toBe(0);
});

test('soon is half a second', async () => {
  const pace = new Pace();
  await enter(pace);
  let begun = false;
  const second = enter(pace).then(() => {
    begun = true;
  });
  await pass(499);
  expect(begun).toBe(false);
  await pass(1);
  expect(begun).toBe(true);
  await second;
});

test('no timer is left when the last that waited is aborted', async () => {
  const pace = new Pace();
  await enter(pace);
  const abort = new AbortController();
  const second = pace.enter(1000, abort.signal, never);
  expect(jest.getTimerCount()).toBe(1);
  abort.abort();
  await expect(second).rejects.toThrow('aborted');
  expect(jest.getTimerCount()).toBe(0);
});

describe('while some wait, it is looked whether the server is silent', () => {
  test('and no longer when the last of them has begun', async () => {
    const pace = new Pace();
    const first = await enter(pace);
    const second = enter(pace);
    expect(jest.getTimerCount()).toBe(1);
    pace.leave(first);
    await second;
    expect(jest.getTimerCount()).toBe(0);
  });

  test('but still when one of several has', async () => {
    const pace = new Pace();
    const first = await enter(pace);
    const [second, third] = [enter(pace), enter(pace)];
    pace.leave(first);
    await second;
    expect(jest.getTimerCount()).toBe(1);
    await pass(500);
    await third;
  });

  test('and again when somebody waits after that', async () => {
    const pace = new Pace();
    await enter(pace);
    const abort = new AbortController();
    const second = pace.enter(1000, abort.signal, never);
    abort.abort();
    await expect(second).rejects.toThrow('aborted');
    const third = enter(pace);
    expect(jest.getTimerCount()).toBe(1);
    await pass(500);
    await third;
  });
});
