/** How long a token is used, when another is asked for, and what is kept of a failure. */
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { BearerScheme, type TokenRequest } from '../../src/auth/bearer.js';
import { said } from '../support/said.js';

const request = { method: 'POST', url: new URL('https://mail.b.test/') };
const NOW = Date.UTC(2026, 0, 1);

afterEach(() => void jest.useRealTimers());

const rejected = (promise: Promise<unknown> | unknown) =>
  Promise.resolve(promise).then(
    () => undefined,
    (error: Record<string, unknown>) => error,
  );

describe('a token is used', () => {
  const scheme = (expiresOn: Date | null | undefined) => {
    const asked: TokenRequest[] = [];
    const bearer = new BearerScheme((question) => {
      asked.push(question);
      return { accessToken: `t${asked.length}`, expiresOn };
    });
    return { bearer, asked };
  };

  test.each([
    [60_001, 'Bearer t1'],
    [60_000, 'Bearer t2'],
    [59_999, 'Bearer t2'],
    [-1, 'Bearer t2'],
  ])('%i ms before its end: the next request has %s', async (left, second) => {
    jest.useFakeTimers({ now: NOW });
    const { bearer, asked } = scheme(new Date(NOW + 3_600_000));
    expect(await bearer.authorization(request)).toBe('Bearer t1');
    jest.setSystemTime(NOW + 3_600_000 - left);
    expect(await bearer.authorization(request)).toBe(second);
    expect(asked.every(({ forceRefresh, claims }) => forceRefresh === false && claims === undefined)).toBe(true);
  });

  test.each([undefined, null])('without an end (%p) until it is refused', async (expiresOn) => {
    jest.useFakeTimers({ now: NOW });
    const { bearer, asked } = scheme(expiresOn);
    await bearer.authorization(request);
    jest.setSystemTime(NOW + 10 * 365 * 86_400_000);
    expect(await bearer.authorization(request)).toBe('Bearer t1');
    const refused = { sent: 'Bearer t1', challenges: [], signal: undefined };
    expect(await bearer.authorization(request, refused)).toBe('Bearer t2');
    expect(asked).toEqual([{ forceRefresh: false }, { forceRefresh: true, claims: undefined }]);
    // It was replaced already.
    expect(await bearer.authorization(request, refused)).toBe('Bearer t2');
    expect(asked).toHaveLength(2);
  });

  test('and the same one again is no answer to a refusal', async () => {
    const bearer = new BearerScheme(() => 'same');
    await bearer.authorization(request);
    const refused = { sent: 'Bearer same', challenges: [], signal: undefined };
    expect(await bearer.authorization(request, refused)).toBeUndefined();
  });

  test('by all who asked for it at once', async () => {
    const { bearer, asked } = scheme(undefined);
    await Promise.all([bearer.authorization(request), bearer.authorization(request)]);
    expect(asked).toHaveLength(1);
  });
});

test.each([
  ['Bearer claims="eyJhIjoxfQ=="', '{"a":1}'],
  ['Bearer claims="plain"', 'plain'],
  ['Bearer error="invalid_token"', undefined],
  ['Basic claims="plain"', undefined],
])('a claims challenge %s asks with %p', async (challenge, claims) => {
  const asked: TokenRequest[] = [];
  const bearer = new BearerScheme((question) => {
    asked.push(question);
    return `t${asked.length}`;
  });
  const sent = await bearer.authorization(request);
  await bearer.authorization(request, { sent, challenges: [challenge], signal: undefined });
  expect(asked[1]).toEqual({ forceRefresh: true, claims });
});

describe('no token', () => {
  test.each([null, '', 'a b', 'a\nb', { accessToken: '' }, { accessToken: 5 }, {}])('%j', async (answer) => {
    const error = await rejected(new BearerScheme(() => answer as never).authorization(request));
    expect(error).toMatchObject({
      code: 'ERR_CREDENTIALS',
      remedy: 'It must resolve to the access token, or to an object with `accessToken`.',
    });
    expect(said(error)).toBe('getToken() did not give a token.');
  });

  test.each([
    [Object.assign(new TypeError('no'), { code: 'E1', secret: 's' }), { name: 'TypeError', message: 'no', code: 'E1' }],
    [Object.assign(new Error('no'), { code: 7 }), { name: 'Error', message: 'no', code: 7 }],
    [
      { message: 'no', name: 5, code: {} },
      { name: 'Error', message: 'no' },
    ],
    ['just a text', { name: 'Error', message: 'just a text' }],
    [undefined, { name: 'Error', message: 'undefined' }],
    [null, { name: 'Error', message: 'null' }],
  ])('getToken() throws %p: name, words and code remain of it', async (thrown, kept) => {
    const fails = () => {
      throw thrown;
    };
    const error = await rejected(new BearerScheme(fails).authorization(request));
    expect(error).toMatchObject({
      code: 'ERR_CREDENTIALS',
      remedy: 'See `cause`.',
    });
    expect(said(error)).toBe('getToken() failed.');
    const { name, message, ...rest } = (error as { cause: Error }).cause;
    expect({ name, message, ...rest }).toEqual(kept);
  });

  test('a getToken() that does not settle is given up after 16 minutes, and the next request asks again', async () => {
    jest.useFakeTimers({ now: NOW });
    let asked = 0;
    const bearer = new BearerScheme(() => (asked++ === 0 ? new Promise<never>(() => undefined) : 'late'));
    let error: Record<string, unknown> | undefined;
    const waiting = rejected(bearer.authorization(request)).then((each) => {
      error = each;
    });
    await jest.advanceTimersByTimeAsync(16 * 60_000 - 1);
    expect(error).toBeUndefined();
    await jest.advanceTimersByTimeAsync(1);
    await waiting;
    expect(error).toMatchObject({ cause: { message: 'It did not settle within 16 minutes.' } });
    expect(await bearer.authorization(request)).toBe('Bearer late');
    expect(jest.getTimerCount()).toBe(0);
  });
});
