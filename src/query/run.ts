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
import { isCut } from './cut.js';
import { Failures, isGone } from './failures.js';
import { MOST_FOUND } from './folder-pages.js';
import { type Asking, inPages, type Pages, pagesOf } from './found-pages.js';
import { findingOf, findShapeOf, findSuffices, isNever, PAGE_SIZE, type Plan, shapeOf } from './plan.js';

/** The items of a plan, page by page, errors of single items among them; asks for the next page when it is wanted. */
export async function* settledPages(
  plan: Plan,
  session: Session,
  options: ReadOptions,
): AsyncGenerator<Settled<AnyItem>[], void, undefined> {
  const { pageSize = PAGE_SIZE } = options;
  const direct = findSuffices(plan);
  for await (const page of plan.snapshot
    ? inPages(await allIds(plan, session, options), pageSize)
    : direct
      ? foundPages(plan, session, options, pageSize)
      : idPages(plan, session, options, pageSize))
    yield direct
      ? await whole(page, plan, session, options)
      : await getItems<AnyItem>(session, page, shapeOf(plan), options);
}

/** Ids are read far ahead, for they are cheap: what a loop does to the items that it reads moves none of the next ones then. */
async function* idPages(plan: Plan, session: Session, options: RequestOptions, size: number): Pages {
  const idPlan = { ...plan, members: [], options: {} };
  for await (const page of foundPages(idPlan, session, options, MOST_FOUND)) yield* inPages(page, size);
}

/** The ids of all items of a plan, with their change keys and kinds. */
export async function allIds(plan: Plan, session: Session, options: RequestOptions): Promise<AnyItem[]> {
  const ids: AnyItem[] = [];
  for await (const page of idPages({ ...plan, snapshot: false }, session, options, MOST_FOUND)) ids.push(...page);
  return ids;
}

/** Texts that FindItem may have cut are asked for again: it gives no more than their beginnings. */
async function whole(
  page: readonly AnyItem[],
  plan: Plan,
  session: Session,
  options: RequestOptions,
): Promise<Settled<AnyItem>[]> {
  const cut = new Set(page.filter((item) => isCut(item, plan)));
  const got = (await getItems<AnyItem>(session, [...cut], shapeOf(plan), options)).values();
  return page.map((value) =>
    cut.has(value) ? (got.next().value as Settled<AnyItem>) : { status: 'fulfilled', value, id: value.itemId },
  );
}

/** The same, without errors: they are told at the end, in one. */
export async function* itemPages(
  plan: Plan,
  session: Session,
  options: ReadOptions,
): AsyncGenerator<AnyItem[], void, undefined> {
  const failures = new Failures();
  for await (const page of settledPages(plan, session, options)) {
    const items = page.filter((result) => !isGone(result)).flatMap((result) => failures.take(result));
    if (items.length > 0) yield items;
  }
  failures.tell();
}

/** What FindItem gives, and no more than the plan's limit. */
async function* foundPages(plan: Plan, session: Session, options: RequestOptions, size: number): Pages {
  if (isNever(plan)) return;
  const finding = findingOf(plan);
  const asking: Asking = (folder, extra) => {
    const shape = findShapeOf(plan, extra);
    return (offset, count) => findPage(session, finding, folder, shape, { offset, count }, options);
  };
  yield* pagesOf(plan, await plan.source.resolve(options), asking, size);
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
