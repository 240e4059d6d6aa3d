/** The ids of folders, as requests hold them. */
import type {
  DistinguishedFolderIdNameType,
  DistinguishedFolderIdType,
  NonEmptyArrayOfBaseFolderIdsType,
  TargetFolderIdType,
} from '../../generated/index.js';
import type { Session } from './session.js';

/** A distinguished folder of the session's mailbox: without the mailbox, the name means a folder of whoever is logged in. */
export function distinguishedFolder(session: Session, id: DistinguishedFolderIdNameType): DistinguishedFolderIdType {
  // Public folders belong to no mailbox, and Exchange refuses one beside them.
  return id === 'publicfoldersroot' ? { id } : { id, mailbox: { emailAddress: session.email } };
}

/** An id as an element of `FolderIds`. */
export function folderIdOf({
  folderId,
  distinguishedFolderId,
}: TargetFolderIdType): NonEmptyArrayOfBaseFolderIdsType[number] {
  if (folderId) return { kind: 'folderId', ...folderId };
  return { kind: 'distinguishedFolderId', ...distinguishedFolderId } as NonEmptyArrayOfBaseFolderIdsType[number];
}
