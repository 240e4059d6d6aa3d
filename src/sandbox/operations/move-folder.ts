/** MoveFolder and CopyFolder: with all that is below. */
import type { CopyFolderType, MoveFolderType } from '../../../generated/index.js';
import { folderIdOf, folderOf, targetOf } from '../access/resolve.js';
import { demand } from '../access/rights.js';
import { Failure } from '../base/failure.js';
import { eachPart, type Handler } from './handler.js';

export const moveFolder: Handler<MoveFolderType> = (request, context) =>
  eachPart(
    context,
    'moveFolderResponseMessage',
    request.folderIds,
    (id) => {
      const folder = folderOf(context, id);
      if (folder.wellKnown !== undefined) throw new Failure('ErrorMoveDistinguishedFolder');
      demand(context.store, context.mailbox, folder, 'owner');
      const moved = context.store.folders.move(folder, targetOf(context, request.toFolderId, 'subfolder'));
      return { folders: [{ kind: moved.kind, folderId: folderIdOf(context, moved) }] };
    },
    { folders: [] },
  );

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
