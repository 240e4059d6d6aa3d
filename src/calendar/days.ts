/**
 * The days on which a recurrence falls, as [MS-OXOCAL] 2.2.1.44.1 counts them. The client's own count: the sandbox has another, and
 * rrule-temporal judges this one. Days are whole numbers, 0 is 1970-01-01. Knows no times and no zones.
 */
import { MONTHS, WEEKDAYS } from '../ical/index.js';

/** The parts of a recurrence that are looked at. */
export interface AnyRecurrence {
  readonly pattern: { readonly kind: string };
  readonly range: {
    readonly kind: string;
    readonly startDate?: string | undefined;
    readonly endDate?: string | undefined;
    readonly numberOfOccurrences?: number | undefined;
  };
}

/** The members that patterns have. */
interface Pattern {
  readonly kind: string;
  readonly interval?: number;
  readonly daysOfWeek?: string | readonly string[];
  readonly firstDayOfWeek?: string;
  readonly dayOfMonth?: number;
  readonly dayOfWeekIndex?: string;
  readonly month?: string;
}

const DAY_MS = 86_400_000;
/** No calendar looks further ahead. */
const FURTHEST = 400 * 366;
const GROUPS: Readonly<Record<string, readonly number[]>> = {
  Day: [0, 1, 2, 3, 4, 5, 6],
  Weekday: [1, 2, 3, 4, 5],
  WeekendDay: [0, 6],
};
const PLACES = ['First', 'Second', 'Third', 'Fourth'];

/** The number of a day; undefined for what the calendar does not have. What stands behind it, as a zone, says nothing of the day. */
export function dayNumber(text: string): number | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(text) ?? [];
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return date.getUTCDate() === Number(day) && date.getUTCMonth() === Number(month) - 1
    ? date.getTime() / DAY_MS
    : undefined;
}

/** `2025-03-30` */
export function dayText(day: number): `${number}-${number}-${number}` {
  return new Date(day * DAY_MS).toISOString().slice(0, 10) as `${number}-${number}-${number}`;
}

/** The days from `from` to `to`, oldest first; without an end, as many as are asked for. */
export function* recurrenceDays(
  { pattern, range }: AnyRecurrence,
  from = Number.NEGATIVE_INFINITY,
  to = Number.POSITIVE_INFINITY,
): Generator<number, void, undefined> {
  const start = dayNumber(range.startDate ?? '');
  if (start === undefined) return;
  const end = range.endDate === undefined ? undefined : dayNumber(range.endDate);
  const last = Math.min(to, end ?? Number.POSITIVE_INFINITY, start + FURTHEST);
  let left = range.numberOfOccurrences ?? Number.POSITIVE_INFINITY;
  // What is counted is counted from its start.
  const begin = left === Number.POSITIVE_INFINITY ? Math.max(start, from) : start;
  for (const day of daysOf(pattern, start, begin)) {
    if (day > last || left <= 0) return;
    if (day < begin) continue;
    left--;
    if (day >= from) yield day;
  }
}

/** Some of the first days may be before `begin`. */
function* daysOf(pattern: Pattern, start: number, begin: number): Generator<number, void, undefined> {
  const interval = Math.max(1, pattern.interval ?? 1);
  switch (pattern.kind) {
    case 'dailyRecurrence':
      for (let day = start + Math.ceil((begin - start) / interval) * interval; ; day += interval) yield day;
    case 'weeklyRecurrence':
      return yield* weeks(pattern, interval, start, begin);
    case 'absoluteMonthlyRecurrence':
    case 'relativeMonthlyRecurrence':
      return yield* months(pattern, monthOf(start), interval, begin);
    case 'absoluteYearlyRecurrence':
    case 'relativeYearlyRecurrence': {
      const month = Math.max(0, MONTHS.indexOf(pattern.month ?? ''));
      return yield* months(pattern, monthOf(start) - (monthOf(start) % 12) + month, 12, begin);
    }
    default:
      // A regenerating task is there once; the next one is made when it is completed.
      yield start;
  }
}

function* weeks(pattern: Pattern, interval: number, start: number, begin: number): Generator<number, void, undefined> {
  const firstDay = Math.max(0, WEEKDAYS.indexOf(pattern.firstDayOfWeek ?? 'Sunday'));
  const week = start - ((weekdayOf(start) - firstDay + 7) % 7);
  const places = [...new Set(weekdaysOf(pattern).map((weekday) => (weekday - firstDay + 7) % 7))].sort((a, b) => a - b);
  if (places.length === 0) return;
  const skipped = Math.max(0, Math.floor((begin - week) / (7 * interval)));
  for (let first = week + skipped * 7 * interval; ; first += 7 * interval)
    for (const place of places) if (first + place >= start) yield first + place;
}

function* months(pattern: Pattern, first: number, interval: number, begin: number): Generator<number, void, undefined> {
  const skipped = Math.max(0, Math.floor((monthOf(begin) - first) / interval));
  const weekdays = new Set(weekdaysOf(pattern));
  for (let month = first + skipped * interval; ; month += interval) {
    const day =
      pattern.dayOfMonth === undefined ? placed(pattern, weekdays, month) : numbered(pattern.dayOfMonth, month);
    if (day === undefined) return;
    yield day;
  }
}

// A month without that day has the occurrence on its last.
function numbered(dayOfMonth: number, month: number): number {
  return firstOf(month) + Math.min(dayOfMonth, firstOf(month + 1) - firstOf(month)) - 1;
}

function placed({ dayOfWeekIndex }: Pattern, weekdays: ReadonlySet<number>, month: number): number | undefined {
  const [first, next] = [firstOf(month), firstOf(month + 1)];
  const isLast = dayOfWeekIndex === 'Last';
  let left = isLast ? 0 : PLACES.indexOf(dayOfWeekIndex ?? 'First');
  for (let step = 0; step < next - first; step++) {
    const day = isLast ? next - 1 - step : first + step;
    if (weekdays.has(weekdayOf(day)) && left-- <= 0) return day;
  }
  return undefined;
}

/** Numbers of the days of the week that a pattern names, Sunday 0. */
export function weekdaysOf({ daysOfWeek }: Pick<Pattern, 'daysOfWeek'>): number[] {
  const names = typeof daysOfWeek === 'string' ? daysOfWeek.split(/\s+/) : (daysOfWeek ?? []);
  return names.flatMap((name) => GROUPS[name] ?? [WEEKDAYS.indexOf(name)]).filter((weekday) => weekday >= 0);
}

// 1970-01-01 was a Thursday.
function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** Months since the year 0. */
function monthOf(day: number): number {
  const date = new Date(day * DAY_MS);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function firstOf(month: number): number {
  return new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, 1) / DAY_MS;
}
