/**
 * Views of calendars: occurrences in a span, which is cut where it is longer than a server takes or holds more than it gives. Filtered and
 * ordered here, for no server does it ("Restrictions and sort order may not be specified for a CalendarView"). Asks nobody itself.
 */
import type { FindItemParentType, TargetFolderIdType } from '../../generated/index.js';
import { EwsError, ValidationError } from '../errors.js';
import type { AnyItem } from '../items/classes.js';
import type { CalendarSpan } from '../requests/find-item.js';
import { inOrder, type Reach } from '../requests/in-order.js';
import { matches, membersOf, operandsOf } from './matches.js';
import { compareItems } from './merge.js';
import type { Plan } from './plan.js';

/** Asks a folder for what is in a span, with these members, too. */
export type AskView = (
  folder: TargetFolderIdType,
  span: CalendarSpan,
  extra: readonly string[],
) => Promise<FindItemParentType>;

const DAY_MS = 86_400_000;
/** [MS-OXWSCORE]: a view may span two years. */
const MOST_MS = 2 * 365 * DAY_MS;
/** A span is not cut further: what is at one time is given together. */
const LEAST_MS = 60_000;

/** What a plan finds in the view of its folders, whole: a view has no pages. */
export async function viewItems(
  plan: Plan,
  folders: readonly TargetFolderIdType[],
  ask: AskView,
  reach: Reach,
): Promise<AnyItem[]> {
  const { view, conditions, order } = plan;
  if (view === undefined) return [];
  const operands = [...conditions.flatMap(operandsOf), ...order.map(({ operand }) => operand)];
  for (const operand of operands) if ('property' in operand && !operand.property.isFound) refuse(operand.property.path);
  // Each of several calendars comes in the order of time; together they are put into it here.
  const isJoint = folders.length > 1;
  const needed = [...membersOf(operands), ...(isJoint ? ['start'] : [])];
  const extra = [...new Set(needed)].filter((member) => !plan.members?.includes(member));
  const found: AnyItem[] = [];
  const parts = inOrder(folders, { ...reach, eager: true }, (folder) =>
    occurrencesIn(view, (span) => ask(folder, span, extra)),
  );
  for await (const items of parts) found.push(...items);
  const first = isJoint ? found.sort((a, b) => startOf(a) - startOf(b)).slice(0, view.max) : found;
  const chosen = first.filter((item) => conditions.every((condition) => matches(condition, item)));
  const ordered = order.length === 0 ? chosen : chosen.sort((a, b) => compareItems(a, b, order));
  for (const item of ordered) for (const key of extra) delete (item as unknown as Record<string, unknown>)[key];
  return ordered.slice(plan.offset, plan.offset + plan.limit);
}

function startOf(item: AnyItem): number {
  return (item as { start?: Date }).start?.getTime() ?? Number.POSITIVE_INFINITY;
}

function refuse(path: string): never {
  const message = 'FindItem does not give this, and a view is filtered and ordered here; look at it in the items';
  throw new ValidationError('The view', [{ path, message }]);
}

/** Each once, in the order of time. */
async function occurrencesIn(
  view: CalendarSpan,
  ask: (span: CalendarSpan) => Promise<FindItemParentType>,
): Promise<AnyItem[]> {
  const known = new Map<string, AnyItem>();
  const { max = Number.POSITIVE_INFINITY } = view;
  const spans = cut(view, MOST_MS);
  for (let span = spans.shift(); span !== undefined && known.size < max; span = spans.shift()) {
    const left = max - known.size;
    // What began in an earlier part may come again, so room is asked for it.
    const most = Number.isFinite(max) ? { max: left + known.size } : {};
    const page = await asked(() => ask({ start: span!.start, end: span!.end, ...most }));
    const length = span.end.getTime() - span.start.getTime();
    const isShort = page === undefined || (page.includesLastItemInRange === false && !Number.isFinite(max));
    if (isShort && length > LEAST_MS) {
      spans.unshift(...cut(span, Math.ceil(length / 2)));
      continue;
    }
    for (const item of (page?.items ?? []) as AnyItem[]) {
      const key = item.itemId?.id ?? `${known.size}`;
      if (!known.has(key)) known.set(key, item);
    }
  }
  return [...known.values()].slice(0, max);
}

const TOO_MUCH: ReadonlySet<string> = new Set(['ErrorCalendarViewRangeTooBig', 'ErrorExceededFindCountLimit']);

/** Undefined where the server says that it is too much. */
async function asked(ask: () => Promise<FindItemParentType>): Promise<FindItemParentType | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof EwsError && TOO_MUCH.has(error.code)) return undefined;
    throw error;
  }
}

function cut({ start, end }: CalendarSpan, length: number): CalendarSpan[] {
  const spans: CalendarSpan[] = [];
  let from = start.getTime();
  const to = end.getTime();
  do {
    const next = Math.min(from + length, to);
    spans.push({ start: new Date(from), end: new Date(next) });
    from = next;
  } while (from < to);
  return spans;
}
