/** Work on many things, of which some failed. Must not know what was done. */
import { EwsError, type EwsErrorDetails, nameErrors } from './ews-error.js';

/** Which of the many it is; an ItemIdType is one. */
export interface SettledId {
  /** The id itself. */
  readonly id: string;
  /** The version of the item that is meant; absent: the newest. */
  readonly changeKey?: string | undefined;
}

/** A `PromiseSettledResult` that knows its item, and whose reason has a `code`. */
export type Settled<T> = (
  | { readonly status: 'fulfilled'; readonly value: T }
  | { readonly status: 'rejected'; readonly reason: EwsError }
) & { readonly id: SettledId | undefined };

/** One of many that failed. */
export interface BulkFailure {
  /** Position in what was given, from 0. */
  readonly index: number;
  /** The item's id; undefined for one that has none yet. */
  readonly id: SettledId | undefined;
  /** Why. */
  readonly reason: EwsError;
}

/** How many reasons a message spells out; `failures` has them all. */
const SPELLED_OUT = 3;

/** Where results stand among all that there were, when only those that failed were kept. */
export interface Kept {
  readonly total: number;
  readonly positions: readonly number[];
}

/**
 * Some items of bulk work failed; the others are done. After an abort or a lost connection, too: that is its `cause`, and each reason
 * says by its `fate` what became of its item. At the end of a loop that read items: those that could not be read.
 */
export class BulkError extends EwsError<'ERR_BULK'> {
  static {
    nameErrors(BulkError, 'BulkError');
  }

  /** One for each item, in order; of a loop, which keeps nothing, only of those that failed. */
  readonly results: readonly Settled<unknown>[];
  /** Those that failed, in order. */
  readonly failures: readonly BulkFailure[];

  /** `what` begins the sentence: the name of the operation. */
  constructor(what: string, results: readonly Settled<unknown>[], details: EwsErrorDetails = {}, kept?: Kept) {
    const failures = results.flatMap((result, at) => {
      if (result.status === 'fulfilled') return [];
      return [{ index: kept?.positions[at] ?? at, id: result.id, reason: result.reason }];
    });
    const total = kept?.total ?? results.length;
    const lines = failures.slice(0, SPELLED_OUT).map(({ index, reason }) => `[${index}] ${reason.message}`);
    const more = failures.length > lines.length ? ` ${failures.length - lines.length} more stand in \`failures\`.` : '';
    super('ERR_BULK', `${what}: ${failures.length} of ${total} failed: ${lines.join(' ')}${more}`, details);
    this.results = results;
    this.failures = failures;
  }
}
