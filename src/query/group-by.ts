/** The items of a query in groups of one value. Sorted here: the ids and the two fields are read first, then the items group by group. */
import { isDate } from 'node:util/types';
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

/** Items with one value. */
export interface Group<K, R> {
  /** The value; undefined of those that have none. */
  readonly key: K;
  /** In the order of the query. */
  readonly items: R[];
}

/** By what is grouped, and in which order the groups come. */
export interface Grouping {
  readonly by: Operand;
  readonly order: OrderKey;
}

/** Throws {@link ValidationError} for what cannot be grouped or ordered by. */
export function readGrouping(field: unknown, order: unknown, plan: Plan): Grouping {
  const [key] = parseOrder([field], vocabularyOf(plan)) as [OrderKey];
  const [wanted] = parseOrder([order], vocabularyOf(plan)) as [OrderKey];
  return { by: key.operand, order: wanted };
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
  { by, order }: Grouping,
  options: ReadOptions,
): AsyncGenerator<Group<unknown, AnyItem>, void, undefined> {
  const members = [...new Set([nameOf(by), nameOf(order.operand)])];
  const bundles = new Map<unknown, Bundle>();
  // The form of bodies is for what is read of a group, and would have the fields read with all else.
  const { bodyType: _later, ...finding } = options;
  for await (const page of itemPages({ ...plan, members, options: {} }, session, finding))
    for (const item of page) put(bundles, item, { by, order });
  const sign = order.descending ? -1 : 1;
  const sorted = [...bundles.values()].sort((a, b) => sign * compareValues(a.rank, b.rank, order.operand));
  const failures = new Failures();
  for (const { key, items } of sorted) {
    const read = new ItemSet<M, AnyItem>(session, items, plan.kind, plan);
    const whole: AnyItem[] = [];
    for await (const result of read.settled(options)) if (!isGone(result)) whole.push(...failures.take(result));
    if (whole.length > 0) yield { key, items: whole };
  }
  failures.tell();
}

/** An item with several values is in the group of each. */
function put(bundles: Map<unknown, Bundle>, item: AnyItem, { by, order }: Grouping): void {
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
