/** MoveItem. Without ReturnNewItemIds the new ids come, as they did before Exchange 2010 SP1 knew it; gromox takes it the other way round. */
import type { ItemIdType, MoveItemType, TargetFolderIdType } from '../../generated/index.js';
import type { ChunkWork } from './chunks.js';
import { type ItemRef, idsOf, newIdOf, takeId } from './item-refs.js';

function moveRequest(items: readonly ItemRef[], toFolderId: TargetFolderIdType): MoveItemType {
  return { toFolderId, itemIds: idsOf(items) };
}

/** The result of each is its new id. */
export function moving(to: TargetFolderIdType): ChunkWork<ItemRef, 'MoveItem', ItemIdType | undefined> {
  return {
    operation: 'MoveItem',
    request: (chunk) => moveRequest(chunk, to),
    result: (message, item) => {
      takeId(item, newIdOf(message));
      return item.itemId;
    },
    id: ({ itemId }) => itemId,
    part: 'itemIds',
  };
}
