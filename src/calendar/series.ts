/** The occurrences of a series, worked out here, with what was moved and deleted. Knows no calls, and no names of zones. */
import type { RecurrenceType } from '../../generated/index.js';
import { instantBy } from '../time/wall-time.js';
import type { OffsetAt } from '../time/zone-definition.js';
import { dayNumber, recurrenceDays } from './days.js';

const DAY_MS = 86_400_000;

/** What of a series says when its occurrences are. */
export interface SeriesFacts {
  readonly start: Date;
  readonly end: Date;
  readonly recurrence: RecurrenceType;
  readonly modifiedOccurrences?: readonly { start: Date; end: Date; originalStart: Date }[] | undefined;
  readonly deletedOccurrences?: readonly { start: Date }[] | undefined;
}

/** An occurrence, as far as its series tells. */
export interface SeriesTime {
  /** When it is. */
  readonly start: Date;
  /** When it is over. */
  readonly end: Date;
  /** When the rule has it. */
  readonly originalStart: Date;
}

/** Those that overlap a span, in the order of time. */
export function seriesTimes(series: SeriesFacts, offset: OffsetAt, from: number, to: number): SeriesTime[] {
  const wallOf = (instant: Date) => instant.getTime() + offset(instant.getTime());
  const dayOf = (instant: Date) => Math.floor(wallOf(instant) / DAY_MS);
  const first = wallOf(series.start);
  const time = first - Math.floor(first / DAY_MS) * DAY_MS;
  // By the clock, so that a whole day is one when the clocks change, too ([MS-OXOCAL] 2.2.1.44.2: EndTimeOffset).
  const length = wallOf(series.end) - first;
  const changed = new Set([
    ...(series.modifiedOccurrences ?? []).map(({ originalStart }) => dayOf(originalStart)),
    ...(series.deletedOccurrences ?? []).map(({ start }) => dayOf(start)),
  ]);
  const found: SeriesTime[] = (series.modifiedOccurrences ?? []).filter((one) => overlaps(one, from, to));
  const margin = Math.ceil(length / DAY_MS) + 2;
  const [firstDay, lastDay] = [Math.floor(from / DAY_MS) - margin, Math.ceil(to / DAY_MS) + 2];
  for (const day of recurrenceDays(series.recurrence, firstDay, lastDay)) {
    if (changed.has(day)) continue;
    const start = new Date(instantBy(day * DAY_MS + time, offset));
    const end = new Date(instantBy(day * DAY_MS + time + length, offset));
    if (overlaps({ start, end }, from, to)) found.push({ start, end, originalStart: start });
  }
  return found.sort((a, b) => a.start.getTime() - b.start.getTime());
}

function overlaps({ start, end }: { start: Date; end: Date }, from: number, to: number): boolean {
  return (
    start.getTime() < to && (end.getTime() > from || (start.getTime() === end.getTime() && start.getTime() >= from))
  );
}

/** The number of the occurrence that the rule has on a day, from 1; undefined where it has none. */
export function numberOn(recurrence: RecurrenceType, day: string): number | undefined {
  const wanted = dayNumber(day);
  let number = 0;
  for (const one of wanted === undefined ? [] : recurrenceDays(recurrence, undefined, wanted)) {
    number++;
    if (one === wanted) return number;
  }
  return undefined;
}

/** How many occurrences the rule has before a day. */
export function countBefore(recurrence: RecurrenceType, day: number): number {
  let count = 0;
  for (const _ of recurrenceDays(recurrence, undefined, day - 1)) count++;
  return count;
}

/** The numbers of the occurrences that the rule has on days from one to another. */
export function numbersBetween(recurrence: RecurrenceType, from: number, to: number): number[] {
  const numbers: number[] = [];
  let number = 0;
  for (const day of recurrenceDays(recurrence, undefined, to)) {
    number++;
    if (day >= from) numbers.push(number);
  }
  return numbers;
}
