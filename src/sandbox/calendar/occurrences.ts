/**
 * Occurrences of a recurring master, each as an item of its own with its own id: made from the pattern when asked for, with
 * what an exception changed. Knows nothing of requests.
 */
import { Failure } from '../base/failure.js';
import type { ExceptionData, ItemData } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import { zoneKeyOf, zoneOfMeeting } from './own-zone.js';
import { recurrenceDays } from './recurrence.js';
import { dayOf, ianaOf, instantOfWallTime, wallTimeOf } from './zones.js';

/** An occurrence: the master's row with an occurrence's data. */
export interface OccurrenceItem extends Item {
  /** Start that the pattern gives it, in milliseconds: its identity. */
  occurrence: number;
}

export function isMaster(data: ItemData): boolean {
  return data.recurrence?.pattern !== undefined && data.start !== undefined;
}

export function isOccurrence(item: Item): item is OccurrenceItem {
  return 'occurrence' in item && typeof item.occurrence === 'number';
}

/** Starts by the pattern, deleted ones too, oldest first. */
export function* patternStarts(data: ItemData): Generator<number> {
  if (data.recurrence === undefined || data.start === undefined) return;
  const zone = zoneOf(data);
  const wall = wallTimeOf(data.start.getTime(), zone);
  const timeOfDay = wall - dayOf(wall);
  for (const day of recurrenceDays(data.recurrence)) yield instantOfWallTime(day + timeOfDay, zone);
}

/** The zone in which the series keeps its hour. */
function zoneOf(data: ItemData): string {
  return ianaOf(zoneKeyOf(data.startTimeZone ?? zoneOfMeeting(data.meetingTimeZone)));
}

/** The occurrences that overlap the time from `from` to `to`. */
export function occurrencesBetween(master: Item, from: number, to: number): OccurrenceItem[] {
  const found: OccurrenceItem[] = [];
  for (const original of patternStarts(master.data)) {
    if (original >= to) break;
    if (exceptionAt(master, original) !== undefined) continue;
    const occurrence = occurrenceAt(master, original);
    if (overlaps(occurrence.data, from, to)) found.push(occurrence);
  }
  // Exceptions may have been moved anywhere, so they are looked at by themselves.
  for (const exception of master.data.exceptions ?? []) {
    if (exception.deleted) continue;
    const occurrence = occurrenceAt(master, exception.original);
    if (overlaps(occurrence.data, from, to)) found.push(occurrence);
  }
  return found;
}

/** Whether the item's time touches the span; an item without duration counts by its start. */
export function overlaps(data: ItemData, from: number, to: number): boolean {
  const start = data.start?.getTime() ?? 0;
  const end = data.end?.getTime() ?? start;
  return start < to && (end > from || (start === end && start >= from));
}

/** The occurrence whose pattern start is this; throws for one that was deleted or never was. */
export function occurrenceAt(master: Item, original: number): OccurrenceItem {
  const exception = exceptionAt(master, original);
  if (exception?.deleted) throw new Failure('ErrorItemNotFound');
  const { exceptions: _exceptions, recurrence: _recurrence, ...shared } = master.data;
  const data: ItemData = {
    ...shared,
    start: new Date(original),
    end: new Date(endOf(master.data, original)),
    originalStart: new Date(original),
    recurrenceId: new Date(original),
    calendarItemType: exception ? 'Exception' : 'Occurrence',
    ...exception?.data,
  };
  if (master.data.reminderMinutesBeforeStart !== undefined) data.reminderDueBy = data.start;
  return { ...master, data, change: Math.max(master.change, exception?.change ?? 0), occurrence: original };
}

/** By the clock: a whole day is one when the clocks change, too (MS-OXOCAL 2.2.1.44.2, EndTimeOffset). */
function endOf(data: ItemData, original: number): number {
  const zone = zoneOf(data);
  const [start, end] = [data.start, data.end].map((one) => wallTimeOf(one?.getTime() ?? 0, zone)) as [number, number];
  // From midnight, for the clocks may skip the hour at which it starts.
  return instantOfWallTime(dayOf(wallTimeOf(original, zone)) + (end - dayOf(start)), zone);
}

/** The n-th by the pattern, counted from 1, deleted ones too. */
export function occurrenceByIndex(master: Item, index: number): OccurrenceItem {
  let count = 0;
  if (index >= 1) {
    for (const original of patternStarts(master.data)) {
      if (++count < index) continue;
      if (exceptionAt(master, original)?.deleted) throw new Failure('ErrorCalendarOccurrenceIsDeletedFromRecurrence');
      return occurrenceAt(master, original);
    }
  }
  throw new Failure('ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange');
}

/** First and last that are not deleted; a series without an end has no last. */
export function bounds(master: Item): { first?: OccurrenceItem; last?: OccurrenceItem } {
  const endless = master.data.recurrence?.range?.kind === 'noEndRecurrence';
  let first: number | undefined;
  let last: number | undefined;
  for (const original of patternStarts(master.data)) {
    if (exceptionAt(master, original)?.deleted) continue;
    first ??= original;
    last = original;
    if (endless) break;
  }
  return {
    ...(first !== undefined && { first: occurrenceAt(master, first) }),
    ...(last !== undefined && !endless && { last: occurrenceAt(master, last) }),
  };
}

/** By their occurrence; a list of exceptions is never changed, only replaced. */
const BY_ORIGINAL = new WeakMap<readonly ExceptionData[], Map<number, ExceptionData>>();

export function exceptionAt({ data: { exceptions } }: Item, original: number): ExceptionData | undefined {
  if (exceptions === undefined) return undefined;
  let known = BY_ORIGINAL.get(exceptions);
  if (known === undefined) {
    // Of two for one occurrence the first counts.
    known = new Map([...exceptions].reverse().map((one) => [one.original, one]));
    BY_ORIGINAL.set(exceptions, known);
  }
  return known.get(original);
}

/** The master's data with this exception in place of an earlier one of the same occurrence. */
export function withException(data: ItemData, exception: ExceptionData): ItemData {
  const others = data.exceptions?.filter((one) => one.original !== exception.original) ?? [];
  return { ...data, exceptions: [...others, exception].sort((a, b) => a.original - b.original) };
}

/**
 * The exceptions of a series whose time has changed and whose rule has not: of the same days (MS-OXOCAL 2.2.1.44.1, DeletedInstanceDates and
 * ModifiedInstanceDates are days). What was moved stays where it was moved to.
 */
export function movedExceptions(before: ItemData, data: ItemData): ExceptionData[] | undefined {
  const { exceptions, start } = data;
  if (exceptions === undefined || start === undefined) return exceptions;
  const [old, zone] = [zoneOf(before), zoneOf(data)];
  const wall = wallTimeOf(start.getTime(), zone);
  const moved = exceptions.map((one) => {
    const day = dayOf(wallTimeOf(one.original, old));
    return { ...one, original: instantOfWallTime(day + (wall - dayOf(wall)), zone) };
  });
  return moved.filter(({ original }) => original >= start.getTime());
}
