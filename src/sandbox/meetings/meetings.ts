/**
 * Meetings between the sandbox's mailboxes: requests, answers and cancellations, and what they do to both calendars
 * (MS-OXOCAL). Knows nothing of requests.
 */
import type { Context } from '../access/context.js';
import { Failure } from '../base/failure.js';
import { fillIn } from '../items/defaults.js';
import { addressOf, attendeesOf, isSame } from '../properties/addresses.js';
import type { Attendee, BodyData, ItemData } from '../store/item-data.js';
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

function shared(data: ItemData): ItemData {
  const all = data as Record<string, unknown>;
  return copyValue(Object.fromEntries(SHARED.map((name) => [name, all[name]]))) as ItemData;
}

/** Sends the request, or an update of it, to every attendee; gives the organizer's item as sent. */
export function invite(context: Context, item: Item, saveCopy: boolean, only?: (attendee: Attendee) => boolean): Item {
  const { data } = item;
  const isUpdate = data.meetingRequestWasSent === true;
  const attendees = attendeesOf(data).filter((one) => only?.(one) ?? true);
  if (attendees.length === 0) return item;
  const sequence = (data.appointmentSequenceNumber ?? 0) + (isUpdate ? 1 : 0);
  const sent = context.store.items.update(item, {
    ...data,
    meetingRequestWasSent: true,
    isMeeting: true,
    appointmentSequenceNumber: sequence,
  });
  const message: ItemData = {
    ...shared(sent.data),
    itemClass: 'IPM.Schedule.Meeting.Request',
    subject: data.subject,
    meetingRequestType: isUpdate ? 'InformationalUpdate' : 'NewMeetingRequest',
    intendedFreeBusyStatus: data.legacyFreeBusyStatus,
    legacyFreeBusyStatus: 'Tentative',
    appointmentSequenceNumber: sequence,
    isMeeting: true,
    isCancelled: false,
    isResponseRequested: true,
    responseType: 'NoResponseReceived',
    isDelegated: false,
    isOutOfDate: false,
    hasBeenProcessed: true,
    myResponseType: 'NoResponseReceived',
    meetingRequestWasSent: true,
    from: addressOf(context.mailbox),
    sender: addressOf(context.mailbox),
    toRecipients: (data.requiredAttendees ?? []).concat(data.resources ?? []).map((one) => one.mailbox),
    ccRecipients: data.optionalAttendees?.map((one) => one.mailbox),
    conversationTopic: data.subject,
  };
  for (const attendee of attendees) {
    const mailbox = context.store.mailboxes.byAddress(attendee.mailbox.emailAddress);
    if (mailbox === undefined || mailbox.id === context.mailbox.id) continue;
    const entry = enterCalendar(context, mailbox, sent.data, isUpdate);
    context.delivery.deliver(context, mailbox, {
      kind: 'meetingRequest',
      data: { ...message, associatedItem: entry.id },
      attachmentsOf: item.id,
    });
  }
  if (saveCopy) {
    const folder = context.store.folders.wellKnown(context.mailbox.id, 'sentitems');
    const copy: ItemData = { ...copyValue(message), associatedItem: item.id, isRead: true, isDraft: false };
    fillIn(context, context.mailbox, 'meetingRequest', copy);
    context.store.items.create(folder, 'meetingRequest', copy);
  }
  return sent;
}

// The attendee's calendar has the meeting as soon as the request is there, tentatively.
function enterCalendar(context: Context, mailbox: Mailbox, meeting: ItemData, isUpdate: boolean): Item {
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

/** Tells every attendee that the meeting is off; their calendars show it as cancelled. */
export function cancel(context: Context, item: Item, saveCopy: boolean, body?: BodyData): void {
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
    context.delivery.deliver(context, mailbox, {
      kind: 'meetingCancellation',
      data: { ...message, associatedItem: entry?.id },
    });
  }
  if (!saveCopy) return;
  const copy: ItemData = { ...copyValue(message), isRead: true, isDraft: false };
  fillIn(context, context.mailbox, 'meetingCancellation', copy);
  context.store.items.create(
    context.store.folders.wellKnown(context.mailbox.id, 'sentitems'),
    'meetingCancellation',
    copy,
  );
}

export type Answer = 'acceptItem' | 'tentativelyAcceptItem' | 'declineItem';

const ANSWERS: Record<Answer, { type: string; word: string; itemClass: string; busy: string; refusal: string }> = {
  acceptItem: {
    type: 'Accept',
    word: 'Accepted',
    itemClass: 'IPM.Schedule.Meeting.Resp.Pos',
    busy: 'Busy',
    refusal: 'ErrorCalendarIsOrganizerForAccept',
  },
  tentativelyAcceptItem: {
    type: 'Tentative',
    word: 'Tentative',
    itemClass: 'IPM.Schedule.Meeting.Resp.Tent',
    busy: 'Tentative',
    refusal: 'ErrorCalendarIsOrganizerForTentative',
  },
  declineItem: {
    type: 'Decline',
    word: 'Declined',
    itemClass: 'IPM.Schedule.Meeting.Resp.Neg',
    busy: 'Free',
    refusal: 'ErrorCalendarIsOrganizerForDecline',
  },
};

/** Answers a request, or the calendar item that it made. Gives the attendee's calendar item where one is left. */
export function answer(
  context: Context,
  item: Item,
  how: Answer,
  options: { body?: BodyData | undefined; send: boolean; saveCopy: boolean },
): Item | undefined {
  const { type, word, itemClass, busy, refusal } = ANSWERS[how];
  const owner = context.store.mailboxes.byId(item.mailbox);
  let entry =
    item.kind === 'calendarItem'
      ? item
      : (context.store.items.byId(item.data.associatedItem) ?? calendarItemOf(context, owner, item.data.uid));
  const meeting = entry?.data ?? item.data;
  if (entry?.data.isOrganizer === true || isSame(meeting.organizer, addressOf(owner))) throw new Failure(refusal);
  if (meeting.isCancelled)
    throw new Failure(
      how === 'acceptItem' ? 'ErrorCalendarIsCancelledForAccept' : 'ErrorCalendarIsCancelledForDecline',
      'The meeting was cancelled.',
    );
  const now = context.clock.now();
  if (entry !== undefined && how === 'declineItem') {
    context.store.items.move(entry, context.store.folders.wellKnown(owner.id, 'deleteditems'));
    entry = undefined;
  } else if (entry !== undefined) {
    entry = context.store.items.update(entry, {
      ...entry.data,
      myResponseType: type,
      legacyFreeBusyStatus: busy,
      appointmentReplyTime: now,
    });
  }
  if (options.send) sendAnswer(context, owner, meeting, { type, word, itemClass }, options);
  if (item.kind === 'meetingRequest')
    context.store.items.move(item, context.store.folders.wellKnown(owner.id, 'deleteditems'));
  return entry;
}

function sendAnswer(
  context: Context,
  owner: Mailbox,
  meeting: ItemData,
  { type, word, itemClass }: { type: string; word: string; itemClass: string },
  { body, saveCopy }: { body?: BodyData | undefined; saveCopy: boolean },
): void {
  const organizer = context.store.mailboxes.byAddress(meeting.organizer?.emailAddress);
  const { requiredAttendees: _r, optionalAttendees: _o, resources: _s, isAllDayEvent: _a, ...rest } = shared(meeting);
  const message: ItemData = {
    ...rest,
    itemClass,
    subject: `${word}: ${meeting.subject ?? ''}`,
    body: body ?? { bodyType: 'Text', value: '' },
    responseType: type,
    isDelegated: false,
    isOutOfDate: false,
    hasBeenProcessed: true,
    from: addressOf(owner),
    sender: addressOf(owner),
    toRecipients: meeting.organizer ? [meeting.organizer] : [],
    calendarItemType: meeting.recurrence ? 'RecurringMaster' : 'Single',
    conversationTopic: meeting.subject,
  };
  if (organizer !== undefined) {
    const entry = calendarItemOf(context, organizer, meeting.uid);
    if (entry !== undefined) noteAnswer(context, entry, owner, type);
    context.delivery.deliver(context, organizer, {
      kind: 'meetingResponse',
      data: { ...message, associatedItem: entry?.id },
    });
  }
  if (!saveCopy) return;
  const copy: ItemData = { ...copyValue(message), isRead: true, isDraft: false };
  fillIn(context, owner, 'meetingResponse', copy);
  context.store.items.create(context.store.folders.wellKnown(owner.id, 'sentitems'), 'meetingResponse', copy);
}

function noteAnswer(context: Context, entry: Item, attendee: Mailbox, responseType: string): void {
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
