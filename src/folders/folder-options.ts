/** Options of what is done to folders, and their rules at run time. */
import { checkOptions, oneOf, type Rules, rule, TRUE_OR_FALSE, ValidationError } from '../errors.js';
import type { ExtendedFields } from '../fields/own-fields.js';
import { type FolderKind, KINDS } from '../kinds/kinds.js';
import type { FolderDisposal } from '../requests/delete-folder.js';
import type { Marking } from '../requests/mark-all-items-as-read.js';
import { type Disposal, REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import type { Emptying } from './contents.js';

/** How a folder is made. */
export interface FolderCreateOptions extends RequestOptions {
  /** Makes what is missing on the path, and is content with what is there. */
  recursive?: boolean | undefined;
}

/** Own fields of the folder to read or write with it. */
export interface FolderFieldOptions<F extends ExtendedFields> extends RequestOptions {
  /** Own fields of the folder, by name. */
  fields?: F | undefined;
}

/** How a folder is deleted. */
export interface FolderDeleteOptions extends RequestOptions {
  /** Default: `trash`. Exchange has no soft deletion of folders. */
  disposal?: FolderDisposal | undefined;
}

/** How a folder is emptied to the ground. */
export interface WipeOptions extends RequestOptions {
  /** Default: `trash`. */
  disposal?: Disposal | undefined;
}

/** How what is in a folder is marked as read. */
export type MarkOptions = RequestOptions & Marking;

export const OWN_FIELDS = rule(
  'own fields, as { name: extendedProperty({...}) }',
  (value) => typeof value === 'object' && value !== null,
);

export const FIELD_RULES: Rules<FolderFieldOptions<ExtendedFields>> = { ...REQUEST_RULES, fields: OWN_FIELDS };
export const CREATE_FOLDER_RULES: Rules<FolderCreateOptions> = { ...REQUEST_RULES, recursive: TRUE_OR_FALSE };
export const DELETE_FOLDER_RULES: Rules<FolderDeleteOptions> = { ...REQUEST_RULES, disposal: oneOf('trash', 'hard') };
export const WIPE_RULES: Rules<WipeOptions> = { ...REQUEST_RULES, disposal: oneOf('trash', 'soft', 'hard') };
export const EMPTY_RULES: Rules<Emptying> = { ...WIPE_RULES, deep: TRUE_OR_FALSE };
export const MARK_RULES: Rules<MarkOptions> = {
  ...REQUEST_RULES,
  isRead: TRUE_OR_FALSE,
  suppressReadReceipts: TRUE_OR_FALSE,
};

/** Where a kind may stand before the options, or be left away. */
export function readKind<Options extends RequestOptions>(
  method: string,
  first: FolderKind | Options | undefined,
  second: Options | undefined,
  rules: Rules<Options>,
): [FolderKind | undefined, Options] {
  const [kind, options = {} as Options] = typeof first === 'string' ? [first, second] : [undefined, first];
  if (kind !== undefined) checkKind(method, kind);
  checkOptions(method, options, rules);
  return [kind, options];
}

/** Throws {@link ValidationError} for what is no kind of folders. */
export function checkKind(method: string, kind: unknown): asserts kind is FolderKind {
  if (typeof kind === 'string' && Object.hasOwn(KINDS, kind)) return;
  const message = `expected one of ${Object.keys(KINDS)
    .map((name) => `'${name}'`)
    .join(', ')}, got ${String(kind)}`;
  throw new ValidationError(method, [{ path: 'kind', message }]);
}
