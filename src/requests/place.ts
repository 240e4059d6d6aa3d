/** Where items go and come from: a folder as a request names it, which may have to be looked up first. */
import type {
  DistinguishedFolderIdNameType,
  NonEmptyArrayOfBaseFolderIdsType,
  TargetFolderIdType,
} from '../../generated/index.js';
import { suggest } from '../codec/index.js';
import { scalarOf } from '../codec/scalar.js';
import { ValidationError } from '../errors.js';
import { loadSchema } from '../soap/schema.js';
import type { RequestOptions } from './options.js';
import { distinguishedFolder, type Session } from './session.js';

/** Where a handle keeps how its folder is found. */
export const FOLDER: unique symbol = Symbol('ewskit.folder');

/** How a folder is found. */
export interface FolderAccess {
  /** Of the account that it belongs to. */
  readonly session: Session;
  /** The id, if no request is needed to know it. */
  readonly known: TargetFolderIdType | undefined;
  /** The id. Throws {@link DoesNotExistError} when a path leads nowhere. */
  resolve(options?: RequestOptions): Promise<TargetFolderIdType>;
}

/** One folder. A set of folders is none. */
export interface FolderHandle {
  /** For this package only. */
  readonly [FOLDER]: object;
  /** What it is called, for messages. */
  readonly label: string;
}

/** A folder, or Microsoft's name of a distinguished one (`'inbox'`) of the account's mailbox. */
export type Place = FolderHandle | DistinguishedFolderIdNameType;

/** The names that Microsoft gave to folders. */
export function distinguishedNames(): readonly string[] {
  loadSchema();
  return [...(scalarOf('DistinguishedFolderIdNameType')?.values?.keys() ?? [])];
}

export function isPlace(value: unknown): value is Place {
  return typeof value === 'string' ? distinguishedNames().includes(value) : isHandle(value);
}

/** How the folder of a handle is found. */
export function accessOf(handle: FolderHandle): FolderAccess {
  return handle[FOLDER] as FolderAccess;
}

function isHandle(value: unknown): value is FolderHandle {
  return typeof value === 'object' && value !== null && FOLDER in value;
}

/** The id of the folder that something goes to. Throws {@link ValidationError} for what is no folder. */
export async function resolvePlace(
  session: Session,
  place: Place,
  options?: RequestOptions,
): Promise<TargetFolderIdType> {
  if (isHandle(place)) return accessOf(place).resolve(options);
  checkName(place);
  return { distinguishedFolderId: distinguishedFolder(session, place) };
}

/** Throws {@link ValidationError} for what is no name of Microsoft's. */
export function checkName(name: unknown): asserts name is DistinguishedFolderIdNameType {
  const names = distinguishedNames();
  if (names.includes(name as string)) return;
  const nearest = typeof name === 'string' ? suggest(name, names) : undefined;
  const message =
    typeof name !== 'string'
      ? 'expected one folder, such as account.inbox, or the name of a distinguished one'
      : nearest
        ? `there is no distinguished folder '${name}'; did you mean '${nearest}'?`
        : `there is no distinguished folder '${name}'; one of your own is account.folder('${name}')`;
  throw new ValidationError('The folder', [{ path: 'folder', message }]);
}

/** An id as an element of `FolderIds`. */
export function folderIdOf({
  folderId,
  distinguishedFolderId,
}: TargetFolderIdType): NonEmptyArrayOfBaseFolderIdsType[number] {
  if (folderId) return { kind: 'folderId', ...folderId };
  return { kind: 'distinguishedFolderId', ...distinguishedFolderId } as NonEmptyArrayOfBaseFolderIdsType[number];
}
