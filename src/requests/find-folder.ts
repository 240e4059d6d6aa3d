/** FindFolder: the folders below one. */
import type { FindFolderType, RestrictionType, TargetFolderIdType } from '../../generated/index.js';
import { hasCode, ResponseError, SoapFaultError } from '../client/response-errors.js';
import { call } from './call.js';
import { folderIdOf } from './folder-ids.js';
import { type FolderInfo, folderShape, OF_LATER_FOLDERS } from './get-folder.js';
import type { RequestOptions } from './options.js';
import { demand, onlyMessage } from './payload.js';
import { nextOffset } from './progress.js';
import type { Session } from './session.js';

export interface FolderSearch {
  /** Its children, or all below it. */
  readonly traversal?: 'Shallow' | 'Deep' | undefined;
  readonly restriction?: RestrictionType | undefined;
  /** Where the first page begins, other than at the beginning. */
  readonly start?: FindFolderType['view'];
}

/** Folders in a request. */
const PAGE_SIZE = 250;

function findFolderRequest(
  parent: TargetFolderIdType,
  { traversal = 'Shallow', restriction, start }: FolderSearch,
  offset: number,
): FindFolderType {
  return {
    traversal,
    folderShape: folderShape(),
    view: (offset === 0 && start ? { ...start, maxEntriesReturned: PAGE_SIZE } : undefined) ?? {
      kind: 'indexedPageFolderView',
      maxEntriesReturned: PAGE_SIZE,
      offset,
      basePoint: 'Beginning',
    },
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
    const request = findFolderRequest(parent, search, offset);
    const response = await session.findBudget.run(PAGE_SIZE, options.signal, () =>
      call(session, 'FindFolder', request, options, { optional: OF_LATER_FOLDERS }),
    );
    const root = demand('FindFolder', 'what is in the folder', onlyMessage(response).rootFolder, response);
    const found = root.folders ?? [];
    yield* found;
    if (root.includesLastItemInRange !== false || found.length === 0) return;
    offset = nextOffset(
      'FindFolder',
      offset,
      root.indexedPagingOffset ?? root.numeratorOffset ?? offset + found.length,
    );
  }
}

/** What a list of the folders would be refused for, too. */
const NOT_OF_THE_SEARCH = [
  'ErrorAccessDenied',
  'ErrorFolderNotFound',
  'ErrorItemNotFound',
  'ErrorInvalidId',
  'ErrorInvalidIdMalformed',
  'ErrorNonExistentMailbox',
  'ErrorServerBusy',
] as const;

/**
 * One child by its name, which Exchange compares without regard to case. Where the server refuses to search, and where one that is not
 * Exchange finds nothing, the folders are listed instead.
 */
export async function findFolderByName(
  session: Session,
  parent: TargetFolderIdType,
  name: string,
  options: RequestOptions,
): Promise<FolderInfo | undefined> {
  let found: FolderInfo | undefined;
  try {
    found = await firstNamed(session, parent, name, options, { restriction: nameIs(name) });
  } catch (error) {
    const refused = error instanceof ResponseError || error instanceof SoapFaultError;
    if (!refused || hasCode(error, ...NOT_OF_THE_SEARCH)) throw error;
    return firstNamed(session, parent, name, options, {});
  }
  return found ?? (session.client.isForeign ? firstNamed(session, parent, name, options, {}) : undefined);
}

async function firstNamed(
  session: Session,
  parent: TargetFolderIdType,
  name: string,
  options: RequestOptions,
  search: FolderSearch,
): Promise<FolderInfo | undefined> {
  for await (const folder of findFolders(session, parent, search, options))
    if (folder.displayName?.toLowerCase() === name.toLowerCase()) return folder;
  return undefined;
}

function nameIs(name: string): RestrictionType {
  return {
    kind: 'contains',
    containmentMode: 'FullString',
    containmentComparison: 'IgnoreCase',
    path: { kind: 'fieldURI', fieldURI: 'folder:DisplayName' },
    constant: { value: name },
  };
}
