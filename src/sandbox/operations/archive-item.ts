/** MarkAllItemsAsRead, MarkAsJunk and ArchiveItem: many items changed or moved by one word. */
import type { ArchiveItemType, MarkAllItemsAsReadType, MarkAsJunkType } from '../../../generated/index.js';
import type { Context } from '../access/context.js';
import { type FolderRef, folderOf, type ItemRef, itemIdOf, itemOf, targetOf } from '../access/resolve.js';
import type { Folder } from '../store/folders.js';
import { eachPart, type Handler } from './handler.js';

export const markAllItemsAsRead: Handler<MarkAllItemsAsReadType> = (request, context) =>
  eachPart(context, 'markAllItemsAsReadResponseMessage', request.folderIds as FolderRef[], (id) => {
    const folder = folderOf(context, id, 'modify');
    for (const item of context.store.items.inFolder(folder.id, false)) {
      if (item.data.isRead !== undefined && item.data.isRead !== request.readFlag) {
        context.store.items.update(item, { ...item.data, isRead: request.readFlag }, true);
      }
    }
    return {};
  });

export const markAsJunk: Handler<MarkAsJunkType> = (request, context) =>
  eachPart(context, 'markAsJunkResponseMessage', request.itemIds as ItemRef[], (id) => {
    const item = itemOf(context, id, 'delete');
    if (!request.moveItem) return {};
    const target = context.store.folders.wellKnown(item.mailbox, request.isJunk ? 'junkemail' : 'inbox');
    const moved = target.id === item.folder ? item : context.store.items.move(item, target);
    return { movedItemId: itemIdOf(context, moved) };
  });

export const archiveItem: Handler<ArchiveItemType> = (request, context) =>
  eachPart(
    context,
    'archiveItemResponseMessage',
    request.itemIds as ItemRef[],
    (id) => {
      const source = targetOf(context, request.archiveSourceFolderId, 'read');
      const item = itemOf(context, id, 'delete');
      const moved = context.store.items.move(item, archiveFolderOf(context, source));
      return { items: [{ kind: moved.kind, itemId: itemIdOf(context, moved) }] };
    },
    { items: [] },
  );

// The archive has the same tree; a folder comes into being when something is put there.
function archiveFolderOf(context: Context, source: Folder): Folder {
  const { folders } = context.store;
  const top = folders.wellKnown(source.mailbox, 'archivemsgfolderroot');
  if (source.wellKnown === 'inbox') return folders.wellKnown(source.mailbox, 'archiveinbox');
  const same = folders.children(top.id).find((folder) => folder.name.toLowerCase() === source.name.toLowerCase());
  return same ?? folders.create(top, source.kind, source.name, source.folderClass, {});
}
