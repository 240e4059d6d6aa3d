/** How a watch is kept, and what it gives. */
import type { BodyTypeResponseType, SyncFolderItemsType } from '../../generated/index.js';
import { having, MILLISECONDS, number, oneOf, type Rules } from '../errors.js';
import { CHANGE_RULES, type Change, type IgnoredItem, type OnlyOption } from '../notify/changes.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import type { StateStore } from './state-store.js';

/** How a watch is kept. */
export interface WatchOptions extends RequestOptions {
  /** Where it keeps how far it has come. */
  store: StateStore;
  /** Where a watch begins that the store does not know. Default: `now`; `beginning` gives all that there is as `create`, first. */
  from?: 'now' | 'beginning' | undefined;
  /**
   * Milliseconds after which every folder is looked into, whether something was heard of it or not. Default: 15 minutes; half a minute where
   * the server has no streams.
   */
  everyMs?: number | undefined;
  /** Milliseconds without a sign of life after which the stream is taken for dead. Default: 120,000. */
  silenceMs?: number | undefined;
  /** Changes in a request, 1 to 512: as many as a crash repeats at most. Default: 100. */
  pageSize?: number | undefined;
  /** In which form bodies come. Default: `Best`, as they are kept. */
  bodyType?: BodyTypeResponseType | undefined;
  /** `NormalAndAssociatedItems` for hidden items too. */
  scope?: SyncFolderItemsType['syncScope'];
  /** Items, or their ids, whose changes are not told: those that this program makes itself. What is added to it counts from the next request on. */
  ignore?: readonly IgnoredItem[] | undefined;
}

/** With the members that are asked for. */
export type WatchedItems = WatchOptions & OnlyOption<string>;

export const WATCH_RULES: Rules<WatchedItems> = {
  ...REQUEST_RULES,
  store: having('a StateStore, such as fileStore(path)', 'load', 'save'),
  from: oneOf('now', 'beginning'),
  everyMs: number(100),
  silenceMs: MILLISECONDS,
  pageSize: CHANGE_RULES.pageSize,
  bodyType: CHANGE_RULES.bodyType,
  scope: CHANGE_RULES.scope,
  ignore: CHANGE_RULES.ignore,
  only: CHANGE_RULES.only,
};

/**
 * What a watch gives. `reset`: the server has forgotten the state, or the folder is gone: what was known of the folder is void; it goes on as
 * `from` says.
 */
export type Watched<Item, Folder> = (Change<Item> | { readonly kind: 'reset' }) & {
  /** Where it happened. */
  readonly folder: Folder;
  /** The same for the same change, should it come again after a crash. */
  readonly changeId: string;
};
