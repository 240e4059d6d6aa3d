/** MoveFolder. */
import type { FolderIdType, MoveFolderType, TargetFolderIdType } from '../../generated/index.js';
import { call } from './call.js';
import { folderIdOf } from './folder-ids.js';
import type { RequestOptions } from './options.js';
import { onlyMessage } from './payload.js';
import type { Session } from './session.js';

function moveFolderRequest(folder: TargetFolderIdType, toFolderId: TargetFolderIdType): MoveFolderType {
  return { toFolderId, folderIds: [folderIdOf(folder)] };
}

/** Moves a folder with all in it, and says its id. */
export async function moveFolder(
  session: Session,
  folder: TargetFolderIdType,
  to: TargetFolderIdType,
  options: RequestOptions,
): Promise<FolderIdType | undefined> {
  const response = await call(session, 'MoveFolder', moveFolderRequest(folder, to), options);
  return onlyMessage(response).folders?.[0]?.folderId;
}
