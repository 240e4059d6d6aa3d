/** A span of time, as it is given: instants, wall times or days. */
import { optionViolations, type Rules, rule, ValidationError, wholeNumber } from '../errors.js';
import type { GivenTime } from '../fields/given.js';
import type { CalendarSpan } from '../requests/find-item.js';
import { MOMENT_FORMS, readMoment } from '../time/moment.js';

/** From start until end; a day as its end is the last day of it. */
export interface Span {
  /** When it begins; a day is its midnight. */
  readonly start: GivenTime;
  /** When it ends; a day is meant whole. */
  readonly end: GivenTime;
}

/** A span of a calendar. */
export interface ViewSpan extends Span {
  /** How many occurrences at most, the earliest. Default: all, as far as the server allows. */
  readonly max?: number | undefined;
}

const MOMENT = rule(MOMENT_FORMS, (value) => readMoment(value, 'UTC') !== undefined);
const RULES: Rules<ViewSpan> = { start: MOMENT, end: MOMENT, max: wholeNumber(1, Number.MAX_SAFE_INTEGER) };

/** The instants. Throws {@link ValidationError} for what is no span. */
export function readSpan(method: string, span: ViewSpan, timeZone: string): CalendarSpan {
  const violations = optionViolations(span, RULES);
  for (const name of ['start', 'end'] as const)
    if (span?.[name] === undefined) violations.push({ path: name, message: `expected ${MOMENT_FORMS}` });
  if (violations.length > 0) throw new ValidationError(method, violations);
  const [from, to] = [readMoment(span.start, timeZone), readMoment(span.end, timeZone)];
  const start = from && ('at' in from ? from.at : from.from);
  const end = to && ('at' in to ? to.at : to.until);
  if (!start || !end || start > end)
    throw new ValidationError(method, [{ path: 'end', message: 'the end is before the start' }]);
  return { start, end, max: span.max };
}
