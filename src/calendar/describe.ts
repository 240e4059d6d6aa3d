/** A recurrence as a sentence. */
import { WEEKDAYS } from '../ical/index.js';
import type { AnyRecurrence } from './days.js';

type Words = Readonly<Record<string, unknown>>;

const REGENERATES = /^(daily|weekly|monthly|yearly)Regeneration$/;
const UNITS: Readonly<Record<string, string>> = { daily: 'day', weekly: 'week', monthly: 'month', yearly: 'year' };

/** In English: `every 2 weeks on Monday and Wednesday, 7 times from 2025-03-03`. Of what does not recur, `once`. */
export function describe(recurrence: AnyRecurrence | undefined): string {
  if (recurrence === undefined) return 'once';
  const { startDate, endDate, numberOfOccurrences: times } = recurrence.range;
  const from = startDate === undefined ? '' : ` from ${startDate.slice(0, 10)}`;
  const until = endDate === undefined ? '' : ` until ${endDate.slice(0, 10)}`;
  const bound = times === undefined ? `${from}${until}` : `, ${times === 1 ? 'once' : `${times} times`}${from}`;
  return `${often(recurrence.pattern as unknown as Words)}${bound}`;
}

function often(pattern: Words): string {
  const kind = String(pattern['kind']);
  const each = (unit: string) => every(Number(pattern['interval'] ?? 1), unit);
  const regenerated = REGENERATES.exec(kind)?.[1];
  if (regenerated !== undefined) {
    const interval = Number(pattern['interval'] ?? 1);
    const unit = UNITS[regenerated] as string;
    return `${interval === 1 ? `a ${unit}` : `${interval} ${unit}s`} after it was completed`;
  }
  switch (kind) {
    case 'dailyRecurrence':
      return each('day');
    case 'weeklyRecurrence':
      return `${each('week')} on ${list([pattern['daysOfWeek']].flat().flatMap((one) => String(one).split(/\s+/)))}`;
    case 'absoluteMonthlyRecurrence':
      return `${each('month')} on day ${pattern['dayOfMonth']}`;
    case 'relativeMonthlyRecurrence':
      return `${each('month')} on ${place(pattern)}`;
    case 'absoluteYearlyRecurrence':
      return `every year on ${pattern['month']} ${pattern['dayOfMonth']}`;
    case 'relativeYearlyRecurrence':
      return `every year on ${place(pattern)} of ${pattern['month']}`;
    default:
      return kind;
  }
}

function every(interval: number, unit: string): string {
  return interval === 1 ? `every ${unit}` : `every ${interval} ${unit}s`;
}

function place({ dayOfWeekIndex, daysOfWeek }: Words): string {
  const day = { Day: 'day', Weekday: 'weekday', WeekendDay: 'weekend day' }[String(daysOfWeek)] ?? String(daysOfWeek);
  return `the ${String(dayOfWeekIndex).toLowerCase()} ${day}`;
}

function list(names: readonly string[]): string {
  const words = names.flatMap((name) =>
    name === 'Weekday' ? WEEKDAYS.slice(1, 6) : name === 'WeekendDay' ? ['Saturday', 'Sunday'] : [name],
  );
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
