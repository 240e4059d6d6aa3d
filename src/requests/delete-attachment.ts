/** DeleteAttachment. */
import type { AttachmentIdType, RootItemIdType } from '../../generated/index.js';
import type { ChunkWork } from './chunks.js';

/** The result of each is the item's new version, where the server says it. */
export const detaching: ChunkWork<AttachmentIdType, 'DeleteAttachment', RootItemIdType | undefined> = {
  operation: 'DeleteAttachment',
  request: (chunk) => ({ attachmentIds: chunk.map(({ id }) => ({ id })) }),
  result: (message) => (message as { rootItemId?: RootItemIdType }).rootItemId,
  id: () => undefined,
  part: 'attachmentIds',
};
