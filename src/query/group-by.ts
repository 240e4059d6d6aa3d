/** The items of a query in groups of one value. Sorted here: the ids and the two fields are read first, then the items group by group. */
import { isDate } from 'node:util/types';
import { checkOptions, type Rules, TRUE_OR_FALSE, ValidationError } from '../errors.js';
import { withoutForms } from '../fields/shape.js';
import type { AnyItem } from '../items/classes.js';
import type { Model } from '../kinds/models.js';
import type { ReadOptions } from '../requests/options.js';
import type { Session } from '../requests/session.js';
import type { Operand } from './condition.js';
import { Failures, isGone } from './failures.js';
import { ItemSet } from './item-set.js';
import { compareValues } from './merge.js';
import { nameOf, operandValue } from './named-value.js';
import { type Plan, parseOrder, vocabularyOf } from './plan.js';
import type { OrderKey } from './restriction.js';
import { itemPages } from './run.js';
import { serverGroups } from './server-groups.js';

/** Items with one value. */
export interface Group<K, R> {
  /** The value; undefined of those that have none. */
  readonly key: K;
  /** In the order of the query. */
  readonly items: R[];
}

/** How groups are made. */
export interface GroupOptions {
  /** By the server, which reads nothing twice and has the last word on what is alike. Of one folder. Default: false, here. */
  onServer?: boolean | undefined;
}

const GROUP_RULES: Rules<GroupOptions> = { onServer: TRUE_OR_FALSE };

/** By what is grouped, and in which order the groups come. */
export interface Grouping {
  readonly by: Operand;
  readonly order: OrderKey;
  readonly onServer: boolean;
}

/** Throws {@link ValidationError} for what cannot be grouped or ordered by. */
export function readGrouping(field: unknown, order: unknown, plan: Plan, how: GroupOptions): Grouping {
  checkOptions('groupBy()', how, GROUP_RULES);
  const [key] = parseOrder([field], vocabularyOf(plan)) as [OrderKey];
  const [wanted] = parseOrder([order], vocabularyOf(plan)) as [OrderKey];
  const onServer = how.onServer === true;
  const isPart = plan.sliced || plan.view !== undefined || plan.names !== undefined;
  if (onServer && isPart)
    throw new ValidationError('groupBy()', [
      {
        path: 'onServer',
        message: 'a server groups what a folder holds, not a slice or a view of it; leave onServer away',
      },
    ]);
  return { by: key.operand, order: wanted, onServer };
}

interface Bundle {
  readonly key: unknown;
  /** Least or greatest of what the order goes by. */
  rank: unknown;
  readonly items: AnyItem[];
}

/** The groups; whole items are read when their group is wanted. What was deleted meanwhile is left out. */
export async function* groups<M extends Model>(
  plan: Plan,
  session: Session,
  grouping: Grouping,
  options: ReadOptions,
): AsyncGenerator<Group<unknown, AnyItem>, void, undefined> {
  const failures = new Failures();
  // The form of bodies is for what is read of a group, and would have the fields read with all else.
  const finding = withoutForms(options);
  const found = grouping.onServer
    ? serverGroups(plan, session, grouping, finding)
    : (await sortedHere(plan, session, grouping, finding)).values();
  for await (const { key, items } of found) {
    const read = new ItemSet<M, AnyItem>(session, items, plan.kind, plan);
    const whole: AnyItem[] = [];
    for await (const result of read.settled(options)) if (!isGone(result)) whole.push(...failures.take(result));
    if (whole.length > 0) yield { key, items: whole };
  }
  failures.tell();
}

async function sortedHere(plan: Plan, session: Session, grouping: Grouping, options: ReadOptions): Promise<Bundle[]> {
  const { by, order } = grouping;
  const members = [...new Set([nameOf(by), nameOf(order.operand)])];
  const bundles = new Map<unknown, Bundle>();
  for await (const page of itemPages({ ...plan, members, options: {} }, session, options))
    for (const item of page) put(bundles, item, grouping);
  const sign = order.descending ? -1 : 1;
  return [...bundles.values()].sort((a, b) => sign * compareValues(a.rank, b.rank, order.operand));
}

/** An item with several values is in the group of each. */
function put(bundles: Map<unknown, Bundle>, item: AnyItem, { by, order }: Pick<Grouping, 'by' | 'order'>): void {
  const value = operandValue(item, by);
  const keys: readonly unknown[] =
    Array.isArray(value) && value.length > 0 ? value : [isEmpty(value) ? undefined : value];
  const rank = operandValue(item, order.operand);
  for (const key of keys) {
    const name = identity(key);
    const bundle = bundles.get(name);
    if (bundle === undefined) {
      bundles.set(name, { key, rank, items: [item] });
      continue;
    }
    bundle.items.push(item);
    const compared = compareValues(rank, bundle.rank, order.operand);
    if (order.descending ? compared > 0 : compared < 0) bundle.rank = rank;
  }
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** Dates and mailboxes that say the same are the same. */
function identity(key: unknown): unknown {
  if (isDate(key)) return `date ${key.getTime()}`;
  if (typeof key !== 'object' || key === null) return key;
  return JSON.stringify(key);
}
