/** What a plan finds in its folders: one after another, in one order over all of them, or in a view. Asks nobody itself. */
import type { TargetFolderIdType } from '../../generated/index.js';
import { ValidationError } from '../errors.js';
import type { AnyItem } from '../items/classes.js';
import type { Property } from '../properties/index.js';
import { type AskPage, folderPages } from './folder-pages.js';
import { memberOf, merge } from './merge.js';
import type { Plan } from './plan.js';

export type Pages = AsyncGenerator<AnyItem[], void, undefined>;

/** Asks one folder for what the plan finds in it, with these members, too. */
export type Asking = (folder: TargetFolderIdType, extra?: readonly string[]) => AskPage;

type Folders = readonly TargetFolderIdType[];

/** No more than the plan's limit. */
export async function* pagesOf(plan: Plan, folders: Folders, asking: Asking, size: number): Pages {
  if (plan.view) yield* viewPages(plan, folders, asking, size);
  else if (plan.order.length > 0 && folders.length > 1) yield* mergedPages(plan, folders, asking, size);
  else yield* pagesInTurn(plan, folders, asking, size);
}

/** Folder by folder; positions are counted over all of them. */
async function* pagesInTurn(plan: Plan, folders: Folders, asking: Asking, size: number): Pages {
  let { offset: skip, limit: left } = plan;
  for (const folder of folders) {
    if (left <= 0) return;
    let held: number | undefined;
    for await (const { items, total } of folderPages(asking(folder), { offset: skip, limit: left, size })) {
      held ??= total;
      left -= items.length;
      if (items.length > 0) yield items;
    }
    // What was skipped in this folder need not be skipped in the next.
    skip = Math.max(0, skip - (held ?? 0));
  }
}

/** In one order over all of them: each is asked for as many from its beginning as may be wanted. */
async function* mergedPages(plan: Plan, folders: Folders, asking: Asking, size: number): Pages {
  for (const { operand } of plan.order) if ('property' in operand) checkFound(operand.property);
  const end = plan.offset + plan.limit;
  const extra = plan.order.map(memberOf).filter((key) => !plan.members?.includes(key));
  const part = { offset: 0, limit: end, size };
  const streams = folders.map((folder) => itemsOnly(folderPages(asking(folder, extra), part)));
  let [at, page]: [number, AnyItem[]] = [0, []];
  for await (const item of merge(streams, plan.order)) {
    if (at++ < plan.offset) continue;
    for (const key of extra) delete (item as unknown as Record<string, unknown>)[key];
    page.push(item);
    if (at === end) break;
    if (page.length < size) continue;
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

async function* itemsOnly(pages: ReturnType<typeof folderPages>): Pages {
  for await (const { items } of pages) yield items;
}

/** A view comes whole: it has no pages, and a slice of it is taken here. */
async function* viewPages(plan: Plan, folders: Folders, asking: Asking, size: number): Pages {
  const found: AnyItem[] = [];
  for (const folder of folders) found.push(...(((await asking(folder)(0, size)).items ?? []) as AnyItem[]));
  yield* inPages(found.slice(plan.offset, plan.offset + plan.limit), size);
}

export function* inPages<T>(items: readonly T[], size: number): Generator<T[], void, undefined> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
