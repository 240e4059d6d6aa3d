/** CreateFolder. */
import type { CreateFolderType, SearchParametersType, TargetFolderIdType } from '../../generated/index.js';
import { call } from './call.js';
import type { FolderInfo } from './get-folder.js';
import type { RequestOptions } from './options.js';
import { demand, onlyMessage } from './payload.js';
import type { Session } from './session.js';

/** What a search folder looks for, and where. */
export type Searching = SearchParametersType;

/** What a new folder is called, and is for. */
export interface NewFolder {
  readonly displayName: string;
  /** Its element: `calendarFolder`. */
  readonly element: FolderInfo['kind'];
  /** Sent only where the element does not say it. */
  readonly folderClass?: string | undefined;
  /** Of a search folder. */
  readonly searchParameters?: Searching | undefined;
}

function createFolderRequest(parentFolderId: TargetFolderIdType, { element, ...members }: NewFolder): CreateFolderType {
  return { parentFolderId, folders: [{ kind: element, ...members } as FolderInfo] };
}

/** Makes a folder; what comes back is what the server answers of it, an id. */
export async function createFolder(
  session: Session,
  parent: TargetFolderIdType,
  folder: NewFolder,
  options: RequestOptions,
): Promise<FolderInfo> {
  const response = await call(session, 'CreateFolder', createFolderRequest(parent, folder), options);
  const made = onlyMessage(response).folders?.[0];
  demand('CreateFolder', 'which folder it made', made?.folderId, response);
  return made as FolderInfo;
}
