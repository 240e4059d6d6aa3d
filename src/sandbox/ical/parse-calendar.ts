/** iCalendar (RFC 5545) into the properties of a calendar item: what CalDAV bridges send as MimeContent. */
import { Failure } from '../base/failure.js';
import { dayOf, fromWall, ianaOf, toWall } from '../calendar/zones.js';
import type { Attendee, ExceptionData, ItemData } from '../store/item-data.js';
import { all, find, type Line, parseLines, plain, split } from './lines.js';
import { recurrenceOf } from './parse-rule.js';
import { durationOf, timeOf, windowsZone } from './times.js';

export function applyCalendar(text: string, data: ItemData): void {
  const lines = parseLines(text);
  const events = split(lines, 'VEVENT');
  const main = events.find((event) => !find(event, 'RECURRENCE-ID')) ?? events[0];
  if (main === undefined) throw new Failure('ErrorMimeContentInvalid', 'The MIME content is not valid.');
  applyEvent(main, data);
  const zone = ianaOf(data.startTimeZone?.id);
  const exceptions = all(main, 'EXDATE').flatMap((line) =>
    line.value.split(',').map((value) => ({ original: originalOf({ ...line, value }, data, zone), deleted: true })),
  );
  const changed = events.flatMap((event): ExceptionData[] => {
    const id = find(event, 'RECURRENCE-ID');
    if (event === main || id === undefined) return [];
    const own: ItemData = {};
    applyEvent(event, own);
    const { uid: _uid, recurrence: _recurrence, startTimeZone: _zone, endTimeZone: _endZone, ...rest } = own;
    const original = originalOf(id, data, zone);
    if (find(event, 'STATUS')?.value.trim().toUpperCase() === 'CANCELLED') return [{ original, deleted: true }];
    return [{ original, data: rest as ItemData }];
  });
  if (exceptions.length + changed.length > 0)
    // An occurrence that was changed and left out is left out, and stands once.
    data.exceptions = [...new Map([...changed, ...exceptions].map((one) => [one.original, one])).values()].sort(
      (a, b) => a.original - b.original,
    );
}

// A day names the occurrence of that day; of a series of whole days only the day counts, whatever time stands beside it.
function originalOf(line: Line, data: ItemData, zone: string): number {
  const day = /^\s*(\d{8})/.exec(line.value)?.[1];
  if (day === undefined || data.start === undefined) return timeOf(line, zone).getTime();
  if (!data.isAllDayEvent && /T/.test(line.value)) return timeOf(line, zone).getTime();
  const wall = toWall(zone, data.start.getTime());
  const midnight = timeOf({ name: line.name, parameters: {}, value: day }, 'Etc/UTC').getTime();
  return fromWall(zone, midnight + wall - dayOf(wall));
}

function applyEvent(event: Line[], data: ItemData): void {
  const text = (name: string) => find(event, name)?.value;
  const start = find(event, 'DTSTART');
  if (start === undefined) throw new Failure('ErrorMimeContentInvalid', 'The MIME content is not valid.');
  const zoneId = windowsZone(start.parameters['TZID']);
  const zone = ianaOf(zoneId);
  data.startTimeZone ??= { id: zoneId ?? 'UTC' };
  const endZone = windowsZone(find(event, 'DTEND')?.parameters['TZID']);
  if (endZone !== undefined && endZone !== zoneId) data.endTimeZone ??= { id: endZone };
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
  data.legacyFreeBusyStatus ??= busyOf(text('X-MICROSOFT-CDO-BUSYSTATUS'), text('TRANSP'), upper(text('STATUS')));
  if (upper(text('STATUS')) === 'CANCELLED') data.isCancelled ??= true;
  data.sensitivity ??=
    ({ PRIVATE: 'Private', CONFIDENTIAL: 'Confidential' } as Record<string, string>)[upper(text('CLASS'))] ?? 'Normal';
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
    const isResource =
      /^(RESOURCE|ROOM)$/.test(upper(parameters['CUTYPE'])) || upper(parameters['ROLE']) === 'NON-PARTICIPANT';
    const list = isResource
      ? 'resources'
      : upper(parameters['ROLE']) === 'OPT-PARTICIPANT'
        ? 'optionalAttendees'
        : 'requiredAttendees';
    const name = parameters['CN'];
    lists[list]?.push({
      mailbox: { emailAddress, ...(name && { name }) },
      responseType: PARTSTAT[upper(parameters['PARTSTAT'])] ?? 'Unknown',
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
function upper(text: string | undefined): string {
  return (text ?? '').trim().toUpperCase();
}

function busyOf(status: string | undefined, transparency: string | undefined, state: string): string {
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
      )[upper(status)] ?? 'Busy'
    );
  }
  if (upper(transparency) === 'TRANSPARENT') return 'Free';
  return state === 'TENTATIVE' ? 'Tentative' : 'Busy';
}
