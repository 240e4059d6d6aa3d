/** RRULE (RFC 5545, 3.3.10) to the recurrence of an item, as far as Exchange has one for it. */
import { Failure } from '../base/failure.js';
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
  const parts = Object.fromEntries(
    rule
      .trim()
      .toUpperCase()
      .split(';')
      .map((part) => part.split('=') as [string, string]),
  );
  // Each day of some: the same days of each week.
  if (parts['FREQ'] === 'DAILY' && parts['BYDAY'] !== undefined && Number(parts['INTERVAL'] ?? 1) === 1)
    parts['FREQ'] = 'WEEKLY';
  refuseUnsayable(parts);
  const wall = new Date(start.getTime() + offsetAt(zone, start.getTime()) * 60_000);
  const startDate = wall.toISOString().slice(0, 10);
  return { pattern: patternOf(parts, wall), range: rangeOf(parts, startDate, zone) };
}

// What an item's recurrence (RecurrencePatternTypes of types.xsd) has no words for would become another rule, or one that cannot be written
// back. One day of the month, one month, whole numbers from 1.
function refuseUnsayable(parts: Record<string, string>): void {
  const isNumber = (name: string, least: number, most: number) => {
    const text = parts[name];
    return text === undefined || (/^[+-]?\d{1,6}$/.test(text) && Number(text) >= least && Number(text) <= most);
  };
  const byDay = parts['BYDAY'];
  const days = byDay?.split(',') ?? [];
  const day = Number(parts['BYMONTHDAY'] ?? 1);
  const placed = days.some((one) => /\d/.test(one));
  const hasWords =
    /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/.test(parts['FREQ'] ?? '') &&
    isNumber('INTERVAL', 1, 999) &&
    isNumber('COUNT', 1, 9999) &&
    isNumber('BYMONTH', 1, 12) &&
    isNumber('BYMONTHDAY', -1, 31) &&
    day !== 0 &&
    isNumber('BYSETPOS', -1, 5) &&
    parts['BYSETPOS'] !== '0' &&
    days.every((one) => /^(-1|\+?[1-5])?(SU|MO|TU|WE|TH|FR|SA)$/.test(one)) &&
    !(placed && days.length > 1) &&
    (parts['WKST'] ?? 'MO') in DAYS &&
    ['BYYEARDAY', 'BYWEEKNO', 'BYHOUR', 'BYMINUTE', 'BYSECOND'].every((name) => parts[name] === undefined) &&
    !(parts['FREQ'] === 'DAILY' && ['BYDAY', 'BYMONTH', 'BYMONTHDAY'].some((name) => parts[name] !== undefined)) &&
    !(
      parts['FREQ'] === 'WEEKLY' &&
      (placed || ['BYMONTH', 'BYMONTHDAY', 'BYSETPOS'].some((name) => parts[name] !== undefined))
    ) &&
    !(parts['FREQ'] === 'YEARLY' && (byDay ?? parts['BYMONTHDAY']) !== undefined && parts['BYMONTH'] === undefined) &&
    !(parts['FREQ'] === 'MONTHLY' && parts['BYMONTH'] !== undefined) &&
    !(parts['FREQ'] === 'YEARLY' && Number(parts['INTERVAL'] ?? 1) !== 1) &&
    // "Every Monday of the month", and several days of which the n-th counts, unless they are all, the working days or the weekend.
    !(
      /^(MONTHLY|YEARLY)$/.test(parts['FREQ'] ?? '') &&
      byDay !== undefined &&
      !isPlace(byDay, parts['BYSETPOS'], placed)
    ) &&
    !(byDay !== undefined && parts['BYMONTHDAY'] !== undefined);
  if (!hasWords) throw new Failure('ErrorMimeContentInvalid', `The recurrence rule cannot be kept: ${rule80(parts)}`);
}

const GROUPS = new Set(['FR,MO,SA,SU,TH,TU,WE', 'FR,MO,TH,TU,WE', 'SA,SU']);

function isPlace(byDay: string, setPosition: string | undefined, placed: boolean): boolean {
  if (placed) return setPosition === undefined;
  const days = byDay.split(',').sort();
  return setPosition !== undefined && (days.length === 1 || GROUPS.has(days.join(',')));
}

function rule80(parts: Record<string, string>): string {
  return Object.entries(parts)
    .map(([name, value]) => `${name}=${value}`)
    .join(';')
    .slice(0, 80);
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
  const relative = { daysOfWeek: several, dayOfWeekIndex: PLACES[Number(place ?? 1)] ?? 'First' };
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
