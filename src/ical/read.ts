/** A calendar file into the members of a calendar item: its first event, with what its other VEVENTs change of it. */
import { TextFormatError } from '../content-lines/format-error.js';
import { type Component, componentsOf, lineOf, parseComponents } from '../content-lines/parse.js';
import type { CalendarEvent, EventException } from './calendar-event.js';
import { expand, midnight } from './expand.js';
import { ruleOfPattern } from './pattern.js';
import { peopleOf } from './read-people.js';
import { readSeries, recurrenceIdOf } from './read-recurrence.js';
import { type EventTimes, timesOf } from './read-time.js';
import { bodyOf, categoriesOf, importanceOf, present, sensitivityOf, textOf, wordOf } from './read-words.js';
import type { Series } from './recurrence.js';
import { parseDuration, parseTime } from './times.js';
import { Zones } from './zones.js';

export interface ReadOptions {
  /** Zone of times that name none, by its Windows or its IANA name; UTC where none is given. */
  timeZone?: string | undefined;
}

/** Throws a TextFormatError for what is no calendar, and for a rule that no recurrence says. */
export function readCalendar(bytes: Uint8Array, options: ReadOptions = {}): CalendarEvent {
  const file = parseComponents(bytes);
  return eventIn(componentsOf(file, 'VEVENT'), new Zones(componentsOf(file, 'VTIMEZONE'), options.timeZone));
}

/** Every event of a file, each with what its other VEVENTs change of it; they are told apart by their UID. */
export function readCalendarEvents(bytes: Uint8Array, options: ReadOptions = {}): CalendarEvent[] {
  const file = parseComponents(bytes);
  const zones = new Zones(componentsOf(file, 'VTIMEZONE'), options.timeZone);
  const byUid = new Map<string, Component[]>();
  for (const [place, event] of componentsOf(file, 'VEVENT').entries()) {
    const key = uidOf(event) || `${place}`;
    byUid.set(key, [...(byUid.get(key) ?? []), event]);
  }
  if (byUid.size === 0) throw new TextFormatError('The file has no event.');
  return [...byUid.values()].map((events) => eventIn(events, zones));
}

function eventIn(events: readonly Component[], zones: Zones): CalendarEvent {
  const main = events.find((event) => lineOf(event, 'RECURRENCE-ID') === undefined) ?? events[0];
  if (main === undefined) throw new TextFormatError('The file has no event.');
  const times = timesOf(main, zones);
  const series = lineOf(main, 'RECURRENCE-ID') ? undefined : readSeries(main, times, zones);
  const ids = zoneIds(times, series);
  const start = series?.start ?? times.start;
  // The same length by the clock, from where the series starts.
  const own = { ...times, start, end: times.end + start - times.start };
  const event = eventOf(main, own, zones);
  if (ids.start !== undefined) event.startTimeZone = { id: ids.start };
  if (ids.end !== undefined) event.endTimeZone = { id: ids.end };
  if (series === undefined) return event;
  event.recurrence = series.recurrence;
  const others = events.filter((one) => one !== main && uidOf(one) === uidOf(main));
  const exceptions = exceptionsOf(series, own, others, zones);
  if (exceptions.length > 0) event.exceptions = exceptions;
  return event;
}

function uidOf(event: Component): string {
  return lineOf(event, 'UID')?.value.trim() ?? '';
}

const YEARS_AHEAD = 5 * 366 * 86_400_000;

function zoneIds(
  times: EventTimes,
  series: Series | undefined,
): { start: string | undefined; end: string | undefined } {
  const start = times.zone.toInstant(times.start);
  const last = series?.recurrence.range.endDate;
  const end = last === undefined ? start + (series ? YEARS_AHEAD : 0) : (parseTime(last)?.wall ?? start);
  return { start: times.zone.windows(start, end), end: times.endZone?.windows(start, end) };
}

// By the instant that the pattern gives; an occurrence that was changed and left out is left out.
function exceptionsOf(series: Series, times: EventTimes, others: readonly Component[], zones: Zones): EventException[] {
  const found = new Map<number, EventException>();
  const instant = (wall: number) => times.zone.toInstant(wall);
  const length = times.end - times.start;
  const removed = new Set<number>();
  for (const { original: wall, moved } of series.changes) {
    const original = instant(wall);
    if (moved === undefined) removed.add(original);
    const data =
      moved === undefined ? undefined : { start: new Date(instant(moved)), end: new Date(instant(moved + length)) };
    found.set(original, { original, ...(data ? { data } : { deleted: true }) });
  }
  // An occurrence that RDATE added is named by where it is.
  const places = new Map(series.changes.map((change) => [change.moved ?? change.original, change.original]));
  for (const other of inOrder(others, times, zones)) {
    const named = recurrenceIdOf(other, times, zones);
    if (named === undefined) continue;
    const changed = changedBy(other, zones);
    for (const [wall, shift] of affected(other, named, series, times)) {
      const original = instant(places.get(wall) ?? wall);
      if (removed.has(original)) continue;
      found.set(
        original,
        changed === undefined ? { original, deleted: true } : { original, data: shifted(changed, shift) },
      );
    }
  }
  return [...found.values()].sort((a, b) => a.original - b.original);
}

function inOrder(others: readonly Component[], times: EventTimes, zones: Zones): Component[] {
  const keyed = others.map((one) => [one, recurrenceIdOf(one, times, zones) ?? 0, isOnward(one) ? 0 : 1] as const);
  return keyed.sort((a, b) => a[2] - b[2] || a[1] - b[1]).map(([one]) => one);
}

function isOnward(event: Component): boolean {
  return /^THISANDFUTURE$/i.test(lineOf(event, 'RECURRENCE-ID')?.parameters['RANGE']?.[0] ?? '');
}

/** No more of a series can be changed one by one. */
const MOST_CHANGED = 999;

// The occurrences that a VEVENT is about, each with how much later it is than the first of them.
function affected(
  event: Component,
  named: number,
  { recurrence, start }: Series,
  times: EventTimes,
): [number, number][] {
  if (!isOnward(event)) return [[named, 0]];
  const { range, pattern } = recurrence;
  const last = range.endDate === undefined ? undefined : (parseTime(range.endDate)?.wall ?? 0) + 86_399_999;
  if (last === undefined && range.numberOfOccurrences === undefined)
    throw new TextFormatError('A change of all that is to come of a series without an end cannot be kept.');
  const rule = { ...ruleOfPattern(pattern), count: range.numberOfOccurrences };
  const later: [number, number][] = [];
  for (const wall of expand(rule, midnight(times.start) + (start - midnight(start)), last)) {
    if (wall < named) continue;
    if (later.length >= MOST_CHANGED) throw new TextFormatError('A change touches too many occurrences.');
    later.push([wall, times.zone.toInstant(wall) - times.zone.toInstant(named)]);
  }
  return later;
}

function changedBy(event: Component, zones: Zones): CalendarEvent | undefined {
  if (/^\s*CANCELLED\s*$/i.test(lineOf(event, 'STATUS')?.value ?? '')) return undefined;
  const { uid: _uid, ...data } = eventOf(event, timesOf(event, zones), zones);
  return data;
}

function shifted(data: CalendarEvent, by: number): CalendarEvent {
  const { start = new Date(0), end = start } = data;
  return { ...data, start: new Date(start.getTime() + by), end: new Date(end.getTime() + by) };
}

function eventOf(event: Component, times: EventTimes, zones: Zones): CalendarEvent {
  const text = (name: string) => textOf(event, name);
  const word = (name: string) => wordOf(event, name);
  const start = times.zone.toInstant(times.start);
  const data: CalendarEvent = {
    uid: text('UID')?.trim(),
    subject: text('SUMMARY'),
    location: text('LOCATION'),
    body: bodyOf(event),
    start: new Date(start),
    end: new Date(times.zone.toInstant(times.end)),
    isAllDayEvent: times.isAllDay,
    legacyFreeBusyStatus: busyOf(word('X-MICROSOFT-CDO-BUSYSTATUS'), word('TRANSP'), word('STATUS')),
    sensitivity: sensitivityOf(event),
    importance: importanceOf(event),
    categories: categoriesOf(event),
    ...peopleOf(event),
    ...reminderOf(event, start, times.zone.toInstant(times.end), zones),
  };
  if (word('STATUS') === 'CANCELLED') data.isCancelled = true;
  const sequence = Number(word('SEQUENCE') || Number.NaN);
  if (Number.isInteger(sequence) && sequence >= 0 && sequence < 2 ** 31) data.appointmentSequenceNumber = sequence;
  return present(data);
}

function busyOf(status: string, transparency: string, state: string): string {
  const named: Record<string, string> = {
    FREE: 'Free',
    TENTATIVE: 'Tentative',
    BUSY: 'Busy',
    OOF: 'OOF',
    WORKINGELSEWHERE: 'WorkingElsewhere',
  };
  if (status !== '') return named[status] ?? 'Busy';
  if (transparency === 'TRANSPARENT') return 'Free';
  return state === 'TENTATIVE' ? 'Tentative' : 'Busy';
}

/** Five years, the most that ReminderMinutesBeforeStartType of types.xsd lets be written. */
const MOST_MINUTES = 2_629_800;

// MS-OXCICAL 2.1.3.1.2: the first alarm that says when. One after the start is at the start: EWS has no other word for it.
function reminderOf(event: Component, start: number, end: number, zones: Zones): Partial<CalendarEvent> {
  for (const alarm of event.parts.filter(({ name }) => name === 'VALARM')) {
    const trigger = lineOf(alarm, 'TRIGGER');
    const duration = parseDuration(trigger?.value);
    const time = parseTime(trigger?.value);
    if (trigger === undefined || (duration === undefined && time === undefined)) continue;
    const isToEnd = /^END$/i.test(trigger.parameters['RELATED']?.[0] ?? '');
    const at =
      duration !== undefined
        ? (isToEnd ? end : start) + duration
        : time?.isUtc
          ? time.wall
          : zones.of(trigger.parameters['TZID']?.[0]).toInstant(time?.wall ?? start);
    const minutes = Math.max(0, Math.round((start - at) / 60_000));
    if (minutes <= MOST_MINUTES) return { reminderIsSet: true, reminderMinutesBeforeStart: minutes };
  }
  return { reminderIsSet: false };
}
