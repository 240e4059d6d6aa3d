/**
 * Whether a database in memory has room for more. The memory of WebAssembly ends at 2 GiB, and SQLite, when it finds none, gives up all that
 * the database holds: so that much is never asked of it. Knows no tables.
 */
import { Failure } from '../base/failure.js';
import type { SqlValue } from './sql-value.js';

/** Half a gigabyte is left for what is read, changed and deleted. */
export const MOST_IN_MEMORY = 1.5 * 2 ** 30;
/** What is shorter is always taken: it says what becomes of what is there. */
const SHORT = 200;
/** So much may have been written since the last look. */
const UNSEEN = 2 ** 20;

export class Room {
  readonly #most: number;
  readonly #look: () => number;
  #held = 0;
  #since = Number.POSITIVE_INFINITY;

  /** `look` says how many bytes are held. */
  constructor(most: number, look: () => number) {
    this.#most = most;
    this.#look = look;
  }

  /** Throws where the values do not fit. `copies`: the statement writes what is there once more. */
  take(values: readonly SqlValue[], copies: boolean): void {
    let bytes = 0;
    for (const value of values) if (value !== null && typeof value !== 'number') bytes += value.length;
    if (bytes < SHORT && !copies) return;
    if (copies) bytes += UNSEEN;
    this.#since += bytes;
    // Also before anything is refused: something may have been deleted.
    if (this.#since > UNSEEN || this.#held + this.#since > this.#most) {
      this.#held = this.#look();
      this.#since = bytes;
    }
    if (this.#held + this.#since > this.#most)
      throw new Failure(
        'ErrorQuotaExceeded',
        `A sandbox in memory holds ${Math.floor(this.#most / 2 ** 20)} MB; give it a file (data) to hold more.`,
      );
  }
}
