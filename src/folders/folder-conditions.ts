/** Which of the folders below one are meant: by conditions on what they are, and the part of a list that is wanted. */
import type { FindFolderType, FolderSearch, RestrictionType } from '../../generated/index.js';
import { type Rules, rule } from '../errors.js';
import { checkOwnFields, type ExtendedFields, type ExtendedValues, type NoFields } from '../fields/own-fields.js';
import type { WhereFields } from '../query/lookups.js';
import { buildRestriction } from '../query/restriction.js';
import { Vocabulary } from '../query/vocabulary.js';
import { parseWhere } from '../query/where.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import type { Session } from '../requests/session.js';
import { hiddenOnFolder } from './folder-changes.js';
import { OWN_FIELDS } from './folder-options.js';

/** Which folders are listed. */
export interface FolderListOptions<F extends ExtendedFields = NoFields> extends RequestOptions {
  /** Those for which the conditions hold: `{ displayName__icontains: 'x', totalCount__gt: 0 }`. */
  where?: WhereFields<FolderSearch & ExtendedValues<NoInfer<F>>> | undefined;
  /** Own fields of folders, for the conditions. */
  fields?: F | undefined;
}

/** Listing of children only: from a fraction of them on. */
export interface ChildrenOptions<F extends ExtendedFields = NoFields> extends FolderListOptions<F> {
  /** `[1, 2]` begins in the middle, as a scroll bar does. */
  fractionalPage?: readonly [numerator: number, denominator: number] | undefined;
}

const isFraction = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length === 2 &&
  value.every((one) => Number.isInteger(one) && one >= 0) &&
  value[1] > 0 &&
  value[0] <= value[1];

export const LIST_RULES: Rules<FolderListOptions<ExtendedFields>> = {
  ...REQUEST_RULES,
  where: rule("conditions such as { displayName: 'x' }", (value) => typeof value === 'object' && value !== null),
  fields: OWN_FIELDS,
};

export const CHILDREN_RULES: Rules<ChildrenOptions<ExtendedFields>> = {
  ...LIST_RULES,
  fractionalPage: rule('two whole numbers, the second at least as great as the first', isFraction),
};

/** The folders that the conditions of a list mean. */
export interface Meant {
  readonly restriction?: RestrictionType | undefined;
  /** No folder can be meant. */
  readonly never: boolean;
  readonly start?: NonNullable<FindFolderType['view']> | undefined;
}

const TYPES = ['FolderType', 'CalendarFolderType', 'ContactsFolderType', 'SearchFolderType', 'TasksFolderType'];

/** Reads the options of a list. Throws {@link ValidationError} for wrong names and values. */
export function readListing(session: Session, options: ChildrenOptions<ExtendedFields>): [Meant, RequestOptions] {
  const { where, fields = {}, fractionalPage, ...request } = options;
  const own = checkOwnFields(fields, (name) => hiddenOnFolder(session.registry, name));
  const condition = where && parseWhere(where, new Vocabulary(session.registry, TYPES, own), session.timeZone, 'where');
  const never = condition?.op === 'never';
  const restriction = condition && !never ? buildRestriction(condition) : undefined;
  if (fractionalPage === undefined) return [{ restriction, never }, request];
  const [numerator, denominator] = fractionalPage;
  const start = { kind: 'fractionalPageFolderView' as const, numerator, denominator };
  return [{ restriction, never, start }, request];
}
