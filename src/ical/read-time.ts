/** The times of an event: when it is, in whose zone, and whether it is days. */
import { TextFormatError } from '../content-lines/format-error.js';
import { type Component, type Line, lineOf } from '../content-lines/parse.js';
import { DAY, midnight } from './expand.js';
import { parseDuration, parseTime } from './times.js';
import type { Zone, Zones } from './zones.js';

export interface EventTimes {
  /** Wall times of `zone`. */
  start: number;
  end: number;
  isAllDay: boolean;
  zone: Zone;
  /** The end's, where it is another. */
  endZone: Zone | undefined;
}

export function timesOf(event: Component, zones: Zones): EventTimes {
  const start = lineOf(event, 'DTSTART');
  const written = parseTime(start?.value);
  if (start === undefined || written === undefined)
    throw new TextFormatError('An event has no DTSTART that is a time.');
  const endLine = lineOf(event, 'DTEND');
  const end = parseTime(endLine?.value);
  const isDay = written.isDay || start.parameters['VALUE']?.[0]?.toUpperCase() === 'DATE';
  const isAllDay = isDay || isMarked(event) || isWholeDays(start, written, endLine, end);
  const zone = isDay ? zones.floating : zoneOf(start, zones);
  const duration = parseDuration(lineOf(event, 'DURATION')?.value);
  if (isDay) {
    const first = midnight(written.wall);
    const last = end ? midnight(end.wall) : first + Math.max(0, duration ?? DAY);
    return { start: first, end: Math.max(last, first + DAY), isAllDay, zone, endZone: undefined };
  }
  if (end === undefined || endLine === undefined) {
    // A duration counts by the clock in days and weeks, and by time in hours (RFC 5545, 3.3.6).
    const length = Math.max(0, duration ?? 0);
    const days = length - (length % DAY);
    const instant = zone.toInstant(written.wall + days) + (length % DAY);
    return { start: written.wall, end: instant + zone.offsetAt(instant), isAllDay, zone, endZone: undefined };
  }
  const endZone = zoneOf(endLine, zones);
  const instant = endZone.toInstant(end.isDay ? midnight(end.wall) : end.wall);
  const isSame = endLine.parameters['TZID']?.[0] === start.parameters['TZID']?.[0] && end.isUtc === written.isUtc;
  return {
    start: written.wall,
    end: instant + zone.offsetAt(instant),
    isAllDay,
    zone,
    endZone: isSame ? undefined : endZone,
  };
}

/** The zone of a line's time: UTC, the one it names, or the one of times without. */
export function zoneOf(line: Line, zones: Zones): Zone {
  return parseTime(line.value)?.isUtc ? zones.of('UTC') : zones.of(line.parameters['TZID']?.[0]);
}

function isMarked(event: Component): boolean {
  return /^\s*TRUE\s*$/i.test(lineOf(event, 'X-MICROSOFT-CDO-ALLDAYEVENT')?.value ?? '');
}

// MS-OXCICAL 2.1.3.1.1.20.10: floating, and from midnight to midnight.
function isWholeDays(
  start: Line,
  first: { wall: number; isUtc: boolean },
  end: Line | undefined,
  last: { wall: number; isUtc: boolean } | undefined,
): boolean {
  if (end === undefined || last === undefined || last.wall <= first.wall) return false;
  const floats = (line: Line, time: { wall: number; isUtc: boolean }) =>
    !time.isUtc && line.parameters['TZID'] === undefined && time.wall === midnight(time.wall);
  return floats(start, first) && floats(end, last);
}
