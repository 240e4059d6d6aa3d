/**
 * Runs plans: FindItem page by page, and GetItem where members are asked for that FindItem does not return. The only file here
 * that talks to a server.
 */
import type { Settled } from '../errors.js';
import { ID_ONLY } from '../fields/shape.js';
import type { AnyItem } from '../items/classes.js';
import { findPage } from '../requests/find-item.js';
import { getItems } from '../requests/get-item.js';
import type { ReadOptions, RequestOptions } from '../requests/options.js';
import type { Session } from '../requests/session.js';
import { findingOf, findShapeOf, findSuffices, isNever, type Plan, shapeOf } from './plan.js';

/** Items in a request, unless the caller says otherwise. */
const PAGE_SIZE = 100;
/** Ids in a request: as many as Exchange gives by default. */
const ID_PAGE_SIZE = 1000;

/** The items of a plan, page by page, errors of single items among them; asks for the next page when it is wanted. */
export async function* settledPages(
  plan: Plan,
  session: Session,
  options: ReadOptions,
): AsyncGenerator<Settled<AnyItem>[], void, undefined> {
  const pages = plan.snapshot
    ? inPages(await allIds(plan, session, options), pageSizeOf(options))
    : foundPages(plan, session, options);
  const direct = findSuffices(plan);
  for await (const page of pages)
    yield direct ? page.map(fulfilled) : await getItems<AnyItem>(session, page, shapeOf(plan), options);
}

/** The same, without errors: an item that was deleted since it was found is left out, any other error is thrown. */
export async function* itemPages(
  plan: Plan,
  session: Session,
  options: ReadOptions,
): AsyncGenerator<AnyItem[], void, undefined> {
  for await (const page of settledPages(plan, session, options)) {
    const items = page.flatMap((result) => {
      if (result.status === 'fulfilled') return [result.value];
      if (result.reason.code === 'ErrorItemNotFound') return [];
      throw result.reason;
    });
    if (items.length > 0) yield items;
  }
}

/** The ids of all items of a plan, with their change keys and kinds. */
export async function allIds(plan: Plan, session: Session, options: RequestOptions): Promise<AnyItem[]> {
  const ids: AnyItem[] = [];
  const idPlan = { ...plan, members: [], snapshot: false, options: {} };
  for await (const page of foundPages(idPlan, session, { ...options, pageSize: ID_PAGE_SIZE })) ids.push(...page);
  return ids;
}

function fulfilled(value: AnyItem): Settled<AnyItem> {
  return { status: 'fulfilled', value, id: value.itemId };
}

function* inPages<T>(items: readonly T[], size: number): Generator<T[], void, undefined> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

function pageSizeOf({ pageSize = PAGE_SIZE }: ReadOptions): number {
  return pageSize;
}

/** What FindItem gives, folder by folder, and no more than the plan's limit. */
async function* foundPages(
  plan: Plan,
  session: Session,
  options: ReadOptions,
): AsyncGenerator<AnyItem[], void, undefined> {
  if (isNever(plan)) return;
  const [finding, shape, size] = [findingOf(plan), findShapeOf(plan), pageSizeOf(options)];
  let skip = plan.offset;
  let left = plan.limit;
  for (const folder of await plan.source.resolve(options)) {
    let offset = skip;
    for (let more = true; more && left > 0; ) {
      const root = await findPage(session, finding, folder, shape, { offset, count: Math.min(size, left) }, options);
      const found = (root.items ?? []) as AnyItem[];
      const total = root.totalItemsInView ?? found.length;
      // What was skipped in this folder need not be skipped in the next.
      skip = Math.max(0, skip - total);
      more = root.includesLastItemInRange !== true && found.length > 0 && plan.view === undefined;
      offset = root.indexedPagingOffset ?? offset + found.length;
      const page = found.slice(0, left);
      left -= page.length;
      if (page.length > 0) yield page;
    }
    if (left <= 0) return;
  }
}

/** How many items a plan yields, without reading them. */
export async function runCount(plan: Plan, session: Session, options: RequestOptions): Promise<number> {
  if (isNever(plan)) return 0;
  let total = 0;
  for (const folder of await plan.source.resolve(options)) {
    const root = await findPage(session, findingOf(plan), folder, ID_ONLY, { offset: 0, count: 1 }, options);
    total += plan.view ? (root.items?.length ?? 0) : (root.totalItemsInView ?? root.items?.length ?? 0);
  }
  return Math.max(0, Math.min(total - plan.offset, plan.limit));
}
