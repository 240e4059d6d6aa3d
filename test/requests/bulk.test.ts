/** Work on many items: a request for each chunk, in order; a result for each item; errors thrown at the end, or returned. */
import { describe, expect, test } from '@jest/globals';
import { type Progress, ValidationError } from '../../src/index.js';
import { bulkError } from '../support/bulk-error.js';
import { fault, recorder } from '../support/recorder.js';
import { failure } from '../support/scripted-server.js';

const wire = recorder();
const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `i-${index}`);

type Ids = { readonly id: string }[];

/** Answers as usual, but refuses these ids. */
function refuse(operation: string, ...refused: readonly string[]): void {
  wire.server.on(operation, (request) => {
    const usual = wire.server.usual(operation, request);
    return usual.map((message, index) =>
      refused.includes(request.itemIds[index].id) ? failure('ErrorAccessDenied') : message,
    );
  });
}

describe('chunks', () => {
  test.each([
    [250, undefined, [100, 100, 50]],
    [200, undefined, [100, 100]],
    [100, undefined, [100]],
    [5, 2, [2, 2, 1]],
    [4, 2, [2, 2]],
    [3, 1, [1, 1, 1]],
    [3, 1000, [3]],
    [0, undefined, []],
  ])('%p items, chunkSize %p: %j', async (count, chunkSize, sizes) => {
    const requests = await wire.requestsOf(async () =>
      expect(await wire.account.items(ids(count)).delete({ chunkSize })).toHaveLength(count),
    );
    expect(requests.map(({ body }) => body.itemIds.length)).toEqual(sizes);
    expect(requests.flatMap(({ body }) => (body.itemIds as Ids).map(({ id }) => id))).toEqual(ids(count));
  });

  test('of new items, too', async () => {
    const subjects = ids(5).map((subject) => ({ subject }));
    const requests = await wire.requestsOf(async () => {
      const items = await wire.account.drafts.createAll(subjects, { chunkSize: 2 });
      expect(items.map(({ subject }) => subject)).toEqual(ids(5));
      expect(items.map(({ id }) => id)).toEqual(['new-1', 'new-2', 'new-3', 'new-4', 'new-5']);
    });
    expect(requests.map(({ body }) => body.items.length)).toEqual([2, 2, 1]);
  });

  test('of changes, moves, copies, saves and sends', async () => {
    const items = await wire.account.drafts.createAll(ids(3).map((subject) => ({ subject })));
    const set = () => wire.account.items(items);
    expect(await wire.operationsOf(() => set().update({ subject: 'x' }, { chunkSize: 2 }))).toEqual([
      'UpdateItem',
      'UpdateItem',
    ]);
    expect(await wire.operationsOf(() => set().copy('inbox', { chunkSize: 2 }))).toEqual(['CopyItem', 'CopyItem']);
    expect(await wire.operationsOf(() => set().move('inbox', { chunkSize: 2 }))).toEqual(['MoveItem', 'MoveItem']);
    for (const item of items) item.subject = 'y';
    expect(await wire.operationsOf(() => set().save({ chunkSize: 2 }))).toEqual(['UpdateItem', 'UpdateItem']);
    expect(await wire.operationsOf(() => set().send({ chunkSize: 2 }))).toEqual(['SendItem', 'SendItem']);
  });

  test.each([0, 1001, 1.5, -1, '10', Number.NaN])('chunkSize %p is refused', async (chunkSize) => {
    const error = await wire.refusalOf(() => wire.account.items(ids(1)).delete({ chunkSize: chunkSize as number }));
    expect(error.message).toContain('chunkSize: expected a whole number from 1 to 1000');
  });
});

describe('one item that fails', () => {
  test('keeps none of the others from being done', async () => {
    refuse('DeleteItem', 'i-1', 'i-4');
    const work = wire.account.items(ids(5)).delete({ chunkSize: 2 });
    const { failures, results, cause, code, message } = await bulkError(work);
    expect(wire.sent).toHaveLength(3);
    expect(failures.map(({ index, id, reason }) => [index, id?.id, reason.code])).toEqual([
      [1, 'i-1', 'ErrorAccessDenied'],
      [4, 'i-4', 'ErrorAccessDenied'],
    ]);
    expect(results.map(({ status }) => status[0]).join('')).toBe('frffr');
    expect([code, cause]).toEqual(['ERR_BULK', undefined]);
    expect(message).toContain('DeleteItem: 2 of 5 failed: [1]');
  });

  test('is a settled result, when errors are to be returned', async () => {
    refuse('MoveItem', 'i-1');
    const results = await wire.account.items(ids(3)).move('inbox', { errors: 'return' });
    expect(results).toMatchObject([
      { status: 'fulfilled', value: { id: 'new-1' } },
      { status: 'rejected', id: { id: 'i-1' }, reason: { code: 'ErrorAccessDenied' } },
      { status: 'fulfilled', value: { id: 'new-3' } },
    ]);
  });

  test('without any, errors: return gives settled results all the same', async () => {
    const results = await wire.account.items(ids(2)).delete({ errors: 'return' });
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect(await wire.account.items([]).delete({ errors: 'return' })).toEqual([]);
    const values = await wire.account.items(ids(2)).delete({ errors: 'throw' });
    expect(values.map(({ id }) => id)).toEqual(['i-0', 'i-1']);
  });

  test('that is not answered leaves open which of them it is, and what became of all', async () => {
    wire.server.on('DeleteItem', (request) => wire.server.usual('DeleteItem', request).slice(0, 1));
    const { failures } = await bulkError(wire.account.items(ids(2)).delete());
    expect(failures.map(({ index, reason: { code, fate } }) => [index, code, fate])).toEqual([
      [0, 'ERR_UNANSWERED', 'unknown'],
      [1, 'ERR_UNANSWERED', 'unknown'],
    ]);
  });
});

describe('a request that is refused as a whole', () => {
  test('fails its chunk, and the others are tried', async () => {
    wire.server.next(
      'DeleteItem',
      (request) => wire.server.usual('DeleteItem', request),
      () => fault('ErrorInternalServerError'),
    );
    const { results, failures, cause } = await bulkError(wire.account.items(ids(6)).delete({ chunkSize: 2 }));
    expect(wire.sent).toHaveLength(3);
    expect(results.map(({ status }) => status[0]).join('')).toBe('ffrrff');
    expect(failures.map(({ index, id, reason }) => [index, id?.id, reason.code])).toEqual([
      [2, 'i-2', 'ErrorInternalServerError'],
      [3, 'i-3', 'ErrorInternalServerError'],
    ]);
    expect(cause).toBeUndefined();
  });

  test('because it is too large, or a page of a proxy comes back: the others are tried', async () => {
    const { RawAnswer } = await import('../support/recorder.js');
    for (const answer of [new RawAnswer(413, ''), new RawAnswer(200, '<html>Sign in</html>')]) {
      wire.server.next('DeleteItem', () => answer);
      const results = await wire.account.items(ids(4)).delete({ chunkSize: 2, errors: 'return' });
      expect(results.map(({ status }) => status[0]).join('')).toBe('rrff');
    }
  });
});

describe('an item that is not valid', () => {
  test('of an array is told before anything is sent', async () => {
    const items = [{ subject: 'a' }, { subject: 5 }, { subject: 'c' }] as { subject: string }[];
    const error = await wire.refusalOf(() => wire.account.drafts.createAll(items));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain('items[1].subject');
  });

  test('is one of the results, when errors are to be returned; the others are made', async () => {
    const items = [{ subject: 'a' }, { subject: 5 }, { subject: 'c' }] as { subject: string }[];
    const results = await wire.account.drafts.createAll(items, { errors: 'return' });
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { code: 'ERR_INVALID_REQUEST' } });
    expect(results[2]).toMatchObject({ value: { subject: 'c' } });
    expect(wire.sent.map(({ body }) => body.items.length)).toEqual([2]);
  });

  test('that only the encoder finds is told from the others, too', async () => {
    const items = [{ subject: 'a' }, { flag: { flagStatus: 'Nonsense' } }, { subject: 'c' }] as { subject: string }[];
    const { failures } = await bulkError(wire.account.drafts.createAll(items));
    expect(failures.map(({ index, reason }) => [index, reason.code])).toEqual([[1, 'ERR_INVALID_REQUEST']]);
    expect(wire.sent.map(({ body }) => body.items.map(({ subject }: { subject: string }) => subject))).toEqual([
      ['a', 'c'],
    ]);
  });

  test('of what is still coming is a failure among the others', async () => {
    async function* coming() {
      yield { subject: 'a' };
      yield { sbject: 'b' } as object;
      yield { subject: 'c' };
    }
    const { failures, results } = await bulkError(wire.account.drafts.createAll(coming(), { chunkSize: 3 }));
    expect(failures.map(({ index }) => index)).toEqual([1]);
    expect(results).toHaveLength(3);
  });

  test('alone in its request fails alone', async () => {
    const items = [{ subject: 'a' }, { subject: 5 }] as { subject: string }[];
    const results = await wire.account.drafts.createAll(items, { chunkSize: 1, errors: 'return' });
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(wire.sent).toHaveLength(1);
  });
});

describe('progress', () => {
  test('is told after each request', async () => {
    refuse('DeleteItem', 'i-2');
    const told: Progress[] = [];
    await wire.account
      .items(ids(5))
      .delete({ chunkSize: 2, errors: 'return', onProgress: (progress) => told.push(progress) });
    expect(told).toEqual([
      { done: 2, failed: 0, total: 5 },
      { done: 4, failed: 1, total: 5 },
      { done: 5, failed: 1, total: 5 },
    ]);
  });

  test('of what is still coming has no total yet', async () => {
    const told: Progress[] = [];
    async function* coming() {
      yield* ids(3);
    }
    await wire.account.items(coming()).delete({ chunkSize: 2, onProgress: (progress) => told.push(progress) });
    expect(told).toEqual([
      { done: 2, failed: 0, total: Number.POSITIVE_INFINITY },
      { done: 3, failed: 0, total: Number.POSITIVE_INFINITY },
    ]);
  });
});

describe('what is still coming', () => {
  test('is never collected: one after another, each chunk is done before the next is asked for', async () => {
    const seen: string[] = [];
    wire.server.on('DeleteItem', (request) => {
      seen.push(`sent ${request.itemIds.length}`);
      return wire.server.usual('DeleteItem', request);
    });
    async function* coming() {
      for (const id of ids(5)) {
        seen.push(id);
        yield id;
      }
    }
    await wire.account.items(coming()).delete({ chunkSize: 2, concurrency: 1 });
    expect(seen).toEqual(['i-0', 'i-1', 'sent 2', 'i-2', 'i-3', 'sent 2', 'i-4', 'sent 1']);
  });

  test('may be any iterable', async () => {
    for (const input of [new Set(ids(3)), ids(3).values(), new Map(ids(3).map((id) => [id, id])).keys()])
      expect(await wire.account.items(input).delete()).toHaveLength(3);
  });
});
