/** Times, durations and zones as iCalendar writes them (RFC 5545, 3.3). Knows no property. */
import { Failure } from '../base/failure.js';
import { WINDOWS_ZONES } from '../calendar/zone-table.js';
import { fromWall, ianaOf } from '../calendar/zones.js';
import type { Line } from './lines.js';

/** IANA names, by which most calendars name zones, to the Windows ids that EWS wants. */
const WINDOWS: ReadonlyMap<string, string> = new Map(
  WINDOWS_ZONES.flatMap(
    ([id, iana]) =>
      [
        [iana, id],
        ['Etc/GMT', 'UTC'],
      ] as [string, string][],
  ),
);

export function timeOf(line: Line, fallback: string): Date {
  const [, year, month, day, hour = '00', minute = '00', second = '00', z] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/.exec(line.value.trim()) ?? [];
  if (year === undefined) throw new Failure('ErrorMimeContentInvalid', 'The MIME content is not valid.');
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  if (z) return new Date(wall);
  const tzid = windowsZone(line.parameters['TZID']);
  return new Date(fromWall(tzid === undefined ? fallback : ianaOf(tzid), wall));
}

export function windowsZone(tzid: string | undefined): string | undefined {
  if (tzid === undefined) return undefined;
  const name = tzid.replace(/^"|"$/g, '');
  return WINDOWS.get(name) ?? name;
}

export function durationOf(text: string | undefined, isAllDay: boolean | undefined): number {
  const [, weeks, days, hours, minutes, seconds] =
    /P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?/.exec(text ?? '') ?? [];
  if (text === undefined) return isAllDay ? 86_400_000 : 0;
  const [w = 0, d = 0, h = 0, m = 0, s = 0] = [weeks, days, hours, minutes, seconds].map((one) => Number(one ?? 0));
  const length = ((((w * 7 + d) * 24 + h) * 60 + m) * 60 + s) * 1000;
  // A century: what is longer can be no time of an item, nor minutes that EWS can write.
  if (length > 100 * 366 * 86_400_000) throw new Failure('ErrorMimeContentInvalid', 'A duration is too long.');
  return length;
}

/** `20270301T093000`, of an instant or a wall time. */
export function compact(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replace(/[-:]/g, '');
}

/** `-0530` */
export function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}${String(size % 60).padStart(2, '0')}`;
}
