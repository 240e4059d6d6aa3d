/** UpdateFolder. */
import type { ExtendedPropertyType, FolderIdType, Path, UpdateFolderType } from '../../generated/index.js';
import type { ExtendedFields } from '../fields/own-fields.js';
import { call } from './call.js';
import type { FolderInfo } from './get-folder.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

/** What of a folder changes. */
export interface FolderChanges {
  readonly displayName?: string | undefined;
  /** Own fields by name; null removes. */
  readonly own: ReadonlyMap<string, ExtendedPropertyType | null>;
}

export function updateFolderRequest(
  folderId: FolderIdType,
  element: FolderInfo['kind'],
  { displayName, own }: FolderChanges,
  fields: ExtendedFields,
): UpdateFolderType {
  const set = (path: Path, members: object) => ({
    kind: 'setFolderField' as const,
    path,
    folder: { kind: element, ...members } as FolderInfo,
  });
  const name =
    displayName === undefined ? [] : [set({ kind: 'fieldURI', fieldURI: 'folder:DisplayName' }, { displayName })];
  const others = [...own].map(([field, value]) => {
    const path: Path = { kind: 'extendedFieldURI', ...fields[field]!.path };
    return value === null ? { kind: 'deleteFolderField' as const, path } : set(path, { extendedProperty: [value] });
  });
  return { folderChanges: [{ folderId, updates: [...name, ...others] }] };
}

export async function updateFolder(
  session: Session,
  request: UpdateFolderType,
  options: RequestOptions,
): Promise<void> {
  await call(session, 'UpdateFolder', request, options);
}
