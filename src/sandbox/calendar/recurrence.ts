/**
 * The days on which a recurrence pattern falls (MS-OXOCAL 2.2.1.44, as EWS spells it). Pure arithmetic on wall time days;
 * knows nothing of items, zones or deleted occurrences.
 */

import { MONTHS, WEEKDAYS } from '../base/codec.js';
import type { Recurrence } from '../store/item-data.js';
import { DAY, type WallTime } from './zones.js';

const PLACES: Record<string, number> = { First: 1, Second: 2, Third: 3, Fourth: 4, Last: 5 };
// No series of a calendar goes on longer than this in the sandbox; a pattern that never matches ends here.
const MAX_DAYS = 200 * 366;

/** Days of the recurrence, oldest first, until the range ends. Without an end it goes on; stop asking. */
export function* recurrenceDays(recurrence: Recurrence): Generator<WallTime> {
  const { pattern, range } = recurrence;
  if (pattern === undefined || range === undefined) return;
  const first = parseDay(range.startDate);
  const last = range.kind === 'endDateRecurrence' && range.endDate ? parseDay(range.endDate) : Number.POSITIVE_INFINITY;
  const limit = range.kind === 'numberedRecurrence' ? Number(range.numberOfOccurrences ?? 1) : Number.POSITIVE_INFINITY;
  const matches = matcher(pattern, first);
  let count = 0;
  for (let day = first; day <= last && count < limit && day - first < MAX_DAYS * DAY; day += DAY) {
    if (!matches(day)) continue;
    count++;
    yield day;
  }
}

/** `2027-03-01`, with or without a zone after it, which says nothing of the day. */
export function parseDay(text: string): WallTime {
  return Date.parse(`${text.slice(0, 10)}T00:00:00Z`);
}

export function formatDay(day: WallTime): string {
  return new Date(day).toISOString().slice(0, 10);
}

function matcher(pattern: { kind: string } & Record<string, unknown>, first: WallTime): (day: WallTime) => boolean {
  const interval = Math.max(1, Number(pattern['interval'] ?? 1));
  switch (pattern.kind) {
    case 'dailyRecurrence':
    case 'dailyRegeneration':
      return (day) => Math.round((day - first) / DAY) % interval === 0;
    case 'weeklyRecurrence': {
      const days = weekdaysOf(pattern['daysOfWeek']);
      const start = weekStart(first, Math.max(0, WEEKDAYS.indexOf(String(pattern['firstDayOfWeek'] ?? 'Sunday'))));
      return (day) => days.has(weekday(day)) && Math.floor((day - start) / (7 * DAY)) % interval === 0;
    }
    case 'absoluteMonthlyRecurrence': {
      const wanted = Number(pattern['dayOfMonth'] ?? 1);
      return (day) => monthsBetween(first, day) % interval === 0 && isDayOfMonth(day, wanted);
    }
    case 'relativeMonthlyRecurrence': {
      const isPlace = placeMatcher(pattern);
      return (day) => monthsBetween(first, day) % interval === 0 && isPlace(day);
    }
    case 'absoluteYearlyRecurrence': {
      const month = MONTHS.indexOf(String(pattern['month']));
      const wanted = Number(pattern['dayOfMonth'] ?? 1);
      return (day) => new Date(day).getUTCMonth() === month && isDayOfMonth(day, wanted);
    }
    case 'relativeYearlyRecurrence': {
      const month = MONTHS.indexOf(String(pattern['month']));
      const isPlace = placeMatcher(pattern);
      return (day) => new Date(day).getUTCMonth() === month && isPlace(day);
    }
    default:
      // A regenerating task exists once: the next one is made when it is completed.
      return (day) => day === first;
  }
}

// The n-th day of the month that is one of the given days; 'Last' counts from the end.
function placeMatcher(pattern: Record<string, unknown>): (day: WallTime) => boolean {
  const days = weekdaysOf(pattern['daysOfWeek']);
  const place = PLACES[String(pattern['dayOfWeekIndex'])] ?? 1;
  return (day) => {
    if (!days.has(weekday(day))) return false;
    const date = new Date(day);
    const step = place === 5 ? DAY : -DAY;
    let others = 0;
    for (let near = day + step; new Date(near).getUTCMonth() === date.getUTCMonth(); near += step) {
      if (days.has(weekday(near))) others++;
    }
    return place === 5 ? others === 0 : others === place - 1;
  };
}

/** Numbers of the days, Sunday 0. `Day`, `Weekday` and `WeekendDay` stand for several. */
function weekdaysOf(value: unknown): Set<number> {
  const names = Array.isArray(value) ? value.map(String) : String(value ?? '').split(/\s+/);
  return new Set(
    names.flatMap((name) => {
      if (name === 'Day') return [0, 1, 2, 3, 4, 5, 6];
      if (name === 'Weekday') return [1, 2, 3, 4, 5];
      if (name === 'WeekendDay') return [0, 6];
      return [WEEKDAYS.indexOf(name)];
    }),
  );
}

function weekday(day: WallTime): number {
  return new Date(day).getUTCDay();
}

function weekStart(day: WallTime, firstDay: number): WallTime {
  return day - ((weekday(day) - firstDay + 7) % 7) * DAY;
}

function monthsBetween(a: WallTime, b: WallTime): number {
  const [from, to] = [new Date(a), new Date(b)];
  return (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
}

// A month without that day has the occurrence on its last.
function isDayOfMonth(day: WallTime, wanted: number): boolean {
  const date = new Date(day);
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.getUTCDate() === Math.min(wanted, length);
}
