/** What a caller may write where a folder is wanted. */
import type { DistinguishedFolderIdNameType } from '../../generated/index.js';
import { type Registry, scalarOf } from '../codec/index.js';
import { suggest, ValidationError } from '../errors.js';

/** Where a handle keeps how its folder is found. */
export const FOLDER: unique symbol = Symbol('ewskit.folder');

/** One folder. A set of folders is none. */
export interface FolderHandle {
  /** For this package only. */
  readonly [FOLDER]: object;
  /** What it is called, for messages. */
  readonly label: string;
}

/** A folder, or Microsoft's name of a distinguished one (`'inbox'`) of the account's mailbox. */
export type Place = FolderHandle | DistinguishedFolderIdNameType;

/** Whether a value may be one; whether a name is Microsoft's, {@link checkName} says. */
export function isPlace(value: unknown): value is Place {
  return typeof value === 'string' || isHandle(value);
}

export function isHandle(value: unknown): value is FolderHandle {
  return typeof value === 'object' && value !== null && FOLDER in value;
}

/** Throws {@link ValidationError} for what is no name of Microsoft's. */
export function checkName(registry: Registry, name: unknown): asserts name is DistinguishedFolderIdNameType {
  const names = distinguishedNames(registry);
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

/** The names that Microsoft gave to folders. */
function distinguishedNames(registry: Registry): readonly string[] {
  return [...(scalarOf(registry, 'DistinguishedFolderIdNameType')?.values?.keys() ?? [])];
}
