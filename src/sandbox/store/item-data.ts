/**
 * The properties of an item as the sandbox keeps them: the codec's shapes. Named are those that it reasons about;
 * every other member is kept and given back untouched.
 */

export type ItemKind =
  | 'item'
  | 'message'
  | 'calendarItem'
  | 'contact'
  | 'distributionList'
  | 'task'
  | 'postItem'
  | 'meetingMessage'
  | 'meetingRequest'
  | 'meetingResponse'
  | 'meetingCancellation'
  | 'networkItem'
  | 'roleMember'
  | 'person'
  | 'booking';

export interface Address {
  name?: string | undefined;
  emailAddress?: string | undefined;
  routingType?: string | undefined;
  mailboxType?: string | undefined;
  itemId?: { id?: string | undefined; changeKey?: string | undefined } | undefined;
}

export interface Attendee {
  mailbox: Address;
  responseType?: string | undefined;
  lastResponseTime?: Date | undefined;
  proposedStart?: Date | undefined;
  proposedEnd?: Date | undefined;
}

export interface BodyData {
  bodyType: 'HTML' | 'Text';
  value?: string | undefined;
}

export interface PropertyPath {
  distinguishedPropertySetId?: string | undefined;
  propertySetId?: string | undefined;
  propertyTag?: string | undefined;
  propertyName?: string | undefined;
  propertyId?: number | undefined;
  propertyType: string;
}

export interface ExtendedProperty {
  extendedFieldURI: PropertyPath;
  value?: string | undefined;
  values?: string[] | undefined;
}

/** One entry of a contact's dictionaries: `key` tells which, the rest is its value. */
export interface DictionaryEntry {
  key: string;
  value?: string | undefined;
  [member: string]: unknown;
}

export interface Recurrence {
  pattern?: ({ kind: string } & Record<string, unknown>) | undefined;
  range?: { kind: string; startDate: string; endDate?: string; numberOfOccurrences?: number } | undefined;
}

interface ZoneTransition {
  kind: string;
  to: { kind?: string; value: string };
  dateTime?: Date | undefined;
  timeOffset?: string | undefined;
  month?: number | undefined;
  day?: number | undefined;
  dayOfWeek?: string | undefined;
  occurrence?: number | undefined;
}

/** A zone by its name, or with the rules of one that has none. */
export interface ZoneData {
  id?: string | undefined;
  name?: string | undefined;
  periods?: { id?: string; name?: string; bias?: string }[] | undefined;
  transitionsGroups?: { id?: string; transition: ZoneTransition[] }[] | undefined;
  transitions?: { transition: ZoneTransition[] } | undefined;
}

interface TimeChange {
  offset: string;
  time: string;
  relativeYearlyRecurrence?: { daysOfWeek: string | string[]; dayOfWeekIndex: string; month: string } | undefined;
}

/** A zone as Exchange 2007 has it. */
export interface MeetingZone {
  timeZoneName?: string | undefined;
  baseOffset?: string | undefined;
  standard?: TimeChange | undefined;
  daylight?: TimeChange | undefined;
}

/** What one occurrence has that its series has not; kept with the recurring master. */
export interface ExceptionData {
  /** The start that the pattern gives it, in milliseconds. */
  original: number;
  deleted?: boolean | undefined;
  data?: ItemData | undefined;
  change?: number | undefined;
}

export interface ItemData {
  itemClass?: string | undefined;
  subject?: string | undefined;
  sensitivity?: string | undefined;
  importance?: string | undefined;
  body?: BodyData | undefined;
  categories?: string[] | undefined;
  extendedProperty?: ExtendedProperty[] | undefined;
  culture?: string | undefined;
  size?: number | undefined;
  isDraft?: boolean | undefined;
  isSubmitted?: boolean | undefined;
  isFromMe?: boolean | undefined;
  isRead?: boolean | undefined;
  hasAttachments?: boolean | undefined;
  dateTimeReceived?: Date | undefined;
  dateTimeSent?: Date | undefined;
  dateTimeCreated?: Date | undefined;
  lastModifiedTime?: Date | undefined;
  lastModifiedName?: string | undefined;
  reminderIsSet?: boolean | undefined;
  reminderMinutesBeforeStart?: number | undefined;
  reminderDueBy?: Date | undefined;
  toRecipients?: Address[] | undefined;
  ccRecipients?: Address[] | undefined;
  bccRecipients?: Address[] | undefined;
  replyTo?: Address[] | undefined;
  from?: Address | undefined;
  sender?: Address | undefined;
  receivedBy?: Address | undefined;
  receivedRepresenting?: Address | undefined;
  internetMessageId?: string | undefined;
  inReplyTo?: string | undefined;
  references?: string | undefined;
  conversationTopic?: string | undefined;
  conversationIndex?: Uint8Array | undefined;
  internetMessageHeaders?: { headerName: string; value?: string | undefined }[] | undefined;
  /** MIME as it came in; shown again as it is. */
  mimeSource?: Uint8Array | undefined;
  uid?: string | undefined;
  start?: Date | undefined;
  end?: Date | undefined;
  isAllDayEvent?: boolean | undefined;
  location?: string | undefined;
  legacyFreeBusyStatus?: string | undefined;
  organizer?: Address | undefined;
  requiredAttendees?: Attendee[] | undefined;
  optionalAttendees?: Attendee[] | undefined;
  resources?: Attendee[] | undefined;
  isMeeting?: boolean | undefined;
  isCancelled?: boolean | undefined;
  isOrganizer?: boolean | undefined;
  meetingRequestWasSent?: boolean | undefined;
  isResponseRequested?: boolean | undefined;
  myResponseType?: string | undefined;
  appointmentReplyTime?: Date | undefined;
  appointmentSequenceNumber?: number | undefined;
  appointmentState?: number | undefined;
  recurrence?: Recurrence | undefined;
  /** Of an occurrence, and of messages about one: the start that the pattern gives it. */
  recurrenceId?: Date | undefined;
  startTimeZone?: ZoneData | undefined;
  endTimeZone?: ZoneData | undefined;
  meetingTimeZone?: MeetingZone | undefined;
  /** Changed and deleted occurrences of a recurring master. */
  exceptions?: ExceptionData[] | undefined;
  displayName?: string | undefined;
  fileAs?: string | undefined;
  fileAsMapping?: string | undefined;
  givenName?: string | undefined;
  middleName?: string | undefined;
  surname?: string | undefined;
  nickname?: string | undefined;
  initials?: string | undefined;
  generation?: string | undefined;
  companyName?: string | undefined;
  emailAddresses?: DictionaryEntry[] | undefined;
  phoneNumbers?: DictionaryEntry[] | undefined;
  physicalAddresses?: DictionaryEntry[] | undefined;
  imAddresses?: DictionaryEntry[] | undefined;
  members?: { key?: string | undefined; mailbox?: Address | undefined; status?: string | undefined }[] | undefined;
  status?: string | undefined;
  percentComplete?: number | undefined;
  isComplete?: boolean | undefined;
  completeDate?: Date | undefined;
  dueDate?: Date | undefined;
  startDate?: Date | undefined;
  [member: string]: unknown;
}
