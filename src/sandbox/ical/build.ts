/** iCalendar (RFC 5545) of a calendar item: one VEVENT with its zone, as Exchange gives it in MimeContent. */
import { MONTHS } from '../calendar/names.js';
import { formatDay } from '../calendar/recurrence.js';
import { zoneRules } from '../calendar/zone-rules.js';
import { ianaOf, toWall } from '../calendar/zones.js';
import { plainText } from '../mime/body.js';
import type { Attendee, ItemData, Recurrence } from '../store/item-data.js';
import type { Item } from '../store/items.js';

export function buildCalendar(item: Item): Uint8Array {
  const { data } = item;
  const zoneId = data.startTimeZone?.id ?? 'UTC';
  const lines = [
    'BEGIN:VCALENDAR',
    `METHOD:${data.isMeeting ? 'REQUEST' : 'PUBLISH'}`,
    'PRODID:ewskit sandbox',
    'VERSION:2.0',
    ...timeZoneLines(zoneId),
    ...eventLines(data, zoneId),
    ...(data.exceptions ?? []).flatMap((exception) =>
      exception.deleted || exception.data === undefined
        ? []
        : eventLines(
            {
              ...data,
              recurrence: undefined,
              exceptions: undefined,
              start: new Date(exception.original),
              end: endOf(data, exception.original),
              ...exception.data,
            },
            zoneId,
            new Date(exception.original),
          ),
    ),
    'END:VCALENDAR',
  ];
  return Buffer.from(`${lines.map(fold).join('\r\n')}\r\n`, 'utf8');
}

function endOf(data: ItemData, start: number): Date {
  return new Date(start + (data.end?.getTime() ?? 0) - (data.start?.getTime() ?? 0));
}

function eventLines(data: ItemData, zoneId: string, recurrenceId?: Date): string[] {
  const iana = ianaOf(zoneId);
  const time = (name: string, value: Date | undefined) => {
    if (value === undefined) return [];
    const wall = toWall(iana, value.getTime());
    if (data.isAllDayEvent) return [`${name};VALUE=DATE:${formatDay(wall).replaceAll('-', '')}`];
    return zoneId === 'UTC' ? [`${name}:${compact(value.getTime())}Z`] : [`${name};TZID=${zoneId}:${compact(wall)}`];
  };
  const attendee = (role: string) => (one: Attendee) =>
    `ATTENDEE;ROLE=${role};PARTSTAT=${PARTSTAT[one.responseType ?? ''] ?? 'NEEDS-ACTION'};CN=${quoted(one.mailbox.name)}:mailto:${one.mailbox.emailAddress}`;
  return [
    'BEGIN:VEVENT',
    ...(data.organizer && data.isMeeting
      ? [`ORGANIZER;CN=${quoted(data.organizer.name)}:mailto:${data.organizer.emailAddress}`]
      : []),
    ...(data.requiredAttendees ?? []).map(attendee('REQ-PARTICIPANT')),
    ...(data.optionalAttendees ?? []).map(attendee('OPT-PARTICIPANT')),
    ...(data.resources ?? []).map(attendee('NON-PARTICIPANT')),
    ...textLine('DESCRIPTION', data.body && plainText(data.body)),
    `UID:${data.uid ?? ''}`,
    `SUMMARY:${escaped(data.subject ?? '')}`,
    ...time('DTSTART', data.start),
    ...time('DTEND', data.end),
    ...(data.recurrence ? [`RRULE:${ruleOf(data.recurrence, data, iana)}`] : []),
    ...(data.exceptions ?? []).filter((one) => one.deleted).flatMap((one) => time('EXDATE', new Date(one.original))),
    ...(recurrenceId ? time('RECURRENCE-ID', recurrenceId) : []),
    `CLASS:${({ Private: 'PRIVATE', Confidential: 'CONFIDENTIAL' } as Record<string, string>)[data.sensitivity ?? ''] ?? 'PUBLIC'}`,
    `PRIORITY:${({ High: 1, Low: 9 } as Record<string, number>)[data.importance ?? ''] ?? 5}`,
    ...(data.categories?.length ? [`CATEGORIES:${data.categories.map(escaped).join(',')}`] : []),
    `DTSTAMP:${compact((data.lastModifiedTime ?? data.dateTimeCreated ?? new Date(0)).getTime())}Z`,
    `TRANSP:${data.legacyFreeBusyStatus === 'Free' ? 'TRANSPARENT' : 'OPAQUE'}`,
    `STATUS:${data.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `SEQUENCE:${data.appointmentSequenceNumber ?? 0}`,
    ...textLine('LOCATION', data.location),
    `X-MICROSOFT-CDO-BUSYSTATUS:${(data.legacyFreeBusyStatus ?? 'Busy').toUpperCase()}`,
    `X-MICROSOFT-CDO-ALLDAYEVENT:${data.isAllDayEvent ? 'TRUE' : 'FALSE'}`,
    ...(data.reminderIsSet
      ? [
          'BEGIN:VALARM',
          'DESCRIPTION:REMINDER',
          `TRIGGER;RELATED=START:-PT${Number(data.reminderMinutesBeforeStart ?? 15)}M`,
          'ACTION:DISPLAY',
          'END:VALARM',
        ]
      : []),
    'END:VEVENT',
  ];
}

const PARTSTAT: Record<string, string> = { Accept: 'ACCEPTED', Tentative: 'TENTATIVE', Decline: 'DECLINED' };
const PLACES: Record<string, number> = { First: 1, Second: 2, Third: 3, Fourth: 4, Last: -1 };

function ruleOf({ pattern, range }: Recurrence, data: ItemData, iana: string): string {
  const p: Record<string, unknown> = pattern ?? {};
  const days = [p['daysOfWeek']].flat().flatMap((one) => DAYS[String(one)] ?? [String(one).slice(0, 2).toUpperCase()]);
  const parts: string[] = [];
  const month = () => parts.push(`BYMONTH=${MONTHS.indexOf(String(p['month'])) + 1}`);
  switch (pattern?.kind) {
    case 'weeklyRecurrence':
      parts.push(
        'FREQ=WEEKLY',
        `BYDAY=${days.join(',')}`,
        `WKST=${String(p['firstDayOfWeek'] ?? 'Sunday')
          .slice(0, 2)
          .toUpperCase()}`,
      );
      break;
    case 'absoluteMonthlyRecurrence':
      parts.push('FREQ=MONTHLY', `BYMONTHDAY=${p['dayOfMonth']}`);
      break;
    case 'relativeMonthlyRecurrence':
      parts.push('FREQ=MONTHLY', ...placed(days, String(p['dayOfWeekIndex'])));
      break;
    case 'absoluteYearlyRecurrence':
      parts.push('FREQ=YEARLY', `BYMONTHDAY=${p['dayOfMonth']}`);
      month();
      break;
    case 'relativeYearlyRecurrence':
      parts.push('FREQ=YEARLY', ...placed(days, String(p['dayOfWeekIndex'])));
      month();
      break;
    default:
      parts.push('FREQ=DAILY');
  }
  if (p['interval'] !== undefined) parts.splice(1, 0, `INTERVAL=${p['interval']}`);
  if (range?.kind === 'numberedRecurrence') parts.push(`COUNT=${range.numberOfOccurrences}`);
  if (range?.kind === 'endDateRecurrence' && range.endDate !== undefined) {
    const day = range.endDate.slice(0, 10).replaceAll('-', '');
    const wall = toWall(iana, data.start?.getTime() ?? 0);
    parts.push(data.isAllDayEvent ? `UNTIL=${day}` : `UNTIL=${day}T${compact(wall).slice(9)}Z`);
  }
  return parts.join(';');
}

const DAYS: Record<string, string[]> = {
  Day: ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'],
  Weekday: ['MO', 'TU', 'WE', 'TH', 'FR'],
  WeekendDay: ['SA', 'SU'],
};

// `BYDAY=2TU`; of several days the place is counted among them all.
function placed(days: readonly string[], index: string): string[] {
  const place = PLACES[index] ?? 1;
  return days.length === 1 ? [`BYDAY=${place}${days[0]}`] : [`BYDAY=${days.join(',')}`, `BYSETPOS=${place}`];
}

function timeZoneLines(zoneId: string): string[] {
  if (zoneId === 'UTC') return [];
  const rules = zoneRules(ianaOf(zoneId));
  const part = (
    name: string,
    from: number,
    to: number,
    rule: { month: number; place: number; weekday: number; wall: number } | undefined,
  ) => [
    `BEGIN:${name}`,
    rule ? `DTSTART:16010101T${compact(rule.wall).slice(9)}` : 'DTSTART:16010101T000000',
    `TZOFFSETFROM:${offsetText(from)}`,
    `TZOFFSETTO:${offsetText(to)}`,
    ...(rule
      ? [
          `RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=${rule.place === 5 ? -1 : rule.place}${'SUMOTUWETHFRSA'.slice(rule.weekday * 2, rule.weekday * 2 + 2)};BYMONTH=${rule.month + 1}`,
        ]
      : []),
    `END:${name}`,
  ];
  const { standard, daylight } = rules;
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${zoneId}`,
    ...part('STANDARD', daylight?.offset ?? standard.offset, standard.offset, standard.rule),
    ...(daylight ? part('DAYLIGHT', standard.offset, daylight.offset, daylight.rule) : []),
    'END:VTIMEZONE',
  ];
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}${String(size % 60).padStart(2, '0')}`;
}

function compact(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replace(/[-:]/g, '');
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

// Libraries refuse a line without a value.
function textLine(name: string, text: string | undefined): string[] {
  return text ? [`${name}:${escaped(text)}`] : [];
}

function quoted(text: string | undefined): string {
  return `"${(text ?? '').replaceAll('"', "'")}"`;
}

// Lines longer than 75 bytes are folded; never within a character.
function fold(line: string): string {
  let [out, bytes] = ['', 0];
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (bytes + size > 74) {
      out += '\r\n ';
      bytes = 1;
    }
    out += character;
    bytes += size;
  }
  return out;
}
