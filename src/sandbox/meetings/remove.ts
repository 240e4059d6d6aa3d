/** RemoveItem: what was called off leaves the calendar, and the word of it the inbox. */
import type { Context } from '../access/context.js';
import { Failure } from '../base/failure.js';
import { disposeItem } from '../items/dispose.js';
import { associatedEntry } from '../properties/meeting-entry.js';
import type { Item } from '../store/items.js';

/** By the cancellation, or by the entry that it has called off. */
export function removeFromCalendar(context: Context, item: Item): void {
  if (item.kind !== 'meetingCancellation' && item.kind !== 'calendarItem')
    throw new Failure('ErrorInvalidReferenceItem');
  if (item.kind === 'calendarItem' && item.data.isOrganizer !== false)
    throw new Failure('ErrorCalendarIsOrganizerForRemove');
  const entry = item.kind === 'calendarItem' ? item : associatedEntry(context, item);
  // Who was invited again meanwhile keeps what he was invited to.
  if (entry !== undefined && (entry === item || entry.data.isCancelled))
    disposeItem(context, entry, 'MoveToDeletedItems');
  if (entry !== item) disposeItem(context, item, 'MoveToDeletedItems');
}
