/** Waiting for what does not know the caller's signal. */
import { getEventListeners } from 'node:events';
import { expect, test } from '@jest/globals';
import { abortable, expectMany } from '../../src/http/abort.js';

const over = () => new Error('over');
/** How many listen to it, and how many have ever. */
function watched(signal: AbortSignal) {
  const counts = {
    get now() {
      return getEventListeners(signal, 'abort').length;
    },
    ever: 0,
  };
  const { addEventListener } = signal;
  signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
    counts.ever++;
    addEventListener.apply(signal, args);
  };
  return counts;
}

test('without a signal it is the promise', async () => {
  expect(await abortable(Promise.resolve(5), undefined, over)).toBe(5);
  await expect(abortable(Promise.reject(new Error('no')), undefined, over)).rejects.toThrow('no');
});

test('a promise that settles first leaves nobody at the signal', async () => {
  const { signal } = new AbortController();
  const counts = watched(signal);
  expect(await abortable(Promise.resolve(5), signal, over)).toBe(5);
  await expect(abortable(Promise.reject(new Error('no')), signal, over)).rejects.toThrow('no');
  expect(counts).toEqual({ now: 0, ever: 2 });
});

test('a signal that fires first ends the waiting; what the promise comes to then is heard by nobody, and harms nobody', async () => {
  const unheard: unknown[] = [];
  const listen = (reason: unknown) => void unheard.push(reason);
  process.on('unhandledRejection', listen);
  try {
    const controller = new AbortController();
    let fail: (reason: Error) => void = () => undefined;
    const promise = new Promise<never>((_, reject) => {
      fail = reject;
    });
    const waiting = abortable(promise, controller.signal, over);
    controller.abort();
    await expect(waiting).rejects.toThrow('over');
    fail(new Error('late'));
    await expect(abortable(Promise.reject(new Error('no')), AbortSignal.abort(), over)).rejects.toThrow(/over|no/);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(unheard).toEqual([]);
  } finally {
    process.off('unhandledRejection', listen);
  }
});

test('a signal that has fired already: nobody waits, and nobody listens', async () => {
  const signal = AbortSignal.abort();
  const counts = watched(signal);
  await expect(abortable(new Promise(() => undefined), signal, over)).rejects.toThrow('over');
  expect(counts.ever).toBe(0);
});

test('no signal, or one that Node does not know, is no reason to fail', () => {
  expect(() => expectMany(undefined)).not.toThrow();
  expect(() => expectMany({} as AbortSignal)).not.toThrow();
});
