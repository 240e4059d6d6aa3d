/** RRULE, RDATE, EXDATE and EXRULE of an event, read into what EWS has for them. */
import { type Component, type Line, lineOf, linesOf } from '../content-lines/parse.js';
import { DAY, midnight } from './expand.js';
import { type EventTimes, zoneOf } from './read-time.js';
import { type Given, type Series, seriesOf } from './recurrence.js';
import { parseRule } from './rule.js';
import { parseTime } from './times.js';
import type { Zones } from './zones.js';

export function readSeries(event: Component, times: EventTimes, zones: Zones): Series | undefined {
  const rules = linesOf(event, 'RRULE').filter(({ value }) => value.trim() !== '');
  const dates = linesOf(event, 'RDATE');
  if (rules.length === 0 && dates.length === 0) return undefined;
  const rule = ({ value }: Line): Given['rules'][number] => {
    const parsed = parseRule(value, times.start - midnight(times.start));
    return { rule: parsed, until: untilOf(parsed.until, times), text: value.trim() };
  };
  return seriesOf({
    start: times.start,
    rules: rules.map(rule),
    added: dates.flatMap((line) => datesOf(line, times, zones)),
    removed: linesOf(event, 'EXDATE').flatMap((line) => datesOf(line, times, zones)),
    excluding: linesOf(event, 'EXRULE').map(rule),
  });
}

/** The wall time of the occurrence that a RECURRENCE-ID or a date names. */
function datesOf(line: Line, times: EventTimes, zones: Zones): number[] {
  return line.value.split(',').flatMap((text) => {
    // Of a period only the beginning is read.
    const value = text.split('/')[0] ?? '';
    const written = parseTime(value);
    if (written === undefined) return [];
    // A day names the occurrence of that day; of a series of whole days only the day counts, whatever time stands beside it.
    const timeOfDay = times.start - midnight(times.start);
    if (written.isDay || times.isAllDay) return [midnight(written.wall) + timeOfDay];
    const zone = zoneOf({ ...line, value }, zones);
    if (!written.isUtc && line.parameters['TZID'] === undefined) return [written.wall];
    const instant = zone.toInstant(written.wall);
    return [instant + times.zone.offsetAt(instant)];
  });
}

export function recurrenceIdOf(event: Component, times: EventTimes, zones: Zones): number | undefined {
  const line = lineOf(event, 'RECURRENCE-ID');
  return line && datesOf(line, times, zones)[0];
}

// The last wall time that counts: UTC is UTC, a day is the whole of it.
function untilOf(until: string | undefined, times: EventTimes): number | undefined {
  const written = parseTime(until);
  if (written === undefined) return undefined;
  if (written.isDay || times.isAllDay) return midnight(written.wall) + DAY - 1;
  return written.isUtc ? written.wall + times.zone.offsetAt(written.wall) : written.wall;
}
