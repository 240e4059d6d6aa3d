/** A meeting that somebody sends on: whoever gets it is invited, and answers its organizer, who then has him in his list. */
import type { Context } from '../access/context.js';
import { addressOf } from '../properties/addresses.js';
import type { ItemData } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import { sharedExceptions } from './calendar-entry.js';
import { meetingMessage } from './message.js';

/** An entry of a calendar with people in it, or an invitation. */
export function isForwardedAsMeeting({ kind, data }: Item): boolean {
  return kind === 'meetingRequest' || (kind === 'calendarItem' && data.isMeeting === true && !data.isCancelled);
}

/** The invitation, with what a forward of mail says: its subject, text and recipients. */
export function forwardedMeeting(context: Context, meeting: Item, forward: ItemData): ItemData {
  const { data } = meeting;
  const { answersSince, intendedFreeBusyStatus, legacyFreeBusyStatus } = data;
  return {
    ...meetingMessage(context, meeting, addressOf(context.mailbox)),
    ...forward,
    itemClass: 'IPM.Schedule.Meeting.Request',
    meetingRequestType: 'NewMeetingRequest',
    intendedFreeBusyStatus: intendedFreeBusyStatus ?? legacyFreeBusyStatus,
    legacyFreeBusyStatus: 'Tentative',
    isMeeting: true,
    isCancelled: false,
    responseType: 'NoResponseReceived',
    myResponseType: 'NoResponseReceived',
    meetingRequestWasSent: true,
    answersSince,
    seriesExceptions: sharedExceptions(data.recurrence && data.exceptions),
  };
}
