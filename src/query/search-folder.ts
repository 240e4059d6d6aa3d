/** A query, kept: a folder in which the server keeps showing what it finds. */
import { checkOptions, type Rules, TRUE_OR_FALSE, ValidationError, type Violation } from '../errors.js';
import type { Model } from '../kinds/models.js';
import { createFolder, type Searching } from '../requests/create-folder.js';
import { distinguishedFolder, folderIdOf } from '../requests/folder-ids.js';
import type { FolderInfo } from '../requests/get-folder.js';
import { type Disposal, REQUEST_RULES, type ReadOptions, type RequestOptions } from '../requests/options.js';
import type { FolderHandle } from '../requests/place.js';
import type { Session } from '../requests/session.js';
import type { WhereFields } from './lookups.js';
import { findingOf, isNever, type Plan } from './plan.js';

/** How a query is kept. */
export interface SearchFolderOptions extends RequestOptions {
  /** Whether the folders below those of the query are searched, too. Default: false. */
  deep?: boolean | undefined;
}

/** A folder that fills itself. What else folders can do it can, as `account.folder({ id })`. `Query` is the class of queries on it. */
export interface SearchFolder<M extends Model, Query> extends FolderHandle, AsyncIterable<M['item']> {
  /** The id of the folder. */
  id(options?: RequestOptions): Promise<string>;
  /** Whether the folder is there. */
  exists(options?: RequestOptions): Promise<boolean>;
  /** What the server says of it. */
  info(options?: RequestOptions): Promise<FolderInfo>;
  /** Asks the server again. */
  refresh(options?: RequestOptions): Promise<FolderInfo>;
  /** What it shows. */
  all(options?: ReadOptions): Query;
  /** Of what it shows, those for which all the conditions hold. */
  filter(where: WhereFields<M['search']>): Query;
  /** How many it shows. */
  count(options?: RequestOptions): Promise<number>;
  /** Deletes the folder; what it shows stays where it is. */
  delete(options?: RequestOptions & { disposal?: Exclude<Disposal, 'soft'> | undefined }): Promise<void>;
}

const RULES: Rules<SearchFolderOptions> = { ...REQUEST_RULES, deep: TRUE_OR_FALSE };

/** Makes the folder. Throws {@link ValidationError} for what of the query cannot be kept. */
export async function keepSearch(
  plan: Plan,
  session: Session,
  name: string,
  { deep = false, ...options }: SearchFolderOptions,
): Promise<object> {
  checkOptions('createSearchFolder()', { deep, ...options }, RULES);
  const violations = violationsOf(plan, name);
  if (violations.length > 0) throw new ValidationError('createSearchFolder()', violations);
  const { restriction } = findingOf(plan);
  const searchParameters = {
    traversal: deep ? 'Deep' : 'Shallow',
    restriction,
    baseFolderIds: (await plan.source.resolve(options)).map(folderIdOf),
  } as Searching;
  // The element says no class, and without one it is taken for mail.
  const [folderClass] = plan.kind.folderClasses;
  const isMail = folderClass === undefined || folderClass === 'IPF.Note';
  const folder = { displayName: name, ...(isMail ? {} : { folderClass }), searchParameters };
  const place = { distinguishedFolderId: distinguishedFolder(session, 'searchfolders') };
  const made = await createFolder(session, place, { element: 'searchFolder', ...folder }, options);
  return plan.source.open({ ...made, displayName: name }, plan.kind);
}

/** Conditions are kept, and nothing else. */
function violationsOf(plan: Plan, name: unknown): Violation[] {
  const violations: Violation[] = [];
  const refuse = (path: string, message: string) => violations.push({ path, message });
  if (typeof name !== 'string' || name === '') refuse('name', 'expected a name, as text');
  if (plan.search !== undefined) refuse('search', 'a query string cannot be kept; conditions go into filter()');
  if (plan.view || plan.names) refuse('view', 'a view cannot be kept');
  if (plan.sliced) refuse('slice', 'a slice cannot be kept');
  if (plan.traversal !== 'Shallow') refuse('traversal', 'such a query cannot be kept');
  if (plan.order.length > 0) refuse('orderBy', 'an order cannot be kept; order what is read of the folder');
  const isEmpty = isNever(plan) || (plan.search === undefined && findingOf(plan).restriction === undefined);
  if (isEmpty) refuse('filter', 'Exchange keeps a search with conditions that something can match');
  return violations;
}
