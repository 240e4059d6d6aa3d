/** The recurrence that is left of a series when its first occurrence is over: a day later in the pattern, one occurrence less. */
import type { Recurrence } from '../store/item-data.js';
import { formatDay, parseDay, recurrenceDays } from './recurrence.js';
import { DAY, dayOf, type WallTime } from './zones.js';

/** The pattern counts from the day on which the last one was done, not from a calendar. */
export function isRegenerating(recurrence: Recurrence): boolean {
  return recurrence.pattern?.kind.endsWith('Regeneration') ?? false;
}

/** `now` is when the occurrence was done. Undefined where it was the last. */
export function nextInSeries(recurrence: Recurrence, now: Date): { recurrence: Recurrence; days: number } | undefined {
  const { range } = recurrence;
  if (range === undefined) return undefined;
  const [first = parseDay(range.startDate), next] = isRegenerating(recurrence)
    ? [parseDay(range.startDate), regenerated(recurrence, dayOf(now.getTime()))]
    : firstTwo(recurrence);
  const left = range.numberOfOccurrences === undefined ? undefined : Number(range.numberOfOccurrences) - 1;
  const isOver = next === undefined || (range.endDate !== undefined && next > parseDay(range.endDate)) || left === 0;
  if (isOver) return undefined;
  const rest = { ...range, startDate: formatDay(next), ...(left !== undefined && { numberOfOccurrences: left }) };
  return { recurrence: { ...recurrence, range: rest }, days: Math.round((next - first) / DAY) };
}

function firstTwo(recurrence: Recurrence): WallTime[] {
  const found: WallTime[] = [];
  for (const day of recurrenceDays(recurrence)) if (found.push(day) === 2) break;
  return found;
}

function regenerated({ pattern }: Recurrence, done: WallTime): WallTime {
  const interval = Math.max(1, Number(pattern?.['interval'] ?? 1));
  const date = new Date(done);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (pattern?.kind) {
    case 'weeklyRegeneration':
      return done + 7 * interval * DAY;
    case 'monthlyRegeneration':
      return inMonth(year, month + interval, day);
    case 'yearlyRegeneration':
      return inMonth(year + interval, month, day);
    default:
      return done + interval * DAY;
  }
}

/** A month without that day has it on its last. */
function inMonth(year: number, month: number, day: number): WallTime {
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(day, length));
}
