/** What a plan finds in its folders: one after another, or in one order over all of them. Asks nobody itself. */
import type { TargetFolderIdType } from '../../generated/index.js';
import { type EwsError, ValidationError } from '../errors.js';
import type { AnyItem } from '../items/classes.js';
import type { Property } from '../properties/index.js';
import { MOST_FOUND } from '../requests/find-budget.js';
import { inOrder, type Reach } from '../requests/in-order.js';
import { isOfOne } from '../requests/payload.js';
import { type FolderPage, folderPages } from './folder-pages.js';
import { merge } from './merge.js';
import { memberNamed, nameOf } from './named-value.js';
import type { AskPage } from './pages-ahead.js';
import type { Plan } from './plan.js';

export type Pages = AsyncGenerator<AnyItem[], void, undefined>;

/** Asks one folder for what the plan finds in it, with these members, too. */
export type Asking = (folder: TargetFolderIdType, extra?: readonly string[]) => AskPage;

type Folders = readonly TargetFolderIdType[];

/** How pages are asked for. */
export interface Sizes {
  /** Items of a page, and of the first one where that is to come sooner. */
  readonly size: number;
  readonly first: number;
  readonly reach: Reach;
  /** Takes the error of one of several folders, which ends none of the others. */
  readonly failed?: ((reason: EwsError) => void) | undefined;
}

/** No more than the plan's limit. */
export async function* pagesOf(plan: Plan, folders: Folders, asking: Asking, sizes: Sizes): Pages {
  if (folders.length < 2) yield* pagesInTurn(plan, folders, asking, sizes);
  else if (plan.order.length > 0) yield* mergedPages(plan, folders, asking, sizes);
  else if (plan.offset === 0 && plan.limit === Number.POSITIVE_INFINITY) yield* allPages(folders, asking, sizes);
  else yield* pagesInTurn(plan, folders, asking, sizes);
}

/** First pages so small that those of several folders can be asked for at a time. */
function sideBySide(folders: Folders, { first, reach: { most } }: Sizes): number {
  return Math.max(1, Math.min(first, Math.floor(MOST_FOUND / Math.min(folders.length, most))));
}

/** Folder by folder, to the end; the first pages of the next ones are asked for ahead. */
async function* allPages(folders: Folders, asking: Asking, sizes: Sizes): Pages {
  const first = sideBySide(folders, sizes);
  const begun = inOrder(folders, sizes.reach, async (folder) => {
    const whole = { offset: 0, limit: Number.POSITIVE_INFINITY, ...sizes, first };
    const pages = borne(folderPages(asking(folder), whole), sizes);
    return { first: await pages.next(), pages };
  });
  for await (const { first, pages } of begun) {
    if (!first.done && first.value.items.length > 0) yield first.value.items;
    yield* itemsOnly(pages);
  }
}

/** Folder by folder; positions are counted over all of them. */
async function* pagesInTurn(plan: Plan, folders: Folders, asking: Asking, sizes: Sizes): Pages {
  let { offset: skip, limit: left } = plan;
  for (const folder of folders) {
    if (left <= 0) return;
    let held: number | undefined;
    const part = { offset: skip, limit: left, ...sizes };
    const isOne = folders.length === 1;
    for await (const { items, total } of borne(folderPages(asking(folder), part), isOne ? {} : sizes)) {
      held ??= total;
      left -= items.length;
      if (items.length > 0) yield items;
    }
    // What was skipped in this folder need not be skipped in the next.
    skip = Math.max(0, skip - (held ?? 0));
  }
}

/** In one order over all of them: each is asked for as many from its beginning as may be wanted. */
async function* mergedPages(plan: Plan, folders: Folders, asking: Asking, sizes: Sizes): Pages {
  for (const { operand } of plan.order) if ('property' in operand) checkFound(operand.property);
  const end = plan.offset + plan.limit;
  const asked = plan.members?.map(memberNamed) ?? [];
  const names = plan.order.map(({ operand }) => nameOf(operand));
  const extra = names.filter((name) => !plan.members?.includes(name) && !plan.members?.includes(memberNamed(name)));
  // A page of each is at hand as it is.
  const first = sideBySide(folders, sizes);
  const part = { ...sizes, first, offset: 0, limit: end, reach: { most: 1 } };
  const streams = folders.map((folder) => itemsOnly(borne(folderPages(asking(folder, extra), part), sizes)));
  let [at, page]: [number, AnyItem[]] = [0, []];
  for await (const item of merge(streams, plan.order)) {
    if (at++ < plan.offset) continue;
    for (const name of extra)
      if (!asked.includes(memberNamed(name))) delete (item as unknown as Record<string, unknown>)[memberNamed(name)];
    page.push(item);
    if (at === end) break;
    if (page.length < sizes.first) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/** By what FindItem does not give, only the server can order. */
function checkFound({ path, isFound }: Property): void {
  if (isFound) return;
  const message =
    'FindItem does not give this, so several folders cannot be put into one order by it; query them one by one';
  throw new ValidationError('The order', [{ path: `orderBy.${path}`, message }]);
}

/** What a server says of one folder is told apart from what came of the others. */
async function* borne<T>(
  pages: AsyncGenerator<T, void, undefined>,
  { failed }: Pick<Sizes, 'failed'>,
): AsyncGenerator<T, void, undefined> {
  try {
    yield* pages;
  } catch (error) {
    if (failed === undefined || !isOfOne(error)) throw error;
    failed(error);
  }
}

async function* itemsOnly(pages: AsyncIterable<FolderPage>): Pages {
  for await (const { items } of pages) if (items.length > 0) yield items;
}

export function* inPages<T>(items: readonly T[], size: number): Generator<T[], void, undefined> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
