/** GetReminders: what is due in the calendars and task lists of a mailbox. A series reminds of its next occurrence. */
import type { Context } from '../access/context.js';
import { itemIdOf } from '../access/resolve.js';
import type { GetRemindersType } from '../base/codec.js';
import { type Body, SUCCESS } from '../base/response-message.js';
import { exceptionAt, isMaster, isOccurrence, occurrenceAt, patternStarts } from '../calendar/occurrences.js';
import { memberValue } from '../properties/computed.js';
import type { Item } from '../store/items.js';
import type { Handler } from './handler.js';

interface Reminder {
  item: Item;
  at: Date;
}

export const getReminders: Handler<GetRemindersType> = (request, context) => {
  const now = context.clock.now().getTime();
  const [from, to] = [request.beginTime?.getTime() ?? -Infinity, request.endTime?.getTime() ?? Infinity];
  const found = remindersOf(context, now).filter(({ item, at }) => {
    if (at.getTime() < from || at.getTime() > to) return false;
    const isOver = endOf(item).getTime() < now;
    return request.reminderType === 'Old' ? isOver : request.reminderType === 'Current' ? !isOver : true;
  });
  found.sort((a, b) => a.at.getTime() - b.at.getTime());
  const reminders = found.slice(0, request.maxItems || found.length).map((one) => viewOf(context, one));
  return { ...SUCCESS, reminders };
};

function remindersOf(context: Context, now: number): Reminder[] {
  const { folders, items } = context.store;
  const top = folders.wellKnown(context.mailbox.id, 'msgfolderroot');
  const deleted = folders.wellKnown(context.mailbox.id, 'deleteditems').id;
  const found: Reminder[] = [];
  for (const folder of folders.descendants(top.id)) {
    if (folder.id === deleted) continue;
    for (const one of items.reminding(folder.id)) {
      const item = isMaster(one.data) ? nextOccurrence(one, now) : one;
      const at = item && (memberValue(item, 'reminderNextTime', context) as Date | undefined);
      if (item !== undefined && at !== undefined) found.push({ item, at });
    }
  }
  return found;
}

function nextOccurrence(master: Item, now: number): Item | undefined {
  for (const original of patternStarts(master.data)) {
    if (exceptionAt(master, original)?.deleted) continue;
    const item = occurrenceAt(master, original);
    if (item.data.reminderIsSet === true && endOf(item).getTime() >= now) return item;
  }
  return undefined;
}

function endOf({ data }: Item): Date {
  return data.end ?? data.reminderDueBy ?? data.start ?? new Date(0);
}

function viewOf(context: Context, { item, at }: Reminder): Body {
  const { data } = item;
  const itemId = itemIdOf(context, item);
  const master = isOccurrence(item) ? context.store.items.byId(item.id) : undefined;
  return {
    subject: data.subject ?? '',
    ...(data['location'] !== undefined && { location: data['location'] }),
    reminderTime: at,
    startDate: data.start ?? data.reminderDueBy ?? at,
    endDate: data.end ?? data.reminderDueBy ?? at,
    itemId,
    ...(master && { recurringMasterItemId: itemIdOf(context, master) }),
    reminderGroup: item.kind === 'task' ? 'Task' : 'Calendar',
    uid: data.uid ?? itemId.id,
  };
}
