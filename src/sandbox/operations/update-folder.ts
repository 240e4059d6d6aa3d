/** UpdateFolder: name, class, permissions and extended properties, set or deleted one by one. */
import { folderIdOf, targetOf } from '../access/resolve.js';
import type { UpdateFolderType } from '../base/codec.js';
import { camelCase, childElement, childElements, textOf, type XmlElement } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { type Change, demandChangeable } from '../items/writable.js';
import { deleteExtended, writeExtended } from '../properties/extended.js';
import type { PathRef } from '../properties/paths.js';
import { memberOf } from '../properties/property-table.js';
import type { Folder } from '../store/folders.js';
import type { ExtendedProperty, ItemData, PropertyPath } from '../store/item-data.js';
import { copyValue } from '../store/json.js';
import { folderKindOf } from '../store/wellknown.js';
import type { IncomingFolder } from './create-folder.js';
import { eachPart, type Handler } from './handler.js';

export const updateFolder: Handler<UpdateFolderType> = (request, context) =>
  eachPart(
    context,
    'updateFolderResponseMessage',
    request.folderChanges,
    (change) => {
      const folder = targetOf(context, change, 'owner', 'ErrorItemNotFound');
      const changes: Partial<Folder> = { data: copyValue(folder.data) };
      for (const update of change.updates) {
        const incoming = 'folder' in update ? (update.folder as IncomingFolder) : undefined;
        apply(folder, changes as Changes, update.kind, update.path as PathRef, incoming);
      }
      const updated = context.store.folders.update(folder, changes);
      return { folders: [{ kind: updated.kind, folderId: folderIdOf(context, updated) }] };
    },
    { folders: [] },
  );

type Changes = Partial<Folder> & { data: Record<string, unknown> };

const CHANGES: Readonly<Record<string, Change>> = {
  setFolderField: 'update',
  appendToFolderField: 'append',
  deleteFolderField: 'delete',
};

function apply(
  folder: Folder,
  changes: Changes,
  kind: string,
  path: PathRef,
  incoming: IncomingFolder | undefined,
): void {
  const how = CHANGES[kind] ?? 'update';
  demandChangeable(folder.kind, path, how);
  const isDelete = how === 'delete';
  if (path.kind === 'extendedFieldURI') {
    const data = changes.data as ItemData;
    if (isDelete) deleteExtended(data, path as PropertyPath);
    else
      for (const property of copyValue((incoming?.extendedProperty ?? []) as ExtendedProperty[]))
        writeExtended(data, property);
    return;
  }
  const member = memberOf(path.fieldURI ?? '');
  switch (member) {
    case 'displayName':
      if (folder.wellKnown !== undefined) throw new Failure('ErrorAccessDenied');
      if (isDelete) throw new Failure('ErrorFolderSavePropertyError');
      changes.name = incoming?.displayName ?? folder.name;
      return;
    case 'folderClass':
      demandSameKind(folder, incoming?.folderClass);
      changes.folderClass = incoming?.folderClass ?? folder.folderClass;
      return;
    case 'permissionSet':
      changes.data[member] = isDelete ? undefined : permissionSetOf(incoming?.['permissionSet']);
      return;
    default:
      changes.data[member] = isDelete ? undefined : copyValue(incoming?.[member]);
  }
}

/** Learn, ResponseCode, ErrorObjectTypeChanged: a class may become more special, IPF.Note.X, but not one of another kind. */
function demandSameKind({ kind, folderClass }: Folder, wanted = ''): void {
  const base = folderClass.split('.', 2).join('.').toLowerCase();
  const isSame = base === '' || `${wanted.toLowerCase()}.`.startsWith(`${base}.`);
  if (!isSame || folderKindOf(wanted) !== kind) throw new Failure('ErrorObjectTypeChanged');
}

// exchangelib 4.9 puts a PermissionSet into the PermissionSet; what it means is plain.
function permissionSetOf(given: unknown): unknown {
  const stray = (given as { unknown?: (XmlElement | string)[] } | undefined)?.unknown?.find(
    (node) => typeof node === 'object',
  );
  if (stray === undefined || typeof stray === 'string') return copyValue(given);
  const list = childElement(stray, 'CalendarPermissions') ?? childElement(stray, 'Permissions') ?? stray;
  const isCalendar = list.name === 'CalendarPermissions';
  const permissions = childElements(list).map((one) => {
    const user = childElement(one, 'UserId');
    const level = textOf(childElement(one, isCalendar ? 'CalendarPermissionLevel' : 'PermissionLevel')) ?? 'None';
    const userId = Object.fromEntries(childElements(user ?? one).map((part) => [camelCase(part.name), textOf(part)]));
    return { userId, ...(isCalendar ? { calendarPermissionLevel: level } : { permissionLevel: level }) };
  });
  return isCalendar ? { calendarPermissions: permissions } : { permissions };
}
