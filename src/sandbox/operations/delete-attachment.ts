/** DeleteAttachment: what is attached to an item goes; what is inside an attached item stays. */
import { attachmentOf } from '../access/attachment.js';
import { itemIdOf, itemOf } from '../access/resolve.js';
import type { DeleteAttachmentType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { noteAttachments } from '../items/incoming-attachments.js';
import type { Item } from '../store/items.js';
import { eachPart, type Handler } from './handler.js';

export const deleteAttachment: Handler<DeleteAttachmentType> = (request, context) =>
  eachPart(context, 'deleteAttachmentResponseMessage', request.attachmentIds, ({ id }) => {
    const { item, row, path } = attachmentOf(context, id);
    if (path.length > 1) throw new Failure('ErrorCannotDeleteObject');
    itemOf(context, { kind: 'itemId', id: itemIdOf(context, item).id }, 'modify');
    context.store.attachments.remove(row);
    const root = itemIdOf(context, noteAttachments(context, context.store.items.byId(item.id) as Item));
    return { rootItemId: { rootItemId: root.id, rootItemChangeKey: root.changeKey } };
  });
