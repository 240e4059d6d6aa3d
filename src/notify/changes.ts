/**
 * What changed since last time, as an async iterable. The state to resume from moves on only when the changes before it have been
 * taken, so that a crash between repeats changes and loses none. Of a folder's items it is SyncFolderItems, below.
 */
import type {
  ItemIdType,
  SyncFolderItemsChangesType,
  SyncFolderItemsType,
  TargetFolderIdType,
} from '../../generated/index.js';
import { checkOptions, oneOf, type Rules, rule, TEXT, wholeNumber } from '../errors.js';
import { READ_RULES, type ReadOptions } from '../requests/options.js';
import { demand } from '../requests/payload.js';
import { Progress } from '../requests/progress.js';
import type { Session } from '../requests/session.js';
import { type ItemReading, MOST_CHANGES, type SyncPortion, syncFolderItems } from '../requests/sync-folder-items.js';

/** What a feed of changes begins with, and how it reads. */
export interface ChangeOptions extends ReadOptions {
  /** State that an earlier run ended with. Absent, or '': everything in the folder is new. */
  since?: string | undefined;
  /** Changes in a request, 1 to 512. Default: 512. */
  pageSize?: number | undefined;
  /** `NormalAndAssociatedItems` for hidden items too. */
  scope?: SyncFolderItemsType['syncScope'];
  /** Items, or their ids, whose changes are not told: those that this program makes itself. What is added to it counts from the next request on. */
  ignore?: readonly IgnoredItem[] | undefined;
}

/** An item, or its id. */
export type IgnoredItem = string | { readonly id: string };

/** Which members changed items have. */
export interface OnlyOption<K> {
  /** Only these, as of `only()` in a query; those that a server gives of single items alone cost a GetItem for each portion. Default: all. */
  only?: readonly K[] | undefined;
}

/** An item has an `id` that cannot be read before it is saved. */
const hasId = (value: unknown): boolean =>
  typeof value === 'string' || (typeof value === 'object' && value !== null && 'id' in value);

export const CHANGE_RULES: Rules<ChangeOptions & OnlyOption<string>> = {
  ...READ_RULES,
  since: TEXT,
  pageSize: wholeNumber(1, MOST_CHANGES),
  scope: oneOf('NormalItems', 'NormalAndAssociatedItems'),
  only: rule('an array of names of members', Array.isArray),
  ignore: rule('an array of items or ids', (value) => Array.isArray(value) && value.every(hasId)),
};

/** A change of an item. */
export type Change<Item> =
  | { readonly kind: 'create' | 'update'; readonly item: Item; readonly id: ItemIdType }
  | { readonly kind: 'delete'; readonly id: ItemIdType }
  | { readonly kind: 'readFlag'; readonly id: ItemIdType; readonly isRead: boolean };

/** So many changes as come at a time. */
export interface Portion<C> {
  /** In order. */
  readonly changes: readonly C[];
  /** What to resume from once they have been taken; undefined where the server does not say. */
  readonly state: string | undefined;
  /** Whether there are no more for now. */
  readonly isLast: boolean;
}

/** Changes. Ends when there are no more; iterate again, or anew with the state, for later ones. */
export class ChangeFeed<C> implements AsyncIterable<C> {
  readonly #operation: string;
  readonly #portion: (state: string) => Promise<Portion<C>>;
  #state: string;

  /** Made by folders: `account.inbox.changes()`. */
  constructor(operation: string, since: string | undefined, portion: (state: string) => Promise<Portion<C>>) {
    this.#operation = operation;
    this.#portion = portion;
    this.#state = since ?? '';
  }

  /**
   * Where to resume: pass it as `since` next time. Covers the changes that have been taken, in whole requests; '' before the first.
   */
  get state(): string {
    return this.#state;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<C, void, undefined> {
    const progress = new Progress(this.#operation, this.#state);
    for (;;) {
      const { changes, state, isLast } = await this.#portion(this.#state);
      yield* changes;
      this.#state = state ?? this.#state;
      if (isLast) return;
      progress.step(this.#state);
    }
  }
}

/** The changes of the items of a folder. */
export function itemChanges<Item>(
  session: Session,
  folder: () => Promise<TargetFolderIdType>,
  readingOf: (options: ReadOptions & OnlyOption<string>) => ItemReading,
  options: ChangeOptions & OnlyOption<string>,
): ChangeFeed<Change<Item>> {
  checkOptions('changes()', options, CHANGE_RULES);
  const { pageSize: count, scope, ignore = [], since, only: _members, ...rest } = options;
  const reading = readingOf(options);
  let found: Promise<TargetFolderIdType> | undefined;
  return new ChangeFeed('SyncFolderItems', since, async (state) => {
    found ??= folder();
    const target = await found.catch((error) => {
      found = undefined;
      throw error;
    });
    return itemPortion<Item>(session, target, reading, { state, count, scope, ignored: idsOf(ignore) }, rest);
  });
}

/** As they are now: the list may have grown. */
export function idsOf(ignore: readonly IgnoredItem[]): string[] {
  return ignore.map((each) => (typeof each === 'string' ? each : each.id));
}

/** A portion of them. */
export async function itemPortion<Item>(
  session: Session,
  folder: TargetFolderIdType,
  { shape, complete }: ItemReading,
  portion: Omit<SyncPortion, 'shape'>,
  options: ReadOptions,
): Promise<Portion<Change<Item>>> {
  const answer = await syncFolderItems(session, folder, { ...portion, shape }, options);
  const { changes: given = [], syncState, includesLastItemInRange } = answer;
  // Of a Delete without an ItemId nobody knows what is gone; with neither item nor id there is nothing to tell.
  const changes = given
    .map((change) => toChange<Item>(change))
    .filter((change) => 'item' in change || change.id !== undefined);
  const isLast = includesLastItemInRange !== false;
  if (complete === undefined) return { changes, state: syncState, isLast };
  const items = changes.flatMap((change) => ('item' in change ? [change.item as object] : []));
  const read = await complete(items, options);
  return { changes: changes.flatMap((change) => completed(change, read)), state: syncState, isLast };
}

/** What is gone since is told later: as deleted, or not at all. */
function completed<Item>(change: Change<Item>, read: ReadonlyMap<string, object | undefined>): Change<Item>[] {
  if (!('item' in change) || !read.has(change.id?.id)) return [change];
  const item = read.get(change.id.id) as Item | undefined;
  return item === undefined ? [] : [{ ...change, item }];
}

function toChange<Item>(change: SyncFolderItemsChangesType[number]): Change<Item> {
  switch (change.kind) {
    case 'delete':
      return { kind: 'delete', id: change.itemId };
    case 'readFlagChange':
      return { kind: 'readFlag', id: change.itemId, isRead: change.isRead };
    default: {
      const item = demand('SyncFolderItems', 'which item has changed', change.item, change);
      return { kind: change.kind, item: item as Item, id: (item as { itemId: ItemIdType }).itemId };
    }
  }
}
