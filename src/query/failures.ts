/**
 * What becomes of single items that cannot be read: the others are read all the same, and at the end one BulkError tells of those that
 * were not. Who wants to know each in its place asks for settled results.
 */
import { BulkError, type Settled } from '../errors.js';

const OPERATION = 'GetItem';

type Failed = Extract<Settled<never>, { status: 'rejected' }>;

/** Keeps those of a loop, which keeps nothing else. */
export class Failures {
  readonly #failed: Failed[] = [];
  readonly #positions: number[] = [];
  #count = 0;

  /** The value in a list; an empty one if it failed. */
  take<T>(result: Settled<T>): [T] | [] {
    const position = this.#count++;
    if (result.status === 'fulfilled') return [result.value];
    this.#failed.push(result);
    this.#positions.push(position);
    return [];
  }

  /** At the end of the loop. */
  tell(): void {
    if (this.#failed.length === 0) return;
    throw new BulkError(OPERATION, this.#failed, {}, { total: this.#count, positions: this.#positions });
  }
}

/** The values of all. Throws {@link BulkError} if any failed. */
export function valuesOf<T>(results: readonly Settled<T>[]): T[] {
  if (results.some(({ status }) => status === 'rejected')) throw new BulkError(OPERATION, results);
  return results.map((result) => (result as { value: T }).value);
}

/** Whether it was deleted since it was found. */
export function isGone(result: Settled<unknown>): boolean {
  return result.status === 'rejected' && result.id !== undefined && result.reason.code === 'ErrorItemNotFound';
}
