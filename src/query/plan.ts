/**
 * The frozen description of a query: what a QuerySet is made of. Each method of a QuerySet copies it with something changed;
 * nothing here talks to a server.
 */
import type { FindItemType, ItemResponseShapeType, Path, TargetFolderIdType } from '../../generated/index.js';
import { compile, suggest } from '../codec/index.js';
import { ValidationError } from '../errors.js';
import type { ExtendedProperty } from '../items/extended-property.js';
import { type FolderTarget, folderIdOf } from '../items/target.js';
import { nearestPath, propertiesOf, propertyOf } from '../properties/index.js';
import { pathOf } from '../properties/path.js';
import { typeInfo } from '../soap/schema.js';
import type { Condition } from './condition.js';
import { buildRestriction, buildSortOrder, type OrderKey } from './restriction.js';

/** A calendar view: the occurrences that overlap a span of time. */
export interface ViewSpan {
  readonly start: Date;
  readonly end: Date;
  readonly max?: number | undefined;
}

export interface Plan {
  readonly folders: readonly FolderTarget[];
  /** Type of the items, for names and types: `MessageType`. */
  readonly type: string;
  readonly extended: Readonly<Record<string, ExtendedProperty>>;
  readonly conditions: readonly Condition[];
  readonly order: readonly OrderKey[];
  /** Members to fetch; undefined for all. */
  readonly fields: readonly string[] | undefined;
  readonly offset: number;
  /** How many at most; Infinity for all. */
  readonly limit: number;
  readonly traversal: FindItemType['traversal'];
  /** A query string (AQS) instead of conditions. */
  readonly search: string | undefined;
  readonly view: ViewSpan | undefined;
  readonly pageSize: number;
}

export function newPlan(folders: readonly FolderTarget[], type: string, extended: Plan['extended'] = {}): Plan {
  return {
    folders,
    type,
    extended,
    conditions: [],
    order: [],
    fields: undefined,
    offset: 0,
    limit: Number.POSITIVE_INFINITY,
    traversal: 'Shallow',
    search: undefined,
    view: undefined,
    pageSize: 100,
  };
}

/** Whether the query can yield nothing, so that nothing need be asked. */
export function isNever(plan: Plan): boolean {
  return plan.limit <= 0 || plan.conditions.some(({ op }) => op === 'never');
}

/** The names in an order: `-dateTimeReceived`. Throws {@link ValidationError}. */
export function parseOrder(keys: readonly string[], plan: Plan): OrderKey[] {
  return keys.map((key) => {
    const descending = key.startsWith('-');
    const path = descending ? key.slice(1) : key;
    const own = plan.extended[path];
    if (own) return { descending, operand: { extended: own.path, name: path } };
    const property = propertyOf(plan.type, path);
    if (property?.abilities.has('sort')) return { descending, operand: { property } };
    const nearest = nearestPath(plan.type, path, 'sort');
    const reason = property
      ? `Exchange cannot order by '${path}'`
      : `there is no field '${path}'${nearest ? `; did you mean '${nearest}'?` : ''}`;
    throw new ValidationError('The order', [{ path: `orderBy.${key}`, message: reason }]);
  });
}

/** Checks the names given to `only()`. Throws {@link ValidationError}. */
export function checkFields(fields: readonly string[], plan: Plan): void {
  const info = typeInfo(plan.type);
  const known = info ? compile(info).byKey : new Map<string, unknown>();
  const violations = fields
    .filter((field) => !known.has(field) && !(field in plan.extended))
    .map((field) => {
      const nearest = suggest(field, [...known.keys(), ...Object.keys(plan.extended)]);
      return {
        path: field,
        message: `${plan.type.replace(/Type$/, '')} has no field '${field}'${nearest ? `; did you mean '${nearest}'?` : ''}`,
      };
    });
  if (violations.length > 0) throw new ValidationError('The list of fields', violations);
}

/** Whether every member asked for comes with FindItem, so that GetItem is not needed. */
export function findSuffices(plan: Plan): boolean {
  if (plan.fields === undefined) return false;
  return plan.fields.every(
    (field) => field in plan.extended || field === 'itemId' || pathsOf(plan, field, true).length > 0,
  );
}

/** The paths of a member: one, or one for each key of a dictionary. */
function pathsOf(plan: Plan, field: string, findable: boolean): Path[] {
  const properties = [...propertiesOf(plan.type).values()].filter((property) => property.key === field);
  const plain = properties.filter(({ fieldIndex }) => fieldIndex === undefined);
  const usable = (plain.length > 0 && plain.some(({ abilities }) => abilities.has('find')) ? plain : properties).filter(
    ({ abilities }) => !findable || abilities.has('find'),
  );
  return usable.map(pathOf);
}

/** The shape that brings the members asked for. */
export function buildShape(plan: Plan): ItemResponseShapeType {
  const extended = Object.entries(plan.extended).filter(
    ([name]) => plan.fields === undefined || plan.fields.includes(name),
  );
  const own = extended.map(([, property]) => ({ kind: 'extendedFieldURI' as const, ...property.path }));
  if (plan.fields === undefined)
    return { baseShape: 'AllProperties', ...(own.length > 0 ? { additionalProperties: own } : {}) };
  const paths = plan.fields
    .filter((field) => field !== 'itemId' && !(field in plan.extended))
    .flatMap((field) => pathsOf(plan, field, false));
  const additionalProperties = [...paths, ...own];
  return { baseShape: 'IdOnly', ...(additionalProperties.length > 0 ? { additionalProperties } : {}) };
}

/** The ids of the plan's folders without asking; a folder that is only known by its path shows as that path. */
export function knownTargets(plan: Plan): TargetFolderIdType[] {
  return plan.folders.flatMap((folder) => {
    if (typeof folder === 'string') return [{ distinguishedFolderId: { id: folder } }];
    return folder.known ?? [{ folderId: { id: `(${folder.label})` } }];
  });
}

/** The FindItem request for a page of the plan. */
export function buildFindItem(
  plan: Plan,
  folders: readonly TargetFolderIdType[],
  itemShape: ItemResponseShapeType,
  offset: number,
  count: number,
): FindItemType {
  const [condition] = plan.conditions;
  const all: Condition | undefined =
    plan.conditions.length > 1 ? { op: 'and', conditions: plan.conditions } : condition;
  return {
    traversal: plan.traversal,
    itemShape,
    view: plan.view
      ? {
          kind: 'calendarView',
          startDate: plan.view.start,
          endDate: plan.view.end,
          ...(plan.view.max === undefined ? {} : { maxEntriesReturned: plan.view.max }),
        }
      : { kind: 'indexedPageItemView', maxEntriesReturned: count, offset, basePoint: 'Beginning' },
    ...(all === undefined ? {} : { restriction: buildRestriction(all) }),
    ...(plan.order.length === 0 ? {} : { sortOrder: buildSortOrder(plan.order) }),
    parentFolderIds: folders.map(folderIdOf),
    ...(plan.search === undefined ? {} : { queryString: { value: plan.search } }),
  };
}
