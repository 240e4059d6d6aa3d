/** What is done to many items: once for queries, and for items or ids at hand. */
import type { ItemIdType } from '../../generated/index.js';
import { checkOptions, type Rules } from '../errors.js';
import type { Changes } from '../fields/given.js';
import type { Model } from '../kinds/models.js';
import { archiving } from '../requests/archive-item.js';
import { bulk } from '../requests/chunks.js';
import { copying } from '../requests/copy-item.js';
import { deletion } from '../requests/delete-item.js';
import { type Exported, exportAll } from '../requests/export-items.js';
import type { ItemRef } from '../requests/item-refs.js';
import { Listing } from '../requests/listing.js';
import { JUNK_RULES, type JunkMarking, marking } from '../requests/mark-as-junk.js';
import { moving } from '../requests/move-item.js';
import {
  BULK_RULES,
  type BulkOptions,
  DELETE_RULES,
  type DeleteOptions,
  type OnError,
  REQUEST_RULES,
  type Results,
  type Settling,
  UPDATE_RULES,
  type UpdateOptions,
} from '../requests/options.js';
import type { Place } from '../requests/place.js';
import { resolvePlace } from '../requests/resolve-place.js';
import type { Session } from '../requests/session.js';
import { settleAll } from '../requests/settle-all.js';
import { updatingAll } from './update-all.js';

const UPDATE_ALL: Rules<UpdateOptions & BulkOptions & Settling<OnError>> = { ...UPDATE_RULES, ...BULK_RULES };
const EXPORT_RULES: Rules<BulkOptions> = {
  ...REQUEST_RULES,
  chunkSize: BULK_RULES.chunkSize,
  concurrency: BULK_RULES.concurrency,
  onProgress: BULK_RULES.onProgress,
};
const DELETE_ALL: Rules<DeleteOptions & BulkOptions & Settling<OnError>> = { ...DELETE_RULES, ...BULK_RULES };

const JUNK_ALL: Rules<JunkMarking & BulkOptions & Settling<OnError>> = { ...JUNK_RULES, ...BULK_RULES };

/** The items to be done something to: read, or coming. */
export type Items = readonly ItemRef[] | AsyncIterable<ItemRef>;

/**
 * The verbs of many items. Each ends when all are done, and throws {@link BulkError} if any failed; `errors: 'return'` gives a settled
 * result for each, in order, instead.
 */
export abstract class ItemVerbs<M extends Model> {
  protected abstract session(): Session;

  /** What the verbs are about. */
  protected abstract items(options: BulkOptions): Promise<Items>;

  /** Changes each item: a value sets a member, `null` removes it. The results are their ids with the new change keys. */
  async update<E extends OnError = 'throw'>(
    changes: Changes<M['main'] & Partial<M['extra']>>,
    options: UpdateOptions & BulkOptions & Settling<E> = {},
  ): Promise<Results<ItemIdType, E>> {
    checkOptions('update()', options, UPDATE_ALL);
    return bulk(this.session(), await this.items(options), options, updatingAll(this.session(), changes, options));
  }

  /** Deletes each item. Default: to the deleted items. The results are the ids that they had. */
  async delete<E extends OnError = 'throw'>(
    options: DeleteOptions & BulkOptions & Settling<E> = {},
  ): Promise<Results<ItemIdType, E>> {
    checkOptions('delete()', options, DELETE_ALL, 'which items are deleted, says the query before it');
    return bulk(this.session(), await this.items(options), options, deletion(options));
  }

  /** Moves each item. The results are their new ids; undefined where the server does not say, as of another mailbox. */
  async move<E extends OnError = 'throw'>(
    to: Place,
    options: BulkOptions & Settling<E> = {},
  ): Promise<Results<ItemIdType | undefined, E>> {
    checkOptions('move()', options, BULK_RULES);
    const target = await resolvePlace(this.session(), to, options);
    return bulk(this.session(), await this.items(options), options, moving(target));
  }

  /** Copies each item. The results are the copies' ids. */
  async copy<E extends OnError = 'throw'>(
    to: Place,
    options: BulkOptions & Settling<E> = {},
  ): Promise<Results<ItemIdType | undefined, E>> {
    checkOptions('copy()', options, BULK_RULES);
    const target = await resolvePlace(this.session(), to, options);
    return bulk(this.session(), await this.items(options), options, copying(target));
  }

  /** Moves each item into the archive mailbox. The results are the ids that they have there. Exchange 2013. */
  async archive<E extends OnError = 'throw'>(
    options: BulkOptions & Settling<E> = {},
  ): Promise<Results<ItemIdType | undefined, E>> {
    checkOptions('archive()', options, BULK_RULES);
    const session = this.session();
    const concurrency = options.concurrency ?? session.concurrency;
    return settleAll(await this.items(options), { ...options, concurrency }, archiving(session, options));
  }

  /**
   * Moves each message to the junk and has its sender blocked, or with `isJunk: false` back to the inbox and its sender trusted. The results
   * are the ids that they then have. Exchange 2013.
   */
  async markAsJunk<E extends OnError = 'throw'>(
    options: JunkMarking & BulkOptions & Settling<E> = {},
  ): Promise<Results<ItemIdType | undefined, E>> {
    checkOptions('markAsJunk()', options, JUNK_ALL);
    return bulk(this.session(), await this.items(options), options, marking(options));
  }

  /**
   * Each item whole, in Exchange's own form, for `folder.upload()`: nothing is lost, and no other program reads it. In order, as it comes, in
   * requests of 10 unless `chunkSize` says otherwise. Items that cannot be exported are told at the end by one {@link BulkError}.
   */
  export(options: BulkOptions = {}): Listing<Exported, BulkOptions> {
    const list = async function* (this: ItemVerbs<M>, asked: BulkOptions) {
      yield* exportAll(this.session(), await this.items(asked), asked);
    };
    return new Listing('export()', list.bind(this), options, EXPORT_RULES);
  }
}
