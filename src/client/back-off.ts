/** How long to wait before the next try, and the waiting itself. Monotonic clock: a step of the wall clock changes nothing. */
import { abortable } from '../http/abort.js';
import { after, type Timer } from '../http/timer.js';
import type { RetryPolicy } from './retry-policy.js';

/** `Retry-After` in milliseconds: seconds, of some servers with a fraction, or an HTTP date; undefined when it is neither. A date in the past is 0. */
export function retryAfterMs(value: string | undefined, now = Date.now()): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d{1,9}(\.\d{1,9})?$/.test(text)) return Math.ceil(Number(text) * 1000);
  // All three forms of RFC 9110, 5.6.7 have a time of day; Date.parse() also takes what is far from a date.
  if (!/^[A-Za-z]{3,9},? [^:]*\d\d:\d\d:\d\d/.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/**
 * Milliseconds before try number `next` (from 2). The server's wish is kept to the millisecond and stretched by up to a tenth, so
 * that those who were refused together do not come back together; our own waits double, and half of each is random. A wish of 0 is none:
 * whoever asks a busy server again at once is refused again, and a date in the past is also what clocks that differ make of the future.
 */
export function waitBefore(next: number, policy: RetryPolicy, wished?: number, random = Math.random): number {
  if (wished !== undefined && wished > 0) return Math.ceil(wished * (1 + random() / 10));
  const full = Math.min(policy.firstWaitMs * 2 ** (next - 2), policy.longestWaitMs);
  return Math.ceil(full * (0.5 + random() / 2));
}

/** Waits; the signal ends it at once with `onAbort()`. Leaves no timer behind. */
export async function pause(ms: number, signal: AbortSignal | undefined, onAbort: () => Error): Promise<void> {
  let timer: Timer | undefined;
  const waited = new Promise<void>((resolve) => {
    timer = after(ms, resolve);
  });
  try {
    await abortable(waited, signal, onAbort);
  } finally {
    timer?.clear();
  }
}
