/**
 * The items of a folder that a request finds, in its order, read when they are asked for: the store does by its columns what it can, and
 * where it cannot, each item is looked at once and its number kept. Knows no operation.
 */
import type { PathRef } from '../properties/paths.js';
import type { Item, Items, Selection } from '../store/items.js';
import type { KeyOrder } from '../store/key-query.js';
import { indexedOrders, indexedTest } from './item-index.js';
import type { Listing } from './paging.js';
import type { Expression } from './restriction.js';
import { assertOrders, type Order, sortBy } from './sort.js';

export interface Search {
  folder: Selection['folder'];
  associated: boolean;
  restriction: { expression: Expression; matches: (item: Item) => boolean } | undefined;
  /** What else is asked of an item. */
  also: ((item: Item) => boolean) | undefined;
  orders: readonly Order[];
  read: (item: Item, path: PathRef) => unknown;
}

export function foundItems(
  items: Items,
  { folder, associated, restriction, also, orders, read }: Search,
): Listing<Item> {
  assertOrders(orders);
  const indexed = restriction && indexedTest(restriction.expression);
  const selection: Selection = { folder, associated, test: indexed?.test };
  const byColumns = indexedOrders(orders);
  const asked = [indexed?.isExact ? undefined : restriction?.matches, also].filter((one) => one !== undefined);
  if (asked.length === 0 && byColumns !== undefined) return new Indexed(items, selection, byColumns);
  const isIn = (item: Item) => asked.every((one) => one(item));
  return new Gathered(items, gather(items, selection, isIn, byColumns, orders, read));
}

/** Pages are read from the store one by one. */
class Indexed implements Listing<Item> {
  readonly #items: Items;
  readonly #selection: Selection;
  readonly #orders: readonly KeyOrder[];
  #length: number | undefined;

  constructor(items: Items, selection: Selection, orders: readonly KeyOrder[]) {
    this.#items = items;
    this.#selection = selection;
    this.#orders = orders;
  }

  get length(): number {
    this.#length ??= this.#items.count(this.#selection);
    return this.#length;
  }

  slice(start: number, stop: number): Item[] {
    if (stop <= start) return [];
    return withIds(this.#items, this.#items.ids(this.#selection, this.#orders, stop - start, start));
  }

  findIndex(test: (item: Item) => boolean): number {
    return indexIn(this.#items, this.#items.ids(this.#selection, this.#orders), test);
  }
}

/** The numbers are known. */
class Gathered implements Listing<Item> {
  readonly #items: Items;
  readonly #ids: readonly number[];

  constructor(items: Items, ids: readonly number[]) {
    this.#items = items;
    this.#ids = ids;
  }

  get length(): number {
    return this.#ids.length;
  }

  slice(start: number, stop: number): Item[] {
    return withIds(this.#items, this.#ids.slice(start, stop));
  }

  findIndex(test: (item: Item) => boolean): number {
    return indexIn(this.#items, this.#ids, test);
  }
}

function gather(
  items: Items,
  selection: Selection,
  isIn: (item: Item) => boolean,
  byColumns: readonly KeyOrder[] | undefined,
  orders: readonly Order[],
  read: Search['read'],
): number[] {
  if (byColumns === undefined) {
    const keyed: { id: number; keys: unknown[] }[] = [];
    for (const item of items.each(selection))
      if (isIn(item)) keyed.push({ id: item.id, keys: orders.map(({ path }) => read(item, path as PathRef)) });
    const places = new Map(orders.map(({ path }, place) => [path, place]));
    return sortBy(keyed, orders, ({ keys }, path) => keys[places.get(path) ?? 0]).map(({ id }) => id);
  }
  const found = new Set<number>();
  for (const item of items.each(selection)) if (isIn(item)) found.add(item.id);
  return items.ids(selection, byColumns).filter((id) => found.has(id));
}

function withIds(items: Items, ids: readonly number[]): Item[] {
  return ids.map((id) => items.byId(id)).filter((item) => item !== undefined);
}

function indexIn(items: Items, ids: readonly number[], test: (item: Item) => boolean): number {
  return ids.findIndex((id) => {
    const item = items.byId(id);
    return item !== undefined && test(item);
  });
}
