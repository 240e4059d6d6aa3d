/** Which properties a client may write: the server's own are refused with the codes that Exchange uses. */
import { Failure } from '../base/failure.js';
import type { ItemData } from '../store/item-data.js';

// Learn and MS-OXWSCORE 2.2.4.24: set by the server only.
const READ_ONLY = new Set([
  'itemId',
  'parentFolderId',
  'dateTimeReceived',
  'size',
  'isSubmitted',
  'isFromMe',
  'isResend',
  'isUnmodified',
  'internetMessageHeaders',
  'dateTimeSent',
  'dateTimeCreated',
  'responseObjects',
  'displayCc',
  'displayTo',
  'displayBcc',
  'hasAttachments',
  'effectiveRights',
  'lastModifiedName',
  'lastModifiedTime',
  'isAssociated',
  'webClientReadFormQueryString',
  'webClientEditFormQueryString',
  'conversationId',
  'uniqueBody',
  'storeEntryId',
  'instanceKey',
  'normalizedBody',
  'entityExtractionResult',
  'preview',
  'textBody',
  'blockStatus',
  'hasBlockedImages',
  'conversationIndex',
  'conversationTopic',
  'receivedBy',
  'receivedRepresenting',
  'isMeeting',
  'isCancelled',
  'isRecurring',
  'meetingRequestWasSent',
  'calendarItemType',
  'myResponseType',
  'organizer',
  'conflictingMeetingCount',
  'adjacentMeetingCount',
  'conflictingMeetings',
  'adjacentMeetings',
  'duration',
  'timeZone',
  'appointmentReplyTime',
  'appointmentSequenceNumber',
  'appointmentState',
  'firstOccurrence',
  'lastOccurrence',
  'modifiedOccurrences',
  'deletedOccurrences',
  'dateTimeStamp',
  'recurrenceId',
  'originalStart',
  'completeName',
  'contactSource',
  'hasPicture',
  'assignedTime',
  'changeCount',
  'delegationState',
  'delegator',
  'isAssignmentEditable',
  'isComplete',
  'isTeamTask',
  'owner',
  'statusDescription',
  'postedTime',
  'associatedCalendarItemId',
  'isDelegated',
  'isOutOfDate',
  'hasBeenProcessed',
  'startWallClock',
  'endWallClock',
  'startTimeZoneId',
  'endTimeZoneId',
  'isOrganizer',
]);

// Given at creation, fixed afterwards.
const FIXED = new Set(['uid', 'internetMessageId', 'isDraft', 'references']);

const NOT_DELETABLE = new Set([
  'start',
  'end',
  'itemClass',
  'isRead',
  'importance',
  'sensitivity',
  'status',
  'isAllDayEvent',
  'legacyFreeBusyStatus',
  'reminderIsSet',
]);

// MS-OXWSCORE 2.2.4.2: the properties that can be appended to.
const APPENDABLE = new Set([
  'body',
  'toRecipients',
  'ccRecipients',
  'bccRecipients',
  'replyTo',
  'requiredAttendees',
  'optionalAttendees',
  'resources',
]);

export function demandCreatable(data: ItemData): void {
  for (const member of Object.keys(data)) {
    if (READ_ONLY.has(member) && data[member] !== undefined) throw new Failure('ErrorInvalidPropertySet');
  }
}

export function demandSettable(member: string): void {
  if (READ_ONLY.has(member) || FIXED.has(member)) throw new Failure('ErrorInvalidPropertySet');
}

export function demandDeletable(member: string): void {
  if (READ_ONLY.has(member) || FIXED.has(member) || NOT_DELETABLE.has(member))
    throw new Failure('ErrorInvalidPropertyDelete');
}

export function demandAppendable(member: string): void {
  if (!APPENDABLE.has(member)) throw new Failure('ErrorInvalidPropertyAppend');
}
