/** A series and its occurrences: one from the other. Must not know the class that they are of. */
import type { CalendarItemType } from '../../generated/index.js';
import {
  countBefore,
  numberOn,
  numbersBetween,
  type SeriesFacts,
  type SeriesTime,
  seriesTimes,
} from '../calendar/series.js';
import { hasCode } from '../client/response-errors.js';
import { DoesNotExistError, EwsError, ValidationError } from '../errors.js';
import { formsOf, shapeOfMembers, wholeShape } from '../fields/shape.js';
import { getItem } from '../requests/get-item.js';
import { getOccurrences, masterId, occurrenceId } from '../requests/get-occurrences.js';
import { type ItemRef, idOf } from '../requests/item-refs.js';
import type { ReadOptions } from '../requests/options.js';
import type { Session } from '../requests/session.js';
import { offsetAt } from '../time/wall-time.js';
import { startZoneOf } from './calendar-times.js';
import { sessionOf } from './session-of.js';

const DAY_MS = 86_400_000;
/** So many are asked for at a time. */
const CHUNK = 100;

type Series = CalendarItemType & ItemRef;

/** What says when the occurrences are. */
const FACTS = ['start', 'end', 'startTimeZone', 'recurrence', 'modifiedOccurrences', 'deletedOccurrences'];

const shapeFor = (session: Session, options: ReadOptions) =>
  wholeShape({ fields: session.fields, ...formsOf(options) });

/** By its number from 1, deleted ones counted, or by the day that the rule gives it. */
export async function occurrenceOf<Item extends object>(
  series: Series,
  which: number | string,
  options: ReadOptions,
): Promise<Item> {
  const session = sessionOf(series);
  const { id } = idOf(series);
  const number = typeof which === 'number' ? checkedNumber(which) : await numberOfDay(series, which, options);
  const [only] = await getOccurrences<Item>(session, [occurrenceId(id, number)], shapeFor(session, options), options);
  if (only instanceof EwsError) throw only;
  return only as Item;
}

function checkedNumber(which: number): number {
  if (Number.isInteger(which) && which >= 1) return which;
  throw new ValidationError('occurrence()', [
    { path: 'which', message: `expected a number from 1, or a day such as '2025-03-30', got ${which}` },
  ]);
}

async function numberOfDay(series: Series, day: string, options: ReadOptions): Promise<number> {
  if (!/^\d{4}-\d\d-\d\d$/.test(String(day)))
    throw new ValidationError('occurrence()', [
      { path: 'which', message: `expected a number from 1, or a day such as '2025-03-30', got '${String(day)}'` },
    ]);
  const { recurrence } = await factsOf(series, options);
  const number = numberOn(recurrence, day);
  if (number !== undefined) return number;
  throw new DoesNotExistError(`The series has no occurrence on ${day}.`, {
    remedy: 'Give the day that the rule has for it, not the one that it was moved to.',
  });
}

/** Instants in milliseconds; infinite where it is open. */
export interface OpenSpan {
  readonly from: number;
  readonly to: number;
}

/** Those that overlap a span; of one without an end, until there is no more. */
export async function* occurrencesOf<Item extends CalendarItemType>(
  series: Series,
  span: OpenSpan,
  options: ReadOptions,
): AsyncGenerator<Item, void, undefined> {
  const session = sessionOf(series);
  const { id } = idOf(series);
  const shape = shapeFor(session, options);
  const isOpen = span.to === Number.POSITIVE_INFINITY;
  const numbers = isOpen ? undefined : await numbersFor(series, span, options);
  for (
    let at = isOpen ? await skippedBefore(series, span.from, options) : 0;
    numbers === undefined || at < numbers.length;
    at += CHUNK
  ) {
    const chunk = numbers?.slice(at, at + CHUNK) ?? Array.from({ length: CHUNK }, (_, place) => at + place + 1);
    const ids = chunk.map((number) => occurrenceId(id, number));
    for (const one of await getOccurrences<Item>(session, ids, shape, options)) {
      if (hasCode(one, 'ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange')) return;
      if (hasCode(one, 'ErrorCalendarOccurrenceIsDeletedFromRecurrence')) continue;
      if (one instanceof EwsError) throw one;
      if (isWithin(one, span)) yield one;
    }
  }
}

async function skippedBefore(series: Series, from: number, options: ReadOptions): Promise<number> {
  if (from === Number.NEGATIVE_INFINITY) return 0;
  const { recurrence, start, end, modifiedOccurrences = [] } = await factsOf(series, options);
  const length = Math.ceil((end.getTime() - start.getTime()) / DAY_MS);
  // What was moved into the span may have any number.
  const moved = modifiedOccurrences.filter((one) => one.end.getTime() > from);
  const earliest = moved.reduce((least, one) => Math.min(least, one.originalStart.getTime()), from);
  return countBefore(recurrence, Math.floor(earliest / DAY_MS) - length - 2);
}

function isWithin({ start, end = start }: CalendarItemType, { from, to }: OpenSpan): boolean {
  return start !== undefined && start.getTime() < to && (end?.getTime() ?? 0) > from;
}

/** Of the days of the rule in a span, and of those that were moved, which may be in it. */
async function numbersFor(series: Series, { from, to }: OpenSpan, options: ReadOptions): Promise<number[]> {
  const facts = await factsOf(series, options);
  const length = Math.ceil((facts.end.getTime() - facts.start.getTime()) / DAY_MS);
  const [first, last] = [Math.floor(from / DAY_MS) - length - 2, Math.ceil(to / DAY_MS) + 2];
  const numbers = numbersBetween(facts.recurrence, first, last);
  const offset = offsetFor(facts, sessionOf(series));
  for (const { start, end, originalStart } of facts.modifiedOccurrences ?? []) {
    if (!isWithin({ start, end }, { from, to })) continue;
    const day = new Date(originalStart.getTime() + offset(originalStart.getTime())).toISOString().slice(0, 10);
    const number = numberOn(facts.recurrence, day);
    if (number !== undefined && !numbers.includes(number)) numbers.push(number);
  }
  return numbers.sort((a, b) => a - b);
}

/** As the series has them, if it was read whole; otherwise asked for. */
async function factsOf(series: Series, options: ReadOptions): Promise<SeriesFacts & CalendarItemType> {
  const session = sessionOf(series);
  const isWhole = series.recurrence?.range.startDate !== undefined && series.calendarItemType === 'RecurringMaster';
  const facts = isWhole
    ? series
    : await getItem<CalendarItemType>(session, series, shapeOfMembers(['CalendarItemType'], FACTS, session), options);
  const { start, end, recurrence } = facts;
  if (start && end && recurrence) return { ...facts, start, end, recurrence };
  throw new EwsError('ERR_NO_SERIES', 'This item is no series.', {
    remedy: 'Ask its master: (await item.master()).occurrence(1).',
  });
}

/** In the zone of the series; of what says none, in that of the account, in which it was made. */
function offsetFor(series: CalendarItemType, session: Session | undefined): (instant: number) => number {
  const zone = startZoneOf(series, session?.timeZone);
  const own = session?.timeZone ?? 'UTC';
  return zone?.offset ?? ((instant) => offsetAt(instant, own));
}

/** Without asking: by what was read of the series. */
export function expandSeries(series: Series, from: number, to: number): SeriesTime[] {
  const { start, end, recurrence } = series;
  if (!start || !end || recurrence?.range.startDate === undefined)
    throw new EwsError('ERR_NO_SERIES', 'This item is no series whose start, end and recurrence were read.', {
      remedy: 'Read it whole, or ask the series: (await item.master()).expand(span).',
    });
  return seriesTimes({ ...series, start, end, recurrence }, offsetFor(series, sessionOf(series)), from, to);
}

/** The series that an occurrence is of; of a series, itself. */
export async function masterOf<Item extends object>(item: Series, options: ReadOptions): Promise<Item> {
  const session = sessionOf(item);
  const { id } = idOf(item);
  const shape = shapeFor(session, options);
  if (item.calendarItemType === 'RecurringMaster') return getItem<Item>(session, item, shape, options);
  const [only] = await getOccurrences<Item>(session, [masterId(id)], shape, options);
  if (only instanceof EwsError) throw only;
  return only as Item;
}
