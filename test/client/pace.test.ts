/** How many requests at once, and how far apart, where a server says that it is busy. */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Pace } from '../../src/client/pace.js';

// The clock stands still but where a test moves it, so that a busy machine changes nothing.
beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
});
afterEach(() => {
  jest.useRealTimers();
});
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

const never = () => new Error('aborted');
const enter = (pace: Pace, count: number) =>
  Promise.all(Array.from({ length: count }, () => pace.enter(1000, undefined, never)));

/** The limits that it comes to while requests go well, and after how many each. */
const growth = (pace: Pace, requests: number): [number, number][] => {
  const seen: [number, number][] = [];
  for (let done = 1; done <= requests; done++) {
    const before = pace.limit;
    pace.fine();
    if (pace.limit !== before) seen.push([pace.limit, done]);
  }
  return seen;
};

test('half as many when busy, one more after as many successes; to where it was too much only after long', async () => {
  const pace = new Pace();
  await enter(pace, 8);
  pace.busy();
  expect(pace.limit).toBe(4);
  expect(growth(pace, 400)).toEqual([
    [5, 4],
    [6, 9],
    [7, 15],
    [8, 155],
    [Number.POSITIVE_INFINITY, 315],
  ]);
});

test('refused there again, it is tried after twice as long', async () => {
  const pace = new Pace();
  await enter(pace, 4);
  pace.busy();
  expect(growth(pace, 100)).toEqual([
    [3, 2],
    [4, 62],
  ]);
  await pass(110);
  pace.busy();
  expect(growth(pace, 130)).toEqual([
    [3, 2],
    [4, 122],
  ]);
});

test('one at a time when the server says how long to wait, and for long', async () => {
  const pace = new Pace();
  await enter(pace, 8);
  pace.busy(1);
  expect(pace.limit).toBe(1);
  expect(growth(pace, 30)).toEqual([
    [2, 20],
    [3, 22],
    [4, 25],
    [5, 29],
  ]);
});

test('those that were refused come before those that ask for the first time', async () => {
  const pace = new Pace();
  await enter(pace, 2);
  pace.busy();
  const order: string[] = [];
  const waiting = [
    pace.enter(1000, undefined, never).then(() => order.push('new')),
    pace.enter(1000, undefined, never, true).then(() => order.push('refused')),
  ];
  for (let i = 0; i < 3; i++) {
    pace.leave();
    await new Promise(setImmediate);
  }
  await Promise.all(waiting);
  expect(order).toEqual(['refused', 'new']);
});

test('one that waited and is refused again: from then on they keep a distance, which shrinks while all goes well', async () => {
  const pace = new Pace();
  await enter(pace, 2);
  pace.busy(1);
  pace.busy(40, true);
  pace.leave();
  pace.leave();
  const entered: number[] = [];
  const several = async (count: number) => {
    for (let i = 0; i < count; i++) {
      await pace.enter(1000, undefined, never, true);
      entered.push(performance.now());
      pace.leave();
    }
  };
  await Promise.all([several(3), pass(1000)]);
  expect(entered.slice(1).map((at, index) => Math.round(at - (entered[index] as number)))).toEqual([40, 40]);
  for (let i = 0; i < 40; i++) pace.fine();
  entered.length = 0;
  await Promise.all([several(3), pass(1000)]);
  expect(new Set(entered).size).toBe(1);
});

test('one alone keeps no distance: it waits as it is told each time', async () => {
  const pace = new Pace();
  await enter(pace, 1);
  pace.busy(1);
  pace.busy(5000, true);
  pace.leave();
  // Beyond its patience, it goes at once.
  expect(await pace.enter(10, undefined, never)).toBe(0);
  pace.leave();
  // Nobody moves the clock: a distance would never end.
  expect(await pace.enter(10, undefined, never)).toBe(0);
});

test('those who are refused together count once, and one always gets through', async () => {
  const pace = new Pace();
  await enter(pace, 8);
  for (let i = 0; i < 8; i++) pace.busy();
  expect(pace.limit).toBe(4);
  const slow = new Pace();
  await enter(slow, 1);
  slow.busy();
  expect(slow.limit).toBe(1);
});

test('above the limit they wait in order, and an abort takes one out', async () => {
  const pace = new Pace();
  await enter(pace, 2);
  pace.busy();
  const order: number[] = [];
  const abort = new AbortController();
  const waiting = [0, 1, 2].map((n) =>
    pace.enter(1000, n === 1 ? abort.signal : undefined, never).then(() => order.push(n)),
  );
  abort.abort();
  await expect(waiting[1]).rejects.toThrow('aborted');
  for (let i = 0; i < 4; i++) {
    pace.leave();
    await new Promise(setImmediate);
  }
  await Promise.all([waiting[0], waiting[2]]);
  expect(order).toEqual([0, 2]);
});

test('nobody enters before the server wants it, unless that is beyond all patience', async () => {
  const pace = new Pace();
  await enter(pace, 1);
  pace.busy(50);
  pace.leave();
  let entered = false;
  const entering = pace.enter(1000, undefined, never).then((waited) => {
    entered = true;
    return waited;
  });
  await pass(49);
  expect(entered).toBe(false);
  await pass(20);
  expect(await entering).toBeGreaterThanOrEqual(50);
  pace.busy(60_000);
  pace.leave();
  expect(await pace.enter(1000, undefined, never)).toBe(0);
});
