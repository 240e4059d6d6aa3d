/** The folder that a caller means, as an id: it may have to be looked up first. */
import type { FolderIdType, TargetFolderIdType } from '../../generated/index.js';
import { distinguishedFolder } from './folder-ids.js';
import type { FolderInfo } from './get-folder.js';
import type { RequestOptions } from './options.js';
import { checkName, FOLDER, type FolderHandle, isHandle, type Place } from './place.js';
import type { Session } from './session.js';

/** How a folder is found. */
export interface FolderAccess {
  /** Of the account that it belongs to. */
  readonly session: Session;
  /** Its element: `calendarFolder`. */
  readonly element: FolderInfo['kind'];
  /** The id, if no request is needed to know it. */
  readonly known: TargetFolderIdType | undefined;
  /** The id. Throws {@link DoesNotExistError} when a path leads nowhere. */
  resolve(options?: RequestOptions): Promise<TargetFolderIdType>;
  /** The folder's own id, also where it is found by a name of Microsoft's. */
  id(options: RequestOptions): Promise<FolderIdType>;
}

/** How the folder of a handle is found. */
export function accessOf(handle: FolderHandle): FolderAccess {
  return handle[FOLDER] as FolderAccess;
}

/** The id of the folder that something goes to. Throws {@link ValidationError} for what is no folder. */
export async function resolvePlace(
  session: Session,
  place: Place,
  options?: RequestOptions,
): Promise<TargetFolderIdType> {
  if (isHandle(place)) return accessOf(place).resolve(options);
  checkName(session.registry, place);
  return { distinguishedFolderId: distinguishedFolder(session, place) };
}
