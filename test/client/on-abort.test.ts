/** Listening to a caller's signal, and no longer. */
import { getEventListeners } from 'node:events';
import { expect, test } from '@jest/globals';
import { onAbort } from '../../src/client/on-abort.js';

test('it is told once, when the signal fires', () => {
  const controller = new AbortController();
  let told = 0;
  onAbort(controller.signal, () => told++);
  expect(told).toBe(0);
  controller.abort();
  controller.signal.dispatchEvent(new Event('abort'));
  expect(told).toBe(1);
});

test('who stops listening is not told, and leaves nothing at the signal', () => {
  const controller = new AbortController();
  let told = 0;
  const stop = onAbort(controller.signal, () => told++);
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
  stop();
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
  controller.abort();
  expect(told).toBe(0);
});

test('without a signal there is nothing to do', () => {
  expect(() => onAbort(undefined, () => undefined)()).not.toThrow();
});
