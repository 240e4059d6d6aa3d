/**
 * What changed since last time, as an async iterable. The state to resume from moves on only when the changes before it have been
 * taken, so that a crash between repeats changes and loses none. Of a folder's items it is SyncFolderItems, below.
 */
import type {
  ItemIdType,
  ItemResponseShapeType,
  SyncFolderItemsChangesType,
  SyncFolderItemsType,
  TargetFolderIdType,
} from '../../generated/index.js';
import { checkOptions, oneOf, type Rules, rule, TEXT, wholeNumber } from '../errors.js';
import { wholeShape } from '../fields/shape.js';
import { READ_RULES, type ReadOptions } from '../requests/options.js';
import { demand } from '../requests/payload.js';
import { Progress } from '../requests/progress.js';
import type { Session } from '../requests/session.js';
import { MOST_CHANGES, type SyncPortion, syncFolderItems } from '../requests/sync-folder-items.js';

/** What a feed of changes begins with, and how it reads. */
export interface ChangeOptions extends ReadOptions {
  /** State that an earlier run ended with. Absent, or '': everything in the folder is new. */
  since?: string | undefined;
  /** Changes in a request, 1 to 512. Default: 512. */
  pageSize?: number | undefined;
  /** `NormalAndAssociatedItems` for hidden items too. */
  scope?: SyncFolderItemsType['syncScope'];
  /** Items, or their ids, whose changes are not told: those that this program makes itself. */
  ignore?: readonly (string | { readonly id: string })[] | undefined;
}

/** An item has an `id` that cannot be read before it is saved. */
const hasId = (value: unknown): boolean =>
  typeof value === 'string' || (typeof value === 'object' && value !== null && 'id' in value);

export const CHANGE_RULES: Rules<ChangeOptions> = {
  ...READ_RULES,
  since: TEXT,
  pageSize: wholeNumber(1, MOST_CHANGES),
  scope: oneOf('NormalItems', 'NormalAndAssociatedItems'),
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
  options: ChangeOptions,
): ChangeFeed<Change<Item>> {
  checkOptions('changes()', options, CHANGE_RULES);
  const { pageSize: count, scope, bodyType, ignore = [], since, ...rest } = options;
  const shape = wholeShape({ fields: session.fields, bodyType });
  const ignored = ignore.map((each) => (typeof each === 'string' ? each : each.id));
  let found: Promise<TargetFolderIdType> | undefined;
  return new ChangeFeed('SyncFolderItems', since, async (state) => {
    found ??= folder();
    const target = await found.catch((error) => {
      found = undefined;
      throw error;
    });
    return itemPortion<Item>(session, target, { state, shape, count, scope, ignored }, rest);
  });
}

/** A portion of them. */
export async function itemPortion<Item>(
  session: Session,
  folder: TargetFolderIdType,
  portion: SyncPortion & { readonly shape: ItemResponseShapeType },
  options: ReadOptions,
): Promise<Portion<Change<Item>>> {
  const { changes = [], syncState, includesLastItemInRange } = await syncFolderItems(session, folder, portion, options);
  const isLast = includesLastItemInRange !== false;
  // Of a Delete without an ItemId nobody knows what is gone; with neither item nor id there is nothing to tell.
  const told = changes
    .map((change) => toChange<Item>(change))
    .filter((change) => 'item' in change || change.id !== undefined);
  return { changes: told, state: syncState, isLast };
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
