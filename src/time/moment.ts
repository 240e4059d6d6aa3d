/**
 * The ways to say a time: an instant, a reading of a wall clock, or a whole day. Turned into instants here, and nowhere else. Must not
 * know which member a time is for.
 */
import { isDate } from 'node:util/types';
import { isIanaZone } from './iana.js';
import { instantOfWallTime, offsetAt } from './wall-time.js';

/**
 * A whole day in the account's zone, wherever a time is taken: as a start its midnight, as an end the midnight after it. The compiler
 * sees the shape; that the calendar has the day is checked at run time.
 */
export type Day = `${number}-${number}-${number}`;

/** A `Temporal.PlainDate`. */
export interface PlainDate {
  readonly [Symbol.toStringTag]: 'Temporal.PlainDate';
  /** ISO 8601. */
  toString(): string;
}

/** `2025-03-30T10:00` in the account's zone, `…[Europe/Paris]` in another, `…Z` and `…+02:00` an instant (RFC 9557). */
export type WallTime = `${Day}T${string}`;

/** A `Temporal.PlainDateTime`: a wall clock reading in the account's zone. */
export interface PlainDateTime {
  readonly [Symbol.toStringTag]: 'Temporal.PlainDateTime';
  /** ISO 8601. */
  toString(): string;
}

/** An instant; Temporal's Instant and ZonedDateTime are such. */
export type Moment = Date | { readonly epochMilliseconds: number } | WallTime | PlainDateTime;

/** A time as it was meant: an instant, with the zone that it was said in, or a day from its midnight until the next one. */
export type ReadMoment =
  | { readonly at: Date; readonly zone?: string | undefined }
  | { readonly from: Date; readonly until: Date };

const FORM =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?([Zz]|[+-]\d\d(?::?\d\d)?)?(?:\[([^\]]+)\])?)?$/;

/** What is expected where a time is, for messages. */
export const MOMENT_FORMS =
  "a Date, an instant with epochMilliseconds, or a text such as '2025-03-30', '2025-03-30T10:00' or '2025-03-30T10:00[Europe/Paris]'";

/** Reads a time. Undefined for what is none, such as the 30th of February, or a zone that Node does not know. */
export function readMoment(value: unknown, timeZone: string): ReadMoment | undefined {
  if (typeof value === 'string') return readText(value, timeZone);
  if (isDate(value)) return Number.isNaN(value.getTime()) ? undefined : { at: value };
  if (typeof value !== 'object' || value === null) return undefined;
  const { epochMilliseconds, timeZoneId, timeZone: zone = timeZoneId, [Symbol.toStringTag]: tag } = value as Instant;
  if (typeof epochMilliseconds === 'number')
    return Number.isFinite(epochMilliseconds)
      ? { at: new Date(epochMilliseconds), zone: typeof zone === 'string' && isIanaZone(zone) ? zone : undefined }
      : undefined;
  return tag === 'Temporal.PlainDate' || tag === 'Temporal.PlainDateTime'
    ? readText(String(value).replace(/\[[^\]]*\]$/, ''), timeZone)
    : undefined;
}

/** `timeZoneId` is Temporal's, `timeZone` ours. */
interface Instant {
  readonly epochMilliseconds?: unknown;
  readonly timeZoneId?: unknown;
  readonly timeZone?: unknown;
  readonly [Symbol.toStringTag]?: string;
}

function readText(text: string, timeZone: string): ReadMoment | undefined {
  const match = FORM.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0] = match.slice(1, 4).map(Number);
  const midnight = utc(year, month, day);
  if (midnight === undefined) return undefined;
  if (match[4] === undefined) {
    const next = utc(year, month, day, 1) as number;
    return {
      from: new Date(instantOfWallTime(midnight, timeZone)),
      until: new Date(instantOfWallTime(next, timeZone)),
    };
  }
  const [hour, minute, second = 0] = [match[4], match[5], match[6] ?? '0'].map(Number) as [number, number, number];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const wall = midnight + ((hour * 60 + minute) * 60 + second) * 1000 + Math.floor(Number(`0.${match[7] ?? 0}`) * 1000);
  const [offset, name] = [match[8], match[9]];
  // `[+05:45]` is Temporal's way to say that a zone has no name.
  const zone = offset !== undefined && /^[+-]\d/.test(name ?? '') ? undefined : name;
  if (zone !== undefined && !isIanaZone(zone)) return undefined;
  if (offset === undefined) return { at: new Date(instantOfWallTime(wall, zone ?? timeZone)), zone };
  const at = wall - offsetOf(offset);
  // An offset that the zone does not have then: one of the two is wrong, and nobody knows which.
  if (zone !== undefined && !/z/i.test(offset) && offsetAt(at, zone) !== offsetOf(offset)) return undefined;
  return { at: new Date(at), zone };
}

/** The midnight of a day, or of some days later, as of UTC; undefined when the calendar does not have it. */
function utc(year: number, month: number, day: number, later = 0): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  date.setUTCDate(day + later);
  return date.getTime();
}

function offsetOf(text: string): number {
  if (/z/i.test(text)) return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.replace(':', '').slice(3, 5) || 0);
  return (text[0] === '-' ? -minutes : minutes) * 60_000;
}
