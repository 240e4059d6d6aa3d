/** Paths of folders: names with `/` between, `\/` for a slash in a name. */
import type { TargetFolderIdType } from '../../generated/index.js';
import { DoesNotExistError, ValidationError } from '../errors.js';
import { findFolderByName } from '../requests/find-folder.js';
import type { FolderInfo } from '../requests/get-folder.js';
import type { RequestOptions } from '../requests/options.js';
import type { Session } from '../requests/session.js';

/** `Projects/2024` to its names. Throws {@link ValidationError} for a path without any. */
export function splitPath(path: unknown): [string, ...string[]] {
  const names = String(path)
    .split(/(?<!\\)\//)
    .map((part) => part.replaceAll('\\/', '/'))
    .filter((part) => part !== '');
  if (typeof path === 'string' && names.length > 0) return names as [string, ...string[]];
  const message = `expected the path of a folder such as 'Projects/2024', got ${typeof path === 'string' ? `'${path}'` : typeof path}`;
  throw new ValidationError('The folder', [{ path: 'path', message }]);
}

/** A name as a part of a path. */
export function escapeName(name: string): string {
  return name.replaceAll('/', '\\/');
}

/** The folder at a path below `parent`. Throws {@link DoesNotExistError}, which says at which step the path ends. */
export async function folderAt(
  session: Session,
  parent: TargetFolderIdType,
  path: string,
  label: string,
  options: RequestOptions,
): Promise<FolderInfo> {
  let found: FolderInfo | undefined;
  for (const name of splitPath(path)) {
    found = await findFolderByName(session, found?.folderId ? { folderId: found.folderId } : parent, name, options);
    if (!found?.folderId)
      throw new DoesNotExistError(`There is no folder '${name}' on the path '${path}' below ${label}.`, {
        remedy: 'List the folders with children() or glob(), or make it with createFolder().',
      });
  }
  return found as FolderInfo;
}
