/** Groups that the server makes: FindItem with GroupBy, whose pages go through the items of all groups in turn. */
import type { GroupByType } from '../../generated/index.js';
import type { AnyItem } from '../items/classes.js';
import { MOST_FOUND } from '../requests/find-budget.js';
import { findPage } from '../requests/find-item.js';
import type { ReadOptions } from '../requests/options.js';
import { nextOffset } from '../requests/progress.js';
import { Running } from '../requests/running.js';
import type { Session } from '../requests/session.js';
import type { Operand } from './condition.js';
import { nameOf, operandValue } from './named-value.js';
import { findingOf, findShapeOf, isNever, type Plan } from './plan.js';
import { type OrderKey, operandPath } from './restriction.js';
import { severalPlaces } from './start.js';

interface Found {
  readonly key: unknown;
  readonly items: AnyItem[];
}

/** A group that goes on in the next page is one. */
export async function* serverGroups(
  plan: Plan,
  session: Session,
  { by, order }: { readonly by: Operand; readonly order: OrderKey },
  options: ReadOptions,
): AsyncGenerator<Found, void, undefined> {
  if (isNever(plan)) return;
  using run = new Running(session, options, true);
  const folders = await plan.source.resolve(run.options);
  const [folder] = folders;
  if (folders.length > 1) throw severalPlaces();
  if (folder === undefined) return;
  const finding = { ...findingOf(plan), groupBy: groupByOf(by, order) };
  const shape = findShapeOf({ ...plan, members: [], options: {} }, [nameOf(by)]);
  let open: (Found & { readonly index: string }) | undefined;
  for (let offset = 0; ; ) {
    const page = { offset, count: MOST_FOUND };
    const root = await run.find(MOST_FOUND, () => findPage(session, finding, folder, shape, page, run.options));
    let count = 0;
    for (const { groupIndex: index, items } of root.groups ?? []) {
      const members = items as AnyItem[];
      count += members.length;
      if (open?.index === index) open.items.push(...members);
      else {
        if (open) yield open;
        open = { index, key: keyOf(members, by, index), items: [...members] };
      }
    }
    if (root.includesLastItemInRange !== false || count === 0) break;
    offset = nextOffset('FindItem', offset, root.indexedPagingOffset ?? offset + count);
  }
  if (open) yield open;
}

/** Exchange orders its groups by the least, or the greatest, value of a property in them. */
function groupByOf(by: Operand, { operand, descending }: OrderKey): GroupByType {
  return {
    order: descending ? 'Descending' : 'Ascending',
    path: operandPath(by),
    aggregateOn: { aggregate: descending ? 'Maximum' : 'Minimum', path: operandPath(operand) },
  };
}

/** The value that its items have; of those with several it is the one that the server names. */
function keyOf([item]: readonly AnyItem[], by: Operand, index: string): unknown {
  const value = item && operandValue(item, by);
  if (!Array.isArray(value)) return value;
  return value.length === 0 ? undefined : (value.find((one) => String(one) === index) ?? index);
}
