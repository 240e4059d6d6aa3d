/** Recurrences in the schema's words: a pattern, and how long it goes on. Each is checked where it is built. Knows no dates but what it is given. */
import type {
  DayOfWeekIndexType,
  DayOfWeekType,
  MonthNamesType,
  RecurrenceType,
  TaskRecurrenceType,
} from '../../generated/index.js';
import { oneOf, optionViolations, type Rules, rule, ValidationError, wholeNumber } from '../errors.js';
import { MONTHS, WEEKDAYS } from '../ical/index.js';
import type { Day } from '../time/moment.js';
import { dayNumber } from './days.js';

/** How long it goes on: for ever, until a day, or so many times. Without `startDate` it begins with its item. */
export type Bound = {
  /** The day from which it counts. Default: that of its item. */
  startDate?: Day | undefined;
} & (
  | { endDate: Day; numberOfOccurrences?: never }
  | { numberOfOccurrences: number; endDate?: never }
  | { endDate?: never; numberOfOccurrences?: never }
);

/** How often: each, or every so many. */
export type Every = {
  /** Default: 1. */
  interval?: number | undefined;
} & Bound;

/** A day of a month by its place: the second Tuesday, the last weekday. */
export interface Relative {
  /** A day of the week, or `Day`, `Weekday`, `WeekendDay`. */
  daysOfWeek: DayOfWeekType;
  /** Which of them. */
  dayOfWeekIndex: DayOfWeekIndexType;
}

/** A day of a month by its number; a month that has no such day has it on its last. */
export interface Absolute {
  /** 1 to 31. */
  dayOfMonth: number;
}

type Given = Record<string, unknown>;

const DAYS = [...WEEKDAYS, 'Day', 'Weekday', 'WeekendDay'];
const DAY = rule("a day such as '2025-03-30'", (value) => typeof value === 'string' && dayNumber(value) !== undefined);
const MOST = 999;
const BOUND: Rules<Given> = { startDate: DAY, endDate: DAY, numberOfOccurrences: wholeNumber(1, MOST) };
const EVERY: Rules<Given> = { ...BOUND, interval: wholeNumber(1, MOST) };
const OF_MONTH: Rules<Given> = {
  dayOfMonth: wholeNumber(1, 31),
  daysOfWeek: oneOf(...DAYS),
  dayOfWeekIndex: oneOf('First', 'Second', 'Third', 'Fourth', 'Last'),
};
const MONTH: Rules<Given> = { month: oneOf(...MONTHS) };
const SOME_DAYS = rule(`an array of ${WEEKDAYS[1]} and the like`, (value) => {
  return Array.isArray(value) && value.length > 0 && value.every((one) => DAYS.includes(one as string));
});

/** Every day, or every so many days. */
export function daily(every: Every = {}): RecurrenceType {
  return built('daily', every, EVERY, (interval) => ({ kind: 'dailyRecurrence', interval }));
}

/** On days of the week, every week or every so many. `firstDayOfWeek` says where a week begins, which counts where some are left out. */
export function weekly(
  every: Every & { daysOfWeek: readonly DayOfWeekType[]; firstDayOfWeek?: DayOfWeekType | undefined },
): RecurrenceType {
  const rules = { ...EVERY, daysOfWeek: SOME_DAYS, firstDayOfWeek: oneOf(...WEEKDAYS) };
  return built('weekly', every, rules, (interval, { daysOfWeek, firstDayOfWeek }) => ({
    kind: 'weeklyRecurrence',
    interval,
    daysOfWeek: demanded('weekly', 'daysOfWeek', daysOfWeek, SOME_DAYS.expected),
    ...(firstDayOfWeek !== undefined && { firstDayOfWeek }),
  }));
}

/** On a day of the month, by its number or its place. */
export function monthly(every: Every & (Absolute | Relative)): RecurrenceType {
  return built('monthly', every, { ...EVERY, ...OF_MONTH }, (interval, given) => {
    const place = placeIn('monthly', given);
    return { kind: `${place.kind}MonthlyRecurrence`, interval, ...place.members };
  });
}

/** Once a year, on a day of a month. Exchange has no "every second year": that is `monthly({ interval: 24, ... })`. */
export function yearly(every: Bound & { month: MonthNamesType } & (Absolute | Relative)): RecurrenceType {
  return built('yearly', every, { ...BOUND, ...OF_MONTH, ...MONTH }, (_interval, given) => {
    const place = placeIn('yearly', given);
    const month = demanded('yearly', 'month', given['month'], 'the name of a month');
    return { kind: `${place.kind}YearlyRecurrence`, ...place.members, month };
  });
}

/** Of tasks: so many days after the last one was completed. */
export function dailyRegeneration(every: Every = {}): TaskRecurrenceType {
  return regeneration('daily', every);
}

/** Of tasks: so many weeks after the last one was completed. */
export function weeklyRegeneration(every: Every = {}): TaskRecurrenceType {
  return regeneration('weekly', every);
}

/** Of tasks: so many months after the last one was completed. */
export function monthlyRegeneration(every: Every = {}): TaskRecurrenceType {
  return regeneration('monthly', every);
}

/** Of tasks: so many years after the last one was completed. */
export function yearlyRegeneration(every: Every = {}): TaskRecurrenceType {
  return regeneration('yearly', every);
}

function regeneration(unit: string, every: Every): TaskRecurrenceType {
  const kind = `${unit}Regeneration`;
  return built<TaskRecurrenceType>(kind, every, EVERY, (interval) => ({ kind, interval }));
}

function built<R extends { pattern: unknown; range: unknown } = RecurrenceType>(
  name: string,
  given: object,
  rules: Rules<Given>,
  pattern: (interval: number, given: Given) => object,
): R {
  const all = given as Given;
  const violations = optionViolations(all, rules);
  const { startDate, endDate, numberOfOccurrences, interval = 1 } = all;
  if (endDate !== undefined && numberOfOccurrences !== undefined)
    violations.push({ path: 'endDate', message: 'stands beside numberOfOccurrences; give one' });
  if (startDate !== undefined && endDate !== undefined && String(endDate) < String(startDate))
    violations.push({ path: 'endDate', message: 'is before startDate' });
  if (violations.length > 0) throw new ValidationError(`recur.${name}()`, violations);
  const start = startDate === undefined ? {} : { startDate };
  const range =
    endDate !== undefined
      ? { kind: 'endDateRecurrence', ...start, endDate }
      : numberOfOccurrences !== undefined
        ? { kind: 'numberedRecurrence', ...start, numberOfOccurrences }
        : { kind: 'noEndRecurrence', ...start };
  return { pattern: pattern(interval as number, all), range } as R;
}

function placeIn(name: string, { dayOfMonth, daysOfWeek, dayOfWeekIndex }: Given): { kind: string; members: object } {
  const isRelative = daysOfWeek !== undefined || dayOfWeekIndex !== undefined;
  if (isRelative === (dayOfMonth !== undefined))
    throw new ValidationError(`recur.${name}()`, [
      { path: 'dayOfMonth', message: 'expected either dayOfMonth, or daysOfWeek with dayOfWeekIndex' },
    ]);
  if (!isRelative) return { kind: 'absolute', members: { dayOfMonth } };
  return {
    kind: 'relative',
    members: {
      daysOfWeek: demanded(name, 'daysOfWeek', daysOfWeek, 'a day of the week'),
      dayOfWeekIndex: demanded(name, 'dayOfWeekIndex', dayOfWeekIndex, "'First' to 'Fourth', or 'Last'"),
    },
  };
}

function demanded(name: string, path: string, value: unknown, expected: string): unknown {
  if (value !== undefined) return value;
  throw new ValidationError(`recur.${name}()`, [{ path, message: `expected ${expected}` }]);
}
