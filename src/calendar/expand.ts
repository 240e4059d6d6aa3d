/** The times of a recurrence, worked out here: without a server, and in the zone in which the series keeps its hour. */
import type { RecurrenceType } from '../../generated/index.js';
import { optionViolations, type Rules, rule, ValidationError } from '../errors.js';
import { isIanaZone } from '../time/iana.js';
import { type Day, MOMENT_FORMS, type Moment, type PlainDate, readMoment } from '../time/moment.js';
import { instantOfWallTime, wallTimeOf } from '../time/wall-time.js';
import { toIanaZone } from '../time/zone-names.js';
import { recurrenceDays } from './days.js';

const DAY_MS = 86_400_000;

/** From when to when, and on which clock. */
export interface ExpandSpan {
  /** When it begins; a day is its midnight. */
  readonly start: Moment | Day | PlainDate;
  /** When it ends; a day is meant whole. */
  readonly end: Moment | Day | PlainDate;
  /** The zone of the series, IANA or Windows. */
  readonly timeZone: string;
  /** The time of day at which each begins: `09:00`. Default: midnight. */
  readonly time?: string | undefined;
}

const TIME = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;
const MOMENT = rule(MOMENT_FORMS, (value) => readMoment(value, 'UTC') !== undefined);
const RULES: Rules<ExpandSpan> = {
  start: MOMENT,
  end: MOMENT,
  timeZone: rule('a time zone such as Europe/Copenhagen', (value) => zoneOf(value) !== undefined),
  time: rule('a time of day such as 09:00', (value) => typeof value === 'string' && TIME.test(value)),
};

/**
 * When the occurrences of a recurrence begin that begin in a span: those of the rule, whatever was moved or deleted since (`series.expand()` knows
 * of that). Needs a recurrence with a `startDate`. Without an end it goes on as long as it is asked.
 */
export function* expand(recurrence: RecurrenceType, span: ExpandSpan): Generator<Date, void, undefined> {
  const violations = optionViolations(span, RULES);
  for (const name of ['start', 'end', 'timeZone'] as const)
    if (span?.[name] === undefined) violations.push({ path: name, message: 'is missing' });
  if (recurrence?.range?.startDate === undefined)
    violations.push({ path: 'recurrence.range.startDate', message: 'is missing: nobody knows from when it counts' });
  if (violations.length > 0) throw new ValidationError('recur.expand()', violations);
  const zone = zoneOf(span.timeZone) as string;
  const [from, to] = [readMoment(span.start, zone), readMoment(span.end, zone)];
  const first = from && ('at' in from ? from.at : from.from).getTime();
  const last = to && ('at' in to ? to.at : to.until).getTime();
  if (first === undefined || last === undefined) return;
  const [, hours = '0', minutes = '0', seconds = '0'] = TIME.exec(span.time ?? '00:00') ?? [];
  const time = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  const dayAt = (instant: number) => Math.floor(wallTimeOf(instant, zone) / DAY_MS);
  for (const day of recurrenceDays(recurrence, dayAt(first) - 1, dayAt(last) + 1)) {
    const start = instantOfWallTime(day * DAY_MS + time, zone);
    if (start >= last) return;
    if (start >= first) yield new Date(start);
  }
}

function zoneOf(name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined;
  return isIanaZone(name) ? name : toIanaZone(name);
}
