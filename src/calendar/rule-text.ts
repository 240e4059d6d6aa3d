/**
 * Recurrences as iCalendar rules (RRULE, RFC 5545 3.3.10) and back. Nothing becomes silently another rule: what the other side cannot say is
 * refused, with the reason.
 */
import type { RecurrenceType, TaskRecurrenceType } from '../../generated/index.js';
import { ValidationError } from '../errors.js';
import { MONTHS, parseRule, patternFor, type Rule, TextFormatError, WEEKDAY_CODES, WEEKDAYS } from '../ical/index.js';
import type { Day, WallTime } from '../time/moment.js';
import { readMoment } from '../time/moment.js';
import { wallTimeOf } from '../time/wall-time.js';
import { type AnyRecurrence, dayNumber, dayText, weekdaysOf } from './days.js';

const DAY_MS = 86_400_000;

/** What a rule by itself does not say. */
export interface RuleStart {
  /** When it begins, which a rule without a day of its own falls on; with the time of day, where the rule ends at a time (`UNTIL=…T…`). */
  startDate?: Day | WallTime | undefined;
  /** The zone of its item, by its IANA name, where the rule ends at a time of UTC. */
  timeZone?: string | undefined;
}

/** The recurrence as an RRULE, without that word. Throws {@link ValidationError} for what no rule says: tasks that regenerate. */
export function toRule(recurrence: RecurrenceType | TaskRecurrenceType | undefined): string {
  if (recurrence === undefined) throw wrong('toRule()', 'recurrence', 'is undefined: what does not recur has no rule');
  const { pattern, range } = recurrence as AnyRecurrence;
  const parts = [...partsOf(pattern as unknown as Record<string, unknown>)];
  if (range.kind === 'numberedRecurrence') parts.push(`COUNT=${range.numberOfOccurrences}`);
  if (range.kind === 'endDateRecurrence') parts.push(`UNTIL=${range.endDate?.slice(0, 10).replaceAll('-', '')}`);
  return parts.join(';');
}

function partsOf(pattern: Record<string, unknown>): string[] {
  const kind = String(pattern['kind']);
  const interval = Number(pattern['interval'] ?? 1);
  const every = interval === 1 ? [] : [`INTERVAL=${interval}`];
  const month = `BYMONTH=${MONTHS.indexOf(String(pattern['month'])) + 1}`;
  switch (kind) {
    case 'dailyRecurrence':
      return ['FREQ=DAILY', ...every];
    case 'weeklyRecurrence': {
      const first = WEEKDAY_CODES[Math.max(0, WEEKDAYS.indexOf(String(pattern['firstDayOfWeek'] ?? 'Sunday')))];
      return ['FREQ=WEEKLY', ...every, `BYDAY=${codes(pattern).join(',')}`, `WKST=${first}`];
    }
    case 'absoluteMonthlyRecurrence':
      return ['FREQ=MONTHLY', ...every, ...monthDay(Number(pattern['dayOfMonth']))];
    case 'relativeMonthlyRecurrence':
      return ['FREQ=MONTHLY', ...every, ...placed(pattern)];
    case 'absoluteYearlyRecurrence':
      return ['FREQ=YEARLY', month, ...monthDay(Number(pattern['dayOfMonth']))];
    case 'relativeYearlyRecurrence':
      return ['FREQ=YEARLY', month, ...placed(pattern)];
    default:
      throw wrong(
        'toRule()',
        'recurrence.pattern',
        `${kind} counts from when a task is completed, which no rule can say`,
      );
  }
}

function codes(pattern: Record<string, unknown>): string[] {
  return weekdaysOf(pattern).map((weekday) => WEEKDAY_CODES[weekday] as string);
}

// A rule leaves out months that have no such day; Exchange takes their last.
function monthDay(day: number): string[] {
  if (day <= 28) return [`BYMONTHDAY=${day}`];
  if (day >= 31) return ['BYMONTHDAY=-1'];
  return [`BYMONTHDAY=${[28, 29, 30].filter((one) => one <= day).join(',')}`, 'BYSETPOS=-1'];
}

function placed(pattern: Record<string, unknown>): string[] {
  const place = { First: 1, Second: 2, Third: 3, Fourth: 4, Last: -1 }[String(pattern['dayOfWeekIndex'])] ?? 1;
  const days = codes(pattern);
  return days.length === 1 ? [`BYDAY=${place}${days[0]}`] : [`BYDAY=${days.join(',')}`, `BYSETPOS=${place}`];
}

/**
 * The recurrence that an RRULE says, with or without that word before it. Throws {@link ValidationError} for a rule that Exchange has no
 * pattern for, and for one that depends on what is not given.
 */
export function fromRule(rule: string, start: RuleStart = {}): RecurrenceType {
  const text = String(rule)
    .trim()
    .replace(/^RRULE:/i, '');
  const given = readStart(start);
  const parsed = parsedRule(text);
  const pattern = saidBy(parsed, text, given?.wall);
  const startDate = given && dayText(Math.floor(given.wall / DAY_MS));
  const begin = startDate === undefined ? {} : { startDate };
  const end = endOf(parsed, start, given);
  return { pattern, range: { ...end, ...begin } } as unknown as RecurrenceType;
}

interface Start {
  /** Wall time, as if it were of UTC. */
  readonly wall: number;
  readonly hasTime: boolean;
}

function readStart({ startDate }: RuleStart): Start | undefined {
  if (startDate === undefined) return undefined;
  const read = readMoment(startDate, 'UTC');
  if (typeof startDate !== 'string' || read === undefined || ('at' in read && !/T[\d:.]+$/.test(startDate)))
    throw wrong('fromRule()', 'startDate', "expected a day or a wall time, such as '2025-03-30' or '2025-03-30T09:00'");
  return 'at' in read ? { wall: read.at.getTime(), hasTime: true } : { wall: read.from.getTime(), hasTime: false };
}

function parsedRule(text: string): Rule {
  const part = /(?:^|;)(BYHOUR|BYMINUTE|BYSECOND|RSCALE|SKIP)=/i.exec(text)?.[1];
  if (part !== undefined)
    throw wrong('fromRule()', 'rule', `${part.toUpperCase()}: a pattern of Exchange has days only, once each; ${HAS}`);
  try {
    return parseRule(text, 0);
  } catch (error) {
    if (!(error instanceof TextFormatError)) throw error;
    throw wrong('fromRule()', 'rule', `'${text.slice(0, 80)}' is no rule of days, weeks, months or years; ${HAS}`);
  }
}

const HAS = 'Exchange has every n days, days of every n weeks, and one day of every n months or of a year';

/** Where a rule says all by itself, any beginnings show what it says: a working day, a leap day, the end of a month. */
const BEGINNINGS = ['2025-03-03', '2024-02-29', '2027-12-31'].map((day) => (dayNumber(day) as number) * DAY_MS);

function saidBy(rule: Rule, text: string, start: number | undefined): unknown {
  if (start === undefined && dependsOnStart(rule))
    throw wrong('fromRule()', 'startDate', `'${text.slice(0, 80)}' falls on a day of its start; say when it begins`);
  const found = (start === undefined ? BEGINNINGS : [start - (start % DAY_MS)]).map((one) => patternFor(rule, one));
  const [pattern] = found;
  if (pattern === undefined || found.some((one) => JSON.stringify(one) !== JSON.stringify(pattern)))
    throw wrong('fromRule()', 'rule', `Exchange cannot say '${text.slice(0, 80)}'; ${HAS}`);
  return pattern;
}

function dependsOnStart({ freq, interval, byDay, byMonthDay, byMonth, byYearDay, byWeekNo }: Rule): boolean {
  if (freq === 'DAILY') return false;
  if (freq === 'WEEKLY') return byDay === undefined;
  const hasDay = byDay !== undefined || byMonthDay !== undefined;
  if (freq === 'MONTHLY') return !hasDay;
  return byMonth === undefined || !hasDay || interval > 1 || byYearDay !== undefined || byWeekNo !== undefined;
}

function endOf({ count, until }: Rule, { timeZone }: RuleStart, start: Start | undefined): object {
  if (count !== undefined) return { kind: 'numberedRecurrence', numberOfOccurrences: count };
  if (until === undefined) return { kind: 'noEndRecurrence' };
  return { kind: 'endDateRecurrence', endDate: lastDay(until, timeZone, start) };
}

/** The last day that counts. An end at a time is before or after that day's occurrence, so their times have to be known. */
function lastDay(until: string, timeZone: string | undefined, start: Start | undefined): Day {
  const [, year, month, day, time, utc] = /^(\d{4})(\d\d)(\d\d)(?:T(\d{4,6})(Z)?)?$/i.exec(until) ?? [];
  const date = `${year}-${month}-${day}`;
  const midnight = dayNumber(date);
  if (midnight === undefined) throw wrong('fromRule()', 'rule', `UNTIL=${until} is no day`);
  if (time === undefined || (utc === undefined && /^2359/.test(time))) return date as Day;
  if (utc !== undefined && timeZone === undefined)
    throw wrong('fromRule()', 'timeZone', `UNTIL=${until} is a time of UTC; say the zone of the item`);
  if (start?.hasTime !== true)
    throw wrong(
      'fromRule()',
      'startDate',
      `UNTIL=${until} ends at a time; say at which time it begins ('2025-03-30T09:00')`,
    );
  const [hour, minute, second] = [time.slice(0, 2), time.slice(2, 4), time.slice(4, 6)].map(Number) as [
    number,
    number,
    number,
  ];
  const written = midnight * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000;
  const wall = utc === undefined ? written : wallTimeOf(written, timeZone as string);
  const isOver = wall - Math.floor(wall / DAY_MS) * DAY_MS < start.wall % DAY_MS;
  return dayText(Math.floor(wall / DAY_MS) - (isOver ? 1 : 0));
}

function wrong(method: string, path: string, message: string): ValidationError {
  return new ValidationError(`recur.${method}`, [{ path, message }]);
}
