/** FolderShape applied: a folder as answers show it, and its paths read for restrictions. */
import type { Context } from '../access/context.js';
import { folderIdOf, parentIdOf } from '../access/resolve.js';
import { expand, may, permissionsOf } from '../access/rights.js';
import type { Folder } from '../store/folders.js';
import type { ItemData, PropertyPath } from '../store/item-data.js';
import { readExtended } from './extended.js';
import { type PathRef, typedValue } from './paths.js';
import { hasFolderName, hasMember, memberOf, propertyOf } from './property-table.js';

export interface FolderShape {
  baseShape?: string | undefined;
  additionalProperties?: unknown;
}

export type FolderView = { kind: string } & Record<string, unknown>;

const MEMBERS: Record<string, (folder: Folder, context: Context) => unknown> = {
  folderId: (folder, context) => folderIdOf(context, folder),
  parentFolderId: (folder, context) =>
    folder.parent === 0 ? undefined : parentIdOf(context, folder.parent, folder.mailbox),
  folderClass: (folder) => folder.folderClass || undefined,
  displayName: (folder) => folder.name,
  totalCount: (folder, context) => context.store.folders.counts(folder).total,
  childFolderCount: (folder, context) => context.store.folders.counts(folder).children,
  // Calendars and contact folders have no such element in the schema.
  unreadCount: (folder, context) =>
    folder.kind === 'calendarFolder' || folder.kind === 'contactsFolder'
      ? undefined
      : context.store.folders.counts(folder).unread,
  distinguishedFolderId: ({ wellKnown }, { edition }) =>
    wellKnown !== undefined && hasFolderName(wellKnown, edition) ? wellKnown : undefined,
  effectiveRights: (folder, context) => folderRights(folder, context),
  permissionSet: (folder) => permissionSetOf(folder),
};

const BASE: Record<string, readonly string[]> = {
  IdOnly: ['folderId'],
  Default: ['folderId', 'displayName', 'totalCount', 'childFolderCount', 'unreadCount'],
  AllProperties: [
    'folderId',
    'parentFolderId',
    'folderClass',
    'displayName',
    'totalCount',
    'childFolderCount',
    'unreadCount',
    'distinguishedFolderId',
    'effectiveRights',
  ],
};

/** FindFolder gives fewer members than GetFolder; which, the tables say. */
export function shapeFolder(
  context: Context,
  folder: Folder,
  shape: FolderShape,
  answering: 'get' | 'find' = 'get',
): FolderView {
  const view: FolderView = { kind: folder.kind };
  const put = (member: string) => {
    if (!hasMember(folder.kind, member, context.edition)) return;
    if (answering === 'find' && !propertyOf(folder.kind, member)?.abilities.has('find')) return;
    const value = memberValue(folder, member, context);
    if (value !== undefined) view[member] = value;
  };
  for (const member of BASE[shape.baseShape ?? 'IdOnly'] ?? []) put(member);
  for (const path of (shape.additionalProperties ?? []) as PathRef[]) {
    if (path.kind !== 'extendedFieldURI') put(memberOf(path.fieldURI ?? ''));
    else {
      const property = extendedOf(context, folder, path as PropertyPath);
      const { kind: _kind, ...uri } = path;
      if (property)
        view['extendedProperty'] = [
          ...((view['extendedProperty'] as unknown[]) ?? []),
          { ...property, extendedFieldURI: uri },
        ];
    }
  }
  return view;
}

function memberValue(folder: Folder, member: string, context: Context): unknown {
  const compute = MEMBERS[member];
  return compute === undefined ? folder.data[member] : compute(folder, context);
}

export function readFolderPath(context: Context, folder: Folder, path: PathRef): unknown {
  if (path.kind !== 'extendedFieldURI') return memberValue(folder, memberOf(path.fieldURI ?? ''), context);
  const property = extendedOf(context, folder, path as PropertyPath);
  return property && typedValue(property);
}

// MAPI properties that mirror the folder's own: PR_MESSAGE_SIZE, PR_DISPLAY_NAME, PR_CONTAINER_CLASS, PR_FOLDER_TYPE, PR_ATTR_HIDDEN ...
function extendedOf(context: Context, folder: Folder, path: PropertyPath) {
  const mirrored = path.propertyTag === undefined ? undefined : mirror(context, folder, Number(path.propertyTag));
  if (mirrored !== undefined) return { extendedFieldURI: path, value: mirrored };
  return readExtended(folder.data as ItemData, path.propertyTag === undefined ? path : { ...path });
}

function mirror(context: Context, folder: Folder, tag: number): string | undefined {
  const counts = () => context.store.folders.counts(folder);
  switch (tag) {
    case 0x0e08:
      return String(sizeOf(context, folder));
    case 0x3001:
      return folder.name;
    case 0x3613:
      return folder.folderClass || undefined;
    case 0x3601:
      return folder.parent === 0 ? '0' : folder.kind === 'searchFolder' ? '2' : '1';
    case 0x3602:
      return String(counts().total);
    case 0x3603:
      return String(counts().unread);
    case 0x360a:
      return String(counts().children > 0);
    // PR_LOCAL_COMMIT_TIME_MAX and PR_LAST_MODIFICATION_TIME: another after every change in the folder.
    case 0x670a:
    case 0x3008: {
      const { seq, at } = context.store.changes.lastIn(folder.id);
      return new Date(at + (seq % 1000)).toISOString();
    }
    // PR_INTERNET_ARTICLE_NUMBER_NEXT, and the highest given so far.
    case 0x6751:
      return String(highestIn(context, folder) + 1);
    case 0x6752:
      return String(highestIn(context, folder));
    case 0x10f4:
      return 'false';
    default:
      return undefined;
  }
}

/** Of its items, associated ones too; that of a root is the size of its whole tree. */
function sizeOf(context: Context, folder: Folder): number {
  const { folders } = context.store;
  const counted = folder.parent === 0 ? [folder, ...folders.descendants(folder.id)] : [folder];
  return counted.reduce((sum, one) => sum + folders.counts(one).size, 0);
}

function highestIn(context: Context, folder: Folder): number {
  return context.store.items.highest(folder.id);
}

function folderRights(folder: Folder, context: Context): Record<string, boolean> {
  const right = (name: 'create' | 'subfolder' | 'delete' | 'modify' | 'read') =>
    may(context.store, context.mailbox, folder, name);
  return {
    createAssociated: right('create'),
    createContents: right('create'),
    createHierarchy: right('subfolder'),
    delete: right('delete'),
    modify: right('modify'),
    read: right('read'),
  };
}

function permissionSetOf(folder: Folder): Record<string, unknown> {
  const isCalendar = folder.kind === 'calendarFolder';
  const list = permissionsOf(folder).map((one) => expand(one, isCalendar));
  if (isCalendar) return { calendarPermissions: list };
  // Only calendars have the two FreeBusy levels of reading.
  return { permissions: list };
}
