/** Options that methods of the facade share, as types, and their rules at run time, which stand beside so that neither is forgotten. */
import type { AffectedTaskOccurrencesType, ConflictResolutionType } from '../../generated/index.js';
import { isRetryPolicy, type RetryPolicy } from '../client/retry-policy.js';
import {
  COUNT,
  FUNCTION,
  MILLISECONDS,
  oneOf,
  type Rules,
  rule,
  type Settled,
  SIGNAL,
  TRUE_OR_FALSE,
  wholeNumber,
} from '../errors.js';
import type { BodyForms } from '../fields/shape.js';
import { isPlace, type Place } from './place.js';

/** What every method that asks the server takes last. */
export interface RequestOptions {
  /** Ends it, also while it waits. */
  signal?: AbortSignal | undefined;
  /** Milliseconds of silence to bear. */
  timeoutMs?: number | undefined;
  /** Milliseconds that a request may take in all, with its tries and waits. */
  deadlineMs?: number | undefined;
  /** `failFast()` or `faultTolerance({...})`, instead of the account's. */
  retry?: RetryPolicy | undefined;
}

export const REQUEST_RULES: Rules<RequestOptions> = {
  signal: SIGNAL,
  timeoutMs: MILLISECONDS,
  deadlineMs: MILLISECONDS,
  retry: rule('failFast() or faultTolerance({ ... })', isRetryPolicy),
};

/** In which form items are read. */
export interface ReadOptions extends RequestOptions, BodyForms {
  /** Of whole items, also the members that servers leave out unless they are named. Default: false. */
  allMembers?: boolean | undefined;
  /** Items in a request, 1 to 1000. Default: 100; of members that come with FindItem alone, 1000 after the first 100. */
  pageSize?: number | undefined;
  /**
   * Requests under way at a time, within the login's `connections`: what is read next is asked for ahead. 1: one after another, each when it
   * is wanted. Default: the login's `concurrency`.
   */
  concurrency?: number | undefined;
}

const BODY_TYPE = oneOf('Best', 'HTML', 'Text');

const FORM_RULES: Rules<BodyForms> = {
  bodyType: BODY_TYPE,
  uniqueBodyType: BODY_TYPE,
  normalizedBodyType: BODY_TYPE,
  filterHtmlContent: TRUE_OR_FALSE,
  convertHtmlCodePageToUTF8: TRUE_OR_FALSE,
  inlineImageUrlTemplate: rule('a text such as "https://example.test/{id}"', (value) => typeof value === 'string'),
  blockExternalImages: TRUE_OR_FALSE,
  addBlankTargetToLinks: TRUE_OR_FALSE,
  maximumBodySize: COUNT,
  includeMimeContent: TRUE_OR_FALSE,
};

export const READ_RULES: Rules<ReadOptions> = {
  ...REQUEST_RULES,
  ...FORM_RULES,
  allMembers: TRUE_OR_FALSE,
  pageSize: wholeNumber(1, 1000),
  concurrency: COUNT,
};

/** How far a piece of bulk work is. */
export interface Progress {
  /** Items that are settled, well or not. */
  readonly done: number;
  /** How many of them failed. */
  readonly failed: number;
  /** Infinity while the input is still coming. */
  readonly total: number;
}

/** How work on many is done. */
export interface BulkOptions extends RequestOptions {
  /** Items in a request, 1 to 1000. Default: 100. */
  chunkSize?: number | undefined;
  /**
   * Requests under way at a time, within the login's `connections`. 1: one after another, as where the order counts in which items are
   * made or sent. (What is done to one item is done in order.) Default: the login's `concurrency`.
   */
  concurrency?: number | undefined;
  /** Called after each request. */
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** What becomes of errors of single items in bulk work. */
export type OnError = 'throw' | 'return';

/** `errors: 'return'` gives a settled result for each instead of throwing {@link BulkError}. */
export interface Settling<E extends OnError> {
  /** Default: `throw`, one BulkError at the end. `return`: a settled result for each, in order. */
  errors?: E | undefined;
}

/** What bulk work gives: the values, or with `errors: 'return'` a settled result for each. */
export type Results<T, E extends OnError> = [E] extends ['return'] ? Settled<T>[] : T[];

export const BULK_RULES: Rules<BulkOptions & Settling<OnError>> = {
  ...REQUEST_RULES,
  chunkSize: wholeNumber(1, 1000),
  concurrency: COUNT,
  onProgress: FUNCTION,
  errors: oneOf('throw', 'return'),
};

/** Verbs that write (create, update, delete) tell nobody unless `notify` says so; verbs that speak (send, reply, accept, cancel) do. */
export interface NotifyOptions {
  /** Whether a meeting's attendees hear of it. Default: `none`. */
  notify?: 'none' | 'all' | undefined;
  /** Whether what they are sent is kept in the sent items. Default: true. */
  saveCopy?: boolean | undefined;
}

export const NOTIFY_RULES: Rules<NotifyOptions> = { notify: oneOf('none', 'all'), saveCopy: TRUE_OR_FALSE };

/** To the deleted items, where people look for it (the default everywhere); to what can be recovered; for good. */
export type Disposal = 'trash' | 'soft' | 'hard';

/** How an item is deleted. */
export interface DeleteOptions extends RequestOptions, NotifyOptions {
  /** Default: `trash`. */
  disposal?: Disposal | undefined;
  /** Of a recurring task. Default: `AllOccurrences`. (A calendar's series goes with its master, an occurrence alone.) */
  affectedTaskOccurrences?: AffectedTaskOccurrencesType | undefined;
  /** False sends the receipts that senders asked for. Default: true. Exchange 2013 SP1; older servers always send them. */
  suppressReadReceipts?: boolean | undefined;
}

export const DELETE_RULES: Rules<DeleteOptions> = {
  ...REQUEST_RULES,
  ...NOTIFY_RULES,
  disposal: oneOf('trash', 'soft', 'hard'),
  affectedTaskOccurrences: oneOf('AllOccurrences', 'SpecifiedOccurrenceOnly'),
  suppressReadReceipts: TRUE_OR_FALSE,
};

/** How a change is written. */
export interface UpdateOptions extends RequestOptions {
  /** Default: `none`. `changed`: only attendees who were added, changed or taken off; the others do not hear of a new time or room. */
  notify?: 'none' | 'all' | 'changed' | undefined;
  /** Whether what attendees are sent is kept in the sent items. Default: true. */
  saveCopy?: boolean | undefined;
  /** What to do when the item has changed since it was read. Default: `AutoResolve`, which merges. */
  conflict?: ConflictResolutionType | undefined;
  /** False sends the receipt that the sender asked for when `isRead` becomes true. Default: true. Exchange 2013 SP1; older servers always send it. */
  suppressReadReceipts?: boolean | undefined;
}

export const UPDATE_RULES: Rules<UpdateOptions> = {
  ...REQUEST_RULES,
  notify: oneOf('none', 'all', 'changed'),
  saveCopy: TRUE_OR_FALSE,
  conflict: oneOf('AutoResolve', 'AlwaysOverwrite', 'NeverOverwrite'),
  suppressReadReceipts: TRUE_OR_FALSE,
};

/** How a message is sent. */
export interface SendOptions extends RequestOptions {
  /** Whether a copy is kept, and where. Default: in the sent items of the account that sends. */
  saveCopy?: boolean | Place | undefined;
}

export const SEND_RULES: Rules<SendOptions> = {
  ...REQUEST_RULES,
  saveCopy: rule('true, false, or a folder', (value) => typeof value === 'boolean' || isPlace(value)),
};
