/** SendItem: drafts that go out as they are. */
import type { ItemIdType, SendItemType } from '../../generated/index.js';
import type { ChunkWork } from './chunks.js';
import { type ItemRef, idOf, versionsOf } from './item-refs.js';
import type { SentCopy } from './sent-copy.js';

function sendItemRequest(items: readonly ItemRef[], copy: SentCopy): SendItemType {
  return {
    itemIds: versionsOf(items),
    saveItemToFolder: copy.messageDisposition === 'SendAndSaveCopy',
    ...(copy.savedItemFolderId && { savedItemFolderId: copy.savedItemFolderId }),
  };
}

/** The result of each is the id that the draft had; it has none any more. */
export function sending(copy: SentCopy): ChunkWork<ItemRef, 'SendItem', ItemIdType> {
  return {
    operation: 'SendItem',
    request: (chunk) => sendItemRequest(chunk, copy),
    result: (_, item) => {
      const had = idOf(item);
      delete item.itemId;
      return had;
    },
    id: ({ itemId }) => itemId,
    part: 'itemIds',
  };
}
