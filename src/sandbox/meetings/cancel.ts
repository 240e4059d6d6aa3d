/** Cancellations: the organizer calls the meeting off. */
import type { Context } from '../access/context.js';
import { Failure } from '../base/failure.js';
import { deliver } from '../mail/deliver.js';
import { addressOf, attendeesOf } from '../properties/addresses.js';
import type { BodyData, ItemData } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import { calendarItemOf, shared } from './calendar-entry.js';
import { keepSentCopy } from './sent-copy.js';

/** Tells every attendee that the meeting is off; their calendars show it as cancelled. Gives the sender's copy, where one is kept. */
export function cancel(context: Context, item: Item, saveCopy: boolean, body?: BodyData): Item | undefined {
  const { data } = item;
  if (data.isOrganizer === false) throw new Failure('ErrorCalendarIsNotOrganizer');
  const subject = `Canceled: ${data.subject ?? ''}`;
  const message: ItemData = {
    ...shared(data),
    itemClass: 'IPM.Schedule.Meeting.Canceled',
    subject,
    body: body ?? data.body,
    calendarItemType: data.recurrence ? 'RecurringMaster' : 'Single',
    responseType: 'Organizer',
    isDelegated: false,
    isOutOfDate: false,
    hasBeenProcessed: true,
    from: addressOf(context.mailbox),
    sender: addressOf(context.mailbox),
    toRecipients: attendeesOf(data).map((one) => one.mailbox),
    conversationTopic: data.subject,
  };
  for (const attendee of attendeesOf(data)) {
    const mailbox = context.store.mailboxes.byAddress(attendee.mailbox.emailAddress);
    if (mailbox === undefined || mailbox.id === context.mailbox.id) continue;
    const entry = calendarItemOf(context, mailbox, data.uid);
    if (entry !== undefined) {
      const state = (entry.data.appointmentState ?? 3) | 4;
      context.store.items.update(entry, {
        ...entry.data,
        subject,
        isCancelled: true,
        appointmentState: state,
        legacyFreeBusyStatus: 'Free',
      });
    }
    deliver(context, mailbox, {
      kind: 'meetingCancellation',
      data: { ...message, associatedItem: entry?.id },
    });
  }
  return saveCopy ? keepSentCopy(context, context.mailbox, 'meetingCancellation', message) : undefined;
}
