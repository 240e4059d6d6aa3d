/** What is said of work on many things, of which some failed. */
import { expect, test } from '@jest/globals';
import { AbortError, BulkError, EwsError, type Settled } from '../../src/errors.js';

const id = (index: number) => ({ id: `id-${index}`, changeKey: 'k' });

function settled(length: number, ...failing: number[]): Settled<number>[] {
  return Array.from({ length }, (_, index) =>
    failing.includes(index)
      ? { status: 'rejected', reason: new EwsError('ErrorItemNotFound', `Not found (${index}).`), id: id(index) }
      : { status: 'fulfilled', value: index, id: id(index) },
  );
}

test('the message has how many failed and the first reasons by index; failures have all of them', () => {
  const error = new BulkError('UpdateItem', settled(120, 3, 7, 8, 90, 119));
  expect(error.message).toBe(
    'UpdateItem: 5 of 120 failed: [3] Not found (3). [7] Not found (7). [8] Not found (8). 2 more stand in `failures`.',
  );
  expect(error).toMatchObject({ name: 'BulkError', code: 'ERR_BULK' });
  expect(error.failures.map(({ index, id }) => [index, id?.id])).toEqual([
    [3, 'id-3'],
    [7, 'id-7'],
    [8, 'id-8'],
    [90, 'id-90'],
    [119, 'id-119'],
  ]);
  expect(error.failures[0]?.reason.code).toBe('ErrorItemNotFound');
});

test('the results are those of all, in order', () => {
  const results = settled(3, 1);
  expect(new BulkError('DeleteItem', results).results).toBe(results);
});

test('few failures are all spelled out; what ended the work is the cause', () => {
  const cause = new AbortError('The request to a.test:443 was aborted.');
  const error = new BulkError('MoveItem', settled(2, 0, 1), { cause });
  expect(error.message).toBe('MoveItem: 2 of 2 failed: [0] Not found (0). [1] Not found (1).');
  expect(error.cause).toBe(cause);
});

test('of which only those that failed were kept: they are counted and placed among all', () => {
  const kept = { total: 500, positions: [7, 400] };
  const error = new BulkError('GetItem', settled(2, 0, 1), {}, kept);
  expect(error.message).toMatch(/^GetItem: 2 of 500 failed: \[7\] .* \[400\] /);
  expect(error.failures.map(({ index }) => index)).toEqual([7, 400]);
});
