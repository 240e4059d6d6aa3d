/** A span of time, as it is given: instants, wall times or days. */
import { optionViolations, type Rules, rule, ValidationError, wholeNumber } from '../errors.js';
import { MOMENT_FORMS, readMoment } from '../time/moment.js';
import type { GivenTime } from './given.js';

/** From start until end; a day as its end is the last day of it. */
export interface Span {
  /** When it begins; a day is its midnight. */
  readonly start: GivenTime;
  /** When it ends; a day is meant whole. */
  readonly end: GivenTime;
}

/** A span of a calendar. */
export interface ViewSpan extends Span {
  /** How many occurrences at most, the earliest. Default: all. */
  readonly max?: number | undefined;
}

/** The instants of a span. */
export interface Instants {
  readonly start: Date;
  readonly end: Date;
}

const MOMENT = rule(MOMENT_FORMS, (value) => readMoment(value, 'UTC') !== undefined);
/** Of the two ends. */
export const SPAN_RULES: Rules<Span> = { start: MOMENT, end: MOMENT };
const VIEW_RULES: Rules<ViewSpan> = { ...SPAN_RULES, max: wholeNumber(1, Number.MAX_SAFE_INTEGER) };

/** The instants. Throws {@link ValidationError} for what is no span. */
export function readSpan<S extends Span>(method: string, span: S, timeZone: string, rules: Rules<S>): Instants {
  const violations = optionViolations(span, rules);
  for (const name of ['start', 'end'] as const)
    if (span?.[name] === undefined) violations.push({ path: name, message: `expected ${MOMENT_FORMS}` });
  if (violations.length > 0) throw new ValidationError(method, violations);
  const { start, end } = readEnds(method, span, timeZone);
  return { start: start as Date, end: end as Date };
}

/** The same of a calendar's span. */
export function readViewSpan(method: string, span: ViewSpan, timeZone: string): Instants & { max: number | undefined } {
  return { ...readSpan(method, span, timeZone, VIEW_RULES), max: span.max };
}

/** A span that may be open on either side. */
export function readOpenSpan(method: string, span: Partial<Span>, timeZone: string): Partial<Instants> {
  const violations = optionViolations(span, SPAN_RULES);
  if (violations.length > 0) throw new ValidationError(method, violations);
  return readEnds(method, span, timeZone);
}

function readEnds(method: string, span: Partial<Span>, timeZone: string): Partial<Instants> {
  const [from, to] = [readMoment(span.start, timeZone), readMoment(span.end, timeZone)];
  const start = from && ('at' in from ? from.at : from.from);
  const end = to && ('at' in to ? to.at : to.until);
  if (start && end && start > end)
    throw new ValidationError(method, [{ path: 'end', message: 'the end is before the start' }]);
  return { ...(start && { start }), ...(end && { end }) };
}
