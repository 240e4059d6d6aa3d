/**
 * Extended (MAPI) properties: when two paths name the same one, and which of them only mirror what an item has anyway
 * (0x0037 is the subject). Knows nothing of shapes or requests.
 */
import { Failure } from '../base/failure.js';
import { plainText } from '../mime/body.js';
import type { ExtendedProperty, ItemData, PropertyPath } from '../store/item-data.js';

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

/** The same text for every way to name the same property. */
export function extendedKey(path: PropertyPath): string {
  const type = path.propertyType;
  if (path.propertyTag !== undefined) return `tag:${tagOf(path)}:${type}`;
  const set = path.propertySetId ?? SETS[path.distinguishedPropertySetId ?? ''];
  if (set === undefined || (path.propertyName === undefined && path.propertyId === undefined)) {
    throw new Failure('ErrorInvalidExtendedProperty');
  }
  // Names are compared as they are, but internet headers without regard to case.
  const name = path.propertyName ?? `#${path.propertyId}`;
  return `${set.toLowerCase()}:${path.distinguishedPropertySetId === 'InternetHeaders' ? name.toLowerCase() : name}:${type}`;
}

/** 0x0037 and 55 name the same tag. */
export function tagOf(path: PropertyPath): number {
  return Number(path.propertyTag);
}

// PR_INTERNET_ARTICLE_NUMBER: rises within a folder, as IMAP wants it; here it is the row. PR_URL_COMP_NAME.
const [UID, URL_NAME] = [0x0e23, 0x10f3];

/** The property as it is written in an answer, or undefined where the item has none. */
export function readExtended(data: ItemData, path: PropertyPath, row?: number): ExtendedProperty | undefined {
  const mirrored =
    row !== undefined && path.propertyTag !== undefined && tagOf(path) === UID ? String(row) : mirror(data, path);
  if (mirrored !== undefined) return { extendedFieldURI: path, value: mirrored };
  const key = extendedKey(path);
  const found = data.extendedProperty?.find((property) => extendedKey(property.extendedFieldURI) === key);
  if (found !== undefined) return { ...found, extendedFieldURI: path };
  // A name for the item in a URL, by which WebDAV knew it; clients may give it another.
  const isUrlName = path.propertyTag !== undefined && tagOf(path) === URL_NAME && data.itemClass !== undefined;
  return isUrlName ? { extendedFieldURI: path, value: `${data.subject ?? ''}.EML` } : undefined;
}

export function writeExtended(data: ItemData, given: ExtendedProperty): void {
  assertValues(given);
  const property = canonical(given);
  const tag = property.extendedFieldURI.propertyTag === undefined ? undefined : tagOf(property.extendedFieldURI);
  if (tag === MESSAGE_FLAGS && property.value !== undefined) {
    const flags = Number(property.value);
    data.isRead = (flags & READ) !== 0;
    data.isDraft = (flags & UNSENT) !== 0;
    return;
  }
  const member = tag === undefined ? undefined : WRITABLE[tag];
  if (member !== undefined && property.value !== undefined) {
    data[member] = property.value;
    return;
  }
  deleteExtended(data, property.extendedFieldURI);
  data.extendedProperty = [...(data.extendedProperty ?? []), property];
}

export function deleteExtended(data: ItemData, path: PropertyPath): void {
  const key = extendedKey(path);
  const left = data.extendedProperty?.filter((property) => extendedKey(property.extendedFieldURI) !== key) ?? [];
  data.extendedProperty = left.length > 0 ? left : undefined;
}

// Clients write 1 and 0, and fractions of seconds; Exchange answers true and false, and whole seconds.
function canonical(property: ExtendedProperty): ExtendedProperty {
  const { value, values, ...rest } = property;
  const type = property.extendedFieldURI.propertyType.replace(/Array$/, '');
  const text = type === 'Boolean' ? booleanText : type === 'SystemTime' ? timeText : undefined;
  if (text === undefined) return property;
  return {
    ...rest,
    ...(value !== undefined && { value: text(value) }),
    ...(values && { values: values.map(text) }),
  };
}

function timeText(text: string): string {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? text : time.toISOString().replace(/\.\d+Z$/, 'Z');
}

export function booleanText(text: string): string {
  return /^(1|true)$/i.test(text.trim()) ? 'true' : 'false';
}

// An array type takes Values, every other Value (MS-OXWSXPROP 2.1.5).
function assertValues(property: ExtendedProperty): void {
  const isArray = property.extendedFieldURI.propertyType.endsWith('Array');
  if (isArray ? property.value !== undefined : property.values !== undefined) {
    throw new Failure('ErrorInvalidExtendedPropertyValue', 'The extended property value is invalid.');
  }
}

const WRITABLE: Record<number, string> = { 55: 'subject', 26: 'itemClass' };

const MESSAGE_FLAGS = 0x0e07;
const [READ, UNMODIFIED, UNSENT, HAS_ATTACHMENT] = [1, 2, 8, 16];

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

// PidLidBusyStatus, Location, AppointmentStartWhole, AppointmentEndWhole, AppointmentSubType, Recurring; ReminderDelta, ReminderSet.
const NAMED: Record<string, (data: ItemData) => string | undefined> = {
  [`${SETS['Appointment']}:${0x8205}`]: (data) =>
    data.legacyFreeBusyStatus && String(BUSY.indexOf(data.legacyFreeBusyStatus)),
  [`${SETS['Appointment']}:${0x8208}`]: (data) => data.location,
  [`${SETS['Appointment']}:${0x820d}`]: (data) => wireTime(data.start),
  [`${SETS['Appointment']}:${0x820e}`]: (data) => wireTime(data.end),
  [`${SETS['Appointment']}:${0x8215}`]: (data) => data.isAllDayEvent?.toString(),
  [`${SETS['Appointment']}:${0x8223}`]: (data) => (data.start ? String(data.recurrence !== undefined) : undefined),
  [`${SETS['Common']}:${0x8501}`]: (data) => data.reminderMinutesBeforeStart?.toString(),
  [`${SETS['Common']}:${0x8503}`]: (data) => data.reminderIsSet?.toString(),
};

function setOf(path: PropertyPath): string | undefined {
  return (path.propertySetId ?? SETS[path.distinguishedPropertySetId ?? ''])?.toLowerCase();
}

function mirror(data: ItemData, path: PropertyPath): string | undefined {
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
