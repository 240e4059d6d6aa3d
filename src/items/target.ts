/**
 * Folders as items and queries see them: something that turns out to be one or more folder ids, perhaps only after asking.
 */
import type {
  DistinguishedFolderIdNameType,
  NonEmptyArrayOfBaseFolderIdsType,
  TargetFolderIdType,
} from '../../generated/index.js';
import type { RequestOptions } from '../client/session.js';

/** One folder, or several. */
export interface FolderLike {
  /** What it is called, for messages. */
  readonly label: string;
  /** The ids, if no request is needed to know them. */
  readonly known: readonly TargetFolderIdType[] | undefined;
  /** The ids. Throws {@link DoesNotExistError} when a path leads nowhere. */
  resolve(options?: RequestOptions): Promise<readonly TargetFolderIdType[]>;
}

/** A folder, or the name of a distinguished folder (`'inbox'`) of one's own mailbox. */
export type FolderTarget = FolderLike | DistinguishedFolderIdNameType;

/** The ids of a folder or folders. */
export async function resolveTargets(
  folder: FolderTarget,
  options?: RequestOptions,
): Promise<readonly TargetFolderIdType[]> {
  return typeof folder === 'string' ? [{ distinguishedFolderId: { id: folder } }] : folder.resolve(options);
}

/** The id of the one folder that something goes to. */
export async function resolveTarget(folder: FolderTarget, options?: RequestOptions): Promise<TargetFolderIdType> {
  const targets = await resolveTargets(folder, options);
  const [only] = targets;
  if (only === undefined || targets.length > 1)
    throw new TypeError('Items can go to one folder only; this is a set of folders.');
  return only;
}

/** An id as an element of `ParentFolderIds`. */
export function folderIdOf({
  folderId,
  distinguishedFolderId,
}: TargetFolderIdType): NonEmptyArrayOfBaseFolderIdsType[number] {
  if (folderId) return { kind: 'folderId', ...folderId };
  return { kind: 'distinguishedFolderId', ...distinguishedFolderId } as NonEmptyArrayOfBaseFolderIdsType[number];
}
