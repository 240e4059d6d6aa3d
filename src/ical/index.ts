/** Calendar files (RFC 5545) into the members of calendar items and back. What reads them is loaded on first use; knows no requests. */
export { TextFormatError } from '../content-lines/format-error.js';
export type { CalendarEvent, EventException } from './calendar-event.js';
export type { CalendarTask } from './calendar-task.js';
export { MONTHS, WEEKDAYS } from './pattern.js';
export { patternFor } from './recurrence.js';
export { parseRule, type Rule, WEEKDAY_CODES } from './rule.js';

export type CalendarFormat = typeof import('./format.js');

let loading: Promise<CalendarFormat> | undefined;

export function loadCalendarFormat(): Promise<CalendarFormat> {
  loading ??= import('./format.js');
  return loading;
}
