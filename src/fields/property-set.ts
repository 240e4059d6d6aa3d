/** Property sets and tags: two ways to write the same one, told to be the same. */
import type { PathToExtendedFieldType } from '../../generated/index.js';

const GUID = /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/;

export function isGuid(text: string): boolean {
  return GUID.test(text);
}

/** The GUIDs of the sets that have a name. [MS-OXPROPS] 1.3.2 */
const GUIDS: Readonly<Record<string, string>> = {
  Meeting: '6ed8da90-450b-101b-98da-00aa003f1305',
  Appointment: '00062002-0000-0000-c000-000000000046',
  Common: '00062008-0000-0000-c000-000000000046',
  PublicStrings: '00020329-0000-0000-c000-000000000046',
  Address: '00062004-0000-0000-c000-000000000046',
  InternetHeaders: '00020386-0000-0000-c000-000000000046',
  CalendarAssistant: '11000e07-b51b-40d6-af21-caa85edab1d0',
  UnifiedMessaging: '4442858e-a9e3-4e80-b900-317a210cc15b',
  Task: '00062003-0000-0000-c000-000000000046',
  Sharing: '00062040-0000-0000-c000-000000000046',
};

/** Servers answer with a set's name or its GUID, in either case, and with tags in any spelling of the number. */
export function samePath(a: PathToExtendedFieldType, b: PathToExtendedFieldType): boolean {
  return tagOf(a) === tagOf(b) && a.propertyId === b.propertyId && nameOf(a) === nameOf(b) && setOf(a) === setOf(b);
}

function tagOf({ propertyTag }: PathToExtendedFieldType): number | undefined {
  return propertyTag === undefined ? undefined : Number(propertyTag);
}

function setOf({ distinguishedPropertySetId: name, propertySetId: guid }: PathToExtendedFieldType): string | undefined {
  return guid?.toLowerCase() ?? (name && (GUIDS[name] ?? name));
}

/** Names of headers are the same in any case (RFC 5322); other names are not. */
function nameOf(path: PathToExtendedFieldType): string | undefined {
  return setOf(path) === GUIDS['InternetHeaders'] ? path.propertyName?.toLowerCase() : path.propertyName;
}
