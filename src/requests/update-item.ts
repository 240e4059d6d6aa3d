/** UpdateItem: changes of items, which may go out as messages with the change. */
import type { ItemChangeType, ItemIdType, UpdateItemType } from '../../generated/index.js';
import type { ItemUpdate } from '../fields/changes.js';
import { toldOfChange } from './attendees.js';
import type { ChunkWork } from './chunks.js';
import { type ItemRef, idOf, newIdOf, takeId } from './item-refs.js';
import type { UpdateOptions } from './options.js';
import { unlessAsked } from './receipts.js';
import type { SentCopy } from './sent-copy.js';

/** An item, and what of it changes. */
export interface ItemUpdates {
  readonly item: ItemRef;
  readonly updates: readonly ItemUpdate[];
}

export function updateRequest(changes: readonly ItemUpdates[], options: UpdateOptions): UpdateItemType {
  return {
    itemChanges: changes.map(({ item, updates }): ItemChangeType => ({ itemId: idOf(item), updates: [...updates] })),
    conflictResolution: options.conflict ?? 'AutoResolve',
    messageDisposition: 'SaveOnly',
    sendMeetingInvitationsOrCancellations: toldOfChange(options),
    suppressReadReceipts: options.suppressReadReceipts ?? true,
  };
}

/** The message goes out with its changes, in one request. */
export function updateAndSendRequest(
  changes: readonly ItemUpdates[],
  copy: SentCopy,
  options: UpdateOptions,
): UpdateItemType {
  return { ...updateRequest(changes, options), ...copy };
}

/** The result of each is its id with the new change key. */
export function updating(
  request: (changes: readonly ItemUpdates[]) => UpdateItemType,
  options: UpdateOptions,
): ChunkWork<ItemUpdates, 'UpdateItem', ItemIdType> {
  return {
    operation: 'UpdateItem',
    request,
    result: (message, { item }) => {
      const itemId = newIdOf(message) ?? idOf(item);
      takeId(item, itemId);
      return itemId;
    },
    id: ({ item }) => item.itemId,
    optional: unlessAsked(options),
    part: 'itemChanges',
  };
}
