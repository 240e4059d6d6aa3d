/** CopyFolder. */
import type { CopyFolderType, FolderIdType, TargetFolderIdType } from '../../generated/index.js';
import { call } from './call.js';
import { folderIdOf } from './folder-ids.js';
import type { RequestOptions } from './options.js';
import { onlyMessage } from './payload.js';
import type { Session } from './session.js';

function copyFolderRequest(folder: TargetFolderIdType, toFolderId: TargetFolderIdType): CopyFolderType {
  return { toFolderId, folderIds: [folderIdOf(folder)] };
}

/** Copies a folder with all in it, and says the copy's id. */
export async function copyFolder(
  session: Session,
  folder: TargetFolderIdType,
  to: TargetFolderIdType,
  options: RequestOptions,
): Promise<FolderIdType | undefined> {
  const response = await call(session, 'CopyFolder', copyFolderRequest(folder, to), options);
  return onlyMessage(response).folders?.[0]?.folderId;
}
