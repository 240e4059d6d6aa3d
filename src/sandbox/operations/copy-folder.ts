/** CopyFolder: with all that is in it and below. */
import { folderIdOf, folderOf, targetOf } from '../access/resolve.js';
import type { CopyFolderType } from '../base/codec.js';
import { eachPart, type Handler } from './handler.js';

export const copyFolder: Handler<CopyFolderType> = (request, context) =>
  eachPart(
    context,
    'copyFolderResponseMessage',
    request.folderIds,
    (id) => {
      const folder = folderOf(context, id, 'read');
      const copy = context.store.folders.copy(folder, targetOf(context, request.toFolderId, 'subfolder'));
      return { folders: [{ kind: copy.kind, folderId: folderIdOf(context, copy) }] };
    },
    { folders: [] },
  );
