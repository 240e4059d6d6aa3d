/** SortOrder of requests: by any path, stable, things without the property first when ascending. */
import type { PathRef } from '../properties/paths.js';
import { compareValues } from './compare.js';
import { assertSortable } from './searchable.js';

/** A FieldOrder as the codec gives it. */
export interface Order {
  order: string;
  path: unknown;
}

/** Refuses an order by a property that has none. */
export function assertOrders(orders: readonly Order[]): void {
  for (const { path } of orders) assertSortable(path as PathRef);
}

export function sortBy<T>(
  things: readonly T[],
  orders: readonly Order[],
  read: (thing: T, path: PathRef) => unknown,
): T[] {
  assertOrders(orders);
  const keyed = things.map((thing) => ({
    thing,
    keys: orders.map((order) => first(read(thing, order.path as PathRef))),
  }));
  keyed.sort((a, b) => {
    for (const [place, { order }] of orders.entries()) {
      const compared = compareKeys(a.keys[place], b.keys[place]);
      if (compared !== 0) return order === 'Descending' ? -compared : compared;
    }
    return 0;
  });
  return keyed.map(({ thing }) => thing);
}

function compareKeys(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  const compared = compareValues(a, b);
  return Number.isNaN(compared) ? 0 : compared;
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}
