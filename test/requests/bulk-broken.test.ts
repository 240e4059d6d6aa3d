/**
 * Bulk work that is cut off: it ends with or with the whole list, never with less. Otherwise nobody would know what the
 * requests before have done. Here one request after another; several under way are in bulk-in-flight.test.ts.
 */
import { describe, expect, test } from '@jest/globals';
import { AbortError, type EwsError, faultTolerance, TransportError } from '../../src/index.js';
import { bulkError, told } from '../support/bulk-error.js';
import { recorder } from '../support/recorder.js';
import { success } from '../support/scripted-server.js';

const wire = recorder({ concurrency: 1 });
const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `i-${index}`);

/** The third request breaks. */
function breakThird(operation: string, breaking: () => void): void {
  const usual = (request: object) => wire.server.usual(operation, request);
  wire.server.next(operation, usual, usual, (request) => {
    breaking();
    return usual(request);
  });
}

describe('the connection breaks in the third request', () => {
  const broken = (): never => {
    throw new TransportError('ERR_CONNECTION_RESET', 'mail.example.test closed the connection.');
  };
  const BROKEN = 'ERR_CONNECTION_RESET,unknown';
  const REST = 'ERR_NOT_TRIED,not done';
  const EXPECTED = ['done', 'done', 'done', 'done', BROKEN, BROKEN, REST, REST];

  test('the first two are done, of the third nobody knows, the rest was not tried', async () => {
    breakThird('DeleteItem', broken);
    const error = await bulkError(wire.account.items(ids(8)).delete({ chunkSize: 2 }));
    expect(told(error)).toEqual(EXPECTED);
    expect(error.cause).toBeInstanceOf(TransportError);
    expect(wire.sent).toHaveLength(3);
    expect(error.failures.map(({ index, id }) => [index, id?.id])).toEqual([
      [4, 'i-4'],
      [5, 'i-5'],
      [6, 'i-6'],
      [7, 'i-7'],
    ]);
    const last = error.failures.at(-1)?.reason as EwsError;
    expect(last.cause).toBe(error.cause);
    expect(last.message).toContain('was not tried');
  });

  test('the same as settled results, when errors are to be returned', async () => {
    breakThird('DeleteItem', broken);
    const results = await wire.account.items(ids(8)).delete({ chunkSize: 2, errors: 'return' });
    expect(told({ results })).toEqual(EXPECTED);
  });

  test('of what was still coming, nobody knows what is missing: thrown whatever was asked', async () => {
    for (const errors of ['throw', 'return'] as const) {
      breakThird('DeleteItem', broken);
      async function* coming() {
        yield* ids(8);
      }
      const error = await bulkError(wire.account.items(coming()).delete({ chunkSize: 2, errors }));
      expect(told(error)).toEqual(EXPECTED.slice(0, 6));
      expect(error.cause).toBeInstanceOf(TransportError);
    }
  });

  test('of saves', async () => {
    const items = await wire.account.drafts.createAll(ids(6).map((subject) => ({ subject })));
    for (const item of items) item.importance = 'High';
    breakThird('UpdateItem', broken);
    const error = await bulkError(wire.account.items(items).save({ chunkSize: 1 }));
    expect(told(error)).toEqual(['done', 'done', BROKEN, REST, REST, REST]);
    expect(error.message).toContain('save(): 4 of 6 failed');
    const again = await wire.requestsOf(() => wire.account.items(items).save());
    expect(again[0]?.body.itemChanges).toHaveLength(4);
  });

  test('of sends, of unchanged and changed drafts', async () => {
    for (const operation of ['SendItem', 'UpdateItem']) {
      const items = await wire.account.drafts.createAll(ids(4).map((subject) => ({ subject })));
      if (operation === 'UpdateItem') for (const item of items) item.importance = 'High';
      breakThird(operation, broken);
      const error = await bulkError(wire.account.items(items).send({ chunkSize: 1 }));
      expect(told(error)).toEqual(['done', 'done', BROKEN, REST]);
      expect(items.map(({ itemId }) => itemId === undefined)).toEqual([true, true, false, false]);
    }
  });

  test('of new items', async () => {
    breakThird('CreateItem', broken);
    const items = ids(4).map((subject) => ({ subject }));
    const error = await bulkError(wire.account.drafts.createAll(items, { chunkSize: 1 }));
    expect(error.results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
    expect(error.failures.map(({ reason }) => reason.fate)).toEqual(['unknown', 'not done']);
  });
});

describe('the signal fires in the third request', () => {
  test('what was done is told, and why it ended', async () => {
    const ending = new AbortController();
    breakThird('MoveItem', () => ending.abort());
    const error = await bulkError(wire.account.items(ids(8)).move('inbox', { chunkSize: 2, signal: ending.signal }));
    expect(told(error).map((each) => each.split(',')[0])).toEqual([
      'done',
      'done',
      'done',
      'done',
      'ERR_ABORTED',
      'ERR_ABORTED',
      'ERR_NOT_TRIED',
      'ERR_NOT_TRIED',
    ]);
    expect(error.cause).toBeInstanceOf(AbortError);
    expect(wire.sent).toHaveLength(3);
  });

  test('before the first: nothing is sent, and all is told', async () => {
    const signal = AbortSignal.abort();
    const error = await bulkError(wire.account.items(ids(3)).delete({ signal, chunkSize: 2 }));
    expect(wire.sent).toEqual([]);
    expect(told(error).map((each) => each.split(',')[0])).toEqual(['ERR_ABORTED', 'ERR_ABORTED', 'ERR_NOT_TRIED']);
  });
});

describe('the input breaks', () => {
  async function* coming(good: number) {
    yield* ids(good);
    throw new RangeError('no more');
  }

  test('after something was done: that is told, and what was read and not tried, and why it ended', async () => {
    const error = await bulkError(wire.account.items(coming(3)).delete({ chunkSize: 2 }));
    expect(told(error)).toEqual(['done', 'done', 'ERR_NOT_TRIED,not done']);
    expect(error.cause).toBeInstanceOf(RangeError);
  });

  test('before anything was: there is nothing to tell but that', async () => {
    await expect(wire.account.items(coming(1)).delete({ chunkSize: 2 })).rejects.toBeInstanceOf(RangeError);
    expect(wire.sent).toEqual([]);
  });

  test('at an id that is none', async () => {
    async function* wrong() {
      yield 'i-0';
      yield undefined as unknown as string;
    }
    const error = await bulkError(wire.account.items(wrong()).delete({ chunkSize: 1 }));
    expect((error.cause as Error).message).toContain('items[1]: expected an item, or an id');
  });
});

test('a failure that is no error of the package is told as one', async () => {
  wire.server.on('DeleteItem', () => {
    throw new TypeError('in the transport');
  });
  const error = await bulkError(wire.account.items(ids(1)).delete());
  expect(error.failures[0]?.reason).toMatchObject({ code: 'ERR_FAILED', message: 'in the transport' });
});

test('one thing never comes as a list: its error is thrown as it is', async () => {
  wire.server.on('UpdateItem', () => [success({ items: [] })]);
  const draft = await wire.account.drafts.create({ subject: 'x' });
  wire.server.on('DeleteItem', () => {
    throw new TransportError('ERR_CONNECTION_RESET', 'mail.example.test closed the connection.');
  });
  await expect(draft.delete()).rejects.toMatchObject({ code: 'ERR_CONNECTION_RESET', fate: 'unknown' });
});

describe('one request breaks, and some of its items are found afterwards', () => {
  const retry = faultTolerance({ firstWaitMs: 1, maxWaitMs: 40 });

  /** The server makes all but the second, and its answer is lost. */
  function lose(looked: () => void = () => undefined): void {
    let made: object[] = [];
    wire.server.next('CreateItem', ({ items }) => {
      made = (items as { extendedProperty: object[] }[])
        .map(({ extendedProperty }, n) => ({ kind: 'message', itemId: { id: `made-${n}` }, extendedProperty }))
        .filter((_, n) => n !== 1);
      throw new TransportError('ERR_CONNECTION_RESET', 'mail.example.test closed the connection.');
    });
    wire.server.on('FindItem', () => {
      looked();
      return [success({ rootFolder: { includesLastItemInRange: true, items: made } })];
    });
  }
  const drafts = ['a', 'b', 'c'].map((subject) => ({ subject }));

  test('they are done, and of the other nobody knows', async () => {
    lose();
    const error = await bulkError(wire.account.drafts.createAll(drafts, { retry }));
    expect(told(error)).toEqual(['done', 'ErrorBatchProcessingStopped,unknown', 'done']);
    expect(error.failures[0]?.reason.cause).toMatchObject({ code: 'ERR_CONNECTION_RESET', fate: 'unknown' });
    expect(wire.sent.filter(({ operation }) => operation === 'CreateItem')).toHaveLength(1);
  });

  test('also when the caller does not wait for the end', async () => {
    const ending = new AbortController();
    lose(() => setTimeout(() => ending.abort(), 5));
    const options = { retry: faultTolerance({ firstWaitMs: 1 }), signal: ending.signal };
    const error = await bulkError(wire.account.drafts.createAll(drafts, options));
    expect(told(error)).toEqual(['done', 'ErrorBatchProcessingStopped,unknown', 'done']);
    expect(error.cause).toBeInstanceOf(AbortError);
  });
});
