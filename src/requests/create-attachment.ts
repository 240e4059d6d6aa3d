/** CreateAttachment: one attachment a request, for each may be as large as a request can be. */
import type { AttachmentIdType, NonEmptyArrayOfAttachmentsType, ResponseMessageType } from '../../generated/index.js';
import type { ChunkWork } from './chunks.js';
import { type ItemRef, idOf } from './item-refs.js';
import { demand } from './payload.js';

/** Attaches to an item that is saved; the result of each is its id. What is sent of an input, `write` says. */
export function attaching<Input>(
  parent: ItemRef,
  write: (input: Input) => Promise<object>,
): ChunkWork<Input, 'CreateAttachment', AttachmentIdType> {
  return {
    operation: 'CreateAttachment',
    request: async (chunk) => ({
      // Without a change key: attaching changes it, and what is attached does not depend on it.
      parentItemId: { id: idOf(parent).id },
      attachments: (await Promise.all(chunk.map(write))) as NonEmptyArrayOfAttachmentsType,
    }),
    result: (message) => {
      const id = idIn(message);
      demand('CreateAttachment', 'which attachment it made', id, message);
      return id as AttachmentIdType;
    },
    id: () => undefined,
    // Of older servers an image is inline by its content id alone.
    optional: ['isInline'],
    part: 'attachments',
  };
}

function idIn(message: ResponseMessageType): AttachmentIdType | undefined {
  const { attachments } = message as { attachments?: readonly { attachmentId?: AttachmentIdType }[] };
  return attachments?.[0]?.attachmentId;
}
