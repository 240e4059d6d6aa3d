/** A meeting that its organizer has changed: who is still in it hears what it is now, who was taken off that it is off for him. */
import type { Context } from '../access/context.js';
import { attendeesOf, isSame } from '../properties/addresses.js';
import type { Attendee, ItemData } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import { cancel } from './cancel.js';
import { invite } from './invite.js';

const LISTS = ['requiredAttendees', 'optionalAttendees', 'resources'] as const;

/** Gives the organizer's item as sent. */
export function tellOfChange(
  context: Context,
  { data: before }: Item,
  updated: Item,
  { saveCopy, onlyChanged }: { saveCopy: boolean; onlyChanged: boolean },
): Item {
  const { data } = updated;
  const wasSent = before.meetingRequestWasSent === true;
  const among = (list: readonly Attendee[] | undefined, one: Attendee) =>
    list?.some(({ mailbox }) => isSame(mailbox, one.mailbox)) ?? false;
  const invited = attendeesOf(before);
  const gone = invited.filter((one) => !among(attendeesOf(data), one));
  if (wasSent && gone.length > 0) cancel(context, updated, { saveCopy, attendees: gone });
  const isNew = (one: Attendee) => !wasSent || !among(invited, one);
  const isElsewhere = (one: Attendee) => LISTS.some((list) => among(data[list], one) && !among(before[list], one));
  const differs = (member: keyof ItemData) => JSON.stringify(before[member]) !== JSON.stringify(data[member]);
  return invite(context, updated, {
    saveCopy,
    isNew,
    // What who stays does not hear of does not make his answer void.
    isMoved: wasSent && (differs('start') || differs('end') || differs('recurrence')),
    only: onlyChanged ? (one) => isNew(one) || isElsewhere(one) : undefined,
    changeHighlights: {
      hasLocationChanged: differs('location'),
      hasStartTimeChanged: differs('start'),
      hasEndTimeChanged: differs('end'),
    },
  });
}
