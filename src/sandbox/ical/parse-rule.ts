/** RRULE (RFC 5545, 3.3.10) to the recurrence of an item, as far as Exchange has one for it. */
import { MONTHS } from '../calendar/names.js';
import { offsetAt } from '../calendar/zones.js';
import type { Recurrence } from '../store/item-data.js';
import { timeOf } from './times.js';

const DAYS: Record<string, string> = {
  SU: 'Sunday',
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
};
const PLACES: Record<string, string> = { 1: 'First', 2: 'Second', 3: 'Third', 4: 'Fourth', '-1': 'Last', 5: 'Last' };

export function recurrenceOf(rule: string, start: Date, zone: string): Recurrence {
  const parts = Object.fromEntries(rule.split(';').map((part) => part.split('=') as [string, string]));
  const wall = new Date(start.getTime() + offsetAt(zone, start.getTime()) * 60_000);
  const startDate = wall.toISOString().slice(0, 10);
  return { pattern: patternOf(parts, wall), range: rangeOf(parts, startDate, zone) };
}

function patternOf(parts: Record<string, string>, wall: Date): { kind: string } & Record<string, unknown> {
  const interval = Number(parts['INTERVAL'] ?? 1);
  const byDay = (parts['BYDAY'] ?? '').split(',').filter(Boolean);
  const weekdays = byDay.map((one) => DAYS[one.slice(-2)] ?? 'Monday');
  const place = parts['BYSETPOS'] ?? /^-?\d+/.exec(byDay[0] ?? '')?.[0];
  const month = MONTHS[Number(parts['BYMONTH'] ?? wall.getUTCMonth() + 1) - 1];
  const dayOfMonth = Number(parts['BYMONTHDAY'] ?? wall.getUTCDate());
  const several =
    weekdays.length === 7
      ? 'Day'
      : weekdays.length === 5
        ? 'Weekday'
        : weekdays.length === 2
          ? 'WeekendDay'
          : weekdays[0];
  const relative = { daysOfWeek: several, dayOfWeekIndex: PLACES[place ?? '1'] ?? 'First' };
  switch (parts['FREQ']) {
    case 'WEEKLY': {
      const daysOfWeek = weekdays.length > 0 ? weekdays : [Object.values(DAYS)[wall.getUTCDay()] ?? 'Monday'];
      return { kind: 'weeklyRecurrence', interval, daysOfWeek, firstDayOfWeek: DAYS[parts['WKST'] ?? 'MO'] };
    }
    case 'MONTHLY':
      if (place !== undefined && byDay.length > 0) return { kind: 'relativeMonthlyRecurrence', interval, ...relative };
      return { kind: 'absoluteMonthlyRecurrence', interval, dayOfMonth: dayOfMonth < 0 ? 31 : dayOfMonth };
    case 'YEARLY':
      if (place !== undefined && byDay.length > 0) return { kind: 'relativeYearlyRecurrence', ...relative, month };
      return { kind: 'absoluteYearlyRecurrence', dayOfMonth, month };
    default:
      return { kind: 'dailyRecurrence', interval };
  }
}

function rangeOf(parts: Record<string, string>, startDate: string, zone: string): NonNullable<Recurrence['range']> {
  if (parts['COUNT'] !== undefined)
    return { kind: 'numberedRecurrence', startDate, numberOfOccurrences: Number(parts['COUNT']) };
  const until = parts['UNTIL'];
  if (until === undefined) return { kind: 'noEndRecurrence', startDate };
  const time = timeOf({ name: 'UNTIL', parameters: {}, value: until }, zone).getTime();
  const wall = /^\d{8}$/.test(until)
    ? until.replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3')
    : new Date(time + offsetAt(zone, time) * 60_000).toISOString();
  return { kind: 'endDateRecurrence', startDate, endDate: wall.slice(0, 10) };
}
