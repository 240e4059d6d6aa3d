/** How long the waits are, and what the server's wish means. */
import { describe, expect, test } from '@jest/globals';
import { pause, retryAfterMs, waitBefore } from '../../src/client/back-off.js';
import { failFast, faultTolerance, isRetryPolicy } from '../../src/client/retry-policy.js';

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0);

test.each([
  ['0', 0],
  ['120', 120_000],
  [' 2 ', 2000],
  ['1.5', 1500],
  ['0.0001', 1],
  ['123456789', 123_456_789_000],
  ['1234567890', undefined],
  ['1.1234567890', undefined],
  ['-1', undefined],
  ['1.', undefined],
  ['', undefined],
  [undefined, undefined],
  ['soon', undefined],
  ['2026-01-01', undefined],
  ['Thu, 01 Jan 2026 12:00:05 GMT', 5000],
  ['Thursday, 01-Jan-26 12:00:05 GMT', 5000],
  ['Thu Jan  1 12:00:05 2026 GMT', 5000],
  ['Thu, 01 Jan 2026 11:59:59 GMT', 0],
  ['Xyz, 99 Foo 2026 12:00:05 GMT', undefined],
])('Retry-After: %p is %p ms', (value, ms) => {
  expect(retryAfterMs(value, NOW)).toBe(ms);
});

test('a date counts from now', () => {
  const ms = retryAfterMs(new Date(Date.now() + 3_600_000).toUTCString()) as number;
  expect(ms).toBeGreaterThan(3_500_000);
  expect(ms).toBeLessThanOrEqual(3_600_000);
});

describe('the wait before a try', () => {
  const policy = faultTolerance();
  test.each([
    [2, 0, 200],
    [2, 1, 400],
    [3, 0, 400],
    [3, 1, 800],
    [6, 1, 6400],
    [7, 0, 5000],
    [7, 1, 10_000],
    [30, 1, 10_000],
  ])('number %i, at the random number %d: %i ms', (next, random, ms) => {
    expect(waitBefore(next, policy, undefined, () => random)).toBe(ms);
  });

  test.each([
    [1000, 0, 1000],
    [1000, 1, 1100],
    [1, 0.5, 2],
    [50_000, 0, 50_000],
  ])('as the server wishes: %i ms, at the random number %d: %i ms', (wished, random, ms) => {
    expect(waitBefore(9, policy, wished, () => random)).toBe(ms);
  });

  test('is our own where the server wishes for none', () => {
    expect(waitBefore(3, policy, 0, () => 1)).toBe(waitBefore(3, policy, undefined, () => 1));
  });

  test('is random where nobody says otherwise', () => {
    const waits = new Set(Array.from({ length: 20 }, () => waitBefore(8, policy)));
    expect(waits.size).toBeGreaterThan(1);
    for (const ms of waits) expect([ms >= 5000, ms <= 10_000]).toEqual([true, true]);
  });

  test('ends at once when the signal fires', async () => {
    const controller = new AbortController();
    const waiting = pause(3_600_000, controller.signal, () => new Error('over'));
    controller.abort();
    await expect(waiting).rejects.toThrow('over');
    await pause(0, undefined, () => new Error('over'));
  });
});

describe('a policy', () => {
  test('by default', () => {
    expect(faultTolerance()).toEqual({
      maxWaitMs: 30_000,
      maxAttempts: 8,
      firstWaitMs: 400,
      longestWaitMs: 10_000,
      atWorkMs: 120_000,
      markCreated: true,
    });
    expect(failFast()).toEqual({
      maxWaitMs: 0,
      maxAttempts: 1,
      firstWaitMs: 0,
      longestWaitMs: 0,
      atWorkMs: 0,
      markCreated: false,
    });
  });

  test('as it was asked for; the first wait is never longer than the longest', () => {
    const own = {
      maxWaitMs: 1,
      maxAttempts: Number.POSITIVE_INFINITY,
      firstWaitMs: 20_000,
      markCreated: false,
      atWorkMs: 5,
    };
    expect(faultTolerance(own)).toEqual({ ...own, longestWaitMs: 20_000 });
  });

  test.each([
    [{ maxAttempts: 0 }, /maxAttempts: expected a whole number, 1 or more, or Infinity, got 0/],
    [{ maxAttempts: 1.5 }, /maxAttempts/],
    [{ maxWaitMs: -1 }, /maxWaitMs: expected milliseconds/],
    [{ firstWaitMs: -1 }, /firstWaitMs: expected milliseconds/],
    [{ atWorkMs: Number.NaN }, /atWorkMs: expected milliseconds/],
    [{ markCreated: 'yes' }, /markCreated/],
    [{ tries: 3 }, /tries: there is no such option/],
  ])('not with %j', (options, message) => {
    expect(() => faultTolerance(options as never)).toThrow(message);
    expect(() => faultTolerance(options as never)).toThrow(/The retry policy/);
  });

  test('is what has all its members, each of its type', () => {
    const whole = faultTolerance();
    expect(isRetryPolicy(whole)).toBe(true);
    for (const key of Object.keys(whole)) {
      const { [key as keyof typeof whole]: _, ...rest } = whole;
      expect(isRetryPolicy(rest)).toBe(false);
      expect(isRetryPolicy({ ...whole, [key]: '5' })).toBe(false);
    }
    for (const key of ['maxWaitMs', 'maxAttempts', 'firstWaitMs', 'longestWaitMs', 'atWorkMs'])
      expect([isRetryPolicy({ ...whole, [key]: -1 }), isRetryPolicy({ ...whole, [key]: 0 })]).toEqual([false, true]);
    for (const value of [null, undefined, 5, faultTolerance]) expect(isRetryPolicy(value)).toBe(false);
  });
});
