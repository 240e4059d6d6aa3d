/** What EWS can say of a recurrence (RecurrencePatternTypes of types.xsd), and each pattern as a rule. Knows no properties. */
import type { Rule } from './rule.js';

/** As the members of an item have it. */
export interface Recurrence {
  pattern: { kind: string } & Record<string, unknown>;
  range: { kind: string; startDate: string; endDate?: string; numberOfOccurrences?: number };
}

export type Pattern = Recurrence['pattern'];

/** Names of days and months as the schema spells them, in the order of JavaScript's numbers for them. */
export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
/** Places within a month; the last is counted from its end. */
export const PLACES: Readonly<Record<string, number>> = { First: 1, Second: 2, Third: 3, Fourth: 4, Last: -1 };

/** Words for several days. */
export const DAY_GROUPS: Readonly<Record<string, readonly number[]>> = {
  Day: [0, 1, 2, 3, 4, 5, 6],
  Weekday: [1, 2, 3, 4, 5],
  WeekendDay: [0, 6],
};

/** The days on which the pattern falls, without an end. */
export function ruleOfPattern(pattern: Pattern): Rule {
  const interval = Number(pattern['interval'] ?? 1);
  const byMonth = pattern['month'] === undefined ? undefined : [MONTHS.indexOf(String(pattern['month'])) + 1];
  const weekStart = Math.max(0, WEEKDAYS.indexOf(String(pattern['firstDayOfWeek'] ?? 'Sunday')));
  const common = { interval, byMonth, weekStart };
  switch (pattern.kind) {
    case 'weeklyRecurrence':
      return { ...common, freq: 'WEEKLY', byDay: weekdaysOf(pattern).map((weekday) => ({ place: 0, weekday })) };
    case 'absoluteMonthlyRecurrence':
      return { ...common, freq: 'MONTHLY', ...clamped(Number(pattern['dayOfMonth'])) };
    case 'absoluteYearlyRecurrence':
      return { ...common, freq: 'YEARLY', ...clamped(Number(pattern['dayOfMonth'])) };
    case 'relativeMonthlyRecurrence':
      return { ...common, freq: 'MONTHLY', ...place(pattern) };
    case 'relativeYearlyRecurrence':
      return { ...common, freq: 'YEARLY', ...place(pattern) };
    default:
      return { ...common, freq: 'DAILY' };
  }
}

/** Sunday is 0. */
export function weekdaysOf(pattern: Pattern): number[] {
  return [pattern['daysOfWeek'] as string | string[]]
    .flat()
    .flatMap((name) => String(name).split(/\s+/))
    .flatMap((name) => DAY_GROUPS[name] ?? [WEEKDAYS.indexOf(name)]);
}

// A month without that day has the occurrence on its last.
function clamped(day: number): Pick<Rule, 'byMonthDay' | 'bySetPos'> {
  if (day <= 28) return { byMonthDay: [day] };
  return { byMonthDay: [28, 29, 30, 31].filter((one) => one <= day), bySetPos: [-1] };
}

function place(pattern: Pattern): Pick<Rule, 'byDay' | 'bySetPos'> {
  const byDay = weekdaysOf(pattern).map((weekday) => ({ place: 0, weekday }));
  return { byDay, bySetPos: [PLACES[String(pattern['dayOfWeekIndex'])] ?? 1] };
}
