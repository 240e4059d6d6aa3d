/** GetFolder: one folder, as the server describes it. */
import type {
  ArrayOfFoldersType,
  DistinguishedFolderIdNameType,
  EffectiveRightsType,
  FolderIdType,
  FolderResponseShapeType,
  GetFolderType,
  TargetFolderIdType,
} from '../../generated/index.js';
import { type ExtendedFields, pathsOfFields, readOwnFields } from '../fields/own-fields.js';
import { call } from './call.js';
import { folderIdOf } from './folder-ids.js';
import type { RequestOptions } from './options.js';
import { demand, onlyMessage } from './payload.js';
import type { Session } from './session.js';

/** A folder as the server describes it. Counts and rights are there where the server gives them. */
export interface FolderInfo {
  /** Its element: `calendarFolder`. */
  kind: ArrayOfFoldersType[number]['kind'];
  /** Its id. */
  folderId?: FolderIdType | undefined;
  /** The id of the folder that it is in. */
  parentFolderId?: FolderIdType | undefined;
  /** What it is called. */
  displayName?: string | undefined;
  /** What is in it: `IPF.Note`, `IPF.Appointment`. */
  folderClass?: string | undefined;
  /** Items in it, without those of its folders. */
  totalCount?: number | undefined;
  /** Of mail and tasks. */
  unreadCount?: number | undefined;
  /** Folders right in it. */
  childFolderCount?: number | undefined;
  /** Microsoft's name of it, if it has one. Exchange 2013 SP1. */
  distinguishedFolderId?: DistinguishedFolderIdNameType | undefined;
  /** What whoever asks may do with it. */
  effectiveRights?: EffectiveRightsType | undefined;
}

const PROPERTIES = [
  'folder:FolderClass',
  'folder:ParentFolderId',
  'folder:DisplayName',
  'folder:TotalCount',
  'folder:ChildFolderCount',
  'folder:EffectiveRights',
  'folder:UnreadCount',
  'folder:DistinguishedFolderId',
] as const;

/** What servers before Exchange 2013 SP1 cannot say of folders. */
export const OF_LATER_FOLDERS: readonly string[] = ['folder:DistinguishedFolderId'];

export const FOLDER_ID_ONLY: FolderResponseShapeType = { baseShape: 'IdOnly' };

/** What is known of a folder, and fields of the caller's own. AllProperties would fail where one may not read the permissions. */
export function folderShape(fields: ExtendedFields = {}): FolderResponseShapeType {
  const paths = PROPERTIES.map((fieldURI) => ({ kind: 'fieldURI' as const, fieldURI }));
  return { baseShape: 'IdOnly', additionalProperties: [...paths, ...pathsOfFields(fields)] };
}

export function getFolderRequest(target: TargetFolderIdType, shape: FolderResponseShapeType): GetFolderType {
  return { folderShape: shape, folderIds: [folderIdOf(target)] };
}

export async function getFolder(
  session: Session,
  target: TargetFolderIdType,
  options: RequestOptions,
  fields: ExtendedFields = {},
  shape = folderShape(fields),
): Promise<FolderInfo> {
  const response = await call(session, 'GetFolder', getFolderRequest(target, shape), options, {
    optional: OF_LATER_FOLDERS,
  });
  const folder = demand('GetFolder', 'which folder it is', onlyMessage(response).folders?.[0], response);
  readOwnFields(fields, folder);
  return folder;
}
