/** CopyItem. Without ReturnNewItemIds the new ids come, as they did before Exchange 2010 SP1 knew it; gromox takes it the other way round. */
import type { CopyItemType, ItemIdType, TargetFolderIdType } from '../../generated/index.js';
import type { ChunkWork } from './chunks.js';
import { type ItemRef, idsOf, newIdOf } from './item-refs.js';

function copyRequest(items: readonly ItemRef[], toFolderId: TargetFolderIdType): CopyItemType {
  return { toFolderId, itemIds: idsOf(items) };
}

/** The result of each is the copy's id. */
export function copying(to: TargetFolderIdType): ChunkWork<ItemRef, 'CopyItem', ItemIdType | undefined> {
  return {
    operation: 'CopyItem',
    request: (chunk) => copyRequest(chunk, to),
    result: newIdOf,
    id: ({ itemId }) => itemId,
    part: 'itemIds',
  };
}
