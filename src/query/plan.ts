/**
 * The frozen description of a query: what a QuerySet is made of. Each method of a QuerySet copies it with something changed;
 * nothing here talks to a server.
 */
import type {
  FindItemType,
  ItemResponseShapeType,
  QueryStringType,
  TargetFolderIdType,
} from '../../generated/index.js';
import type { Registry } from '../codec/index.js';
import { ValidationError } from '../errors.js';
import type { ExtendedFields } from '../fields/own-fields.js';
import { formsOf, shapeOfMembers, wholeShape } from '../fields/shape.js';
import { type Kind, typesOf } from '../kinds/kinds.js';
import type { CalendarSpan, Finding } from '../requests/find-item.js';
import type { FolderInfo } from '../requests/get-folder.js';
import type { ReadOptions, RequestOptions } from '../requests/options.js';
import type { Session } from '../requests/session.js';
import { allOf, type Condition } from './condition.js';
import type { ContactNames } from './contacts-view.js';
import { buildRestriction, buildSortOrder, type OrderKey } from './restriction.js';
import type { Start } from './start.js';
import { Unnamed, Vocabulary } from './vocabulary.js';

/** Items in a request, unless the caller says otherwise. */
export const PAGE_SIZE = 100;

/** The folders that a query is about. */
export interface FolderSource {
  /** What they are called, for messages. */
  readonly label: string;
  /** Their ids, if no request is needed to know them. */
  readonly known: readonly TargetFolderIdType[] | undefined;
  resolve(options: RequestOptions): Promise<readonly TargetFolderIdType[]>;
  /** The handle of a folder that was made of the query. */
  open(data: FolderInfo, kind: Kind): object;
}

export interface Plan {
  readonly source: FolderSource;
  /** What they are known to hold, for the names of fields. */
  readonly kind: Kind;
  readonly registry: Registry;
  readonly fields: ExtendedFields;
  readonly conditions: readonly Condition[];
  readonly order: readonly OrderKey[];
  /** Members to fetch; undefined for all. */
  readonly members: readonly string[] | undefined;
  readonly offset: number;
  /** How many at most; Infinity for all. */
  readonly limit: number;
  /** A slice was taken: conditions and orders would have to come before it. */
  readonly sliced: boolean;
  readonly traversal: FindItemType['traversal'];
  /** A query string (AQS) instead of conditions. */
  readonly search: QueryStringType | undefined;
  readonly view: CalendarSpan | undefined;
  /** The contacts whose names stand between two, by the server's own view of them. */
  readonly names: ContactNames | undefined;
  /** Where in its order it begins. */
  readonly start: Start | undefined;
  /** All ids are read before the first item is. */
  readonly snapshot: boolean;
  /** Options of whatever will be asked. */
  readonly options: ReadOptions;
}

export function newPlan(
  source: FolderSource,
  kind: Kind,
  { registry, fields }: Pick<Session, 'registry' | 'fields'>,
): Plan {
  return {
    source,
    kind,
    registry,
    fields,
    conditions: [],
    order: [],
    members: undefined,
    offset: 0,
    limit: Number.POSITIVE_INFINITY,
    sliced: false,
    traversal: 'Shallow',
    search: undefined,
    view: undefined,
    names: undefined,
    start: undefined,
    snapshot: false,
    options: {},
  };
}

export function vocabularyOf({ registry, kind, fields }: Plan): Vocabulary {
  return new Vocabulary(registry, typesOf(kind), fields);
}

/** Whether the query can yield nothing, so that nothing need be asked. */
export function isNever(plan: Plan): boolean {
  return plan.limit <= 0 || plan.conditions.some(({ op }) => op === 'never');
}

/** Reads the names of an order: `-dateTimeReceived`. Throws {@link ValidationError}. */
export function parseOrder(keys: readonly unknown[], vocabulary: Vocabulary): OrderKey[] {
  const violations = [];
  const order: OrderKey[] = [];
  for (const key of keys) {
    const descending = typeof key === 'string' && key.startsWith('-');
    const name = typeof key === 'string' ? key.slice(descending ? 1 : 0) : '';
    const operand = vocabulary.operand(name, ['sort']);
    const message =
      typeof key !== 'string'
        ? "expected a field such as 'subject', or '-subject' for the other way round"
        : operand === undefined
          ? vocabulary.noField(name, ['sort'])
          : operand instanceof Unnamed
            ? operand.message
            : 'property' in operand && !operand.property.abilities.has('sort')
              ? `Exchange cannot order by '${name}'`
              : undefined;
    if (message !== undefined) violations.push({ path: `orderBy.${String(key)}`, message });
    else if (operand !== undefined && !(operand instanceof Unnamed)) order.push({ descending, operand });
  }
  if (violations.length > 0) throw new ValidationError('The order', violations);
  return order;
}

/** Checks the names given to `only()` and its like. Throws {@link ValidationError}. */
export function checkMembers(members: readonly unknown[], plan: Plan): void {
  const vocabulary = vocabularyOf(plan);
  const violations = members.flatMap((member) => {
    const message = typeof member === 'string' ? vocabulary.unreadable(member) : 'expected the name of a field';
    return message === undefined ? [] : [{ path: String(member), message }];
  });
  if (violations.length > 0) throw new ValidationError('The list of fields', violations);
}

/** Whether every member asked for comes with FindItem, so that GetItem is not needed. */
export function findSuffices(plan: Plan): boolean {
  if (plan.snapshot || Object.keys(formsOf(plan.options)).length > 0) return plan.members?.length === 0;
  const vocabulary = vocabularyOf(plan);
  return plan.members?.every((member) => vocabulary.isFound(member)) ?? false;
}

/** The shape that brings the members asked for. */
export function shapeOf({ registry, kind, members, fields, options }: Plan): ItemResponseShapeType {
  const forms = formsOf(options);
  return members === undefined
    ? wholeShape({ fields, ...forms })
    : shapeOfMembers(typesOf(kind), members, { registry, fields, ...forms });
}

/** The shape in which FindItem is asked; `extra` are members that are needed here only. */
export function findShapeOf(plan: Plan, extra: readonly string[] = []): ItemResponseShapeType {
  const members = findSuffices(plan) ? (plan.members ?? []) : [];
  return shapeOfMembers(typesOf(plan.kind), [...new Set([...members, ...extra])], plan);
}

/** What FindItem looks for. */
export function findingOf(plan: Plan): Finding {
  // Of a view, the rest is done here.
  if (plan.view) return { traversal: plan.traversal, view: plan.view };
  const condition = allOf(plan.conditions);
  return {
    traversal: plan.traversal,
    restriction: condition && buildRestriction(condition),
    sortOrder: plan.order.length === 0 ? undefined : buildSortOrder(plan.order),
    queryString: plan.search,
  };
}
