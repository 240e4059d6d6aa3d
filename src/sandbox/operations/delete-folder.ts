/** DeleteFolder: for good, or into Deleted Items. The folders that every mailbox has stay. */
import { folderOf } from '../access/resolve.js';
import type { DeleteFolderType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { disposeFolder } from '../items/dispose.js';
import { eachPart, type Handler } from './handler.js';

export const deleteFolder: Handler<DeleteFolderType> = (request, context) =>
  eachPart(context, 'deleteFolderResponseMessage', request.folderIds, (id) => {
    const folder = folderOf(context, id, 'owner');
    if (folder.wellKnown !== undefined) throw new Failure('ErrorDeleteDistinguishedFolder');
    disposeFolder(context, folder, request.deleteType);
    return {};
  });
