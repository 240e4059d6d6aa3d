/** Finding folders on the server: by id, by path, all below one. */
import {
  type ArrayOfFoldersType,
  FindFolder,
  type FindFolderType,
  type FolderIdType,
  type FolderResponseShapeType,
  GetFolder,
  type RestrictionType,
  type TargetFolderIdType,
} from '../../generated/index.js';
import { callOptions, type RequestOptions, type Session } from '../client/session.js';
import { DoesNotExistError } from '../errors.js';
import { folderIdOf } from '../items/target.js';

/** A folder as the server describes it. */
export type FolderData = ArrayOfFoldersType[number];

const PROPERTIES = [
  'folder:FolderClass',
  'folder:ParentFolderId',
  'folder:DisplayName',
  'folder:TotalCount',
  'folder:ChildFolderCount',
  'folder:EffectiveRights',
] as const;

/** AllProperties would fail on folders whose permissions one may not read. */
export const FOLDER_SHAPE: FolderResponseShapeType = {
  baseShape: 'IdOnly',
  additionalProperties: [...PROPERTIES, 'folder:UnreadCount' as const].map((fieldURI) => ({
    kind: 'fieldURI' as const,
    fieldURI,
  })),
};

export async function getFolder(
  session: Session,
  target: TargetFolderIdType,
  shape = FOLDER_SHAPE,
  options: RequestOptions = {},
): Promise<FolderData> {
  const response = await session.client.call(
    GetFolder,
    { folderShape: shape, folderIds: [folderIdOf(target)] },
    callOptions(session, options),
  );
  const folder = response.responseMessages[0]?.folders?.[0];
  if (!folder) throw new DoesNotExistError('The server returned no folder.');
  return folder;
}

/** The folders below one, page by page: its children, or all of them. */
export async function* findFolders(
  session: Session,
  parent: TargetFolderIdType,
  search: { traversal?: FindFolderType['traversal']; restriction?: RestrictionType } & RequestOptions = {},
): AsyncGenerator<FolderData, void, undefined> {
  const { traversal = 'Shallow', restriction, ...options } = search;
  for (let offset = 0; ; ) {
    const request: FindFolderType = {
      traversal,
      folderShape: FOLDER_SHAPE,
      view: { kind: 'indexedPageFolderView', maxEntriesReturned: 250, offset, basePoint: 'Beginning' },
      ...(restriction ? { restriction } : {}),
      parentFolderIds: [folderIdOf(parent)],
    };
    const response = await session.client.call(FindFolder, request, callOptions(session, options));
    const root = response.responseMessages[0]?.rootFolder;
    const found = root?.folders ?? [];
    yield* found;
    if (root?.includesLastItemInRange !== false || found.length === 0) return;
    offset = root.indexedPagingOffset ?? offset + found.length;
  }
}

/** `Projects/2024` -> its parts; a backslash keeps a slash in a name. */
export function splitPath(path: string): string[] {
  return path
    .split(/(?<!\\)\//)
    .map((part) => part.replaceAll('\\/', '/'))
    .filter((part) => part !== '');
}

/** The id of the folder at a path below `parent`. Names are compared as Exchange does, without regard to case. */
export async function folderAt(
  session: Session,
  parent: TargetFolderIdType,
  path: string,
  label: string,
  options: RequestOptions = {},
): Promise<FolderIdType> {
  let at = parent;
  let found: FolderIdType | undefined;
  for (const name of splitPath(path)) {
    found = await childByName(session, at, name, options);
    if (!found) {
      throw new DoesNotExistError(`There is no folder '${name}' on the path '${path}' below ${label}.`, {
        remedy: 'List the folders with children() or glob(), or make it with createFolder().',
      });
    }
    at = { folderId: found };
  }
  return found ?? (await getFolder(session, parent, { baseShape: 'IdOnly' }, options)).folderId ?? { id: '' };
}

async function childByName(
  session: Session,
  parent: TargetFolderIdType,
  name: string,
  options: RequestOptions,
): Promise<FolderIdType | undefined> {
  const restriction: RestrictionType = {
    kind: 'contains',
    containmentMode: 'FullString',
    containmentComparison: 'IgnoreCase',
    path: { kind: 'fieldURI', fieldURI: 'folder:DisplayName' },
    constant: { value: name },
  };
  for await (const folder of findFolders(session, parent, { restriction, ...options })) {
    if (folder.displayName?.toLowerCase() === name.toLowerCase()) return folder.folderId;
  }
  return undefined;
}
