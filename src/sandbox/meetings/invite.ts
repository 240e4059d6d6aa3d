/** Invitations: the request, or an update of it, to every attendee, and their entries in the calendars. */
import type { Context } from '../access/context.js';
import { deliver } from '../mail/deliver.js';
import { addressOf, attendeesOf } from '../properties/addresses.js';
import type { Attendee, ItemData } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import { enterCalendar, shared } from './calendar-entry.js';
import { keepSentCopy } from './sent-copy.js';

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
    deliver(context, mailbox, {
      kind: 'meetingRequest',
      data: { ...message, associatedItem: entry.id },
      attachmentsOf: item.id,
    });
  }
  if (saveCopy) keepSentCopy(context, context.mailbox, 'meetingRequest', { ...message, associatedItem: item.id });
  return sent;
}
