/** How many requests at once: how a limit is found, how many refusals that costs, and how it is left again. */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Allowance, type Turn } from '../../src/client/allowance.js';

// The clock stands still but where a test moves it.
beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});
const MINUTE = 60_000;

/** So many under way at once as are allowed, or fewer where there is not as much to do. */
const fill = (allowance: Allowance, count = Number.POSITIVE_INFINITY): Turn[] =>
  Array.from({ length: Math.min(allowance.limit, count) }, () => allowance.begin(0));

/** All of them go well. */
function well(allowance: Allowance, turns: readonly Turn[]): void {
  for (const turn of turns) {
    allowance.fine(turn);
    allowance.end(turn);
  }
}

/** What is allowed while rounds go well: each change, and after how many requests. */
function growth(allowance: Allowance, requests: number): [number, number][] {
  const seen: [number, number][] = [];
  for (let done = 0; done < requests; ) {
    const before = allowance.limit;
    for (const turn of fill(allowance)) {
      done++;
      well(allowance, [turn]);
      if (allowance.limit !== before && seen.at(-1)?.[0] !== allowance.limit) seen.push([allowance.limit, done]);
    }
  }
  return seen;
}

/** One refusal of as many as are under way. */
function refused(allowance: Allowance, refusal: Parameters<Allowance['refused']>[1]): void {
  const turns = fill(allowance);
  for (const turn of turns) allowance.refused(turn, refusal, true);
  for (const turn of turns) allowance.end(turn);
}

/**
 * A server that bears `bears` at a time, and `callers` that each have a request under way or wait. All requests of a moment are sent, the
 * server refuses what is beyond its limit, and the answers come back in an order that `pick` gives. How many it refused of `requests`.
 */
function refusals(
  bears: number,
  callers: number,
  { allowance = new Allowance(callers), requests = 400, pick = (_open: readonly unknown[]): number => 0 } = {},
): number {
  let count = 0;
  const open: { turn: Turn; served: boolean }[] = [];
  for (let done = 0; done < requests; ) {
    while (open.length < Math.min(callers, allowance.limit)) {
      const served = open.filter((each) => each.served).length < bears;
      open.push({ turn: allowance.begin(0), served });
    }
    const [answer] = open.splice(pick(open), 1);
    if (!answer) throw new Error('nobody is allowed to ask');
    if (answer.served) {
      done++;
      allowance.fine(answer.turn);
    } else {
      count++;
      allowance.refused(answer.turn, { tooMany: true }, open.length > 0);
    }
    allowance.end(answer.turn);
  }
  for (const { turn } of open) allowance.end(turn);
  return count;
}

describe('a server that bears fewer at a time than there are callers', () => {
  const numbers = [1, 2, 3, 4, 5, 7];
  test.each(numbers)('bears %i: one refusal tells it, and then there is none', (bears) => {
    expect(refusals(bears, 8)).toBe(1);
    const allowance = new Allowance(8);
    refusals(bears, 8, { allowance });
    expect(allowance.limit).toBe(bears);
    expect(refusals(bears, 8, { allowance, requests: 10_000 })).toBe(0);
  });

  test.each(numbers)('bears %i: one more where the answers come in whichever order, at most', (bears) => {
    for (let seed = 1; seed <= 50; seed++) {
      let state = seed;
      const pick = (open: readonly unknown[]) => {
        state = (state * 48_271) % 2_147_483_647;
        return state % open.length;
      };
      expect(refusals(bears, 8, { pick })).toBeLessThanOrEqual(2);
    }
  });

  test('nobody is refused where as many are borne as ask', () => {
    for (const callers of [1, 2, 4, 8]) expect(refusals(callers, callers)).toBe(0);
  });

  test('it is tried again after five minutes, and if that is refused, after ten', () => {
    const allowance = new Allowance(8);
    refusals(3, 8, { allowance });
    expect(
      [5, 4, 6].map((minutes) => {
        jest.advanceTimersByTime(minutes * MINUTE);
        return refusals(3, 8, { allowance });
      }),
    ).toEqual([1, 0, 1]);
    jest.advanceTimersByTime(20 * MINUTE);
    expect(refusals(8, 8, { allowance })).toBe(0);
    expect(allowance.limit).toBe(8);
  });

  test('to the millisecond, and never later than after eighty minutes', () => {
    const [allowance, requests] = [new Allowance(8), 3000];
    refusals(3, 8, { allowance });
    for (const minutes of [5, 10, 20, 40, 80, 80]) {
      jest.advanceTimersByTime(minutes * MINUTE - 1);
      expect([minutes, refusals(3, 8, { allowance, requests })]).toEqual([minutes, 0]);
      jest.advanceTimersByTime(1);
      expect([minutes, refusals(3, 8, { allowance, requests })]).toEqual([minutes, 1]);
    }
  });

  test('refused below what was borne before, others have a part of it: half as many', () => {
    const allowance = new Allowance(8);
    growth(allowance, 100);
    refused(allowance, { tooMany: true });
    expect(allowance.limit).toBe(4);
    expect(growth(allowance, 1000)).toEqual([
      [5, 80],
      [6, 180],
      [7, 300],
    ]);
  });
});

test('one more each time that all that were under way together went well', () => {
  const allowance = new Allowance(8);
  expect(allowance.limit).toBe(1);
  well(allowance, fill(allowance));
  expect(allowance.limit).toBe(2);
  const [first, second] = fill(allowance) as [Turn, Turn];
  well(allowance, [second]);
  well(allowance, [allowance.begin(0), allowance.begin(0)]);
  expect(allowance.limit).toBe(2);
  well(allowance, [first]);
  expect(allowance.limit).toBe(3);
});

test('who asks for less than is allowed learns nothing, and what fails otherwise proves nothing', () => {
  const allowance = new Allowance(8);
  for (let i = 0; i < 10; i++) well(allowance, fill(allowance, 1));
  expect(allowance.limit).toBe(2);
  const [first, second] = fill(allowance) as [Turn, Turn];
  allowance.end(first);
  well(allowance, [second]);
  expect(allowance.limit).toBe(2);
  well(allowance, fill(allowance));
  expect(allowance.limit).toBe(3);
});

test('busy: half as many, one more after as many successes; to where it was too much only after long', () => {
  const allowance = new Allowance(8);
  growth(allowance, 100);
  refused(allowance, {});
  expect(allowance.limit).toBe(4);
  expect(growth(allowance, 1000)).toEqual([
    [5, 4],
    [6, 9],
    [7, 15],
    [8, 162],
  ]);
});

test('busy there again: it is tried after twice as long', () => {
  const allowance = new Allowance(4);
  growth(allowance, 100);
  refused(allowance, {});
  expect(growth(allowance, 65)).toEqual([
    [3, 2],
    [4, 65],
  ]);
  refused(allowance, {});
  expect(growth(allowance, 125)).toEqual([
    [3, 2],
    [4, 125],
  ]);
});

test('and there again and again: after 640 times as many as are allowed, at most', () => {
  const allowance = new Allowance(4);
  growth(allowance, 100);
  const waits = Array.from({ length: 7 }, () => {
    refused(allowance, {});
    return growth(allowance, 2000).at(-1);
  });
  expect(waits).toEqual([20, 40, 80, 160, 320, 640, 640].map((long) => [4, 2 + 3 * long + 3]));
});

test.each([
  [20, [0]],
  [21, [10.5, 0]],
  [160, [80, 40, 20, 0]],
])('a distance of %i ms is halved each time that twenty have gone well, and of 20 ms is none: %j', (ms, intervals) => {
  const allowance = new Allowance(8);
  const turn = allowance.begin(0);
  allowance.refused(turn, { waitMs: ms, again: true }, true);
  allowance.end(turn);
  expect(allowance.interval).toBe(ms);
  const seen = intervals.map(() => {
    growth(allowance, 19);
    const before = allowance.interval;
    growth(allowance, 1);
    return [before, allowance.interval];
  });
  expect(seen).toEqual(intervals.map((interval, index) => [intervals[index - 1] ?? ms, interval]));
});

test('one at a time when the server says how long to wait, and for long', () => {
  const allowance = new Allowance(8);
  growth(allowance, 100);
  refused(allowance, { waitMs: 1 });
  expect(allowance.limit).toBe(1);
  expect(growth(allowance, 27)).toEqual([
    [2, 20],
    [3, 22],
    [4, 25],
    [5, 29],
  ]);
});

test('one after another and still too fast: a distance, as far as so many were borne from wait to wait', () => {
  const allowance = new Allowance(8);
  growth(allowance, 100);
  refused(allowance, { waitMs: 100 });
  jest.advanceTimersByTime(100);
  well(allowance, [allowance.begin(100), allowance.begin(0)]);
  jest.advanceTimersByTime(20);
  const turn = allowance.begin(0);
  // Alone, it waits as it is told each time.
  allowance.refused(turn, { waitMs: 80 }, false);
  allowance.end(turn);
  expect(allowance.interval).toBe(0);
  jest.advanceTimersByTime(80);
  well(allowance, [allowance.begin(80), allowance.begin(0)]);
  jest.advanceTimersByTime(20);
  refused(allowance, { waitMs: 80 });
  expect(allowance.interval).toBe(50);
  growth(allowance, 40);
  expect(allowance.interval).toBe(12.5);
});

test('one always gets through, however often it is refused', () => {
  const allowance = new Allowance(8);
  for (let i = 0; i < 10; i++) refused(allowance, { tooMany: i % 2 === 0 });
  expect(allowance.limit).toBe(1);
});

describe('how many were too many', () => {
  const limitAfter = (allowance: Allowance, turns: readonly Turn[], refusal: Parameters<Allowance['refused']>[1]) => {
    for (const turn of turns) allowance.refused(turn, refusal, true);
    for (const turn of turns) allowance.end(turn);
    return allowance.limit;
  };
  const grown = (limit: number) => {
    const allowance = new Allowance(8);
    while (allowance.limit < limit) well(allowance, fill(allowance));
    return allowance;
  };

  test('of those that began together, some went well and the last is refused: all that were under way, less one', () => {
    const allowance = grown(6);
    const turns = fill(allowance);
    well(allowance, turns.slice(0, 5));
    expect(limitAfter(allowance, turns.slice(5), { tooMany: true })).toBe(5);
  });

  test.each([
    [1, 1],
    [2, 1],
    [4, 2],
    [5, 2],
  ])('%i were under way, where more were allowed: half as many', (count, half) => {
    const allowance = grown(6);
    expect(limitAfter(allowance, fill(allowance, count), { tooMany: true })).toBe(half);
  });
});
