/** EmptyFolder: its items, and with DeleteSubFolders the folders below it too. */
import { folderOf } from '../access/resolve.js';
import type { EmptyFolderType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { disposeFolder, disposeItem } from '../items/dispose.js';
import { eachPart, type Handler } from './handler.js';

export const emptyFolder: Handler<EmptyFolderType> = (request, context) =>
  eachPart(context, 'emptyFolderResponseMessage', request.folderIds, (id) => {
    const folder = folderOf(context, id, 'delete');
    // Calendars and search folders cannot be emptied (Learn, EmptyFolder operation).
    if (folder.kind === 'calendarFolder' || folder.kind === 'searchFolder') throw new Failure('ErrorCannotEmptyFolder');
    for (const item of context.store.items.each({ folder: folder.id, associated: false }))
      disposeItem(context, item, request.deleteType);
    if (request.deleteSubFolders) {
      for (const child of context.store.folders.children(folder.id)) {
        if (child.wellKnown === undefined) disposeFolder(context, child, request.deleteType);
      }
    }
    return {};
  });
