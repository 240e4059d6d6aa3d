/** The members that the base shapes stand for: Default by the kind of the item, AllProperties also by what is kept of it. */
import type { Item } from '../store/items.js';

const COMMON = ['itemId', 'subject', 'hasAttachments', 'isAssociated'];

// Learn, "Default" response shapes, and recorded answers.
const DEFAULTS: Record<string, readonly string[]> = {
  message: [
    ...COMMON,
    'sensitivity',
    'body',
    'size',
    'dateTimeSent',
    'dateTimeCreated',
    'responseObjects',
    'toRecipients',
    'ccRecipients',
    'from',
    'isRead',
    'isReadReceiptRequested',
    'isDeliveryReceiptRequested',
  ],
  calendarItem: [
    ...COMMON,
    'body',
    'responseObjects',
    'start',
    'end',
    'legacyFreeBusyStatus',
    'location',
    'calendarItemType',
    'organizer',
    'requiredAttendees',
    'optionalAttendees',
    'resources',
    'recurrence',
  ],
  contact: [
    'itemId',
    'hasAttachments',
    'isAssociated',
    'subject',
    'body',
    'fileAs',
    'displayName',
    'companyName',
    'completeName',
    'emailAddresses',
    'physicalAddresses',
    'phoneNumbers',
    'imAddresses',
    'jobTitle',
    'hasPicture',
  ],
  distributionList: [...COMMON, 'displayName', 'fileAs', 'members'],
  task: [...COMMON, 'body', 'dueDate', 'percentComplete', 'startDate', 'status', 'recurrence'],
  postItem: [
    ...COMMON,
    'sensitivity',
    'body',
    'size',
    'dateTimeSent',
    'dateTimeCreated',
    'from',
    'isRead',
    'postedTime',
  ],
  meetingRequest: [
    ...COMMON,
    'sensitivity',
    'body',
    'size',
    'dateTimeSent',
    'dateTimeCreated',
    'responseObjects',
    'from',
    'isRead',
    'associatedCalendarItemId',
    'isDelegated',
    'isOutOfDate',
    'hasBeenProcessed',
    'meetingRequestType',
    'intendedFreeBusyStatus',
    'start',
    'end',
    'location',
    'organizer',
    'requiredAttendees',
    'optionalAttendees',
    'resources',
  ],
};

// Computed members that AllProperties gives besides what is kept of the item.
const COMPUTED_ALL = [
  'itemId',
  'parentFolderId',
  'body',
  'attachments',
  'responseObjects',
  'isUnmodified',
  'isResend',
  'isAssociated',
  'displayTo',
  'displayCc',
  'displayBcc',
  'effectiveRights',
  'flag',
  'instanceKey',
  'conversationId',
  'webClientReadFormQueryString',
  'webClientEditFormQueryString',
  'reminderDueBy',
  'reminderNextTime',
  'preview',
];
const COMPUTED_CALENDAR = [
  'calendarItemType',
  'isRecurring',
  'duration',
  'dateTimeStamp',
  'isOrganizer',
  'timeZone',
  'startTimeZoneId',
  'endTimeZoneId',
  'firstOccurrence',
  'lastOccurrence',
  'modifiedOccurrences',
  'deletedOccurrences',
  'conflictingMeetingCount',
  'adjacentMeetingCount',
  'conflictingMeetings',
  'adjacentMeetings',
];
const COMPUTED_OF: Record<string, readonly string[]> = {
  calendarItem: COMPUTED_CALENDAR,
  meetingRequest: [...COMPUTED_CALENDAR, 'associatedCalendarItemId'],
  meetingResponse: ['associatedCalendarItemId'],
  meetingCancellation: ['associatedCalendarItemId'],
  contact: ['completeName', 'contactSource', 'hasPicture'],
  distributionList: ['contactSource'],
  task: ['isRecurring'],
};

/** Members of a base shape; without one, the id alone. */
export function baseMembers(item: Item, baseShape: string | undefined): Iterable<string> {
  if (baseShape === 'Default') return DEFAULTS[item.kind] ?? COMMON;
  if (baseShape !== 'AllProperties') return ['itemId'];
  const own = Object.keys(item.data).filter(
    (member) => member !== 'extendedProperty' && member !== 'internetMessageHeaders',
  );
  const computed = [...COMPUTED_ALL, ...(COMPUTED_OF[item.kind] ?? [])];
  return new Set([...own, ...computed, ...(item.kind === 'message' ? ['internetMessageHeaders'] : [])]);
}
