/** An event as calendar files and EWS both have it, in the members of a calendar item. Types only. */
import type { Recurrence } from './pattern.js';

export interface EventAddress {
  name?: string | undefined;
  emailAddress?: string | undefined;
}

export interface EventAttendee {
  mailbox: EventAddress;
  responseType?: string | undefined;
}

export interface EventException {
  /** The start that the pattern gives it, in milliseconds. */
  original: number;
  deleted?: boolean | undefined;
  /** What it has that the series has not. */
  data?: CalendarEvent | undefined;
}

export interface CalendarEvent {
  uid?: string | undefined;
  subject?: string | undefined;
  location?: string | undefined;
  body?: { bodyType: 'HTML' | 'Text'; value?: string | undefined } | undefined;
  categories?: string[] | undefined;
  start?: Date | undefined;
  end?: Date | undefined;
  startTimeZone?: { id?: string | undefined } | undefined;
  endTimeZone?: { id?: string | undefined } | undefined;
  isAllDayEvent?: boolean | undefined;
  legacyFreeBusyStatus?: string | undefined;
  isCancelled?: boolean | undefined;
  sensitivity?: string | undefined;
  importance?: string | undefined;
  organizer?: EventAddress | undefined;
  requiredAttendees?: EventAttendee[] | undefined;
  optionalAttendees?: EventAttendee[] | undefined;
  resources?: EventAttendee[] | undefined;
  reminderIsSet?: boolean | undefined;
  reminderMinutesBeforeStart?: number | string | undefined;
  appointmentSequenceNumber?: number | undefined;
  recurrence?: Recurrence | undefined;
  /** Of one occurrence by itself: the start that the rule gives it. */
  recurrenceId?: Date | undefined;
  exceptions?: EventException[] | undefined;
}
