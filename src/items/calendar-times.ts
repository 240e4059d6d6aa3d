/** The times of a calendar item as people said them: on the clock of its own zone, never on the reader's. Knows no calls. */
import type { CalendarItemType, TimeZoneDefinitionType } from '../../generated/index.js';
import { isIanaZone } from '../time/iana.js';
import type { Day } from '../time/moment.js';
import { offsetAt } from '../time/wall-time.js';
import { type OffsetAt, offsetsOf } from '../time/zone-definition.js';
import { toIanaZone, toWindowsZone } from '../time/zone-names.js';
import { readingOf, type ZonedTime } from '../time/zoned-time.js';

type Item = Pick<
  CalendarItemType,
  'start' | 'end' | 'startTimeZone' | 'endTimeZone' | 'startTimeZoneId' | 'endTimeZoneId' | 'meetingTimeZone'
>;

/** The clocks of a zone that an item was made in. */
interface ItemZone {
  /** IANA name; undefined of a zone that only the server knows. */
  readonly name: string | undefined;
  readonly offset: OffsetAt;
}

/** `own`: IANA name of the account's zone, which stands for all that share its Windows name. */
export function startZoneOf(item: Item, own: string | undefined): ItemZone | undefined {
  return (
    zoneOf(item.startTimeZone, own) ??
    zoneOf({ id: item.startTimeZoneId }, own) ??
    // Exchange 2007.
    zoneOf({ id: item.meetingTimeZone?.timeZoneName }, own)
  );
}

function endZoneOf(item: Item, own: string | undefined): ItemZone | undefined {
  return zoneOf(item.endTimeZone, own) ?? zoneOf({ id: item.endTimeZoneId }, own) ?? startZoneOf(item, own);
}

export function zonedOf(item: Item, own?: string): { start: ZonedTime; end: ZonedTime } | undefined {
  const [start, end] = [startZoneOf(item, own), endZoneOf(item, own)];
  if (item.start === undefined || item.end === undefined || start === undefined || end === undefined) return undefined;
  return {
    start: readingOf(item.start, start.offset, start.name),
    end: readingOf(item.end, end.offset, end.name),
  };
}

/** The first day and the last, of what lasts from midnight to midnight. */
export function daysOf(
  item: Item & { isAllDayEvent?: boolean | undefined },
  own?: string,
): { first: Day; last: Day } | undefined {
  const times = item.isAllDayEvent ? zonedOf(item, own) : undefined;
  const end = endZoneOf(item, own);
  if (times === undefined || end === undefined) return undefined;
  const last = readingOf(
    new Date(Math.max(times.end.epochMilliseconds - 1, times.start.epochMilliseconds)),
    end.offset,
    end.name,
  );
  return { first: times.start.date, last: last.date };
}

/** `tzone://Microsoft/Utc` is how Exchange names UTC in what it has made itself. */
function zoneOf(
  definition: Partial<TimeZoneDefinitionType> | undefined,
  own: string | undefined,
): ItemZone | undefined {
  const id = definition?.id?.replace(/^tzone:\/\/microsoft\/utc$/i, 'UTC');
  const windows = id === undefined ? undefined : toWindowsZone(id);
  if (windows !== undefined && windows === (own && toWindowsZone(own))) return named(own as string);
  const iana = id === undefined ? undefined : (toIanaZone(id) ?? (isIanaZone(id) ? id : undefined));
  if (iana !== undefined) return named(iana);
  const offset = definition && offsetsOf(definition as TimeZoneDefinitionType);
  return offset && { name: undefined, offset };
}

function named(name: string): ItemZone {
  return { name, offset: (instant) => offsetAt(instant, name) };
}
