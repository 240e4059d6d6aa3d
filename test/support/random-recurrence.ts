/** Recurrences at random, from a seed: all patterns of calendars, all ranges. */
import type { RecurrenceType } from '../../generated/index.js';
import { MONTHS, WEEKDAYS } from '../../src/ical/index.js';

const WORDS = ['Day', 'Weekday', 'WeekendDay'];
const PLACES = ['First', 'Second', 'Third', 'Fourth', 'Last'];

/** Numbers from 0 up to, without, the one given; Park and Miller's. */
export type Random = (most: number) => number;

export function random(seed: number): Random {
  let state = (seed % 2_147_483_646) + 1;
  return (most) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % most;
  };
}

export const oneOf = <T>(next: Random, values: readonly T[]): T => values[next(values.length)] as T;

/** A day of the years 1996 to 2040. */
export function randomDay(next: Random): string {
  return new Date(Date.UTC(1996, 0, 1 + next(16_000))).toISOString().slice(0, 10);
}

function randomPattern(next: Random): object {
  const interval = 1 + next(next(3) === 0 ? 30 : 4);
  const place = { daysOfWeek: oneOf(next, [...WEEKDAYS, ...WORDS]), dayOfWeekIndex: oneOf(next, PLACES) };
  const day = { dayOfMonth: 1 + next(31) };
  const month = oneOf(next, MONTHS);
  switch (next(6)) {
    case 0:
      return { kind: 'dailyRecurrence', interval };
    case 1: {
      const some = WEEKDAYS.filter(() => next(3) === 0);
      const daysOfWeek = some.length > 0 ? some : [oneOf(next, WEEKDAYS)];
      return { kind: 'weeklyRecurrence', interval, daysOfWeek, firstDayOfWeek: oneOf(next, WEEKDAYS) };
    }
    case 2:
      return { kind: 'absoluteMonthlyRecurrence', interval, ...day };
    case 3:
      return { kind: 'relativeMonthlyRecurrence', interval, ...place };
    case 4:
      return { kind: 'absoluteYearlyRecurrence', ...day, month };
    default:
      return { kind: 'relativeYearlyRecurrence', ...place, month };
  }
}

export function randomRecurrence(next: Random): RecurrenceType {
  const startDate = randomDay(next);
  const later = new Date(Date.parse(startDate) + next(2000) * 86_400_000).toISOString().slice(0, 10);
  const range = oneOf<object>(next, [
    { kind: 'noEndRecurrence', startDate },
    { kind: 'endDateRecurrence', startDate, endDate: later },
    { kind: 'numberedRecurrence', startDate, numberOfOccurrences: 1 + next(20) },
  ]);
  return { pattern: randomPattern(next), range } as RecurrenceType;
}
