/**
 * Runs plans: FindItem page by page, and GetItem where members are asked for that FindItem does not return. The only file here
 * that talks to a server.
 */
import {
  FindItem,
  type FindItemParentType,
  GetItem,
  type ItemResponseShapeType,
  type TargetFolderIdType,
} from '../../generated/index.js';
import { errorOf } from '../client/response-errors.js';
import { responseMessages } from '../client/responses.js';
import { callOptions, type RequestOptions, type Session } from '../client/session.js';
import { itemIds } from '../items/bulk.js';
import type { AnyItem } from '../items/classes.js';
import { decodeExtended } from '../items/extended-property.js';
import { resolveTargets } from '../items/target.js';
import { buildFindItem, buildShape, findSuffices, isNever, type Plan } from './plan.js';

const ID_ONLY: ItemResponseShapeType = { baseShape: 'IdOnly' };

/** The items of a plan, page by page; asks for the next page when it is wanted, and for no more items than the plan's limit. */
export async function* runPages(
  plan: Plan,
  session: Session,
  options: RequestOptions = {},
): AsyncGenerator<AnyItem[], void, undefined> {
  if (isNever(plan)) return;
  const direct = findSuffices(plan);
  let skip = plan.offset;
  let left = plan.limit;
  for (const folder of await targets(plan, options)) {
    let offset = skip;
    for (let more = true; more && left > 0; ) {
      const root = await findPage(
        plan,
        folder,
        direct ? buildShape(plan) : ID_ONLY,
        offset,
        Math.min(plan.pageSize, left),
        session,
        options,
      );
      const found = (root.items ?? []) as AnyItem[];
      const total = root.totalItemsInView ?? found.length;
      // What was skipped in this folder need not be skipped in the next.
      skip = Math.max(0, skip - total);
      more = root.includesLastItemInRange !== true && found.length > 0 && plan.view === undefined;
      offset = root.indexedPagingOffset ?? offset + found.length;
      const page = found.slice(0, left);
      left -= page.length;
      if (page.length > 0) yield direct ? withExtended(page, plan) : await getItems(page, plan, session, options);
    }
    if (left <= 0) return;
  }
}

/** The folders one by one: a request for several has a page of each, and no order over all. */
async function targets(plan: Plan, options: RequestOptions): Promise<TargetFolderIdType[]> {
  return (await Promise.all(plan.folders.map((folder) => resolveTargets(folder, options)))).flat();
}

async function findPage(
  plan: Plan,
  folder: TargetFolderIdType,
  shape: ItemResponseShapeType,
  offset: number,
  count: number,
  session: Session,
  options: RequestOptions,
): Promise<FindItemParentType> {
  const response = await session.client.call(
    FindItem,
    buildFindItem(plan, [folder], shape, offset, count),
    callOptions(session, options),
  );
  return response.responseMessages[0]?.rootFolder ?? {};
}

/** Reads the items of a page; one that was deleted since it was found is left out. */
async function getItems(
  page: readonly AnyItem[],
  plan: Plan,
  session: Session,
  options: RequestOptions,
): Promise<AnyItem[]> {
  const ids = page.flatMap(({ itemId }) => (itemId ? [itemId] : []));
  // The id alone: a change key of the page before would make Exchange refuse an item that was touched meanwhile.
  const request = { itemShape: buildShape(plan), itemIds: itemIds(ids.map(({ id }) => ({ id }))) };
  const response = await session.client.call(GetItem, request, callOptions(session, options, { errors: 'return' }));
  const items = responseMessages(response).flatMap((message, index) => {
    const error = errorOf('GetItem', index, message, response);
    if (error && error.code !== 'ErrorItemNotFound') throw error;
    return ((message as { items?: AnyItem[] }).items ?? []) as AnyItem[];
  });
  return withExtended(items, plan);
}

/** Puts the caller's own fields on the items. */
export function withExtended(items: AnyItem[], plan: Pick<Plan, 'extended'>): AnyItem[] {
  for (const [name, property] of Object.entries(plan.extended)) {
    for (const item of items) {
      const value = decodeExtended(property, item.extendedProperty);
      if (value !== undefined) (item as unknown as Record<string, unknown>)[name] = value;
    }
  }
  return items;
}

/** How many items a plan yields, without reading them. */
export async function runCount(plan: Plan, session: Session, options: RequestOptions = {}): Promise<number> {
  if (isNever(plan)) return 0;
  let total = 0;
  for (const folder of await targets(plan, options)) {
    const root = await findPage(plan, folder, ID_ONLY, 0, 1, session, options);
    total += plan.view ? (root.items?.length ?? 0) : (root.totalItemsInView ?? root.items?.length ?? 0);
  }
  return Math.max(0, Math.min(total - plan.offset, plan.limit));
}
