/** MoveFolder: with all that is below. The folders that every mailbox has stay. */
import { folderIdOf, folderOf, targetOf } from '../access/resolve.js';
import { demand } from '../access/rights.js';
import type { MoveFolderType } from '../base/codec.js';
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
