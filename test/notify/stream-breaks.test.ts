/** Event streams whose line breaks: what passes is outlived, after a pause, and what lasts ends them. */
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { AuthenticationError, failFast, TransportError } from '../../src/index.js';
import { failure, success } from '../support/scripted-server.js';
import { closed, connections, events, mail, pauses, take, wire } from './stream-wire.js';

afterEach(() => {
  jest.restoreAllMocks();
});

describe('a line that breaks', () => {
  const broken = new TransportError('ERR_CONNECTION_RESET', 'mail.example.test closed the connection.');

  test('is opened again after a pause, with the same subscription', async () => {
    const waited = pauses();
    connections([events(mail('a')), broken], [events(mail('b'))]);
    const stream = await wire.account.inbox.stream(['newMail']);
    const requests = await wire.requestsOf(async () =>
      expect((await take(stream, 2)).map(({ itemId }) => itemId?.id)).toEqual(['a', 'b']),
    );
    expect(requests.map(({ operation }) => operation)).toEqual([
      'GetStreamingEvents',
      'GetStreamingEvents',
      'Unsubscribe',
    ]);
    expect(waited).toEqual([1000]);
  });

  test('again and again after longer pauses, a minute at most, and anew after an event', async () => {
    const waited = pauses();
    const down = Array.from({ length: 8 }, () => [broken]);
    connections(...down, [events(mail('a')), broken], [events(mail('b'))]);
    await take(await wire.account.inbox.stream(['newMail']), 2);
    expect(waited).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 1000]);
  });

  test.each([
    [59_999, [1000, 2000, 4000]],
    [60_000, [1000, 1000, 1000]],
    [1_800_000, [1000, 1000, 1000]],
  ])('after %i ms without a word: the pauses %j', async (lasts, pause) => {
    const waited = pauses();
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    let left = 3;
    wire.server.on('GetStreamingEvents', async function* () {
      if (left-- === 0) yield events(mail('a'));
      now += lasts;
      throw broken;
    });
    await take(await wire.account.inbox.stream(['newMail']), 1);
    expect(waited).toEqual(pause);
  });

  test('not after the same pause everywhere: down to the half of it, by chance', async () => {
    const waited = pauses(0);
    connections([broken], [broken], [events(mail('a'))]);
    await take(await wire.account.inbox.stream(['newMail']), 1);
    expect(waited).toEqual([500, 1000]);
  });

  test.each([
    ['ErrorServerBusy', 1000],
    ['ErrorExceededConnectionCount', 1000],
    ['ErrorMailboxMoveInProgress', 1000],
    ['ErrorInternalServerError', 1000],
    ['ErrorInternalServerTransientError', 1000],
    ['ErrorTooManyObjectsOpened', 1000],
  ] as const)('%s passes', async (code, ms) => {
    const waited = pauses();
    connections([failure(code)], [events(mail('a'))]);
    expect(await take(await wire.account.inbox.stream(['newMail']), 1)).toHaveLength(1);
    expect(waited).toEqual([ms]);
  });

  test('a busy server is left alone for as long as it wants, and a little longer', async () => {
    const waited = pauses();
    connections([failure('ErrorServerBusy', 'Suggested backoff time 90000 ms.')], [events(mail('a'))]);
    await take(await wire.account.inbox.stream(['newMail']), 1);
    expect(waited).toEqual([91_000]);
  });

  const status = (code: number) =>
    new TransportError('ERR_HTTP_STATUS', `mail.example.test answered with HTTP status ${code}.`, { status: code });
  const page = new TransportError('ERR_NOT_EWS', 'mail.example.test answered with a web page.');

  test.each([
    ['503', status(503)],
    ['502', status(502)],
    ['429', status(429)],
    ['a silent server', new TransportError('ERR_TIMEOUT', 'mail.example.test did not answer.')],
    ['half an answer', new TransportError('ERR_TRUNCATED', 'The answer ends in the middle.')],
    ['a network that is away', new TransportError('ERR_HOST_NOT_FOUND', 'mail.example.test cannot be found.')],
  ])('%s passes', async (_, error) => {
    const waited = pauses();
    connections([error], [events(mail('a'))]);
    expect(await take(await wire.account.inbox.stream(['newMail']), 1)).toHaveLength(1);
    expect(waited).toEqual([1000]);
  });

  test.each([
    ['404', status(404)],
    ['403', status(403)],
    ['a redirection', status(302)],
    ['a login page', page],
    [
      'a certificate',
      new TransportError('ERR_CERTIFICATE', 'mail.example.test has a certificate that is not trusted.'),
    ],
    ['a refused login', new AuthenticationError('ERR_UNAUTHORIZED', 'mail.example.test refused the login.')],
  ])('%s lasts, and ends the loop', async (_, error) => {
    connections([error]);
    const stream = await wire.account.inbox.stream(['newMail']);
    await expect(take(stream, 1)).rejects.toBe(error);
    expect(wire.sent.at(-1)?.operation).toBe('Unsubscribe');
  });

  test('a page in the middle of a connection is a break', async () => {
    const waited = pauses();
    connections([events(mail('a')), page], [events(mail('b'))]);
    expect(await take(await wire.account.inbox.stream(['newMail']), 2)).toHaveLength(2);
    expect(waited).toEqual([1000]);
  });

  test('a line that breaks while the subscription is made anew is no end either', async () => {
    const waited = pauses();
    const stream = await wire.account.inbox.stream(['newMail'], { retry: failFast() });
    let down = true;
    wire.server.on('Subscribe', () => {
      if (down) {
        down = false;
        throw broken;
      }
      return [success({ subscriptionId: 's-9' })];
    });
    connections([failure('ErrorSubscriptionNotFound')], [events(mail('a'))]);
    expect(await take(stream, 1)).toHaveLength(1);
    expect(waited).toEqual([1000, 2000]);
  });

  test('any other failure ends the loop', async () => {
    connections([new RangeError('in the script')]);
    const stream = await wire.account.inbox.stream(['newMail']);
    await expect(take(stream, 1)).rejects.toBeInstanceOf(RangeError);
    expect(wire.sent.at(-1)?.operation).toBe('Unsubscribe');
  });
});

describe('how often a server is asked', () => {
  test('within an hour whose clock the test sets: ten times a minute at most, though each connection tells something and then ends', async () => {
    jest.useFakeTimers();
    try {
      jest.spyOn(Math, 'random').mockReturnValue(0);
      const opened: number[] = [];
      wire.server.on('GetStreamingEvents', () => {
        opened.push(performance.now());
        return [events(mail('a'))];
      });
      const ending = new AbortController();
      const stream = await wire.account.inbox.stream(['newMail'], { signal: ending.signal });
      const listening = (async () => {
        for await (const _ of stream);
      })();
      await jest.advanceTimersByTimeAsync(3_600_000);
      ending.abort();
      await jest.advanceTimersByTimeAsync(10_000);
      await listening;
      expect(opened.length).toBeGreaterThan(300);
      const within = opened.map((at) => opened.filter((other) => other >= at && other < at + 60_000).length);
      expect(Math.max(...within)).toBe(10);
    } finally {
      jest.useRealTimers();
    }
  });

  test('an idle hour, with connections that the server ends each half hour: two, and one subscription', async () => {
    jest.useFakeTimers();
    try {
      wire.server.on('GetStreamingEvents', async function* () {
        for (let minute = 0; minute < 29; minute++) {
          await new Promise((resolve) => setTimeout(resolve, 60_000));
          yield success({ connectionStatus: 'OK' });
        }
        yield closed;
      });
      const ending = new AbortController();
      const stream = await wire.account.inbox.stream(['newMail'], { signal: ending.signal });
      const listening = (async () => {
        for await (const _ of stream);
      })();
      await jest.advanceTimersByTimeAsync(57 * 60_000);
      ending.abort();
      await jest.advanceTimersByTimeAsync(120_000);
      await listening;
      const count = (name: string) => wire.sent.filter(({ operation }) => operation === name).length;
      expect([count('GetStreamingEvents'), count('Subscribe')]).toEqual([2, 1]);
    } finally {
      jest.useRealTimers();
    }
  });
});
