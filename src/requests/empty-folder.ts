/** EmptyFolder. Since Exchange 2010 SP1. */
import type { EmptyFolderType, TargetFolderIdType } from '../../generated/index.js';
import { call } from './call.js';
import { deleteTypeOf } from './disposal.js';
import { folderIdOf } from './folder-ids.js';
import type { Disposal, RequestOptions } from './options.js';
import type { Session } from './session.js';

/** What of a folder's contents goes, and where. */
export interface Emptying {
  readonly disposal?: Disposal | undefined;
  /** Its folders, too. */
  readonly deep?: boolean | undefined;
}

function emptyFolderRequest(folder: TargetFolderIdType, { disposal, deep = false }: Emptying): EmptyFolderType {
  return { deleteType: deleteTypeOf(disposal), deleteSubFolders: deep, folderIds: [folderIdOf(folder)] };
}

export async function emptyFolder(
  session: Session,
  folder: TargetFolderIdType,
  emptying: Emptying,
  options: RequestOptions,
): Promise<void> {
  await call(session, 'EmptyFolder', emptyFolderRequest(folder, emptying), options);
}
