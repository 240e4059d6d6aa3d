/** The recurrence of an item as an RRULE (RFC 5545, 3.3.10). */
import { MONTHS } from '../calendar/names.js';
import { toWall } from '../calendar/zones.js';
import type { ItemData, Recurrence } from '../store/item-data.js';
import { compact } from './times.js';

const PLACES: Record<string, number> = { First: 1, Second: 2, Third: 3, Fourth: 4, Last: -1 };

export function ruleOf({ pattern, range }: Recurrence, data: ItemData, iana: string): string {
  const p: Record<string, unknown> = pattern ?? {};
  const days = [p['daysOfWeek']].flat().flatMap((one) => DAYS[String(one)] ?? [String(one).slice(0, 2).toUpperCase()]);
  const parts: string[] = [];
  const month = () => parts.push(`BYMONTH=${MONTHS.indexOf(String(p['month'])) + 1}`);
  switch (pattern?.kind) {
    case 'weeklyRecurrence':
      parts.push(
        'FREQ=WEEKLY',
        `BYDAY=${days.join(',')}`,
        `WKST=${String(p['firstDayOfWeek'] ?? 'Sunday')
          .slice(0, 2)
          .toUpperCase()}`,
      );
      break;
    case 'absoluteMonthlyRecurrence':
      parts.push('FREQ=MONTHLY', `BYMONTHDAY=${p['dayOfMonth']}`);
      break;
    case 'relativeMonthlyRecurrence':
      parts.push('FREQ=MONTHLY', ...placed(days, String(p['dayOfWeekIndex'])));
      break;
    case 'absoluteYearlyRecurrence':
      parts.push('FREQ=YEARLY', `BYMONTHDAY=${p['dayOfMonth']}`);
      month();
      break;
    case 'relativeYearlyRecurrence':
      parts.push('FREQ=YEARLY', ...placed(days, String(p['dayOfWeekIndex'])));
      month();
      break;
    default:
      parts.push('FREQ=DAILY');
  }
  if (p['interval'] !== undefined) parts.splice(1, 0, `INTERVAL=${p['interval']}`);
  if (range?.kind === 'numberedRecurrence') parts.push(`COUNT=${range.numberOfOccurrences}`);
  if (range?.kind === 'endDateRecurrence' && range.endDate !== undefined) {
    const day = range.endDate.slice(0, 10).replaceAll('-', '');
    const wall = toWall(iana, data.start?.getTime() ?? 0);
    parts.push(data.isAllDayEvent ? `UNTIL=${day}` : `UNTIL=${day}T${compact(wall).slice(9)}Z`);
  }
  return parts.join(';');
}

const DAYS: Record<string, string[]> = {
  Day: ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'],
  Weekday: ['MO', 'TU', 'WE', 'TH', 'FR'],
  WeekendDay: ['SA', 'SU'],
};

// `BYDAY=2TU`; of several days the place is counted among them all.
function placed(days: readonly string[], index: string): string[] {
  const place = PLACES[index] ?? 1;
  return days.length === 1 ? [`BYDAY=${place}${days[0]}`] : [`BYDAY=${days.join(',')}`, `BYSETPOS=${place}`];
}
