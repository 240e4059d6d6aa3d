/** The BulkError that bulk work ends with, and what it says of each item. */
import { expect } from '@jest/globals';
import { BulkError } from '../../src/index.js';

export async function bulkError(work: Promise<unknown>): Promise<BulkError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(BulkError);
  return error as BulkError;
}

/** What became of each: `done`, or the code of its error, with its fate. */
export const told = ({ results }: Pick<BulkError, 'results'>): string[] =>
  results.map((result) => (result.status === 'fulfilled' ? 'done' : [result.reason.code, result.reason.fate].join()));
