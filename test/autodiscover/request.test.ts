/** One question of a search: how long its answer may be and may take, and what an answer sends us to. */
import { expect, test } from '@jest/globals';
import type { TransportOptions } from '../../src/auth/create-transport.js';
import { redirectOf, sendRequest } from '../../src/autodiscover/request.js';

const url = new URL('https://b.test/autodiscover/autodiscover.xml');

async function asked(guessing: boolean, options: { timeoutMs?: number; signal?: AbortSignal } = {}) {
  const seen: { options?: TransportOptions; request?: object; closed: number } = { closed: 0 };
  const connect = (given: TransportOptions) => {
    seen.options = given;
    return {
      request: async (request: object) => {
        seen.request = request;
        return { status: 200, headers: {}, challenges: [], url, body: new Uint8Array() };
      },
      async [Symbol.asyncDispose]() {
        seen.closed++;
      },
    } as never;
  };
  await sendRequest({ method: 'GET', url }, undefined, guessing, { email: 'a@b.test', ...options } as never, connect);
  return seen;
}

test.each([
  [true, undefined, 10_000],
  [false, undefined, 10_000],
  [true, 60_000, 10_000],
  [true, 500, 500],
  [false, 60_000, 60_000],
])('a place that is a guess (%p) gets little time, with timeoutMs %p: %i ms', async (guessing, timeoutMs, ms) => {
  const { options } = await asked(guessing, timeoutMs === undefined ? {} : { timeoutMs });
  expect(options?.timeoutMs).toBe(ms);
});

test('an answer of 4 MiB is read and no longer one; it can be asked again; the connection is closed', async () => {
  const { signal } = new AbortController();
  const seen = await asked(false, { signal });
  expect(seen.options?.maxResponseBytes).toBe(4 * 1024 * 1024);
  expect(seen.request).toEqual({ method: 'GET', url, signal, idempotent: true });
  expect(seen.closed).toBe(1);
});

test.each([
  [301, '/there'],
  [302, '/there'],
  [303, '/there'],
  [307, '/there'],
  [308, '/there'],
  [200, undefined],
  [300, undefined],
  [304, undefined],
  [401, undefined],
])('the status %i sends us to %p', (status, place) => {
  const answer = { status, headers: { location: '/there' }, challenges: [], url, body: new Uint8Array() };
  expect(redirectOf(answer)).toBe(place);
});
