/** New folders, also whole paths of them. Must not know what handles of them are. */
import type { TargetFolderIdType } from '../../generated/index.js';
import type { Kind } from '../kinds/kinds.js';
import { createFolder, type NewFolder } from '../requests/create-folder.js';
import { findFolderByName } from '../requests/find-folder.js';
import type { FolderInfo } from '../requests/get-folder.js';
import type { Session } from '../requests/session.js';
import type { FolderCreateOptions } from './folder-options.js';
import { folderAt, splitPath } from './path.js';

/** A folder that was made, of which the server says no more than its id, or one that was there. */
export interface MadeFolder {
  readonly data: FolderInfo;
  /** Whether the data are all that there is to know. */
  readonly isWhole: boolean;
}

/**
 * Makes the folder at a path; the last of it is of that kind, and with `recursive` so is what was missing above it. Without, what is above
 * has to be there.
 */
export async function makeFolder(
  session: Session,
  parent: TargetFolderIdType,
  { path, label, kind }: { readonly path: string; readonly label: string; readonly kind: Kind },
  { recursive = false, ...options }: FolderCreateOptions,
): Promise<MadeFolder> {
  const names = splitPath(path);
  const last = names.length - 1;
  const above = names
    .slice(0, last)
    .map((name) => name.replaceAll('/', '\\/'))
    .join('/');
  if (!recursive) {
    const at = above === '' ? parent : targetOf(await folderAt(session, parent, above, label, options));
    return { data: await makeOne(session, at, newFolder(names[last] as string, kind), options), isWhole: false };
  }
  let at = parent;
  let made: MadeFolder | undefined;
  for (const name of names) {
    const found = await findFolderByName(session, at, name, options);
    const data = found ?? (await makeOne(session, at, newFolder(name, kind), options));
    made = { data, isWhole: found !== undefined };
    at = targetOf(data);
  }
  return made as MadeFolder;
}

function targetOf({ folderId }: FolderInfo): TargetFolderIdType {
  return folderId ? { folderId } : {};
}

async function makeOne(
  session: Session,
  parent: TargetFolderIdType,
  folder: NewFolder,
  options: FolderCreateOptions,
): Promise<FolderInfo> {
  const { element: _kind, ...members } = folder;
  return { ...members, ...(await createFolder(session, parent, folder, options)) } as FolderInfo;
}

/** Other elements than a plain folder's say the class by themselves. Where nobody says a kind, it is mail, as Outlook makes them. */
function newFolder(
  displayName: string,
  { folderElement: element, folderClasses: [folderClass = 'IPF.Note'] }: Kind,
): NewFolder {
  return { displayName, element, ...(element === 'folder' ? { folderClass } : {}) };
}
