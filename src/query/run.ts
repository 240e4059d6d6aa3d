/**
 * Runs plans: FindItem page by page, and GetItem where members are asked for that FindItem does not return. The only file here
 * that talks to a server.
 */
import type { TargetFolderIdType } from '../../generated/index.js';
import type { EwsError, Settled } from '../errors.js';
import { ID_ONLY } from '../fields/shape.js';
import type { AnyItem } from '../items/classes.js';
import { MOST_FOUND } from '../requests/find-budget.js';
import { findPage } from '../requests/find-item.js';
import { getItems } from '../requests/get-item.js';
import { inOrder } from '../requests/in-order.js';
import type { ReadOptions } from '../requests/options.js';
import { Running } from '../requests/running.js';
import type { Session } from '../requests/session.js';
import { contactsNamed, contactsView } from './contacts-view.js';
import { isCut } from './cut.js';
import { Failures, isGone } from './failures.js';
import { type Asking, inPages, type Pages, pagesOf, type Sizes } from './found-pages.js';
import { findingOf, findShapeOf, findSuffices, isNever, PAGE_SIZE, type Plan, shapeOf } from './plan.js';
import { positionOf, severalPlaces, startView } from './start.js';
import { type AskView, viewItems } from './views.js';

/**
 * The items of a plan, page by page, errors of single items among them. Pages are asked for ahead, within bounds: of the loop's options. Who
 * takes `all` of them need not be spared what a loop that is left early would have asked for in vain.
 */
export async function* settledPages(
  plan: Plan,
  session: Session,
  options: ReadOptions,
  all = false,
): AsyncGenerator<Settled<AnyItem>[], void, undefined> {
  using run = new Running(session, options, all);
  const { pageSize = PAGE_SIZE } = options;
  const failed: Settled<AnyItem>[] = [];
  const noFolder = (reason: EwsError): unknown => failed.push({ status: 'rejected', reason, id: undefined });
  if (findSuffices(plan) && !plan.snapshot) {
    const sizes = { ...directSizes(run), failed: noFolder };
    for await (const page of foundPages(plan, run, sizes)) yield await whole(page, plan, run);
    if (failed.length > 0) yield failed;
    return;
  }
  const shape = shapeOf(plan);
  const ids = plan.snapshot
    ? inPages(await idsOf(plan, run, noFolder), pageSize)
    : idPages(plan, run, pageSize, noFolder);
  yield* inOrder(ids, run.reach, (page) => run.request(() => getItems<AnyItem>(session, page, shape, run.options)));
  if (failed.length > 0) yield failed;
}

/** Few members are cheap: a loop soon gets as many in a page as Exchange gives, and whoever wants all of them at once. */
function directSizes({ options: { pageSize }, reach }: Running): Sizes {
  if (pageSize !== undefined) return { size: pageSize, first: pageSize, reach };
  return { size: MOST_FOUND, first: reach.eager ? MOST_FOUND : PAGE_SIZE, reach };
}

/** Ids are read far ahead, for they are cheap: what a loop does to the items that it reads moves none of the next ones then. */
async function* idPages(plan: Plan, run: Running, size: number, failed?: Sizes['failed']): Pages {
  const idPlan = { ...plan, members: [], options: {} };
  const sizes = { size: MOST_FOUND, first: MOST_FOUND, reach: run.reach, failed };
  for await (const page of foundPages(idPlan, run, sizes)) yield* inPages(page, size);
}

/** The ids of all items of a plan, with their change keys and kinds. */
export async function allIds(plan: Plan, session: Session, options: ReadOptions): Promise<AnyItem[]> {
  using run = new Running(session, options, true);
  return await idsOf(plan, run);
}

async function idsOf(plan: Plan, run: Running, failed?: Sizes['failed']): Promise<AnyItem[]> {
  const ids: AnyItem[] = [];
  for await (const page of idPages({ ...plan, snapshot: false }, run, MOST_FOUND, failed)) ids.push(...page);
  return ids;
}

/** Texts that FindItem may have cut are asked for again: it gives no more than their beginnings. */
async function whole(page: readonly AnyItem[], plan: Plan, run: Running): Promise<Settled<AnyItem>[]> {
  const cut = [...new Set(page.filter((item) => isCut(item, plan)))];
  const parts = [...inPages(cut, PAGE_SIZE)];
  const got: Settled<AnyItem>[] = [];
  const reach = { ...run.reach, eager: true };
  const read = (part: AnyItem[]) => run.request(() => getItems<AnyItem>(run.session, part, shapeOf(plan), run.options));
  for await (const results of inOrder(parts, reach, read)) got.push(...results);
  const next = got.values();
  const isAgain = new Set(cut);
  return page.map((value) =>
    isAgain.has(value) ? (next.next().value as Settled<AnyItem>) : { status: 'fulfilled', value, id: value.itemId },
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
async function* foundPages(plan: Plan, run: Running, sizes: Sizes): Pages {
  if (isNever(plan)) return;
  const { session, options } = run;
  const finding = findingOf(plan);
  if (plan.view || plan.names) {
    yield* inPages(await foundInView(plan, run), sizes.first);
    return;
  }
  const folders = await plan.source.resolve(options);
  const placed = await placedAtStart(plan, folders, run);
  const asking: Asking = (folder, extra) => {
    const shape = findShapeOf(plan, extra);
    return (offset, count) =>
      run.find(count, () => findPage(session, finding, folder, shape, { offset, count }, options));
  };
  yield* pagesOf(placed, folders, asking, sizes);
}

/** The same by positions: what begins at a fraction or a condition is looked for first. */
async function placedAtStart(plan: Plan, folders: readonly TargetFolderIdType[], run: Running): Promise<Plan> {
  const { start } = plan;
  if (start === undefined) return plan;
  const [folder, ...others] = folders;
  if (others.length > 0) throw severalPlaces();
  if (folder === undefined) return plan;
  const page = { offset: 0, count: 1, by: startView(start) };
  const root = await run.find(1, () => findPage(run.session, findingOf(plan), folder, ID_ONLY, page, run.options));
  return { ...plan, start: undefined, offset: positionOf(start, root) + plan.offset };
}

/** A slice of a view is taken here, for it has no pages. */
async function foundInView(plan: Plan, run: Running): Promise<AnyItem[]> {
  const { session, options } = run;
  const finding = findingOf(plan);
  const folders = await plan.source.resolve(options);
  if (plan.names) return foundByName(plan, folders, run);
  const ask: AskView = (folder, view, extra) => {
    const count = view.max ?? MOST_FOUND;
    const shape = findShapeOf(plan, extra);
    return run.find(count, () => findPage(session, { ...finding, view }, folder, shape, { offset: 0, count }, options));
  };
  return viewItems(plan, folders, ask, run.reach);
}

/** The contacts of one folder after those of another; the server goes by their names. */
async function foundByName(plan: Plan, folders: readonly TargetFolderIdType[], run: Running): Promise<AnyItem[]> {
  const { session, options } = run;
  const extra = plan.members?.includes('displayName') ? [] : ['displayName'];
  const shape = findShapeOf(plan, extra);
  const found: AnyItem[] = [];
  for (const folder of folders)
    found.push(
      ...(await contactsNamed(plan.names ?? {}, (names) => {
        const page = { offset: 0, count: MOST_FOUND, by: contactsView(names) };
        return run.find(MOST_FOUND, () => findPage(session, findingOf(plan), folder, shape, page, options));
      })),
    );
  if (findSuffices(plan)) for (const item of found) for (const key of extra) delete (item as object as Data)[key];
  return found.slice(plan.offset, plan.offset + plan.limit);
}

type Data = Record<string, unknown>;

/** How many items a plan yields, without reading them. */
export async function runCount(plan: Plan, session: Session, options: ReadOptions): Promise<number> {
  if (isNever(plan)) return 0;
  using run = new Running(session, options, true);
  if (plan.view || plan.names) return (await foundInView({ ...plan, members: [], options: {} }, run)).length;
  const finding = findingOf(plan);
  const folders = await plan.source.resolve(run.options);
  const { offset } = await placedAtStart(plan, folders, run);
  const counts = inOrder(folders, run.reach, async (folder) => {
    const root = await findPage(session, finding, folder, ID_ONLY, { offset: 0, count: 1 }, run.options);
    return root.totalItemsInView ?? root.items?.length ?? 0;
  });
  let total = 0;
  for await (const count of counts) total += count;
  return Math.max(0, Math.min(total - offset, plan.limit));
}
