/** FindFolder: the folders below one. */
import {
  FindFolder,
  type FindFolderType,
  type RestrictionType,
  type TargetFolderIdType,
} from '../../generated/index.js';
import { call } from './call.js';
import { folderIdOf } from './folder-ids.js';
import { type FolderInfo, folderShape } from './get-folder.js';
import type { RequestOptions } from './options.js';
import { demand, onlyMessage } from './payload.js';
import { nextOffset } from './progress.js';
import type { Session } from './session.js';

export interface FolderSearch {
  /** Its children, or all below it. */
  readonly traversal?: 'Shallow' | 'Deep' | undefined;
  readonly restriction?: RestrictionType | undefined;
}

/** Folders in a request. */
const PAGE_SIZE = 250;

function findFolderRequest(
  parent: TargetFolderIdType,
  { traversal = 'Shallow', restriction }: FolderSearch,
  offset: number,
): FindFolderType {
  return {
    traversal,
    folderShape: folderShape(),
    view: { kind: 'indexedPageFolderView', maxEntriesReturned: PAGE_SIZE, offset, basePoint: 'Beginning' },
    ...(restriction && { restriction }),
    parentFolderIds: [folderIdOf(parent)],
  };
}

/** The folders below one, page by page. */
export async function* findFolders(
  session: Session,
  parent: TargetFolderIdType,
  search: FolderSearch,
  options: RequestOptions,
): AsyncGenerator<FolderInfo, void, undefined> {
  for (let offset = 0; ; ) {
    const response = await call(session, FindFolder, findFolderRequest(parent, search, offset), options);
    const root = demand('FindFolder', 'what is in the folder', onlyMessage(response).rootFolder, response);
    const found = root.folders ?? [];
    yield* found;
    if (root.includesLastItemInRange !== false || found.length === 0) return;
    offset = nextOffset('FindFolder', offset, root.indexedPagingOffset ?? offset + found.length);
  }
}

/** One child by its name, which Exchange compares without regard to case. */
export async function findFolderByName(
  session: Session,
  parent: TargetFolderIdType,
  name: string,
  options: RequestOptions,
): Promise<FolderInfo | undefined> {
  const restriction: RestrictionType = {
    kind: 'contains',
    containmentMode: 'FullString',
    containmentComparison: 'IgnoreCase',
    path: { kind: 'fieldURI', fieldURI: 'folder:DisplayName' },
    constant: { value: name },
  };
  for await (const folder of findFolders(session, parent, { restriction }, options))
    if (folder.displayName?.toLowerCase() === name.toLowerCase()) return folder;
  return undefined;
}
