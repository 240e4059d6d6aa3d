/** CreateAttachment: files and items attached to an item that exists. */
import { type ItemRef, itemIdOf, itemOf } from '../access/resolve.js';
import type { CreateAttachmentType } from '../base/codec.js';
import { addAttachments, type IncomingAttachment, noteAttachments } from '../items/incoming-attachments.js';
import { attachmentView } from '../properties/attachment-view.js';
import type { Attachment } from '../store/attachments.js';
import type { Item } from '../store/items.js';
import { eachPart, type Handler } from './handler.js';

export const createAttachment: Handler<CreateAttachmentType> = (request, context) =>
  eachPart(
    context,
    'createAttachmentResponseMessage',
    request.attachments as unknown as IncomingAttachment[],
    (incoming) => {
      const item = itemOf(context, request.parentItemId as ItemRef, 'modify');
      const [added] = addAttachments(context, item, [incoming]) as [Attachment];
      const noted = noteAttachments(context, context.store.items.byId(item.id) as Item);
      const { attachmentId, kind } = attachmentView(context, noted, added.kind, added.data, [added.id]);
      const root = itemIdOf(context, noted);
      return {
        attachments: [
          { kind, attachmentId: { ...attachmentId, rootItemId: root.id, rootItemChangeKey: root.changeKey } },
        ],
      };
    },
    { attachments: [] },
  );
