/** A push whose signs of life fail to come: by a clock that the test sets. */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type EventPush, PushReceiver } from '../../src/index.js';
import { encodeEnvelope } from '../../src/raw.js';
import { recorder } from '../support/recorder.js';
import { failure, success } from '../support/scripted-server.js';

const wire = recorder();
const MINUTE = 60_000;
const textIn = (xml: string, name: string) => new RegExp(`<(?:\\w+:)?${name}>([^<]*)<`).exec(xml)?.[1];
let receiver: PushReceiver;
let ending: AbortController;

beforeEach(() => {
  jest.useFakeTimers();
  receiver = new PushReceiver();
  ending = new AbortController();
  let made = 0;
  wire.server.on('Subscribe', () => [success({ subscriptionId: `s-${++made}`, watermark: `w-${made}` })]);
});

afterEach(() => {
  ending.abort();
  jest.useRealTimers();
});

/** The requests for a subscription: where the posts go, and where they are to begin. */
const asked = () =>
  wire.sent
    .filter(({ operation }) => operation === 'Subscribe')
    .map(({ xml }) => ({ url: textIn(xml, 'URL') ?? '', watermark: textIn(xml, 'Watermark') }));

const open = (more: object = {}): Promise<EventPush<'created' | 'status'>> =>
  wire.account.inbox.push(['created', 'status'], {
    ...{ receiver, url: 'https://me.test/ews', statusMinutes: 1, signal: ending.signal },
    ...more,
  });

/** What the receiver answers a post to the subscription that was asked for as the nth. */
async function post(nth: number, watermark: string, kind = 'statusEvent'): Promise<string> {
  const happening = { timeStamp: new Date(0), itemId: { id: 'i' }, parentFolderId: { id: 'f' } };
  const event = { kind, watermark, ...(kind !== 'statusEvent' && happening) };
  const notification = { subscriptionId: 's', previousWatermark: 'p', moreEvents: false, events: [event] };
  const message = {
    kind: 'sendNotificationResponseMessage',
    responseClass: 'Success',
    responseCode: 'NoError',
    notification,
  };
  const body = encodeEnvelope({ operation: 'SendNotification', body: { responseMessages: [message] } });
  const answer = await receiver.fetch(
    new Request(asked()[nth]?.url ?? '', { method: 'POST', body: Buffer.from(body) }),
  );
  return textIn(await answer.text(), 'SubscriptionStatus') ?? String(answer.status);
}

describe('a push', () => {
  test('that hears of life each minute goes on with its subscription', async () => {
    await open();
    for (let minute = 1; minute < 100; minute++) {
      await jest.advanceTimersByTimeAsync(MINUTE);
      expect(await post(0, `w-1-${minute}`)).toBe('OK');
    }
    expect(asked()).toHaveLength(1);
  });

  test('that does not is subscribed anew, from what was posted last; the old one is answered Unsubscribe', async () => {
    const push = await open();
    expect(await post(0, 'w-7', 'createdEvent')).toBe('OK');
    await jest.advanceTimersByTimeAsync(2 * MINUTE - 1);
    expect(asked()).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(asked().map(({ watermark }) => watermark)).toEqual([undefined, 'w-7']);
    expect(new Set(asked().map(({ url }) => url)).size).toBe(2);
    expect(await post(0, 'w-8', 'createdEvent')).toBe('Unsubscribe');
    expect(await post(1, 'w-8', 'createdEvent')).toBe('OK');
    const told: (string | undefined)[] = [];
    for await (const { watermark } of push) {
      told.push(watermark);
      if (told.length === 2) break;
    }
    expect(told).toEqual(['w-7', 'w-8']);
  });

  test('of a server that is away: again and again, ever more seldom, until it is back', async () => {
    await open();
    let tries = 0;
    wire.server.on('Subscribe', () => {
      tries++;
      return [
        tries < 20 ? failure('ErrorMailboxStoreUnavailable') : success({ subscriptionId: 's-9', watermark: 'w-9' }),
      ];
    });
    let minutes = 0;
    for (; tries < 20 && minutes < 60; minutes++) await jest.advanceTimersByTimeAsync(MINUTE);
    expect(minutes).toBeGreaterThan(7);
    expect(tries).toBe(20);
    expect(await post(asked().length - 1, 'w-10')).toBe('OK');
  });

  test('that is refused for good ends its loop with the reason', async () => {
    const push = await open();
    const ended = (async () => {
      for await (const _ of push);
    })().catch(({ code }: { code: string }) => code);
    wire.server.on('Subscribe', () => [failure('ErrorFolderNotFound')]);
    await jest.advanceTimersByTimeAsync(3 * MINUTE);
    expect(await ended).toBe('ErrorFolderNotFound');
  });

  test('that has ended asks for nothing more', async () => {
    const push = await open();
    await push[Symbol.asyncDispose]();
    await jest.advanceTimersByTimeAsync(60 * MINUTE);
    expect(asked()).toHaveLength(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('sends the text of the caller along', async () => {
    await open({ callerData: 'ours: 7' });
    expect(textIn(wire.sent.at(-1)?.xml ?? '', 'CallerData')).toBe('ours: 7');
    expect(() => open({ callerData: 7 })).toThrow('callerData: expected a string');
  });
});
