/** Event streams: the subscription, the connection, its end, and what is done when the server forgets or the line breaks. */
import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { type EventName, TransportError, ValidationError } from '../../src/index.js';
import { xml } from '../support/compact-xml.js';
import { failure, type Message, success } from '../support/scripted-server.js';
import { distinguished } from '../support/wire.js';
import { closed, connections, events, mail, PARENT, pauses, take, WHEN, wire } from './stream-wire.js';

afterEach(() => {
  jest.restoreAllMocks();
});

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

  test('of the account hears of all its folders', async () => {
    const request = await wire.xmlOf(() => wire.account.stream(['created']));
    expect(request).toContain('<StreamingSubscriptionRequest SubscribeToAllFolders="true">');
    expect(request).not.toContain('FolderIds');
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
        { kind: 'modifiedEvent', ...folder, unreadCount: 3 },
        { kind: 'movedEvent', ...moved },
        { kind: 'copiedEvent', ...moved },
        { kind: 'freeBusyChangedEvent', ...ids },
        { kind: 'movedEvent', ...folder, oldFolderId: { id: 'y' }, oldParentFolderId: { id: 'p' } },
      ),
    ]);
    const names = ['newMail', 'created', 'deleted', 'modified', 'moved', 'copied', 'freeBusyChanged'] as const;
    const seen = await take(await wire.account.inbox.stream(names), 8);
    const base = { timeStamp: WHEN, parentFolderId: { id: 'f', changeKey: '1' }, watermark: 'w' };
    const more = { oldItemId: { id: 'o' }, oldParentFolderId: { id: 'p' } };
    expect(seen).toEqual([
      { kind: 'newMail', ...base, itemId: { id: 'a' } },
      { kind: 'created', ...base, ...ids },
      { kind: 'deleted', ...base, ...folder },
      { kind: 'modified', ...base, ...folder, unreadCount: 3 },
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
