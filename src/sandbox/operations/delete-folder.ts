/** DeleteFolder: for good, or into Deleted Items. The folders that every mailbox has stay. */
import type { DeleteFolderType } from '../../../generated/index.js';
import type { Context } from '../access/context.js';
import { folderOf } from '../access/resolve.js';
import { Failure } from '../base/failure.js';
import type { Folder } from '../store/folders.js';
import { eachPart, type Handler } from './handler.js';

export const deleteFolder: Handler<DeleteFolderType> = (request, context) =>
  eachPart(context, 'deleteFolderResponseMessage', request.folderIds, (id) => {
    const folder = folderOf(context, id, 'owner');
    if (folder.wellKnown !== undefined) throw new Failure('ErrorDeleteDistinguishedFolder');
    dispose(context, folder, request.deleteType);
    return {};
  });

export function dispose(context: Context, folder: Folder, deleteType: string): void {
  const { folders } = context.store;
  if (deleteType === 'HardDelete') {
    folders.remove(folder);
    return;
  }
  const place = deleteType === 'SoftDelete' ? 'recoverableitemsdeletions' : 'deleteditems';
  const target = folders.wellKnown(folder.mailbox, place);
  // Two folders of one name may be deleted one after the other.
  const taken = new Set(folders.children(target.id).map((one) => one.name.toLowerCase()));
  let name = folder.name;
  for (let count = 1; taken.has(name.toLowerCase()); count++) name = `${folder.name}${count}`;
  folders.move(name === folder.name ? folder : folders.update(folder, { name }), target);
}
