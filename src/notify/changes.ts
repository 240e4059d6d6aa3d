/**
 * What changed in a folder since last time: SyncFolderItems as an async iterable. The state to resume from moves on only when the
 * changes before it have been taken, so that a crash between repeats changes and loses none.
 */
import {
  type ItemIdType,
  SyncFolderItems,
  type SyncFolderItemsChangesType,
  type SyncFolderItemsType,
  type TargetFolderIdType,
} from '../../generated/index.js';
import { callOptions, type RequestOptions, type Session } from '../client/session.js';

export interface ChangeOptions extends RequestOptions {
  /** State that an earlier run ended with. Absent: everything in the folder is new. */
  since?: string | undefined;
  /** Changes in a request, 1 to 512. Default: 512. */
  pageSize?: number | undefined;
  /** `NormalAndAssociatedItems` for hidden items too. */
  scope?: SyncFolderItemsType['syncScope'];
}

/** A change of an item. */
export type Change<Item> =
  | { readonly kind: 'create' | 'update'; readonly item: Item }
  | { readonly kind: 'delete'; readonly id: ItemIdType }
  | { readonly kind: 'readFlag'; readonly id: ItemIdType; readonly isRead: boolean };

/** The changes of a folder. Ends when there are no more; iterate again, or anew with the state, for later ones. */
export class ChangeFeed<Item> implements AsyncIterable<Change<Item>> {
  readonly #session: Session;
  readonly #folder: () => Promise<TargetFolderIdType>;
  readonly #options: ChangeOptions;
  #state: string;

  constructor(session: Session, folder: () => Promise<TargetFolderIdType>, options: ChangeOptions) {
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
    const syncFolderId = await this.#folder();
    for (;;) {
      const request: SyncFolderItemsType = {
        itemShape: { baseShape: 'AllProperties' },
        syncFolderId,
        ...(this.#state === '' ? {} : { syncState: this.#state }),
        maxChangesReturned: this.#options.pageSize ?? 512,
        ...(this.#options.scope === undefined ? {} : { syncScope: this.#options.scope }),
      };
      const response = await this.#session.client.call(
        SyncFolderItems,
        request,
        callOptions(this.#session, this.#options),
      );
      const message = response.responseMessages[0];
      for (const change of message?.changes ?? []) yield toChange<Item>(change);
      this.#state = message?.syncState ?? this.#state;
      if (message?.includesLastItemInRange !== false) return;
    }
  }
}

function toChange<Item>(change: SyncFolderItemsChangesType[number]): Change<Item> {
  switch (change.kind) {
    case 'delete':
      return { kind: 'delete', id: change.itemId };
    case 'readFlagChange':
      return { kind: 'readFlag', id: change.itemId, isRead: change.isRead };
    default:
      return { kind: change.kind, item: change.item as Item };
  }
}
