/** DeleteItem. */
import type { DeleteItemType, ItemIdType } from '../../generated/index.js';
import { toldOf } from './attendees.js';
import type { ChunkWork } from './chunks.js';
import { deleteTypeOf } from './disposal.js';
import { type ItemRef, idOf, idsOf } from './item-refs.js';
import type { DeleteOptions } from './options.js';
import { unlessAsked } from './receipts.js';

function deleteRequest(items: readonly ItemRef[], options: DeleteOptions): DeleteItemType {
  return {
    itemIds: idsOf(items),
    deleteType: deleteTypeOf(options.disposal),
    sendMeetingCancellations: toldOf(options),
    affectedTaskOccurrences: options.affectedTaskOccurrences ?? 'AllOccurrences',
    suppressReadReceipts: options.suppressReadReceipts ?? true,
  };
}

/** The result of each is the id that it had. */
export function deletion(options: DeleteOptions): ChunkWork<ItemRef, 'DeleteItem', ItemIdType> {
  return {
    operation: 'DeleteItem',
    request: (chunk) => deleteRequest(chunk, options),
    result: (_, item) => {
      const had = idOf(item);
      delete item.itemId;
      return had;
    },
    id: ({ itemId }) => itemId,
    optional: unlessAsked(options),
    part: 'itemIds',
  };
}
