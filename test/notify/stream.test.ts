/** Event streams: the subscription, the connection, its end, and what is done when the server forgets or the line breaks. */
import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import {
  AuthenticationError,
  type EventName,
  type EventStream,
  failFast,
  TransportError,
  ValidationError,
} from '../../src/index.js';
import { xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { failure, type Message, success } from '../support/scripted-server.js';
import { distinguished } from '../support/wire.js';

const wire = recorder();
const WHEN = new Date('2025-01-02T03:04:05Z');
const PARENT = { parentFolderId: { id: 'f', changeKey: '1' } };

afterEach(() => {
  jest.restoreAllMocks();
});

/** A message of the stream with events of one subscription. */
function events(...list: readonly object[]): Message {
  const stamped = list.map((event) => ({ watermark: 'w', timeStamp: WHEN, ...PARENT, ...event }));
  return success({ connectionStatus: 'OK', notifications: [{ subscriptionId: 's-1', events: stamped }] });
}

const mail = (id: string) => ({ kind: 'newMailEvent', itemId: { id } });
const closed = success({ connectionStatus: 'Closed' });

/** What each connection answers, in turn. */
function connections(...list: readonly (readonly (Message | Error)[])[]): void {
  let next = 0;
  wire.server.on('GetStreamingEvents', async function* () {
    const messages = list[next++];
    if (messages === undefined) throw new Error('The script has no more connections.');
    for (const message of messages) {
      if (message instanceof Error) throw message;
      yield message;
    }
  });
}

/** So many events of a stream. */
async function take<N extends EventName>(
  stream: EventStream<N>,
  count: number,
): Promise<{ kind: string; itemId?: { id: string } | undefined }[]> {
  const seen: { kind: string; itemId?: { id: string } | undefined }[] = [];
  for await (const event of stream) {
    seen.push(event);
    if (seen.length === count) break;
  }
  return seen;
}

/** For how long the end of a subscription is waited for. */
const LAST_WORD_MS = 5000;

/** Pauses take no time; their lengths are kept. */
function pauses(random = 1): number[] {
  const waited: number[] = [];
  jest.spyOn(Math, 'random').mockReturnValue(random);
  const real = setTimeout;
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, ms = 0) => {
    if (ms === LAST_WORD_MS) return real(run, ms);
    waited.push(ms);
    return real(run, 0);
  }) as never);
  return waited;
}

describe('the subscription', () => {
  test('is made at once, for the events that are asked for', async () => {
    const request = await wire.xmlOf(() => wire.account.inbox.stream(['newMail', 'moved']));
    expect(request).toBe(xml`
      <Subscribe><StreamingSubscriptionRequest>
        <FolderIds>${distinguished('inbox')}</FolderIds>
        <EventTypes><EventType>NewMailEvent</EventType><EventType>MovedEvent</EventType></EventTypes>
      </StreamingSubscriptionRequest></Subscribe>`);
  });

  test.each<[EventName, string]>([
    ['newMail', 'NewMailEvent'],
    ['created', 'CreatedEvent'],
    ['deleted', 'DeletedEvent'],
    ['modified', 'ModifiedEvent'],
    ['moved', 'MovedEvent'],
    ['copied', 'CopiedEvent'],
    ['freeBusyChanged', 'FreeBusyChangedEvent'],
  ])('%s: %s', async (name, type) => {
    expect(await wire.xmlOf(() => wire.account.inbox.stream([name]))).toContain(`<EventType>${type}</EventType>`);
  });

  test('of several folders is one', async () => {
    const set = wire.account.folders(wire.account.inbox, wire.account.folder({ id: 'f' }));
    expect(await wire.xmlOf(() => set.stream(['created']))).toContain(
      xml`<FolderIds>${distinguished('inbox')}<FolderId Id="f"/></FolderIds>`.split('\n').at(-2)?.trim(),
    );
  });

  test('of a path looks it up first', async () => {
    const requests = await wire.requestsOf(() => wire.account.inbox.folder('Projects').stream(['created']));
    expect(requests.map(({ operation }) => operation)).toEqual(['FindFolder', 'Subscribe']);
  });

  test.each([[[]], [['newmail']], ['newMail'], [undefined], [[undefined]]])('of %j is refused', async (names) => {
    const error = await wire.refusalOf(() => wire.account.inbox.stream(names as never));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain("events: expected an array of 'newMail', 'created'");
  });

  test.each([
    [{ connectionMinutes: 0 }, 'connectionMinutes: expected a whole number from 1 to 30'],
    [{ connectionMinutes: 31 }, 'connectionMinutes: expected a whole number from 1 to 30'],
    [{ minutes: 5 }, 'minutes: there is no such option'],
    ['x', 'expected an object of options'],
  ])('with %j is refused', async (options, message) => {
    const error = await wire.refusalOf(() => wire.account.inbox.stream(['newMail'], options as object));
    expect(error.message).toContain(message);
  });
});

describe('the connection', () => {
  test('is opened when the loop begins, for half an hour unless said otherwise', async () => {
    for (const [options, minutes] of [
      [{}, 30],
      [{ connectionMinutes: 5 }, 5],
    ] as const) {
      const stream = await wire.account.inbox.stream(['newMail'], options);
      connections([events(mail('a'))], [events(mail('a'))]);
      const requests = await wire.requestsOf(() => take(stream, 1));
      expect(requests.map(({ operation }) => operation)).toEqual(['GetStreamingEvents', 'Unsubscribe']);
      const { id } = /<SubscriptionId>(?<id>s-\d+)</.exec(requests[1]?.xml ?? '')?.groups ?? {};
      expect(requests[0]?.xml).toBe(xml`
        <GetStreamingEvents>
          <SubscriptionIds><SubscriptionId>${id}</SubscriptionId></SubscriptionIds>
          <ConnectionTimeout>${minutes}</ConnectionTimeout>
        </GetStreamingEvents>`);
    }
  });

  test('that the server closes is opened again after a pause, with the same subscription', async () => {
    const waited = pauses();
    const stream = await wire.account.inbox.stream(['newMail']);
    connections([events(mail('a')), closed], [closed], [events(mail('b'))]);
    const requests = await wire.requestsOf(async () =>
      expect((await take(stream, 2)).map(({ itemId }) => itemId?.id)).toEqual(['a', 'b']),
    );
    expect(requests.map(({ operation }) => operation)).toEqual([
      'GetStreamingEvents',
      'GetStreamingEvents',
      'GetStreamingEvents',
      'Unsubscribe',
    ]);
    expect(new Set(requests.map(({ xml: text }) => /<SubscriptionId>(.*)</.exec(text)?.[1])).size).toBe(1);
    expect(waited).toEqual([1000, 2000]);
  });

  test('that the server closes at once, each time, is opened ever more seldom', async () => {
    const waited = pauses();
    connections(...Array.from({ length: 7 }, () => [closed]), [], [], [events(mail('a'))]);
    await take(await wire.account.inbox.stream(['newMail']), 1);
    expect(waited).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  test('after it was closed, nothing more of it is read', async () => {
    pauses();
    const stream = await wire.account.inbox.stream(['newMail']);
    connections([closed, events(mail('late'))], [events(mail('a'))]);
    expect((await take(stream, 1)).map(({ itemId }) => itemId?.id)).toEqual(['a']);
  });
});

describe('events', () => {
  test('of each kind', async () => {
    const ids = { itemId: { id: 'i', changeKey: '1' } };
    const moved = { ...ids, oldItemId: { id: 'o' }, oldParentFolderId: { id: 'p' } };
    const folder = { folderId: { id: 'x' } };
    connections([
      events(
        mail('a'),
        { kind: 'createdEvent', ...ids },
        { kind: 'deletedEvent', ...folder },
        { kind: 'modifiedEvent', ...ids },
        { kind: 'movedEvent', ...moved },
        { kind: 'copiedEvent', ...moved },
        { kind: 'freeBusyChangedEvent', ...ids },
        { kind: 'movedEvent', ...folder, oldFolderId: { id: 'y' }, oldParentFolderId: { id: 'p' } },
      ),
    ]);
    const names = ['newMail', 'created', 'deleted', 'modified', 'moved', 'copied', 'freeBusyChanged'] as const;
    const seen = await take(await wire.account.inbox.stream(names), 8);
    const base = { timeStamp: WHEN, parentFolderId: { id: 'f', changeKey: '1' } };
    const more = { oldItemId: { id: 'o' }, oldParentFolderId: { id: 'p' } };
    expect(seen).toEqual([
      { kind: 'newMail', ...base, itemId: { id: 'a' } },
      { kind: 'created', ...base, ...ids },
      { kind: 'deleted', ...base, ...folder },
      { kind: 'modified', ...base, ...ids },
      { kind: 'moved', ...base, ...ids, ...more },
      { kind: 'copied', ...base, ...ids, ...more },
      { kind: 'freeBusyChanged', ...base, ...ids },
      { kind: 'moved', ...base, ...folder, oldFolderId: { id: 'y' }, oldParentFolderId: { id: 'p' } },
    ]);
  });

  test('a sign of life is none', async () => {
    const status = success({
      connectionStatus: 'OK',
      notifications: [{ subscriptionId: 's-1', events: [{ kind: 'statusEvent', watermark: 'w' }] }],
    });
    connections([status, success({ connectionStatus: 'OK' }), events(mail('a'))]);
    expect(await take(await wire.account.inbox.stream(['newMail']), 1)).toHaveLength(1);
  });

  test('of several notifications in one message', async () => {
    const two = success({
      notifications: ['a', 'b'].map((id) => ({
        subscriptionId: 's-1',
        events: [{ watermark: 'w', timeStamp: WHEN, ...PARENT, ...mail(id) }],
      })),
    });
    connections([two]);
    const seen = await take(await wire.account.inbox.stream(['newMail']), 2);
    expect(seen.map(({ itemId }) => itemId?.id)).toEqual(['a', 'b']);
  });
});

describe('a subscription that the server has forgotten', () => {
  test.each(['ErrorSubscriptionNotFound', 'ErrorInvalidSubscription', 'ErrorExpiredSubscription'])(
    '%s: is made anew, after a pause',
    async (code) => {
      const waited = pauses();
      const stream = await wire.account.inbox.stream(['newMail', 'created']);
      const [first] = wire.sent;
      connections([failure(code)], [events(mail('a'))]);
      const requests = await wire.requestsOf(async () => expect(await take(stream, 1)).toHaveLength(1));
      expect(requests.map(({ operation }) => operation)).toEqual([
        'GetStreamingEvents',
        'Subscribe',
        'GetStreamingEvents',
        'Unsubscribe',
      ]);
      expect(requests[1]?.xml).toBe(first?.xml);
      const ids = requests.map(({ xml: text }) => /<SubscriptionId>(.*)</.exec(text)?.[1]);
      expect(ids[2]).not.toBe(ids[0]);
      expect(ids[3]).toBe(ids[2]);
      expect(waited).toEqual([1000]);
    },
  );

  test('again and again is asked for ever more seldom', async () => {
    const waited = pauses();
    connections(...Array.from({ length: 4 }, () => [failure('ErrorSubscriptionNotFound')]), [events(mail('a'))]);
    const operations = await wire.operationsOf(async () => take(await wire.account.inbox.stream(['newMail']), 1));
    expect(operations.filter((name) => name === 'Subscribe')).toHaveLength(5);
    expect(waited).toEqual([1000, 2000, 4000, 8000]);
  });

  test('any other error of the server ends the loop, and the subscription', async () => {
    const stream = await wire.account.inbox.stream(['newMail']);
    connections([failure('ErrorAccessDenied')]);
    const operations = await wire.operationsOf(() =>
      expect(take(stream, 1)).rejects.toMatchObject({ code: 'ErrorAccessDenied' }),
    );
    expect(operations).toEqual(['GetStreamingEvents', 'Unsubscribe']);
  });
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

describe('the end', () => {
  /** A connection that stays open until its signal fires. */
  function silent(first: readonly Message[] = []): { opened: Promise<void> } {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    wire.server.on('GetStreamingEvents', async function* () {
      yield* first;
      open();
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        yield success({ connectionStatus: 'OK' });
      }
    });
    return { opened };
  }

  test('the loop is left: the subscription is ended', async () => {
    silent([events(mail('a'))]);
    const stream = await wire.account.inbox.stream(['newMail']);
    expect(await wire.operationsOf(() => take(stream, 1))).toEqual(['GetStreamingEvents', 'Unsubscribe']);
    expect(wire.sent.at(-1)?.xml).toBe(xml`<Unsubscribe><SubscriptionId>s-1</SubscriptionId></Unsubscribe>`);
  });

  test('the signal fires: the loop ends without an error, and the subscription with it', async () => {
    const ending = new AbortController();
    const { opened } = silent();
    const stream = await wire.account.inbox.stream(['newMail'], { signal: ending.signal });
    const ended = take(stream, 1);
    await opened;
    ending.abort();
    expect(await ended).toEqual([]);
    expect(wire.sent.at(-1)?.operation).toBe('Unsubscribe');
  });

  test('the signal fires while the line is down: the pause is not waited for', async () => {
    const ending = new AbortController();
    const real = setTimeout;
    const never = (run: () => void, ms = 0) => real(ms < 500 ? run : () => undefined, ms);
    jest.spyOn(globalThis, 'setTimeout').mockImplementation(never as never);
    wire.server.on('GetStreamingEvents', () => {
      setTimeout(() => ending.abort(), 1);
      throw new TransportError('ERR_CONNECTION_RESET', 'mail.example.test closed the connection.');
    });
    const stream = await wire.account.inbox.stream(['newMail'], { signal: ending.signal });
    expect(await take(stream, 1)).toEqual([]);
    expect(wire.sent.map(({ operation }) => operation)).toEqual(['Subscribe', 'GetStreamingEvents', 'Unsubscribe']);
  });

  test('disposal ends the loop, and the subscription, once', async () => {
    const { opened } = silent();
    const stream = await wire.account.inbox.stream(['newMail']);
    const ended = take(stream, 1);
    await opened;
    await stream[Symbol.asyncDispose]();
    expect(await ended).toEqual([]);
    await stream[Symbol.asyncDispose]();
    expect(wire.sent.map(({ operation }) => operation).filter((name) => name === 'Unsubscribe')).toEqual([
      'Unsubscribe',
    ]);
  });

  test('a server that has forgotten the subscription by then is no reason to fail', async () => {
    wire.server.on('Unsubscribe', () => [failure('ErrorSubscriptionNotFound')]);
    silent([events(mail('a'))]);
    expect(await take(await wire.account.inbox.stream(['newMail']), 1)).toHaveLength(1);
    wire.server.on('Unsubscribe', () => {
      throw new TransportError('ERR_CONNECTION_RESET', 'mail.example.test closed the connection.');
    });
    await (await wire.account.inbox.stream(['newMail']))[Symbol.asyncDispose]();
  });

  test('with a signal that has fired already nothing is heard', async () => {
    await expect(wire.account.inbox.stream(['newMail'], { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(wire.sent).toEqual([]);
  });

  test('nothing is left at a signal that lives on: after the loop, after disposal, and where subscribing failed', async () => {
    const { signal } = new AbortController();
    connections([events(mail('a'))]);
    await take(await wire.account.inbox.stream(['newMail'], { signal }), 1);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    await (await wire.account.inbox.stream(['newMail'], { signal }))[Symbol.asyncDispose]();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    wire.server.on('Subscribe', () => [failure('ErrorAccessDenied')]);
    await expect(wire.account.inbox.stream(['newMail'], { signal })).rejects.toMatchObject({
      code: 'ErrorAccessDenied',
    });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
