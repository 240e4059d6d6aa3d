/** MarkAllItemsAsRead: the read flag of everything in a folder. */
import { type FolderRef, folderOf } from '../access/resolve.js';
import type { MarkAllItemsAsReadType } from '../base/codec.js';
import { eachPart, type Handler } from './handler.js';

export const markAllItemsAsRead: Handler<MarkAllItemsAsReadType> = (request, context) =>
  eachPart(context, 'markAllItemsAsReadResponseMessage', request.folderIds as FolderRef[], (id) => {
    const folder = folderOf(context, id, 'modify');
    for (const item of context.store.items.each({ folder: folder.id, associated: false })) {
      if (item.data.isRead !== undefined && item.data.isRead !== request.readFlag) {
        context.store.items.update(item, { ...item.data, isRead: request.readFlag }, true);
      }
    }
    return {};
  });
