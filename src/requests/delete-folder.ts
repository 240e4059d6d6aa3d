/** DeleteFolder. */
import type { DeleteFolderType, TargetFolderIdType } from '../../generated/index.js';
import { call } from './call.js';
import { deleteTypeOf } from './disposal.js';
import { folderIdOf } from './folder-ids.js';
import type { Disposal, RequestOptions } from './options.js';
import type { Session } from './session.js';

/** Exchange deletes folders to the deleted items or for good; SoftDelete is not for them. */
export type FolderDisposal = Exclude<Disposal, 'soft'>;

function deleteFolderRequest(folder: TargetFolderIdType, disposal?: FolderDisposal): DeleteFolderType {
  return { deleteType: deleteTypeOf(disposal), folderIds: [folderIdOf(folder)] };
}

/** Deletes a folder with all in it. */
export async function deleteFolder(
  session: Session,
  folder: TargetFolderIdType,
  disposal: FolderDisposal | undefined,
  options: RequestOptions,
): Promise<void> {
  await call(session, 'DeleteFolder', deleteFolderRequest(folder, disposal), options);
}
