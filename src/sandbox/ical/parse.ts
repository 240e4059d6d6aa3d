/** iCalendar (RFC 5545) into the properties of a calendar item: what CalDAV bridges send as MimeContent. */

import { Failure } from '../base/failure.js';
import { MONTHS } from '../calendar/names.js';
import type { Attendee, ItemData, Recurrence } from '../store/item-data.js';
import { fromWall, ianaOf, offsetAt, WINDOWS } from './zones.js';

interface Line {
  name: string;
  parameters: Record<string, string>;
  value: string;
}

export function applyCalendar(text: string, data: ItemData): void {
  const lines = parseLines(text);
  const events = split(lines, 'VEVENT');
  const main = events.find((event) => !find(event, 'RECURRENCE-ID')) ?? events[0];
  if (main === undefined) throw new Failure('ErrorMimeContentInvalid', 'The MIME content is not valid.');
  applyEvent(main, data);
  const zone = ianaOf(data.startTimeZone?.id);
  const exceptions = all(main, 'EXDATE').flatMap((line) =>
    line.value.split(',').map((value) => ({ original: timeOf({ ...line, value }, zone).getTime(), deleted: true })),
  );
  const changed = events.flatMap((event) => {
    const id = find(event, 'RECURRENCE-ID');
    if (event === main || id === undefined) return [];
    const own: ItemData = {};
    applyEvent(event, own);
    const { uid: _uid, recurrence: _recurrence, startTimeZone: _zone, endTimeZone: _endZone, ...rest } = own;
    return [{ original: timeOf(id, zone).getTime(), data: rest as ItemData }];
  });
  if (exceptions.length + changed.length > 0)
    data.exceptions = [...exceptions, ...changed].sort((a, b) => a.original - b.original);
}

function applyEvent(event: Line[], data: ItemData): void {
  const text = (name: string) => find(event, name)?.value;
  const start = find(event, 'DTSTART');
  if (start === undefined) throw new Failure('ErrorMimeContentInvalid', 'The MIME content is not valid.');
  const zoneId = windowsZone(start.parameters['TZID']);
  const zone = ianaOf(zoneId);
  data.startTimeZone ??= { id: zoneId ?? 'UTC' };
  data.isAllDayEvent ??= /^\d{8}$/.test(start.value) || text('X-MICROSOFT-CDO-ALLDAYEVENT') === 'TRUE';
  data.start ??= timeOf(start, zone);
  const end = find(event, 'DTEND');
  if (end) data.end ??= timeOf(end, zone);
  else data.end ??= new Date(data.start.getTime() + durationOf(text('DURATION'), data.isAllDayEvent));
  data.uid ??= text('UID');
  data.subject ??= plain(text('SUMMARY'));
  data.location ??= plain(text('LOCATION'));
  const description = plain(text('DESCRIPTION'));
  if (description !== undefined) data.body ??= { bodyType: 'Text', value: description };
  const categories = all(event, 'CATEGORIES').flatMap((line) =>
    line.value.split(/(?<!\\),/).map((one) => plain(one) ?? ''),
  );
  if (categories.length > 0) data.categories ??= categories;
  data.legacyFreeBusyStatus ??= busyOf(text('X-MICROSOFT-CDO-BUSYSTATUS'), text('TRANSP'));
  data.sensitivity ??=
    ({ PRIVATE: 'Private', CONFIDENTIAL: 'Confidential' } as Record<string, string>)[text('CLASS') ?? ''] ?? 'Normal';
  const priority = Number(text('PRIORITY') ?? 5);
  data.importance ??= priority === 0 || priority === 5 ? 'Normal' : priority < 5 ? 'High' : 'Low';
  const rule = text('RRULE');
  if (rule !== undefined) data.recurrence ??= recurrenceOf(rule, data.start, zone);
  applyAttendees(event, data);
  const [alarm] = split(event, 'VALARM');
  const trigger = alarm && find(alarm, 'TRIGGER')?.value;
  data.reminderIsSet ??= trigger !== undefined;
  if (trigger !== undefined)
    data.reminderMinutesBeforeStart ??= Math.max(0, Math.round(durationOf(trigger.replace(/^-/, ''), false) / 60_000));
}

function applyAttendees(event: Line[], data: ItemData): void {
  const lists: Record<string, Attendee[]> = { requiredAttendees: [], optionalAttendees: [], resources: [] };
  for (const { parameters, value } of all(event, 'ATTENDEE')) {
    const emailAddress = value.replace(/^mailto:/i, '');
    const isResource = /^(RESOURCE|ROOM)$/.test(parameters['CUTYPE'] ?? '') || parameters['ROLE'] === 'NON-PARTICIPANT';
    const list = isResource
      ? 'resources'
      : parameters['ROLE'] === 'OPT-PARTICIPANT'
        ? 'optionalAttendees'
        : 'requiredAttendees';
    const name = parameters['CN'];
    lists[list]?.push({
      mailbox: { emailAddress, ...(name && { name }) },
      responseType: PARTSTAT[parameters['PARTSTAT'] ?? ''] ?? 'Unknown',
    });
  }
  const organizer = find(event, 'ORGANIZER')
    ?.value.replace(/^mailto:/i, '')
    .toLowerCase();
  for (const [name, list] of Object.entries(lists)) {
    const others = list.filter((one) => one.mailbox.emailAddress?.toLowerCase() !== organizer);
    if (others.length > 0) data[name] ??= others;
  }
}

const PARTSTAT: Record<string, string> = { ACCEPTED: 'Accept', TENTATIVE: 'Tentative', DECLINED: 'Decline' };
const DAYS: Record<string, string> = {
  SU: 'Sunday',
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
};
const PLACES: Record<string, string> = { 1: 'First', 2: 'Second', 3: 'Third', 4: 'Fourth', '-1': 'Last', 5: 'Last' };

function recurrenceOf(rule: string, start: Date, zone: string): Recurrence {
  const parts = Object.fromEntries(rule.split(';').map((part) => part.split('=') as [string, string]));
  const wall = new Date(start.getTime() + offsetAt(zone, start.getTime()) * 60_000);
  const startDate = wall.toISOString().slice(0, 10);
  return { pattern: patternOf(parts, wall), range: rangeOf(parts, startDate, zone) };
}

function patternOf(parts: Record<string, string>, wall: Date): { kind: string } & Record<string, unknown> {
  const interval = Number(parts['INTERVAL'] ?? 1);
  const byDay = (parts['BYDAY'] ?? '').split(',').filter(Boolean);
  const weekdays = byDay.map((one) => DAYS[one.slice(-2)] ?? 'Monday');
  const place = parts['BYSETPOS'] ?? /^-?\d+/.exec(byDay[0] ?? '')?.[0];
  const month = MONTHS[Number(parts['BYMONTH'] ?? wall.getUTCMonth() + 1) - 1];
  const dayOfMonth = Number(parts['BYMONTHDAY'] ?? wall.getUTCDate());
  const several =
    weekdays.length === 7
      ? 'Day'
      : weekdays.length === 5
        ? 'Weekday'
        : weekdays.length === 2
          ? 'WeekendDay'
          : weekdays[0];
  const relative = { daysOfWeek: several, dayOfWeekIndex: PLACES[place ?? '1'] ?? 'First' };
  switch (parts['FREQ']) {
    case 'WEEKLY': {
      const daysOfWeek = weekdays.length > 0 ? weekdays : [Object.values(DAYS)[wall.getUTCDay()] ?? 'Monday'];
      return { kind: 'weeklyRecurrence', interval, daysOfWeek, firstDayOfWeek: DAYS[parts['WKST'] ?? 'MO'] };
    }
    case 'MONTHLY':
      if (place !== undefined && byDay.length > 0) return { kind: 'relativeMonthlyRecurrence', interval, ...relative };
      return { kind: 'absoluteMonthlyRecurrence', interval, dayOfMonth: dayOfMonth < 0 ? 31 : dayOfMonth };
    case 'YEARLY':
      if (place !== undefined && byDay.length > 0) return { kind: 'relativeYearlyRecurrence', ...relative, month };
      return { kind: 'absoluteYearlyRecurrence', dayOfMonth, month };
    default:
      return { kind: 'dailyRecurrence', interval };
  }
}

function rangeOf(parts: Record<string, string>, startDate: string, zone: string): NonNullable<Recurrence['range']> {
  if (parts['COUNT'] !== undefined)
    return { kind: 'numberedRecurrence', startDate, numberOfOccurrences: Number(parts['COUNT']) };
  const until = parts['UNTIL'];
  if (until === undefined) return { kind: 'noEndRecurrence', startDate };
  const time = timeOf({ name: 'UNTIL', parameters: {}, value: until }, zone).getTime();
  const wall = /^\d{8}$/.test(until)
    ? until.replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3')
    : new Date(time + offsetAt(zone, time) * 60_000).toISOString();
  return { kind: 'endDateRecurrence', startDate, endDate: wall.slice(0, 10) };
}

function timeOf(line: Line, fallback: string): Date {
  const [, year, month, day, hour = '00', minute = '00', second = '00', z] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/.exec(line.value.trim()) ?? [];
  if (year === undefined) throw new Failure('ErrorMimeContentInvalid', 'The MIME content is not valid.');
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  if (z) return new Date(wall);
  const tzid = windowsZone(line.parameters['TZID']);
  return new Date(fromWall(tzid === undefined ? fallback : ianaOf(tzid), wall));
}

function windowsZone(tzid: string | undefined): string | undefined {
  if (tzid === undefined) return undefined;
  const name = tzid.replace(/^"|"$/g, '');
  return WINDOWS.get(name) ?? name;
}

function durationOf(text: string | undefined, isAllDay: boolean | undefined): number {
  const [, weeks, days, hours, minutes, seconds] =
    /P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?/.exec(text ?? '') ?? [];
  if (text === undefined) return isAllDay ? 86_400_000 : 0;
  const [w = 0, d = 0, h = 0, m = 0, s = 0] = [weeks, days, hours, minutes, seconds].map((one) => Number(one ?? 0));
  return ((((w * 7 + d) * 24 + h) * 60 + m) * 60 + s) * 1000;
}

function busyOf(status: string | undefined, transparency: string | undefined): string {
  if (status !== undefined) {
    return (
      (
        {
          FREE: 'Free',
          TENTATIVE: 'Tentative',
          BUSY: 'Busy',
          OOF: 'OOF',
          WORKINGELSEWHERE: 'WorkingElsewhere',
        } as Record<string, string>
      )[status] ?? 'Busy'
    );
  }
  return transparency === 'TRANSPARENT' ? 'Free' : 'Busy';
}

function parseLines(text: string): Line[] {
  return text
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .flatMap((line) => {
      const match = /^([\w-]+)((?:;[\w-]+=(?:"[^"]*"|[^;:]*))*):(.*)$/s.exec(line);
      if (!match) return [];
      const parameters: Record<string, string> = {};
      for (const [, key = '', value = ''] of (match[2] ?? '').matchAll(/;([\w-]+)=("[^"]*"|[^;:]*)/g)) {
        parameters[key.toUpperCase()] = value.replace(/^"|"$/g, '');
      }
      return [{ name: (match[1] ?? '').toUpperCase(), parameters, value: match[3] ?? '' }];
    });
}

function split(lines: Line[], component: string): Line[][] {
  const parts: Line[][] = [];
  let current: Line[] | undefined;
  for (const line of lines) {
    if (line.name === 'BEGIN' && line.value === component) current = [];
    else if (line.name === 'END' && line.value === component && current) {
      parts.push(current);
      current = undefined;
    } else current?.push(line);
  }
  return parts;
}

// Lines of a component within the event (an alarm's DESCRIPTION) are not the event's.
function find(lines: Line[], name: string): Line | undefined {
  let depth = 0;
  for (const line of lines) {
    if (line.name === 'BEGIN') depth++;
    else if (line.name === 'END') depth--;
    else if (depth === 0 && line.name === name) return line;
  }
  return undefined;
}

function all(lines: Line[], name: string): Line[] {
  return lines.filter((line) => line.name === name);
}

function plain(text: string | undefined): string | undefined {
  return text?.replace(/\\([\\;,nN])/g, (_, character: string) => (/n/i.test(character) ? '\n' : character));
}
