/** CopyItem. */
import { CopyItem, type CopyItemType, type ItemIdType, type TargetFolderIdType } from '../../generated/index.js';
import type { ChunkWork } from './chunks.js';
import { type ItemRef, idsOf, newIdOf } from './item-refs.js';

function copyRequest(items: readonly ItemRef[], toFolderId: TargetFolderIdType): CopyItemType {
  return { toFolderId, itemIds: idsOf(items), returnNewItemIds: true };
}

/** The result of each is the copy's id. */
export function copying(
  to: TargetFolderIdType,
): ChunkWork<ItemRef, CopyItemType, InstanceType<typeof CopyItem.responseType>, ItemIdType | undefined> {
  return {
    operation: CopyItem,
    request: (chunk) => copyRequest(chunk, to),
    result: newIdOf,
    id: ({ itemId }) => itemId,
    optional: ['returnNewItemIds'],
    part: 'itemIds',
  };
}
