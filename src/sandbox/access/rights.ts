/**
 * Who may do what in a folder: owners everything, others by the folder's PermissionSet. Knows nothing of ids or requests.
 */
import { Failure } from '../base/failure.js';
import type { Folder } from '../store/folders.js';
import type { Mailbox } from '../store/mailboxes.js';
import type { Store } from '../store/store.js';

export type Right = 'visible' | 'freeBusy' | 'read' | 'create' | 'modify' | 'delete' | 'subfolder' | 'owner';

export interface UserId {
  primarySmtpAddress?: string | undefined;
  displayName?: string | undefined;
  sid?: string | undefined;
  distinguishedUser?: string | undefined;
  externalUserIdentity?: string | undefined;
}

/** A Permission or CalendarPermission of the codec. */
export interface Permission {
  userId?: UserId | undefined;
  canCreateItems?: boolean | undefined;
  canCreateSubFolders?: boolean | undefined;
  isFolderOwner?: boolean | undefined;
  isFolderVisible?: boolean | undefined;
  isFolderContact?: boolean | undefined;
  editItems?: string | undefined;
  deleteItems?: string | undefined;
  readItems?: string | undefined;
  permissionLevel?: string | undefined;
  calendarPermissionLevel?: string | undefined;
}

type Rights = Pick<
  Permission,
  | 'canCreateItems'
  | 'canCreateSubFolders'
  | 'isFolderOwner'
  | 'isFolderVisible'
  | 'isFolderContact'
  | 'editItems'
  | 'deleteItems'
  | 'readItems'
>;

// MS-OXWSFOLD 3.1.4.6: the rights that each permission level stands for.
export const LEVELS: Readonly<Record<string, Rights>> = {
  None: rights(false, false, false, false, 'None', 'None', 'None'),
  FreeBusyTimeOnly: rights(false, false, false, false, 'None', 'None', 'TimeOnly'),
  FreeBusyTimeAndSubjectAndLocation: rights(false, false, false, false, 'None', 'None', 'TimeAndSubjectAndLocation'),
  Reviewer: rights(false, false, false, true, 'None', 'None', 'FullDetails'),
  Contributor: rights(true, false, false, true, 'None', 'None', 'None'),
  NoneditingAuthor: rights(true, false, false, true, 'None', 'Owned', 'FullDetails'),
  Author: rights(true, false, false, true, 'Owned', 'Owned', 'FullDetails'),
  PublishingAuthor: rights(true, true, false, true, 'Owned', 'Owned', 'FullDetails'),
  Editor: rights(true, false, false, true, 'All', 'All', 'FullDetails'),
  PublishingEditor: rights(true, true, false, true, 'All', 'All', 'FullDetails'),
  Owner: rights(true, true, true, true, 'All', 'All', 'FullDetails'),
};

function rights(
  canCreateItems: boolean,
  canCreateSubFolders: boolean,
  isFolderOwner: boolean,
  isFolderVisible: boolean,
  editItems: string,
  deleteItems: string,
  readItems: string,
): Rights {
  return {
    canCreateItems,
    canCreateSubFolders,
    isFolderOwner,
    isFolderVisible,
    isFolderContact: isFolderOwner,
    editItems,
    deleteItems,
    readItems,
  };
}

/** The permissions of a folder; calendars let everybody see when the owner is busy. */
export function permissionsOf(folder: Folder): Permission[] {
  const set = folder.data['permissionSet'] as
    | { permissions?: Permission[]; calendarPermissions?: Permission[] }
    | undefined;
  const stored = set?.calendarPermissions ?? set?.permissions;
  if (stored !== undefined) return stored.map((one) => expand(one, folder.kind === 'calendarFolder'));
  const isCalendar = folder.kind === 'calendarFolder';
  return [
    expand(
      permission({ distinguishedUser: 'Default' }, isCalendar ? 'FreeBusyTimeOnly' : 'None', isCalendar),
      isCalendar,
    ),
    expand(permission({ distinguishedUser: 'Anonymous' }, 'None', isCalendar), isCalendar),
  ];
}

function permission(userId: UserId, level: string, isCalendar: boolean): Permission {
  return isCalendar ? { userId, calendarPermissionLevel: level } : { userId, permissionLevel: level };
}

/** A level's rights written out, as Exchange shows them. */
export function expand(one: Permission, isCalendar: boolean): Permission {
  const level = one.calendarPermissionLevel ?? one.permissionLevel ?? 'Custom';
  const known = LEVELS[level];
  const all = { ...(known ?? rights(false, false, false, false, 'None', 'None', 'None')), ...(known ? {} : one) };
  const { permissionLevel: _a, calendarPermissionLevel: _b, userId: _c, ...plain } = all as Permission;
  return {
    userId: one.userId,
    ...plain,
    ...(isCalendar ? { calendarPermissionLevel: level } : { permissionLevel: level }),
  };
}

export function may(store: Store, caller: Mailbox, folder: Folder, right: Right): boolean {
  if (folder.mailbox === caller.id) return true;
  const permissions = permissionsOf(folder);
  const own =
    permissions.find((one) => one.userId?.primarySmtpAddress?.toLowerCase() === caller.address) ??
    permissions.find((one) => one.userId?.distinguishedUser === 'Default');
  if (own === undefined) return false;
  switch (right) {
    case 'owner':
      return own.isFolderOwner === true;
    case 'visible':
      return (
        own.isFolderVisible === true || own.readItems === 'FullDetails' || isAncestorOfVisible(store, caller, folder)
      );
    case 'freeBusy':
      return own.readItems !== undefined && own.readItems !== 'None';
    case 'read':
      return own.readItems === 'FullDetails';
    case 'create':
      return own.canCreateItems === true;
    case 'subfolder':
      return own.canCreateSubFolders === true;
    case 'modify':
      return own.editItems === 'All';
    case 'delete':
      return own.deleteItems === 'All';
  }
}

export function demand(store: Store, caller: Mailbox, folder: Folder, right: Right, code = 'ErrorAccessDenied'): void {
  if (!may(store, caller, folder, right)) throw new Failure(code);
}

// The root and the top of another's mailbox can be opened by whoever can see something below.
function isAncestorOfVisible(store: Store, caller: Mailbox, folder: Folder): boolean {
  if (folder.wellKnown !== 'root' && folder.wellKnown !== 'msgfolderroot') return false;
  return store.folders.descendants(folder.id).some((below) => {
    return below.wellKnown !== 'msgfolderroot' && may(store, caller, below, 'read');
  });
}
