/** What the messages about a meeting have in common (MS-OXOCAL), and what of a calendar item they repeat. */
import type { Context } from '../access/context.js';
import { isOccurrence } from '../calendar/occurrences.js';
import { addressOf } from '../properties/addresses.js';
import { meetingKeyOf } from '../properties/meeting-entry.js';
import type { Attendee, ItemData } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import { copyValue } from '../store/json.js';

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
  'allowNewTimeProposal',
  'isOnlineMeeting',
  'meetingWorkspaceUrl',
  'netShowUrl',
  'conferenceType',
] as const;

/** What a message tells of the meeting. Who has answered what is the organizer's own knowledge. */
export function shared(data: ItemData): ItemData {
  const all = data as Record<string, unknown>;
  const told = copyValue(Object.fromEntries(SHARED.map((name) => [name, all[name]]))) as ItemData;
  for (const list of ['requiredAttendees', 'optionalAttendees', 'resources'] as const)
    told[list] = told[list]?.map(({ mailbox }) => unanswered({ mailbox }));
  return told;
}

/** As one who has not answered. */
export function unanswered({ mailbox }: Attendee): Attendee {
  return { mailbox, responseType: 'Unknown' };
}

/** The members of every message about a meeting. In the name of `from`; whoever asks is its sender. */
export function meetingMessage(context: Context, meeting: Item, from: ItemData['from']): ItemData {
  const { data } = meeting;
  const { occurrence } = meetingKeyOf(meeting);
  return {
    ...shared(data),
    calendarItemType: isOccurrence(meeting) ? 'Exception' : data.recurrence ? 'RecurringMaster' : 'Single',
    ...(occurrence !== undefined && { recurrenceId: new Date(occurrence) }),
    appointmentSequenceNumber: data.appointmentSequenceNumber,
    isDelegated: false,
    isOutOfDate: false,
    hasBeenProcessed: true,
    from,
    sender: addressOf(context.mailbox),
    conversationTopic: data.subject,
  };
}
