/** The recurrence of an item as an RRULE (RFC 5545, 3.3.10), in the form that Exchange gives it (MS-OXCICAL 2.1.3.2.2). */
import { MONTHS, PLACES, type Recurrence, WEEKDAYS, weekdaysOf } from './pattern.js';
import { WEEKDAY_CODES } from './rule.js';

/** `until`: how the end of a series is written, of its last day. */
export function ruleText({ pattern, range }: Recurrence, until: (day: string) => string): string {
  const days = () => weekdaysOf(pattern).map((day) => WEEKDAY_CODES[day]);
  const parts: string[] = [];
  const month = () => parts.push(`BYMONTH=${MONTHS.indexOf(String(pattern['month'])) + 1}`);
  switch (pattern.kind) {
    case 'weeklyRecurrence': {
      const weekStart = WEEKDAYS.indexOf(String(pattern['firstDayOfWeek'] ?? 'Sunday'));
      parts.push('FREQ=WEEKLY', `BYDAY=${days().join(',')}`, `WKST=${WEEKDAY_CODES[Math.max(0, weekStart)]}`);
      break;
    }
    case 'absoluteMonthlyRecurrence':
      parts.push('FREQ=MONTHLY', monthDay(pattern['dayOfMonth']));
      break;
    case 'relativeMonthlyRecurrence':
      parts.push('FREQ=MONTHLY', ...placed(days(), String(pattern['dayOfWeekIndex'])));
      break;
    case 'absoluteYearlyRecurrence':
      parts.push('FREQ=YEARLY', monthDay(pattern['dayOfMonth']));
      month();
      break;
    case 'relativeYearlyRecurrence':
      parts.push('FREQ=YEARLY', ...placed(days(), String(pattern['dayOfWeekIndex'])));
      month();
      break;
    default:
      parts.push('FREQ=DAILY');
  }
  if (pattern['interval'] !== undefined) parts.splice(1, 0, `INTERVAL=${pattern['interval']}`);
  if (range.kind === 'numberedRecurrence') parts.push(`COUNT=${range.numberOfOccurrences}`);
  if (range.kind === 'endDateRecurrence' && range.endDate !== undefined) parts.push(`UNTIL=${until(range.endDate)}`);
  return parts.join(';');
}

// The 31st is the last day of every month.
function monthDay(day: unknown): string {
  return `BYMONTHDAY=${Number(day) === 31 ? -1 : day}`;
}

// `BYDAY=2TU`; of several days the place is counted among them all.
function placed(days: readonly (string | undefined)[], index: string): string[] {
  const place = PLACES[index] ?? 1;
  return days.length === 1 ? [`BYDAY=${place}${days[0]}`] : [`BYDAY=${days.join(',')}`, `BYSETPOS=${place}`];
}
