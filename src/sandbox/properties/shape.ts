/**
 * ItemShape applied: of an item, the members that a request asks for and that its operation gives. FindItem gives fewer than
 * GetItem (no bodies, recipients, attachments), whatever is asked for.
 */
import { isDate } from 'node:util/types';
import type { Context } from '../access/context.js';
import { Failure } from '../base/failure.js';
import { zoneEntry } from '../calendar/zones.js';
import { bodyAs } from '../mime/body.js';
import type { BodyData, ItemData, PropertyPath } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import { memberValue } from './computed.js';
import { readExtended } from './extended.js';
import { pickIndexed } from './indexed.js';
import { memberOf, scopeFits, scopeOf } from './names.js';
import type { PathRef } from './paths.js';
import { hasMember } from './schema.js';

/** An ItemShape as the codec gives it. */
export interface Shape {
  baseShape?: string | undefined;
  includeMimeContent?: boolean | undefined;
  bodyType?: string | undefined;
  uniqueBodyType?: string | undefined;
  normalizedBodyType?: string | undefined;
  additionalProperties?: unknown;
}

/** An item of an answer. */
export type ItemView = { kind: string } & Record<string, unknown>;

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

// Not in any answer: the sandbox's own notes.
const INTERNAL = new Set([
  'passedOn',
  'deletedFrom',
  'mimeSource',
  'exceptions',
  'associatedItem',
  'configuration',
  'kind',
  'attachments',
  'title',
]);

// Learn, "FindItem operation": what it does not return.
const GET_ONLY = new Set([
  'body',
  'textBody',
  'uniqueBody',
  'normalizedBody',
  'firstBody',
  'mimeContent',
  'mimeContentUTF8',
  'attachments',
  'toRecipients',
  'ccRecipients',
  'bccRecipients',
  'replyTo',
  'responseObjects',
  'internetMessageHeaders',
  'requiredAttendees',
  'optionalAttendees',
  'resources',
  'firstOccurrence',
  'lastOccurrence',
  'modifiedOccurrences',
  'deletedOccurrences',
  'conflictingMeetings',
  'adjacentMeetings',
  'conflictingMeetingCount',
  'adjacentMeetingCount',
  'members',
  'recurrence',
  'startTimeZone',
  'endTimeZone',
  'meetingTimeZone',
  'isResponseRequested',
  'photo',
]);

export function shapeItem(context: Context, item: Item, shape: Shape, operation: 'get' | 'find' = 'get'): ItemView {
  const view: ItemView = { kind: item.kind };
  const put = (member: string) => {
    if (operation === 'find' && GET_ONLY.has(member) && !(member === 'isResponseRequested')) return;
    if (INTERNAL.has(member) && member !== 'attachments') return;
    if (!hasMember(item.kind, member, context.edition)) return;
    const value = memberValue(item, member, context);
    if (value !== undefined)
      view[member] = isDate(value) && !context.milliseconds ? inSeconds(value) : formed(member, value, shape);
  };
  for (const member of baseMembers(item, shape.baseShape)) put(member);
  if (shape.includeMimeContent && operation === 'get' && canBeMime(item.kind)) put('mimeContent');
  for (const path of (shape.additionalProperties ?? []) as PathRef[]) putPath(item, path, view, put);
  return view;
}

function inSeconds(time: Date): Date {
  const rest = time.getTime() % 1000;
  return rest === 0 ? time : new Date(time.getTime() - ((rest + 1000) % 1000));
}

function putPath(item: Item, path: PathRef, view: ItemView, put: (member: string) => void): void {
  if (path.kind === 'extendedFieldURI') {
    const property = readExtended(item.data, path as PropertyPath, item.id);
    const { kind: _kind, ...uri } = path;
    if (property)
      view['extendedProperty'] = [
        ...((view['extendedProperty'] as unknown[]) ?? []),
        { ...property, extendedFieldURI: uri },
      ];
    return;
  }
  if (path.kind === 'indexedFieldURI') {
    if (isContactLike(item.kind) || path.fieldURI === 'item:InternetMessageHeader') {
      pickIndexed(item.data, view as ItemData, path.fieldURI ?? '', path.fieldIndex ?? '');
    }
    return;
  }
  const uri = path.fieldURI ?? '';
  if (scopeOf(uri) === 'folder') throw new Failure('ErrorInvalidPropertyRequest');
  if (!scopeFits(scopeOf(uri), item.kind)) return;
  const member = memberOf(uri);
  if (member === 'mimeContent' && !canBeMime(item.kind)) return;
  put(member);
}

function baseMembers(item: Item, baseShape: string | undefined): Iterable<string> {
  if (baseShape === 'Default') return DEFAULTS[item.kind] ?? COMMON;
  if (baseShape !== 'AllProperties') return ['itemId'];
  const own = Object.keys(item.data).filter(
    (member) => member !== 'extendedProperty' && member !== 'internetMessageHeaders',
  );
  const computed = [...COMPUTED_ALL, ...(COMPUTED_OF[item.kind] ?? [])];
  return new Set([...own, ...computed, ...(item.kind === 'message' ? ['internetMessageHeaders'] : [])]);
}

function formed(member: string, value: unknown, shape: Shape): unknown {
  switch (member) {
    case 'body':
      return bodyAs(value as BodyData, shape.bodyType);
    case 'uniqueBody':
      return { ...bodyAs(value as BodyData, shape.uniqueBodyType ?? shape.bodyType ?? 'HTML') };
    case 'normalizedBody':
      return { ...bodyAs(value as BodyData, shape.normalizedBodyType ?? shape.bodyType) };
    case 'startTimeZone':
    case 'endTimeZone': {
      const zone = value as { id?: string; name?: string };
      return { id: zone.id, name: zone.name ?? zoneEntry(zone.id ?? '')?.[2] };
    }
    default:
      return value;
  }
}

function isContactLike(kind: string): boolean {
  return kind === 'contact' || kind === 'distributionList';
}

/** Contacts, lists and tasks have no MimeContent here. */
function canBeMime(kind: string): boolean {
  return kind === 'message' || kind === 'postItem' || kind === 'calendarItem' || kind.startsWith('meeting');
}
