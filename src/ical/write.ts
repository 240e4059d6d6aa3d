/** A calendar item as a calendar file (RFC 5545): one VEVENT, one for each changed occurrence, and their zone. */
import { emitLines, escaped, quoted, textLine } from '../content-lines/emit.js';
import { instantOfWallTime, offsetAt } from '../time/wall-time.js';
import { toIanaZone } from '../time/zone-names.js';
import type { CalendarEvent, EventAttendee } from './calendar-event.js';
import { compact } from './times.js';
import { ruleText } from './write-rule.js';
import { bodyLines, type WriteOptions, wordLines } from './write-words.js';
import { zoneLines } from './write-zone.js';

export function writeCalendar(event: CalendarEvent, options: WriteOptions): Uint8Array {
  const id = event.startTimeZone?.id ?? 'UTC';
  const iana = toIanaZone(id) ?? 'UTC';
  const zone = id === 'UTC' || toIanaZone(id) === undefined ? 'UTC' : id;
  const writer = new EventWriter(zone, iana, options);
  const changed = (event.exceptions ?? []).filter((one) => !one.deleted && one.data !== undefined);
  return emitLines([
    'BEGIN:VCALENDAR',
    `METHOD:${options.method}`,
    `PRODID:${options.productId}`,
    'VERSION:2.0',
    ...zoneLines(zone, ...yearsOf(event)),
    ...writer.lines(event, event.recurrenceId),
    ...changed.flatMap(({ original, data }) => writer.lines(occurrence(event, original, data), new Date(original))),
    'END:VCALENDAR',
  ]);
}

/** Years ahead for which a series without an end has its zone right. */
const AHEAD = 10;

function yearsOf({ start, recurrence }: CalendarEvent): [number, number] {
  const first = (start ?? new Date(0)).getUTCFullYear();
  const end = recurrence?.range.endDate;
  const last = recurrence === undefined ? first + 1 : end === undefined ? first + AHEAD : Number(end.slice(0, 4)) + 1;
  return [first, Math.min(last, first + 5 * AHEAD)];
}

function occurrence(event: CalendarEvent, original: number, data: CalendarEvent | undefined): CalendarEvent {
  const length = (event.end?.getTime() ?? 0) - (event.start?.getTime() ?? 0);
  const times = { start: new Date(original), end: new Date(original + length) };
  return { ...event, recurrence: undefined, exceptions: undefined, ...times, ...data };
}

class EventWriter {
  readonly #zone: string;
  readonly #iana: string;
  readonly #options: WriteOptions;

  constructor(zone: string, iana: string, options: WriteOptions) {
    this.#zone = zone;
    this.#iana = iana;
    this.#options = options;
  }

  lines(event: CalendarEvent, recurrenceId?: Date): string[] {
    const { body, recurrence, organizer } = event;
    const isDay = event.isAllDayEvent === true;
    const removed = (event.exceptions ?? []).filter((one) => one.deleted);
    return [
      'BEGIN:VEVENT',
      ...(organizer ? [`ORGANIZER;CN=${quoted(organizer.name)}:mailto:${organizer.emailAddress}`] : []),
      ...(event.requiredAttendees ?? []).map((one) => attendee('REQ-PARTICIPANT', one)),
      ...(event.optionalAttendees ?? []).map((one) => attendee('OPT-PARTICIPANT', one)),
      ...(event.resources ?? []).map((one) => attendee('NON-PARTICIPANT', one)),
      ...bodyLines(body, this.#options),
      `UID:${escaped(event.uid ?? '')}`,
      `SUMMARY:${escaped(event.subject ?? '')}`,
      ...this.#time('DTSTART', event.start, isDay),
      ...this.#time('DTEND', event.end, isDay),
      ...(recurrence ? [`RRULE:${ruleText(recurrence, (day) => this.#until(day, event))}`] : []),
      ...removed.flatMap((one) => this.#time('EXDATE', new Date(one.original), isDay)),
      ...this.#time('RECURRENCE-ID', recurrenceId, isDay),
      ...wordLines(event),
      `DTSTAMP:${compact(this.#options.stamp.getTime())}Z`,
      `TRANSP:${event.legacyFreeBusyStatus === 'Free' ? 'TRANSPARENT' : 'OPAQUE'}`,
      `STATUS:${event.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
      `SEQUENCE:${event.appointmentSequenceNumber ?? 0}`,
      ...textLine('LOCATION', event.location),
      `X-MICROSOFT-CDO-BUSYSTATUS:${(event.legacyFreeBusyStatus ?? 'Busy').toUpperCase()}`,
      `X-MICROSOFT-CDO-ALLDAYEVENT:${isDay ? 'TRUE' : 'FALSE'}`,
      ...alarm(event),
      'END:VEVENT',
    ];
  }

  #time(name: string, value: Date | undefined, isDay: boolean): string[] {
    if (value === undefined) return [];
    const wall = value.getTime() + offsetAt(value.getTime(), this.#iana);
    if (isDay) return [`${name};VALUE=DATE:${compact(wall).slice(0, 8)}`];
    return this.#zone === 'UTC'
      ? [`${name}:${compact(value.getTime())}Z`]
      : [`${name};TZID=${this.#zone}:${compact(wall)}`];
  }

  // In UTC, as RFC 5545 wants it of a start with a zone: the last occurrence's time.
  #until(day: string, event: CalendarEvent): string {
    const start = event.start?.getTime() ?? 0;
    const date = day.slice(0, 10).replaceAll('-', '');
    if (event.isAllDayEvent) return date;
    const wall = start + offsetAt(start, this.#iana);
    const last = Date.parse(`${day.slice(0, 10)}T${new Date(wall).toISOString().slice(11)}`);
    return `${compact(instantOfWallTime(last, this.#iana))}Z`;
  }
}

const PARTSTAT: Record<string, string> = { Accept: 'ACCEPTED', Tentative: 'TENTATIVE', Decline: 'DECLINED' };

function attendee(role: string, { mailbox, responseType }: EventAttendee): string {
  const state = PARTSTAT[responseType ?? ''] ?? 'NEEDS-ACTION';
  return `ATTENDEE;ROLE=${role};PARTSTAT=${state};CN=${quoted(mailbox.name)}:mailto:${mailbox.emailAddress}`;
}

function alarm({ reminderIsSet, reminderMinutesBeforeStart }: CalendarEvent): string[] {
  if (!reminderIsSet) return [];
  const trigger = `TRIGGER;RELATED=START:-PT${Number(reminderMinutesBeforeStart ?? 15)}M`;
  return ['BEGIN:VALARM', 'DESCRIPTION:REMINDER', trigger, 'ACTION:DISPLAY', 'END:VALARM'];
}
