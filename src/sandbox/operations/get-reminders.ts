/**
 * GetReminders and PerformReminderAction: what is due in the calendars and task lists of a mailbox. A series reminds of its
 * next occurrence. Snoozing keeps a time beside the item; dismissing takes the reminder off.
 */
import type { GetRemindersType, PerformReminderActionType } from '../../../generated/index.js';
import type { Context } from '../access/context.js';
import { type ItemRef, itemIdOf, itemOf } from '../access/resolve.js';
import { Failure } from '../base/failure.js';
import { isMaster, isOccurrence, occurrenceAt, patternStarts, withException } from '../calendar/occurrences.js';
import { memberValue } from '../properties/computed.js';
import type { Item } from '../store/items.js';
import type { Body, Handler } from './handler.js';

const SUCCESS = { responseClass: 'Success', responseCode: 'NoError' };

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

export const performReminderAction: Handler<PerformReminderActionType> = (request, context) => {
  const updatedItemIds = request.reminderItemActions.map(({ actionType, itemId, newReminderTime }) => {
    const item = itemOf(context, { ...itemId, kind: 'itemId' } as ItemRef, 'modify');
    const snoozed = actionType === 'Snooze' ? new Date(newReminderTime ?? '') : undefined;
    if (snoozed !== undefined && Number.isNaN(snoozed.getTime()))
      throw new Failure('ErrorInvalidRequest', 'NewReminderTime is needed to snooze a reminder.');
    const change = snoozed === undefined ? { reminderIsSet: false } : { snoozedUntil: snoozed };
    return itemIdOf(context, changed(context, item, change));
  });
  return { ...SUCCESS, updatedItemIds };
};

function changed(context: Context, item: Item, change: Body): Item {
  const lastModifiedTime = context.clock.now();
  if (!isOccurrence(item)) {
    return context.store.items.update(item, { ...item.data, ...change, lastModifiedTime });
  }
  const master = context.store.items.byId(item.id) as Item;
  const exception = master.data.exceptions?.find((one) => one.original === item.occurrence);
  const data = withException(master.data, {
    ...exception,
    original: item.occurrence,
    data: { ...exception?.data, ...change },
  });
  return occurrenceAt(context.store.items.update(master, { ...data, lastModifiedTime }), item.occurrence);
}

function remindersOf(context: Context, now: number): Reminder[] {
  const { folders, items } = context.store;
  const top = folders.wellKnown(context.mailbox.id, 'msgfolderroot');
  const deleted = folders.wellKnown(context.mailbox.id, 'deleteditems').id;
  const found: Reminder[] = [];
  for (const folder of folders.descendants(top.id)) {
    if (folder.id === deleted) continue;
    for (const one of items.inFolder(folder.id, false)) {
      if (one.data.reminderIsSet !== true) continue;
      const item = isMaster(one.data) ? nextOccurrence(one, now) : one;
      const at = item && (memberValue(item, 'reminderNextTime', context) as Date | undefined);
      if (item !== undefined && at !== undefined) found.push({ item, at });
    }
  }
  return found;
}

function nextOccurrence(master: Item, now: number): Item | undefined {
  for (const original of patternStarts(master.data)) {
    if (master.data.exceptions?.some((one) => one.original === original && one.deleted)) continue;
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
