/** A reading of a clock on a wall somewhere, with the zone that it hangs in. */

import { isIanaZone } from './iana.js';
import { type Day, MOMENT_FORMS, type Moment, readMoment } from './moment.js';
import { offsetAt } from './wall-time.js';
import type { OffsetAt } from './zone-definition.js';
import { toIanaZone } from './zone-names.js';

/** A wall clock reading. Its text is what `Temporal.ZonedDateTime.from()` takes. */
export interface ZonedTime {
  /** The instant. */
  readonly epochMilliseconds: number;
  /** IANA name of the zone; of one that has none, how far it is ahead at that time (`+05:45`). */
  readonly timeZone: string;
  /** The day: `2025-03-30`. */
  readonly date: Day;
  /** The time of day: `10:00:00`. */
  readonly time: string;
  /** `2025-03-30T10:00:00-04:00[America/New_York]` (RFC 9557). */
  toString(): string;
}

/** What the clocks of a zone show at an instant. The zone is an IANA name, or one of Windows. */
export function zoned(instant: Moment, timeZone: string): ZonedTime {
  const zone = isIanaZone(timeZone) ? timeZone : toIanaZone(timeZone);
  if (zone === undefined) throw new RangeError(`'${timeZone}' is no time zone; expected one such as Europe/Copenhagen`);
  const read = readMoment(instant, zone);
  if (read === undefined) throw new RangeError(`'${String(instant)}' is no time; expected ${MOMENT_FORMS}`);
  return readingOf('at' in read ? read.at : read.from, (at) => offsetAt(at, zone), zone);
}

/** The reading of a clock; `name`: the IANA name of its zone, where it has one. */
export function readingOf(instant: Date, offset: OffsetAt, name: string | undefined): ZonedTime {
  const epochMilliseconds = instant.getTime();
  const ahead = offset(epochMilliseconds);
  const [date, time] = new Date(epochMilliseconds + ahead).toISOString().slice(0, -1).split('T') as [Day, string];
  const zone = name ?? offsetText(ahead);
  return Object.freeze({
    epochMilliseconds,
    timeZone: zone,
    date,
    time: time.replace(/\.000$/, ''),
    toString: () => `${date}T${time.replace(/\.000$/, '')}${offsetText(ahead)}[${zone}]`,
  });
}

function offsetText(offset: number): string {
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const two = (part: number) => String(Math.floor(part)).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}
