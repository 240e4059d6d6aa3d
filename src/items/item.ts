/**
 * What every item can do: change, move, copy, delete itself. Added to the generated classes, whose data stays plain: methods are on
 * the prototype, the session too.
 */
import { GetItem, type ItemIdType, ItemType } from '../../generated/index.js';
import { callOptions, type RequestOptions } from '../client/session.js';
import { typeOf } from '../codec/registry.js';
import { EwsError } from '../errors.js';
import {
  type BulkOptions,
  copyItems,
  type DeleteOptions,
  deleteItems,
  type IdLike,
  itemIds,
  moveItems,
  settledValue,
  type UpdateOptions,
  updateItems,
} from './bulk.js';
import { type Changes, expandShorthands } from './fields.js';
import { buildChanges } from './item-changes.js';
import type { ItemClass, Mixed } from './mixin.js';
import { sessionOf } from './session-of.js';
import type { FolderTarget } from './target.js';

/** What every item can do. */
export interface ItemMethods {
  /** The id; throws for an item that was never saved. Changes when the item is moved. */
  readonly id: string;
  /** The version of the item; changes with every update. */
  readonly changeKey: string | undefined;
  /**
   * Changes the item on the server, and here: one UpdateItem with only what really changes; none when nothing does. `null`
   * removes a member, `undefined` leaves it alone.
   */
  update(changes: Changes<this>, options?: UpdateOptions): Promise<void>;
  /** Reads every member again. */
  refresh(options?: RequestOptions): Promise<void>;
  /** Deletes the item. Default: moves it to the deleted items. */
  delete(options?: DeleteOptions): Promise<void>;
  /** Moves the item; its id changes with it. */
  move(to: FolderTarget, options?: BulkOptions): Promise<void>;
  /** Copies the item and returns the copy's id; undefined when the server does not say it (another mailbox). */
  copy(to: FolderTarget, options?: BulkOptions): Promise<ItemIdType | undefined>;
}

/** A class with the methods of an item added. */
export type WithItemMethods<C> = Mixed<C, ItemMethods>;

/** The id of an item; throws when it has none. */
export function idOf(item: { itemId?: ItemIdType | undefined }): IdLike {
  if (item.itemId) return { id: item.itemId.id, changeKey: item.itemId.changeKey };
  throw new EwsError('ERR_UNSAVED', 'This item has no id.', {
    remedy: 'It was not saved, or its id was not asked for.',
  });
}

/** Adds the methods to a generated class. */
export function withItemMethods<C extends ItemClass>(Base: C): WithItemMethods<C> {
  abstract class Methods extends (Base as ItemClass) {
    get id(): string {
      return idOf(this).id;
    }

    get changeKey(): string | undefined {
      return this.itemId?.changeKey;
    }

    async update(changes: object, options: UpdateOptions = {}): Promise<void> {
      const updates = buildChanges(changes, {
        type: typeOf(this)?.name ?? 'ItemType',
        kind: (this as { kind?: string }).kind ?? 'item',
        current: { ...(this as object) },
      });
      if (updates.length === 0) return;
      const itemId = settledValue(await updateItems(sessionOf(this), [{ itemId: idOf(this), updates }], options));
      for (const [key, value] of Object.entries(expandShorthands(changes as Record<string, unknown>))) {
        if (value === null) delete (this as Record<string, unknown>)[key];
        else if (value !== undefined) (this as Record<string, unknown>)[key] = value;
      }
      if (itemId) this.itemId = itemId;
    }

    async refresh(options: RequestOptions = {}): Promise<void> {
      const session = sessionOf(this);
      const response = await session.client.call(
        GetItem,
        { itemShape: { baseShape: 'AllProperties' }, itemIds: itemIds([{ id: idOf(this).id }]) },
        callOptions(session, options),
      );
      const [fresh] = response.responseMessages[0]?.items ?? [];
      for (const key of Object.keys(this)) delete (this as Record<string, unknown>)[key];
      Object.assign(this, fresh);
    }

    async delete(options: DeleteOptions = {}): Promise<void> {
      settledValue(await deleteItems(sessionOf(this), [idOf(this)], options));
      delete this.itemId;
    }

    async move(to: FolderTarget, options: BulkOptions = {}): Promise<void> {
      const itemId = settledValue(await moveItems(sessionOf(this), [idOf(this)], to, options));
      if (itemId) this.itemId = itemId;
      else delete this.itemId;
    }

    async copy(to: FolderTarget, options: BulkOptions = {}): Promise<ItemIdType | undefined> {
      return settledValue(await copyItems(sessionOf(this), [idOf(this)], to, options));
    }
  }
  return Methods as unknown as WithItemMethods<C>;
}

const Base: WithItemMethods<typeof ItemType> = withItemMethods(ItemType);

/** An item of no more special kind. */
export class Item extends Base {
  declare kind: 'item';
}
