/**
 * Bulk work with several requests under way: never more than were allowed, results in the order of the input, what comes is read no further
 * than that, and whatever ends it, each item is told truly.
 */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { AbortError, type Progress, TransportError } from '../../src/index.js';
import { bearsEight } from '../support/borne.js';
import { bulkError, told } from '../support/bulk-error.js';
import { recorder } from '../support/recorder.js';

const wire = recorder();
beforeEach(async () => {
  await bearsEight(wire.account);
  wire.transport.sent.length = 0;
});
const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `i-${index}`);

type Held = { readonly ids: string[]; readonly answer: () => void; readonly fail: (error: Error) => void };

/** Requests wait here until a test lets them go. */
function hold(operation: string): { readonly open: Held[]; most: number } {
  const held = { open: [] as Held[], most: 0 };
  wire.server.on(
    operation,
    (request) =>
      new Promise((resolve, reject) => {
        const end = (how: () => void) => () => {
          held.open.splice(held.open.indexOf(one), 1);
          how();
        };
        const one: Held = {
          ids: (request.itemIds ?? request.itemChanges.map((each: { itemId: object }) => each.itemId)).map(
            ({ id }: { id: string }) => id,
          ),
          answer: end(() => resolve(wire.server.usual(operation, request))),
          fail: (error) => end(() => reject(error))(),
        };
        held.open.push(one);
        held.most = Math.max(held.most, held.open.length);
      }),
  );
  return held;
}

/** Lets everything happen that needs no answer. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
}

describe('how many', () => {
  test.each([1, 2, 3, 8])('concurrency %p: as many, and no more', async (concurrency) => {
    const held = hold('DeleteItem');
    const work = wire.account.items(ids(20)).delete({ chunkSize: 2, concurrency });
    for (let answered = 0; answered < 10; answered++) {
      await settle();
      expect(held.open).toHaveLength(Math.min(concurrency, 10 - answered));
      held.open[0]?.answer();
    }
    expect((await work).map(({ id }) => id)).toEqual(ids(20));
    expect(held.most).toBe(concurrency);
  });

  test('unless said otherwise, four; or what the login says', async () => {
    const held = hold('DeleteItem');
    const work = wire.account.items(ids(9)).delete({ chunkSize: 1 });
    await settle();
    expect(held.open).toHaveLength(4);
    for (let left = 9; left > 0; left--, await settle()) held.open[0]?.answer();
    await work;
  });

  test('results are in order, in whichever the answers come', async () => {
    const held = hold('MoveItem');
    const work = wire.account.items(ids(6)).move('inbox', { chunkSize: 2, concurrency: 3, errors: 'return' });
    await settle();
    for (const at of [2, 0, 0]) held.open[at]?.answer();
    const results = await work;
    expect(results.map(({ status }) => status)).toEqual(Array(6).fill('fulfilled'));
    // The third chunk was answered first.
    expect(results.map((each) => each.status === 'fulfilled' && each.value?.id)).toEqual([
      'new-3',
      'new-4',
      'new-5',
      'new-6',
      'new-1',
      'new-2',
    ]);
  });

  test('progress counts what is settled, in whichever order', async () => {
    const held = hold('DeleteItem');
    const seen: Progress[] = [];
    const onProgress = (progress: Progress) => seen.push(progress);
    const work = wire.account.items(ids(5)).delete({ chunkSize: 2, concurrency: 3, onProgress });
    await settle();
    held.open[2]?.answer();
    await settle();
    expect(seen).toEqual([{ done: 1, failed: 0, total: 5 }]);
    held.open[1]?.answer();
    held.open[0]?.answer();
    await work;
    expect(seen.map(({ done }) => done)).toEqual([1, 3, 5]);
  });

  test('new items are saved as many at a time, too', async () => {
    let [open, most] = [0, 0];
    wire.server.on('CreateItem', async (request) => {
      most = Math.max(most, ++open);
      await settle();
      open--;
      return wire.server.usual('CreateItem', request);
    });
    const items = ids(10).map((subject) => wire.account.drafts.new({ subject }));
    await wire.account.items(items).save({ chunkSize: 4, concurrency: 3 });
    expect(most).toBe(3);
    expect(new Set(items.map(({ id }) => id)).size).toBe(10);
  });

  test('items that were read in different forms are compared as many at a time, too', async () => {
    wire.server.fill('inbox', { subject: 'a', importance: 'Low' }, { subject: 'b' }, { subject: 'c', size: 1 });
    const items = await Promise.all([
      wire.account.inbox.only('subject').at(0),
      wire.account.inbox.only('subject', 'importance').at(1),
      wire.account.inbox.only('subject', 'categories').at(2),
    ]);
    for (const item of items) if (item) item.subject = 'x';
    let [open, most] = [0, 0];
    wire.server.on('GetItem', async (request) => {
      most = Math.max(most, ++open);
      await settle();
      open--;
      return wire.server.usual('GetItem', request);
    });
    await wire.account.items(items.filter((item) => item !== undefined)).save({ concurrency: 2 });
    expect(most).toBe(2);
    expect(wire.sent.filter(({ operation }) => operation === 'UpdateItem')).toHaveLength(1);
  });

  test('the same new item twice is made once', async () => {
    const item = wire.account.drafts.new({ subject: 'x' });
    for (const chunkSize of [1, 2]) {
      const operations = await wire.operationsOf(() => wire.account.items([item, item]).save({ chunkSize }));
      expect(operations.filter((name) => name === 'CreateItem')).toHaveLength(chunkSize === 1 ? 1 : 0);
    }
  });
});

describe('the same item in several chunks', () => {
  test('is changed in the order of the input; the others do not wait for it', async () => {
    const held = hold('DeleteItem');
    const work = wire.account
      .items(['a', 'b', 'a', 'c', 'd', 'e'])
      .delete({ chunkSize: 2, concurrency: 3, errors: 'return' });
    await settle();
    expect(held.open.map((one) => one.ids)).toEqual([['a', 'b']]);
    held.open[0]?.answer();
    await settle();
    expect(held.open.map((one) => one.ids)).toEqual([
      ['a', 'c'],
      ['d', 'e'],
    ]);
    held.open[1]?.answer();
    held.open[0]?.answer();
    expect(told({ results: await work })).toEqual(Array(6).fill('done'));
  });
});

describe('what is still coming', () => {
  test('is read no further than the chunks under way, and the one after them not before one is done', async () => {
    const held = hold('DeleteItem');
    let read = 0;
    async function* coming() {
      for (const id of ids(20)) {
        read++;
        yield id;
      }
    }
    const work = wire.account.items(coming()).delete({ chunkSize: 2, concurrency: 3 });
    await settle();
    expect([read, held.open.length]).toEqual([6, 3]);
    held.open[0]?.answer();
    await settle();
    expect([read, held.open.length]).toEqual([8, 3]);
    while (held.open.length > 0) {
      held.open[0]?.answer();
      await settle();
    }
    expect(await work).toHaveLength(20);
  });

  test('slowly: what is there is sent, and an end does not wait for the rest', async () => {
    const held = hold('DeleteItem');
    let closed = false;
    async function* coming() {
      try {
        yield* ids(5);
        await new Promise(() => undefined);
      } finally {
        closed = true;
      }
    }
    const work = bulkError(wire.account.items(coming()).delete({ chunkSize: 2, concurrency: 4 }));
    await settle();
    expect(held.open).toHaveLength(2);
    held.open[1]?.answer();
    held.open[0]?.fail(new TransportError('ERR_CONNECTION_RESET', 'closed'));
    const error = await work;
    const broken = 'ERR_CONNECTION_RESET,unknown';
    expect(told(error)).toEqual([broken, broken, 'done', 'done', 'ERR_NOT_TRIED,not done']);
    // It stands at what will never come.
    expect(closed).toBe(false);
  });

  test('an abort does not wait for it either', async () => {
    const ending = new AbortController();
    async function* coming() {
      yield* ids(3);
      await new Promise(() => undefined);
    }
    const work = bulkError(wire.account.items(coming()).delete({ chunkSize: 2, signal: ending.signal }));
    await settle();
    ending.abort();
    const error = await work;
    expect(told(error)).toEqual(['done', 'done', 'ERR_NOT_TRIED,not done']);
    expect(error.cause).toBeInstanceOf(AbortError);
  });
});

describe('an error that ends all', () => {
  test('no further chunk is begun; those under way are waited for, and told as they end', async () => {
    const held = hold('DeleteItem');
    const work = bulkError(wire.account.items(ids(6)).delete({ chunkSize: 1, concurrency: 3 }));
    await settle();
    const [first, second, third] = [...held.open];
    second?.fail(new TransportError('ERR_CONNECTION_RESET', 'closed'));
    await settle();
    first?.answer();
    await settle();
    expect(wire.sent).toHaveLength(3);
    third?.fail(new TransportError('ERR_CONNECTION_REFUSED', 'refused'));
    const error = await work;
    expect(told(error)).toEqual([
      'done',
      'ERR_CONNECTION_RESET,unknown',
      'ERR_CONNECTION_REFUSED,not done',
      ...Array(3).fill('ERR_NOT_TRIED,not done'),
    ]);
    expect((error.cause as TransportError).code).toBe('ERR_CONNECTION_RESET');
  });

  test('the signal: all under way end at once', async () => {
    const held = hold('DeleteItem');
    const ending = new AbortController();
    const work = bulkError(wire.account.items(ids(6)).delete({ chunkSize: 1, concurrency: 3, signal: ending.signal }));
    await settle();
    held.open[1]?.answer();
    await settle();
    ending.abort();
    for (const one of [...held.open]) one.answer();
    const error = await work;
    expect(told(error).map((each) => each.split(',')[0])).toEqual([
      'ERR_ABORTED',
      'done',
      'ERR_ABORTED',
      'ERR_ABORTED',
      'ERR_NOT_TRIED',
      'ERR_NOT_TRIED',
    ]);
    expect(wire.sent).toHaveLength(4);
  });

  test('whatever the caller does in onProgress', async () => {
    const held = hold('DeleteItem');
    const onProgress = () => {
      throw new RangeError('mine');
    };
    const work = bulkError(wire.account.items(ids(4)).delete({ chunkSize: 1, concurrency: 2, onProgress }));
    await settle();
    held.open[0]?.answer();
    await settle();
    held.open[0]?.answer();
    const error = await work;
    expect(told(error)).toEqual(['done', 'done', 'ERR_NOT_TRIED,not done', 'ERR_NOT_TRIED,not done']);
    expect(error.cause).toBeInstanceOf(RangeError);
  });
});
