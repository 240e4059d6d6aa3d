/** What is told of items when the work on a chunk ends in a way that nobody foresaw. */
import { expect, test } from '@jest/globals';
import { settleAll } from '../../src/requests/settle-all.js';
import { bulkError, told } from '../support/bulk-error.js';

test('of a chunk that broke off nobody says that it was not done', async () => {
  const settle = async (chunk: readonly string[]) => {
    if (chunk[0] === 'c') throw new TypeError('of our own');
    return { results: chunk.map((value) => ({ status: 'fulfilled' as const, value, id: undefined })) };
  };
  const work = settleAll(
    ['a', 'b', 'c', 'd', 'e'],
    { chunkSize: 2, concurrency: 1 },
    { name: 'save()', settle, id: () => undefined },
  );
  const error = await bulkError(work);
  expect(told(error)).toEqual(['done', 'done', 'ERR_FAILED,unknown', 'ERR_FAILED,unknown', 'ERR_NOT_TRIED,not done']);
  expect(error.cause).toBeInstanceOf(TypeError);
});
