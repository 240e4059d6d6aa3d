/** A meeting in the calendars of those who take part (MS-OXOCAL): what its messages repeat of it, and the entries that they change. */
import type { Context } from '../access/context.js';
import { fillIn } from '../items/fill-in.js';
import { addressOf, isSame } from '../properties/addresses.js';
import type { Attendee, ItemData } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import { copyValue } from '../store/json.js';
import type { Mailbox } from '../store/mailboxes.js';

/** What of a calendar item its meeting messages repeat. */
const SHARED = [
  'start',
  'end',
  'location',
  'uid',
  'isAllDayEvent',
  'organizer',
  'requiredAttendees',
  'optionalAttendees',
  'resources',
  'recurrence',
  'startTimeZone',
  'endTimeZone',
  'body',
  'importance',
  'sensitivity',
  'culture',
  'meetingTimeZone',
  'enhancedLocation',
  'isResponseRequested',
] as const;

/** What a message tells of the meeting. */
export function shared(data: ItemData): ItemData {
  const all = data as Record<string, unknown>;
  return copyValue(Object.fromEntries(SHARED.map((name) => [name, all[name]]))) as ItemData;
}

/** The attendee's calendar has the meeting as soon as the request is there, tentatively. */
export function enterCalendar(context: Context, mailbox: Mailbox, meeting: ItemData, isUpdate: boolean): Item {
  const old = calendarItemOf(context, mailbox, meeting.uid);
  const data: ItemData = {
    ...old?.data,
    ...shared(meeting),
    subject: meeting.subject,
    categories: old?.data.categories,
    isOrganizer: false,
    isMeeting: true,
    isCancelled: false,
    meetingRequestWasSent: true,
    myResponseType: old && !isUpdate ? old.data.myResponseType : (old?.data.myResponseType ?? 'NoResponseReceived'),
    legacyFreeBusyStatus: old?.data.legacyFreeBusyStatus ?? 'Tentative',
    appointmentSequenceNumber: meeting.appointmentSequenceNumber,
    hasAttachments: false,
    exceptions: copyValue(meeting.exceptions),
  };
  fillIn(context, mailbox, 'calendarItem', data);
  if (old !== undefined) return context.store.items.update(old, data);
  return context.store.items.create(context.store.folders.wellKnown(mailbox.id, 'calendar'), 'calendarItem', data);
}

/** The entry of that meeting in a mailbox, unless it was deleted. */
export function calendarItemOf(context: Context, mailbox: Mailbox, uid: string | undefined): Item | undefined {
  if (uid === undefined) return undefined;
  const deleted = new Set(
    context.store.folders
      .all(mailbox.id)
      .filter((folder) => /^deleteditems|^recoverable/.test(folder.wellKnown ?? ''))
      .map((folder) => folder.id),
  );
  return context.store.items
    .byUid(mailbox.id, uid)
    .find((item) => item.kind === 'calendarItem' && !deleted.has(item.folder));
}

/** The organizer's entry says who has answered what. */
export function noteAnswer(context: Context, entry: Item, attendee: Mailbox, responseType: string): void {
  const lastResponseTime = context.clock.now();
  const noted = (list: Attendee[] | undefined) =>
    list?.map((one) => (isSame(one.mailbox, addressOf(attendee)) ? { ...one, responseType, lastResponseTime } : one));
  const { requiredAttendees, optionalAttendees, resources } = entry.data;
  context.store.items.update(entry, {
    ...entry.data,
    requiredAttendees: noted(requiredAttendees),
    optionalAttendees: noted(optionalAttendees),
    resources: noted(resources),
  });
}
