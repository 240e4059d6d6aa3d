/** Cancellations: the organizer calls the meeting off, or one occurrence, for all or for some. */
import type { Context } from '../access/context.js';
import { Failure } from '../base/failure.js';
import { storeItem } from '../items/create.js';
import { addressOf, attendeesOf } from '../properties/addresses.js';
import type { Attendee, BodyData, ItemData } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import { deliverMeeting, type MeetingMail, ownCopy } from './deliver-meeting.js';
import { meetingMessage } from './message.js';

export interface Cancelling {
  saveCopy: boolean;
  body?: BodyData | undefined;
  /** Whom it is off for; undefined: for all. */
  attendees?: readonly Attendee[] | undefined;
}

/** Tells the attendees that the meeting is off; their calendars show it as cancelled. Gives the sender's copy, where one is kept. */
export function cancel(context: Context, meeting: Item, { saveCopy, ...how }: Cancelling): Item | undefined {
  const { attendees = attendeesOf(meeting.data) } = how;
  if (attendees.length === 0) return undefined;
  const mail = cancellationOf(context, meeting, how);
  deliverMeeting(
    context,
    attendees.map(({ mailbox }) => mailbox.emailAddress),
    mail,
  );
  if (!saveCopy) return undefined;
  const sentItems = context.store.folders.wellKnown(context.mailbox.id, 'sentitems');
  return storeItem(context, sentItems, 'meetingCancellation', ownCopy(mail));
}

/** What a cancellation says. */
export function cancellationOf(
  context: Context,
  meeting: Item,
  { body, attendees }: Omit<Cancelling, 'saveCopy'>,
): MeetingMail {
  const { data } = meeting;
  if (data.isOrganizer === false) throw new Failure('ErrorCalendarIsNotOrganizer');
  const owner = context.store.mailboxes.byId(meeting.mailbox);
  const told = attendees ?? attendeesOf(data);
  const message: ItemData = {
    ...meetingMessage(context, meeting, data.organizer ?? addressOf(owner)),
    itemClass: 'IPM.Schedule.Meeting.Canceled',
    subject: `Canceled: ${data.subject ?? ''}`,
    body: body ?? data.body,
    responseType: 'Organizer',
    toRecipients: told.map((one) => one.mailbox),
  };
  return { kind: 'meetingCancellation', data: message };
}
