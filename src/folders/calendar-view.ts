/** Which folders have views, and of what span. Must not know how a view is found. */
import { ValidationError } from '../errors.js';
import { readViewSpan, type ViewSpan } from '../fields/span.js';
import type { Plan } from '../query/plan.js';

/** Kinds of folders in which appointments may lie. */
export const MEETINGS: ReadonlySet<string> = new Set(['calendar', 'any']);

/** Of a plan, the occurrences that overlap a span. Throws {@link ValidationError} for what holds no appointments. */
export function viewOf(plan: Plan, span: ViewSpan, timeZone: string): Plan {
  if (!MEETINGS.has(plan.kind.name)) {
    const message = `views are of calendars; ${plan.source.label} holds ${plan.kind.name}`;
    throw new ValidationError('view()', [{ path: 'view', message }]);
  }
  return { ...plan, view: readViewSpan('view()', span, timeZone) };
}
