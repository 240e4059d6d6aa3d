/** Extended properties that only mirror what an item has anyway (0x0037 is the subject), by tag and by name ([MS-OXPROPS]). */
import { plainText } from '../mime/body.js';
import type { ItemData, PropertyPath } from '../store/item-data.js';
import { globalObjectId } from './global-object-id.js';

// MS-OXPROPS 1.3.2, the property sets with names in EWS.
const SETS: Record<string, string> = {
  Address: '00062004-0000-0000-c000-000000000046',
  Appointment: '00062002-0000-0000-c000-000000000046',
  CalendarAssistant: '11000e07-b51b-40d6-af21-caa85edab1d0',
  Common: '00062008-0000-0000-c000-000000000046',
  InternetHeaders: '00020386-0000-0000-c000-000000000046',
  Meeting: '6ed8da90-450b-101b-98da-00aa003f1305',
  PublicStrings: '00020329-0000-0000-c000-000000000046',
  Sharing: '00062040-0000-0000-c000-000000000046',
  Task: '00062003-0000-0000-c000-000000000046',
  UnifiedMessaging: '4442858e-a9e3-4e80-b900-317a210cc15b',
};

/** The GUID of a path's property set, in lower case. */
export function setOf(path: PropertyPath): string | undefined {
  return (path.propertySetId ?? SETS[path.distinguishedPropertySetId ?? ''])?.toLowerCase();
}

/** 0x0037 and 55 name the same tag. */
export function tagOf(path: PropertyPath): number {
  return Number(path.propertyTag);
}

/** Bits of PR_MESSAGE_FLAGS. */
export const READ = 1;
const UNMODIFIED = 2;
export const UNSENT = 8;
const HAS_ATTACHMENT = 16;

const MIRRORS: Record<number, (data: ItemData) => string | undefined> = {
  26: (data) => data.itemClass,
  23: (data) => String(['Low', 'Normal', 'High'].indexOf(data.importance ?? 'Normal')),
  54: (data) => String(['Normal', 'Personal', 'Private', 'Confidential'].indexOf(data.sensitivity ?? 'Normal')),
  55: (data) => data.subject,
  57: (data) => wireTime(data.dateTimeSent),
  112: (data) => data.conversationTopic,
  3587: (data) => data.ccRecipients?.map((one) => one.name ?? one.emailAddress).join('; '),
  3588: (data) => data.toRecipients?.map((one) => one.name ?? one.emailAddress).join('; '),
  3590: (data) => wireTime(data.dateTimeReceived),
  3591: (data) =>
    String(
      (data.isRead === false ? 0 : READ) +
        (data.isDraft ? UNSENT : UNMODIFIED) +
        (data.hasAttachments ? HAS_ATTACHMENT : 0),
    ),
  3592: (data) => String(data.size ?? 0),
  3611: (data) => String(data.hasAttachments ?? false),
  3613: (data) => data.subject?.replace(/^\w{1,3}: /, ''),
  3689: (data) => String(data.isRead ?? true),
  4096: (data) => data.body && plainText(data.body),
  4115: (data) => (data.body?.bodyType === 'HTML' ? data.body.value : undefined),
  4149: (data) => data.internetMessageId,
  4153: (data) => data.references,
  4162: (data) => data.inReplyTo,
  12295: (data) => wireTime(data.dateTimeCreated),
  12296: (data) => wireTime(data.lastModifiedTime),
};

const BUSY = ['Free', 'Tentative', 'Busy', 'OOF', 'WorkingElsewhere'];

// PidLidBusyStatus, Location, AppointmentStartWhole, AppointmentEndWhole, AppointmentSubType, Recurring; GlobalObjectId, CleanGlobalObjectId; ReminderDelta, ReminderSet.
const NAMED: Record<string, (data: ItemData) => string | undefined> = {
  [`${SETS['Appointment']}:${0x8205}`]: (data) =>
    data.legacyFreeBusyStatus && String(BUSY.indexOf(data.legacyFreeBusyStatus)),
  [`${SETS['Appointment']}:${0x8208}`]: (data) => data.location,
  [`${SETS['Appointment']}:${0x820d}`]: (data) => wireTime(data.start),
  [`${SETS['Appointment']}:${0x820e}`]: (data) => wireTime(data.end),
  [`${SETS['Appointment']}:${0x8215}`]: (data) => data.isAllDayEvent?.toString(),
  [`${SETS['Appointment']}:${0x8223}`]: (data) => (data.start ? String(data.recurrence !== undefined) : undefined),
  [`${SETS['Meeting']}:${0x0003}`]: (data) => globalObjectId(data, false),
  [`${SETS['Meeting']}:${0x0023}`]: (data) => globalObjectId(data, true),
  [`${SETS['Common']}:${0x8501}`]: (data) => data.reminderMinutesBeforeStart?.toString(),
  [`${SETS['Common']}:${0x8503}`]: (data) => data.reminderIsSet?.toString(),
};

/** The text of what the property mirrors, or undefined where it stands for nothing of the item. */
export function mirror(data: ItemData, path: PropertyPath): string | undefined {
  if (path.propertyTag !== undefined) {
    const value = MIRRORS[tagOf(path)]?.(data);
    // PR_HTML is binary: base64 of the text.
    return value !== undefined && path.propertyType === 'Binary' ? Buffer.from(value).toString('base64') : value;
  }
  const named = path.propertyId === undefined ? undefined : NAMED[`${setOf(path)}:${path.propertyId}`]?.(data);
  if (named !== undefined) return named;
  if (path.distinguishedPropertySetId === 'InternetHeaders' && path.propertyName !== undefined) {
    const name = path.propertyName.toLowerCase();
    return data.internetMessageHeaders?.find((header) => header.headerName.toLowerCase() === name)?.value;
  }
  return undefined;
}

function wireTime(time: Date | undefined): string | undefined {
  return time?.toISOString().replace('.000Z', 'Z');
}
