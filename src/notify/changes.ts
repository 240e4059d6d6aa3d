/**
 * What changed in a folder since last time: SyncFolderItems as an async iterable. The state to resume from moves on only when the
 * changes before it have been taken, so that a crash between repeats changes and loses none.
 */
import type {
  ItemIdType,
  SyncFolderItemsChangesType,
  SyncFolderItemsType,
  TargetFolderIdType,
} from '../../generated/index.js';
import { checkOptions, oneOf, type Rules, TEXT, wholeNumber } from '../errors.js';
import { wholeShape } from '../fields/shape.js';
import { READ_RULES, type ReadOptions } from '../requests/options.js';
import { demand } from '../requests/payload.js';
import { Progress } from '../requests/progress.js';
import type { Session } from '../requests/session.js';
import { MOST_CHANGES, syncFolderItems } from '../requests/sync-folder-items.js';

/** What a feed of changes begins with, and how it reads. */
export interface ChangeOptions extends ReadOptions {
  /** State that an earlier run ended with. Absent, or '': everything in the folder is new. */
  since?: string | undefined;
  /** Changes in a request, 1 to 512. Default: 512. */
  pageSize?: number | undefined;
  /** `NormalAndAssociatedItems` for hidden items too. */
  scope?: SyncFolderItemsType['syncScope'];
}

const CHANGE_RULES: Rules<ChangeOptions> = {
  ...READ_RULES,
  since: TEXT,
  pageSize: wholeNumber(1, MOST_CHANGES),
  scope: oneOf('NormalItems', 'NormalAndAssociatedItems'),
};

/** A change of an item. */
export type Change<Item> =
  | { readonly kind: 'create' | 'update'; readonly item: Item; readonly id: ItemIdType }
  | { readonly kind: 'delete'; readonly id: ItemIdType }
  | { readonly kind: 'readFlag'; readonly id: ItemIdType; readonly isRead: boolean };

/** The changes of a folder. Ends when there are no more; iterate again, or anew with the state, for later ones. */
export class ChangeFeed<Item> implements AsyncIterable<Change<Item>> {
  readonly #session: Session;
  readonly #folder: () => Promise<TargetFolderIdType>;
  readonly #options: ChangeOptions;
  #state: string;

  /** Made by folders: `account.inbox.changes()`. */
  constructor(session: Session, folder: () => Promise<TargetFolderIdType>, options: ChangeOptions) {
    checkOptions('changes()', options, CHANGE_RULES);
    this.#session = session;
    this.#folder = folder;
    this.#options = options;
    this.#state = options.since ?? '';
  }

  /**
   * Where to resume: pass it as `since` next time. Covers the changes that have been taken, in whole requests; '' before the first.
   */
  get state(): string {
    return this.#state;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Change<Item>, void, undefined> {
    const folder = await this.#folder();
    const { pageSize: count, scope, bodyType, since: _since, ...options } = this.#options;
    const shape = wholeShape({ fields: this.#session.fields, bodyType });
    const progress = new Progress('SyncFolderItems', this.#state);
    for (;;) {
      const message = await syncFolderItems(
        this.#session,
        folder,
        { state: this.#state, shape, count, scope },
        options,
      );
      for (const change of message.changes ?? []) yield toChange<Item>(change);
      this.#state = message.syncState ?? this.#state;
      if (message.includesLastItemInRange !== false) return;
      progress.step(this.#state);
    }
  }
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
