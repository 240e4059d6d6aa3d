/** ArchiveItem: into the archive mailbox, to the folder that answers to where it was. */
import type { Context } from '../access/context.js';
import { type ItemRef, itemIdOf, itemOf, targetOf } from '../access/resolve.js';
import type { ArchiveItemType } from '../base/codec.js';
import type { Folder } from '../store/folders.js';
import { eachPart, type Handler } from './handler.js';

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
