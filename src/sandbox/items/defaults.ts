/**
 * What Exchange fills in: the properties of a new item that the client did not give, and those that follow from others
 * whenever an item is written. Knows nothing of requests.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Context } from '../access/context.js';
import { Failure } from '../base/failure.js';
import { formatDay, parseDay } from '../calendar/recurrence.js';
import { DAY, dayOf, fromWall, ianaOf, MINUTE, toWall, zoneEntry } from '../calendar/zones.js';
import { addressOf, attendeesOf, resolved } from '../properties/addresses.js';
import type { Attendee, ItemData, ItemKind } from '../store/item-data.js';
import type { Mailbox } from '../store/mailboxes.js';
import { settleContact } from './contact-names.js';

const CLASSES: Record<string, string> = {
  message: 'IPM.Note',
  item: 'IPM.Note',
  calendarItem: 'IPM.Appointment',
  contact: 'IPM.Contact',
  distributionList: 'IPM.DistList',
  task: 'IPM.Task',
  postItem: 'IPM.Post',
  meetingRequest: 'IPM.Schedule.Meeting.Request',
  meetingCancellation: 'IPM.Schedule.Meeting.Canceled',
  meetingResponse: 'IPM.Schedule.Meeting.Resp.Pos',
  meetingMessage: 'IPM.Schedule.Meeting',
};

/** Fills in a new item of `owner`'s mailbox, in place. */
export function fillIn(context: Context, owner: Mailbox, kind: ItemKind, data: ItemData): void {
  const now = context.clock.now();
  data.itemClass ??= CLASSES[kind] ?? 'IPM.Note';
  data.sensitivity ??= 'Normal';
  data.importance ??= 'Normal';
  data.culture ??= 'en-US';
  data.isDraft ??= kind === 'message';
  data.isSubmitted ??= false;
  data.isFromMe ??= false;
  data.reminderIsSet ??= kind === 'calendarItem';
  data.hasAttachments ??= false;
  data.dateTimeCreated ??= now;
  data.dateTimeSent ??= now;
  data.dateTimeReceived ??= now;
  data.lastModifiedTime = now;
  data.lastModifiedName = context.mailbox.name;
  switch (kind) {
    case 'calendarItem':
      fillInCalendar(context, owner, data);
      break;
    case 'task':
      data.status ??= 'NotStarted';
      data.percentComplete ??= 0;
      data['changeCount'] ??= 0;
      data['delegationState'] ??= 'NoMatch';
      data['isTeamTask'] ??= false;
      data['owner'] ??= owner.name;
      data.reminderMinutesBeforeStart ??= 0;
      break;
    case 'contact':
    case 'distributionList':
      data.isDraft = false;
      break;
    case 'postItem':
      data['postedTime'] ??= now;
      fillInMessage(owner, data);
      break;
    default:
      fillInMessage(owner, data);
      data['isReadReceiptRequested'] ??= false;
      data['isDeliveryReceiptRequested'] ??= false;
      data.isResponseRequested ??= false;
  }
  settle(context, kind, data);
}

function fillInMessage(owner: Mailbox, data: ItemData): void {
  data.isRead ??= true;
  data.from ??= addressOf(owner);
  data.sender ??= addressOf(owner);
  data.internetMessageId ??= `<${randomBytes(16).toString('hex')}@${owner.address.split('@')[1]}>`;
  data.conversationTopic ??= topicOf(data.subject);
  data.conversationIndex ??= newConversationIndex(data.dateTimeCreated ?? new Date(0));
}

function fillInCalendar(context: Context, owner: Mailbox, data: ItemData): void {
  if (data.start === undefined) {
    const half = 30 * MINUTE;
    data.start = new Date(Math.ceil(context.clock.now().getTime() / half) * half);
  }
  data.isAllDayEvent ??= false;
  data.end ??= new Date(data.start.getTime() + (data.isAllDayEvent ? 1440 : 30) * MINUTE);
  data.legacyFreeBusyStatus ??= data.isAllDayEvent ? 'Free' : 'Busy';
  data.startTimeZone ??= { id: context.timeZone ?? data.meetingTimeZone?.timeZoneName ?? 'UTC' };
  data.endTimeZone ??= data.startTimeZone;
  data.organizer ??= addressOf(owner);
  data.isOrganizer ??= true;
  data.isCancelled ??= false;
  data.meetingRequestWasSent ??= false;
  data.isResponseRequested ??= true;
  data.myResponseType ??= 'Organizer';
  data.appointmentSequenceNumber ??= 0;
  data['isOnlineMeeting'] ??= false;
  data['allowNewTimeProposal'] ??= true;
  data.reminderMinutesBeforeStart ??= 15;
  data.uid ??= newUid(context.clock.now());
  data['dateTimeStamp'] ??= context.clock.now();
}

/** Makes everything that follows from other properties agree with them; called after every change, in place. */
export function settle(context: Context, kind: ItemKind, data: ItemData): void {
  const { mailboxes } = context.store;
  for (const member of ['toRecipients', 'ccRecipients', 'bccRecipients', 'replyTo'] as const) {
    data[member] = data[member]?.map((address) => resolved(address, mailboxes));
    if (data[member]?.length === 0) data[member] = undefined;
  }
  for (const member of ['from', 'sender', 'organizer'] as const) {
    if (data[member] !== undefined) data[member] = resolved(data[member], mailboxes);
  }
  if (data.categories?.length === 0) data.categories = undefined;
  if (kind === 'calendarItem') settleCalendar(context, data);
  if (kind === 'task') settleTask(context, data);
  if (kind === 'contact') settleContact(data);
  if (kind === 'distributionList') settleList(context, data);
  if (kind === 'message' && data.isDraft) data.conversationTopic = topicOf(data.subject) ?? data.conversationTopic;
}

function settleCalendar(context: Context, data: ItemData): void {
  const attendees = (list: Attendee[] | undefined): Attendee[] | undefined => {
    if (list === undefined || list.length === 0) return undefined;
    return list.map((one) => ({
      ...one,
      mailbox: resolved(one.mailbox, context.store.mailboxes),
      responseType: one.responseType ?? 'Unknown',
    }));
  };
  data.requiredAttendees = attendees(data.requiredAttendees);
  data.optionalAttendees = attendees(data.optionalAttendees);
  data.resources = attendees(data.resources);
  if (data.start && data.end && data.end < data.start) {
    throw new Failure('ErrorCalendarEndDateIsEarlierThanStartDate');
  }
  data.isMeeting = data.isMeeting === true || attendeesOf(data).length > 0;
  data.appointmentState = (data.isMeeting ? 1 : 0) + (data.isOrganizer ? 0 : 2) + (data.isCancelled ? 4 : 0);
  for (const member of ['startTimeZone', 'endTimeZone'] as const) {
    const zone = data[member];
    if (zone?.id !== undefined) data[member] = { id: zone.id, name: zone.name ?? zoneEntry(zone.id)?.[2] ?? zone.id };
  }
  if (data.isAllDayEvent) settleWholeDays(data);
  settleRecurrence(data);
}

// Learn, "Create all-day events by using EWS": back to the midnight before the start, on to the one after the end, in the item's zone.
function settleWholeDays(data: ItemData): void {
  if (!data.start || !data.end) return;
  const iana = ianaOf(data.startTimeZone?.id);
  const first = dayOf(toWall(iana, data.start.getTime()));
  const last = dayOf(toWall(iana, data.end.getTime() - 1)) + DAY;
  data.start = new Date(fromWall(iana, first));
  data.end = new Date(fromWall(iana, Math.max(last, first + DAY)));
}

const WEEKDAYS = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Day',
  'Weekday',
  'WeekendDay',
];

// The range begins on the day of the first occurrence that the pattern gives, at the earliest on the day of Start.
function settleRecurrence(data: ItemData): void {
  const { recurrence, start } = data;
  if (!recurrence?.range || !start) return;
  const { range, pattern } = recurrence;
  if (!pattern) throw new Failure('ErrorCalendarInvalidRecurrence');
  if (pattern.kind === 'weeklyRecurrence') pattern['firstDayOfWeek'] ??= 'Sunday';
  // Exchange lists the days from Sunday on, in whatever order they came.
  const days = pattern['daysOfWeek'];
  if (Array.isArray(days)) pattern['daysOfWeek'] = WEEKDAYS.filter((day) => days.includes(day));
  if (range.kind === 'endDateRecurrence' && range.endDate && parseDay(range.endDate) < parseDay(range.startDate)) {
    throw new Failure('ErrorRecurrenceEndDateTooBig', 'The recurrence end date is too early.');
  }
  const startDay = formatDay(toWall(ianaOf(data.startTimeZone?.id), start.getTime()));
  if (startDay > range.startDate.slice(0, 10)) range.startDate = startDay;
}

const STATUS_TEXTS: Record<string, string> = {
  NotStarted: 'Not Started',
  InProgress: 'In Progress',
  Completed: 'Completed',
  WaitingOnOthers: 'Waiting on someone else',
  Deferred: 'Deferred',
};

// Status, PercentComplete and CompleteDate follow one another (MS-OXOTASK 3.1.4.2).
function settleTask(context: Context, data: ItemData): void {
  const wasComplete = data.isComplete === true;
  if (data.completeDate !== undefined && !wasComplete) data.status = 'Completed';
  if (data.status === 'Completed') data.percentComplete = 100;
  else if (data.percentComplete === 100) data.status = wasComplete ? 'InProgress' : 'Completed';
  else if ((data.percentComplete ?? 0) > 0 && data.status === 'NotStarted') data.status = 'InProgress';
  data.isComplete = data.status === 'Completed';
  if (data.isComplete) data.completeDate ??= context.clock.now();
  else data.completeDate = undefined;
  data['statusDescription'] = STATUS_TEXTS[data.status ?? 'NotStarted'];
}

function settleList(context: Context, data: ItemData): void {
  data.subject = data.displayName ?? data.subject;
  data.displayName ??= data.subject;
  data.fileAs ??= data.displayName;
  data.members = data.members?.map((member) => {
    const mailbox = member.mailbox && resolved(member.mailbox, context.store.mailboxes);
    const key = member.key ?? Buffer.from(`SMTP:${mailbox?.emailAddress ?? mailbox?.name}`).toString('base64');
    return { ...member, key, mailbox, status: member.status ?? 'Normal' };
  });
}

/** About the bytes that the item takes: what is long of it, and a thousand for the rest. */
export function sizeOf(data: ItemData, attachments: number): number {
  const text = data.mimeSource?.length ?? Buffer.byteLength(data.body?.value ?? '');
  const extended = (data.extendedProperty ?? []).reduce((sum, one) => sum + (one.value?.length ?? 0), 0);
  return 1000 + text + 2 * (data.subject?.length ?? 0) + extended + attachments;
}

/** The subject without `Re:` and `Fwd:`. */
export function topicOf(subject: string | undefined): string | undefined {
  return subject?.replace(/^(\s*\w{1,3}\s*:\s)+/, '');
}

/** 22 bytes: a reserved byte, the time, a GUID (MS-OXOMSG 2.2.1.3). */
function newConversationIndex(time: Date): Uint8Array {
  const bytes = Buffer.alloc(22);
  bytes[0] = 1;
  bytes.writeUIntBE(Math.floor(time.getTime() / 1000), 1, 5);
  randomBytes(16).copy(bytes, 6);
  return new Uint8Array(bytes);
}

/** An answer's index is that of the message with five bytes more. */
export function childConversationIndex(parent: Uint8Array | undefined): Uint8Array | undefined {
  return parent && new Uint8Array(Buffer.concat([parent, randomBytes(5)]));
}

// A GlobalObjectId in hexadecimal digits (MS-OXOCAL 2.2.1.27).
function newUid(now: Date): string {
  const head = '040000008200E00074C5B7101A82E00800000000';
  const time = now.getTime().toString(16).padStart(16, '0');
  const data = createHash('md5').update(randomBytes(16)).digest('hex');
  return `${head}${time}0000000000000000${'10000000'}${data}`.toUpperCase();
}
