/** The permissions of a folder, as a whole: GetFolder gives them, UpdateFolder takes them. */
import type {
  CalendarPermissionType,
  FolderIdType,
  PermissionType,
  TargetFolderIdType,
} from '../../generated/index.js';
import { call } from './call.js';
import { type FolderInfo, getFolder } from './get-folder.js';
import type { RequestOptions } from './options.js';
import { demand } from './payload.js';
import type { Session } from './session.js';

const PATH = { kind: 'fieldURI', fieldURI: 'folder:PermissionSet' } as const;

/** What one user may do: of a calendar, or of another folder. */
export type OnePermission = PermissionType | CalendarPermissionType;

/** The permissions of a folder, and which folder it is. */
export interface PermissionsFound {
  readonly folderId: FolderIdType;
  readonly element: FolderInfo['kind'];
  readonly isCalendar: boolean;
  readonly permissions: readonly OnePermission[];
}

type WithSet = FolderInfo & {
  permissionSet?: { permissions?: PermissionType[]; calendarPermissions?: CalendarPermissionType[] };
};

export async function getPermissions(
  session: Session,
  target: TargetFolderIdType,
  options: RequestOptions,
): Promise<PermissionsFound> {
  const shape = { baseShape: 'IdOnly' as const, additionalProperties: [PATH] };
  const folder = (await getFolder(session, target, options, {}, shape)) as WithSet;
  const { kind: element, folderId, permissionSet } = folder;
  const set = demand('GetFolder', 'who may do what in the folder', permissionSet, folder);
  const isCalendar = element === 'calendarFolder';
  const permissions = set.calendarPermissions ?? set.permissions ?? [];
  return { folderId: demand('GetFolder', 'which folder it is', folderId, folder), element, isCalendar, permissions };
}

/** All of them at once: Exchange has no change of one. */
export async function setPermissions(
  session: Session,
  { folderId, element, isCalendar, permissions }: PermissionsFound,
  options: RequestOptions,
): Promise<void> {
  const permissionSet = isCalendar ? { calendarPermissions: permissions } : { permissions };
  const folder = { kind: element, permissionSet } as FolderInfo;
  const updates = [{ kind: 'setFolderField' as const, path: PATH, folder }];
  await call(session, 'UpdateFolder', { folderChanges: [{ folderId, updates }] }, options);
}
