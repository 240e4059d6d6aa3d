/** PerformReminderAction: snoozing keeps a time beside the item, dismissing takes the reminder off. */
import type { Context } from '../access/context.js';
import { type ItemRef, itemIdOf, itemOf } from '../access/resolve.js';
import type { PerformReminderActionType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { type Body, SUCCESS } from '../base/response-message.js';
import { exceptionAt, isOccurrence, occurrenceAt, withException } from '../calendar/occurrences.js';
import type { Item } from '../store/items.js';
import type { Handler } from './handler.js';

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
  const exception = exceptionAt(master, item.occurrence);
  const data = withException(master.data, {
    ...exception,
    original: item.occurrence,
    data: { ...exception?.data, ...change },
  });
  return occurrenceAt(context.store.items.update(master, { ...data, lastModifiedTime }), item.occurrence);
}
