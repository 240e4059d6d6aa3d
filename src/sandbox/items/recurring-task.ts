/**
 * Recurring tasks (Learn, UpdateItem operation (task)). The item is the current occurrence: when it is done, or its days are moved,
 * a task of its own is made of it, and the item goes on as the next one.
 */
import type { Context } from '../access/context.js';
import { isRegenerating, nextInSeries } from '../calendar/next-in-series.js';
import { DAY } from '../calendar/zones.js';
import type { ItemData } from '../store/item-data.js';
import type { Item } from '../store/items.js';

/** Whether a change takes the current occurrence out of its series. */
export function takesOccurrence(before: ItemData, after: ItemData): boolean {
  const { recurrence } = before;
  if (recurrence?.pattern === undefined || !isSame(recurrence, after.recurrence)) return false;
  if (after.isComplete === true && before.isComplete !== true) return true;
  const isMoved = !isSame(before.startDate, after.startDate) || !isSame(before.dueDate, after.dueDate);
  return isMoved && !isRegenerating(recurrence);
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * The current occurrence as a task of its own, with that data and the attachments of the series; the item becomes the next one.
 * Undefined, and nothing done, where there is no next: the last occurrence keeps its id.
 */
export function takeOccurrence(context: Context, item: Item, data: ItemData = item.data): Item | undefined {
  const { items, folders } = context.store;
  const now = context.clock.now();
  const { recurrence, startDate, dueDate, reminderDueBy } = item.data;
  const next = recurrence && nextInSeries(recurrence, now);
  const folder = folders.byId(item.folder);
  if (next === undefined || folder === undefined) return undefined;
  const copy = items.copy(item, folder);
  const later = (date: Date | undefined) => date && new Date(date.getTime() + next.days * DAY);
  items.update(item, {
    ...item.data,
    recurrence: next.recurrence,
    startDate: later(startDate),
    dueDate: later(dueDate),
    reminderDueBy: later(reminderDueBy),
    lastModifiedTime: now,
    lastModifiedName: context.mailbox.name,
  });
  return items.update(copy, { ...data, recurrence: undefined });
}
