/** Invitations: the request, or an update of it, to attendees, and the organizer's entry as sent. */
import type { Context } from '../access/context.js';
import { isOccurrence, occurrenceAt } from '../calendar/occurrences.js';
import { storeItem } from '../items/create.js';
import { rewrite } from '../items/write-occurrence.js';
import { addressOf, attendeesOf } from '../properties/addresses.js';
import type { Attendee, ItemData } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import { forgetAnswers, sharedExceptions } from './calendar-entry.js';
import { deliverMeeting, type MeetingMail, ownCopy } from './deliver-meeting.js';
import { meetingMessage } from './message.js';
import { answerForRooms } from './rooms.js';

/** Whom of the attendees it goes to, and why. */
export interface Sending {
  saveCopy: boolean;
  /** All, where it is undefined. */
  only?: ((attendee: Attendee) => boolean) | undefined;
  /** Those who hear of the meeting for the first time, while others have. */
  isNew?: ((attendee: Attendee) => boolean) | undefined;
  /** It has another time: who has answered is to answer again. */
  isMoved?: boolean | undefined;
  /** What an update says that has changed. */
  changeHighlights?: object | undefined;
}

/** Sends the request, or an update of it; gives the organizer's item as sent. */
export function invite(context: Context, meeting: Item, sending: Sending): Item {
  const { saveCopy, only = () => true, isNew = () => false, isMoved = false, changeHighlights } = sending;
  const { data } = meeting;
  const isFirst = data.meetingRequestWasSent !== true;
  const attendees = attendeesOf(data).filter(only);
  if (attendees.length === 0) return meeting;
  const sequence = (data.appointmentSequenceNumber ?? 0) + (isFirst ? 0 : 1);
  const asked: ItemData = isMoved ? forgetAnswers(data, only) : data;
  const sent = rewrite(context, meeting, {
    ...asked,
    meetingRequestWasSent: true,
    isMeeting: true,
    appointmentSequenceNumber: sequence,
    ...(isMoved && { answersSince: sequence }),
  });
  const owner = context.store.mailboxes.byId(meeting.mailbox);
  const message: ItemData = {
    ...meetingMessage(context, sent, data.organizer ?? addressOf(owner)),
    itemClass: 'IPM.Schedule.Meeting.Request',
    subject: data.subject,
    intendedFreeBusyStatus: data.legacyFreeBusyStatus,
    legacyFreeBusyStatus: 'Tentative',
    isMeeting: true,
    isCancelled: false,
    isResponseRequested: data.isResponseRequested ?? true,
    responseType: 'NoResponseReceived',
    myResponseType: 'NoResponseReceived',
    meetingRequestWasSent: true,
    hasAttachments: data.hasAttachments,
    // The number of the first request since which it is at its time: what was answered before is void.
    answersSince: sent.data['answersSince'],
    toRecipients: (data.requiredAttendees ?? []).concat(data.resources ?? []).map((one) => one.mailbox),
    ccRecipients: data.optionalAttendees?.map((one) => one.mailbox),
  };
  const mailOf = (meetingRequestType: string): MeetingMail => ({
    kind: 'meetingRequest',
    attachmentsOf: meeting.id,
    data: {
      ...message,
      meetingRequestType,
      ...(meetingRequestType !== 'NewMeetingRequest' && changeHighlights && { changeHighlights }),
      seriesExceptions: sharedExceptions(data.recurrence && data.exceptions),
    },
  });
  const typeFor = (attendee: Attendee) =>
    isFirst || isNew(attendee) ? 'NewMeetingRequest' : updateFor(attendee, isMoved);
  for (const type of new Set(attendees.map(typeFor))) {
    const some = attendees.filter((one) => typeFor(one) === type);
    deliverMeeting(
      context,
      some.map(({ mailbox }) => mailbox.emailAddress),
      mailOf(type),
    );
  }
  if (saveCopy) {
    const sentItems = context.store.folders.wellKnown(context.mailbox.id, 'sentitems');
    const type = attendees.map(typeFor).find((one) => one !== 'NewMeetingRequest') ?? 'NewMeetingRequest';
    const copy = storeItem(context, sentItems, 'meetingRequest', ownCopy(mailOf(type)));
    context.store.attachments.copyAll(meeting.id, copy.id);
  }
  answerForRooms(
    context,
    attendees.map(({ mailbox }) => mailbox.emailAddress),
    sent,
  );
  // What a room has answered is noted in it by now.
  const now = context.store.items.byId(sent.id) ?? sent;
  return isOccurrence(sent) ? occurrenceAt(now, sent.occurrence) : now;
}

/**
 * Microsoft's interoperability tests (MS-OXWSMTGS R485, R587): an update is informational for who has accepted, if only tentatively, and
 * a full one for who has not answered. Learn, MeetingRequestType: a full update has an updated time.
 */
function updateFor({ responseType }: Attendee, isMoved: boolean): string {
  const isIn = responseType === 'Accept' || responseType === 'Tentative';
  return isIn && !isMoved ? 'InformationalUpdate' : 'FullUpdate';
}
