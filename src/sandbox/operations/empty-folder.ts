/** EmptyFolder: its items, and with DeleteSubFolders the folders below it too. */
import type { EmptyFolderType } from '../../../generated/index.js';
import { folderOf } from '../access/resolve.js';
import { Failure } from '../base/failure.js';
import { dispose } from './delete-folder.js';
import { disposeItem } from './delete-item.js';
import { eachPart, type Handler } from './handler.js';

export const emptyFolder: Handler<EmptyFolderType> = (request, context) =>
  eachPart(context, 'emptyFolderResponseMessage', request.folderIds, (id) => {
    const folder = folderOf(context, id, 'delete');
    // Calendars and search folders cannot be emptied (Learn, EmptyFolder operation).
    if (folder.kind === 'calendarFolder' || folder.kind === 'searchFolder') throw new Failure('ErrorCannotEmptyFolder');
    for (const item of context.store.items.inFolder(folder.id, false)) disposeItem(context, item, request.deleteType);
    if (request.deleteSubFolders) {
      for (const child of context.store.folders.children(folder.id)) {
        if (child.wellKnown === undefined) dispose(context, child, request.deleteType);
      }
    }
    return {};
  });
