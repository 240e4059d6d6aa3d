/** What ends the tries of a call: the waits, summed, and the quota that all calls of a client share. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, expect, jest, test } from '@jest/globals';
import { GetFolder, GetItem, SendItem } from '../../generated/index.js';
import { faultTolerance } from '../../src/client/retry-policy.js';
import { RetryQuota } from '../../src/client/retry-quota.js';
import { type EwsError, TimeoutError, TransportError } from '../../src/errors.js';
import { clientOf } from './function-server.js';
import { fault, refusal, response, success } from './misbehaving.js';

const lost = () => new TransportError('ERR_CONNECTION_RESET', 'mail.b.test:443 closed the connection.');
const folder = (id: string) => ({
  folderShape: { baseShape: 'IdOnly' as const },
  folderIds: [{ kind: 'folderId' as const, id }],
});
const well = (operation = 'GetFolder') => response(operation, [success(operation)]);

describe('the waits of a call', () => {
  test('begin as the policy says, and double from try to try', async () => {
    const random = jest.spyOn(Math, 'random').mockReturnValue(1);
    const waits: unknown[] = [];
    const note = (event: unknown) => void waits.push((event as { waitMs: number }).waitMs);
    subscribe('ewskit:retry', note);
    const { client } = clientOf(lost, { retry: faultTolerance({ firstWaitMs: 2, maxAttempts: 5 }) });
    await expect(client.call(GetFolder, folder('a'))).rejects.toThrow('closed the connection');
    unsubscribe('ewskit:retry', note);
    random.mockRestore();
    expect(waits).toEqual([2, 4, 8, 16]);
  });

  test('are summed against the limit, those that the server wishes for, too', async () => {
    const { client, bodies } = clientOf(() => fault('ErrorServerBusy', 100), {
      retry: faultTolerance({ maxWaitMs: 250, maxAttempts: 20 }),
    });
    const error = (await client.call(GetFolder, folder('a')).catch((each: Error) => each)) as EwsError;
    expect(error.code).toBe('ErrorServerBusy');
    expect(bodies).toHaveLength(3);
    expect(error.attempts).toHaveLength(3);
  });

  test('with those for its turn, while the server wants to be left alone', async () => {
    let busy: (() => void) | undefined;
    const refused = new Promise<void>((resolve) => {
      busy = resolve;
    });
    const { client, bodies } = clientOf(
      (body) => {
        busy?.();
        return fault('ErrorServerBusy', body.includes('Id="first"') ? 200 : 100);
      },
      { retry: faultTolerance({ maxWaitMs: 250, maxAttempts: 20 }) },
    );
    const first = client.call(GetFolder, folder('first')).catch((each: Error) => each);
    await refused;
    await new Promise(setImmediate);
    await client.call(GetFolder, folder('second')).catch((each: Error) => each);
    await first;
    expect(bodies.filter((body) => body.includes('Id="second"'))).toHaveLength(1);
  });
});

describe('the quota of retries', () => {
  test('holds 500; a retry takes 5, one after a time-out 10; a success gives back what its retry took, or 1', () => {
    const quota = new RetryQuota();
    expect([quota.take(false), quota.take(true), quota.tokens]).toEqual([5, 10, 485]);
    quota.give(10);
    quota.give();
    expect(quota.tokens).toBe(496);
    quota.give(10);
    expect(quota.tokens).toBe(500);
    for (let n = 0; n < 50; n++) quota.take(true);
    expect([quota.take(false), quota.tokens]).toEqual([undefined, 0]);
    for (let n = 0; n < 4; n++) quota.give();
    expect(quota.take(false)).toBeUndefined();
    quota.give();
    expect(quota.take(false)).toBe(5);
  });

  test('is one for all calls of a client: when it is used up, failures are told at once, and the error says so', async () => {
    let down = true;
    const quota = new RetryQuota();
    const { client, bodies } = clientOf(() => (down ? lost() : well()), { quota });
    const ask = () => client.call(GetFolder, folder('a')).catch((each: Error) => each);
    for (let n = 0; n < 33; n++) await ask();
    expect([bodies.length, quota.tokens]).toEqual([33 * 4, 5]);
    expect(await ask()).toMatchObject({ message: expect.stringContaining('are used up for now') });
    expect(bodies).toHaveLength(33 * 4 + 2);
    const error = (await ask()) as EwsError;
    expect(error).toMatchObject({
      code: 'ERR_CONNECTION_RESET',
      message: expect.stringContaining('are used up for now'),
    });
    expect(bodies).toHaveLength(33 * 4 + 3);
    down = false;
    for (let n = 0; n < 5; n++) await ask();
    expect(quota.tokens).toBe(5);
  });

  test('a call that comes through after retries gives back what the last of them took', async () => {
    const quota = new RetryQuota();
    const silent = () => new TimeoutError('ERR_TIMEOUT', 'mail.b.test:443 did not answer.');
    const { client } = clientOf((_, number) => (number === 1 ? silent() : number === 2 ? lost() : well()), { quota });
    await client.call(GetFolder, folder('a'));
    expect(quota.tokens).toBe(490);
    await client.call(GetFolder, folder('a'));
    expect(quota.tokens).toBe(491);
  });
});

describe('a code that passes, in the message of a part', () => {
  const CODES = [
    'ErrorTooManyObjectsOpened',
    'ErrorTimeoutExpired',
    'ErrorMailboxStoreUnavailable',
    'ErrorProxyTokenExpired',
  ];
  const ids = ['a', 'b', 'c'];
  const itemIds = ids.map((id) => ({ kind: 'itemId' as const, id }));

  test.each(CODES)('%s: what reads asks for that part again', async (code) => {
    const { client, bodies } = clientOf((body, number) =>
      response(
        'GetItem',
        [...body.matchAll(/ItemId Id="(\w)"/g)].map(([, id]) =>
          id === 'b' && number === 1
            ? refusal('GetItem', code)
            : success('GetItem', `<m:Items><t:Message><t:ItemId Id="${id}"/></t:Message></m:Items>`),
        ),
      ),
    );
    const { responseMessages } = await client.call(GetItem, { itemShape: { baseShape: 'IdOnly' }, itemIds });
    expect(responseMessages.map((message) => message.items?.[0]?.itemId?.id)).toEqual(ids);
    expect(bodies.map((body) => body.match(/ItemId Id/g)?.length)).toEqual([3, 1]);
  });

  test.each(CODES)('%s: what writes does not, and its fate is not known', async (code) => {
    const { client, bodies } = clientOf(() =>
      response('SendItem', [success('SendItem'), refusal('SendItem', code), success('SendItem')]),
    );
    const asked = client.call(SendItem, { saveItemToFolder: true, itemIds });
    expect(await asked.catch((each: Error) => each)).toMatchObject({ code, index: 1, fate: 'unknown' });
    expect(bodies).toHaveLength(1);
  });
});
