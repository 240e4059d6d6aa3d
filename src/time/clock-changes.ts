/** When the clocks of a zone are changed, found by watching them: the engine's data of zones has no rules. Knows no names of zones. */
import { offsetAt } from './wall-time.js';

const DAY_MS = 86_400_000;

/** A change of the clocks; offsets are milliseconds ahead of UTC. */
export interface ClockChange {
  readonly instant: number;
  readonly before: number;
  readonly after: number;
}

/** The changes from one instant to another, which is not one of them itself, in their order. */
export function clockChanges(timeZone: string, from: number, to: number): ClockChange[] {
  const changes: ClockChange[] = [];
  let before = offsetAt(from, timeZone);
  // By days: two changes that cancel each other are never that near.
  for (let day = from; day < to; day += DAY_MS) {
    const next = Math.min(day + DAY_MS, to);
    const after = offsetAt(next, timeZone);
    if (before === after) continue;
    let [low, high] = [day, next];
    while (high - low > 1000) {
      const middle = low + Math.floor((high - low) / 2000) * 1000;
      if (offsetAt(middle, timeZone) === before) low = middle;
      else high = middle;
    }
    if (high < to) changes.push({ instant: high, before, after });
    before = after;
  }
  return changes;
}

/** Those of a year of UTC. */
export function changesIn(timeZone: string, year: number): ClockChange[] {
  return clockChanges(timeZone, Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1));
}
