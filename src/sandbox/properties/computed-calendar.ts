/** Computed properties of calendar items and meeting messages. */
import type { Context } from '../access/context.js';
import { itemIdOf } from '../access/resolve.js';
import { withoutZone } from '../calendar/local-times.js';
import { bounds, isMaster, isOccurrence, occurrenceAt, occurrencesBetween, overlaps } from '../calendar/occurrences.js';
import { zoneKeyOf } from '../calendar/own-zone.js';
import { ianaOf, MINUTE, offsetAt } from '../calendar/zones.js';
import type { ZoneData } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import type { Computed } from './computed-item.js';
import { associatedEntry } from './meeting-entry.js';

export const CALENDAR: Record<string, Computed> = {
  calendarItemType: (item) => item.data['calendarItemType'] ?? (isMaster(item.data) ? 'RecurringMaster' : 'Single'),
  // True for occurrences only: a master is told by its CalendarItemType (seen in recorded answers).
  isRecurring: (item) => isOccurrence(item) || item.data['isRecurring'] === true,
  recurrence: (item) => {
    const { recurrence, startTimeZone } = item.data;
    if (recurrence?.range === undefined) return recurrence;
    const { range } = recurrence;
    const zone = zoneKeyOf(startTimeZone);
    const dated = { ...range, startDate: zonedDay(range.startDate, zone) };
    return {
      ...recurrence,
      range: { ...dated, ...(range.endDate && { endDate: zonedDay(range.endDate, zone) }) },
    };
  },
  duration: (item) => durationOf(item.data.start, item.data.end),
  when: (item) => item.data['when'],
  dateTimeStamp: (item) => item.data['dateTimeStamp'] ?? item.data.dateTimeCreated,
  isOrganizer: (item) => item.data.isOrganizer ?? (item.kind === 'calendarItem' ? true : undefined),
  startTimeZone: (item) => zoneView(item.data.startTimeZone),
  endTimeZone: (item) => zoneView(item.data.endTimeZone),
  startTimeZoneId: (item) => item.data.startTimeZone?.id,
  endTimeZoneId: (item) => item.data.endTimeZone?.id,
  timeZone: (item) => item.data.startTimeZone?.name ?? item.data.startTimeZone?.id,
  // The only times in EWS with an offset; the codec writes a Date in UTC, which is the same instant.
  startWallClock: (item) => item.data.start,
  endWallClock: (item) => item.data.end,
  firstOccurrence: (item, context) => occurrenceInfo(context, isMaster(item.data) ? bounds(item).first : undefined),
  lastOccurrence: (item, context) => occurrenceInfo(context, isMaster(item.data) ? bounds(item).last : undefined),
  modifiedOccurrences: (item, context) => {
    const changed = item.data.exceptions?.filter((one) => !one.deleted) ?? [];
    if (changed.length === 0) return undefined;
    return changed.map((one) => occurrenceInfo(context, occurrenceAt(item, one.original)));
  },
  deletedOccurrences: (item) => {
    const deleted = item.data.exceptions?.filter((one) => one.deleted) ?? [];
    return deleted.length === 0 ? undefined : deleted.map((one) => ({ start: new Date(one.original) }));
  },
  conflictingMeetingCount: (item, context) => neighbours(item, context).conflicting.length,
  adjacentMeetingCount: (item, context) => neighbours(item, context).adjacent.length,
  conflictingMeetings: (item, context) => brief(neighbours(item, context).conflicting, context),
  adjacentMeetings: (item, context) => brief(neighbours(item, context).adjacent, context),
  associatedCalendarItemId: (item, context) => {
    const calendarItem = associatedEntry(context, item);
    return calendarItem && itemIdOf(context, calendarItem);
  },
};

/** As it came: the dates of its transitions are wall times, and written as such. */
function zoneView(zone: ZoneData | undefined): ZoneData | undefined {
  if (zone?.transitions === undefined) return zone;
  const transition = zone.transitions.transition.map((one) =>
    one.dateTime === undefined ? one : { ...one, dateTime: withoutZone(one.dateTime) },
  );
  return { ...zone, transitions: { ...zone.transitions, transition } };
}

/** `PT1H30M`, `P1D`. */
function durationOf(start: Date | undefined, end: Date | undefined): string | undefined {
  if (start === undefined || end === undefined) return undefined;
  let minutes = Math.max(0, Math.round((end.getTime() - start.getTime()) / MINUTE));
  const days = Math.floor(minutes / 1440);
  minutes -= days * 1440;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const time = `${hours ? `${hours}H` : ''}${rest ? `${rest}M` : ''}`;
  if (days === 0) return `PT${time || '0S'}`;
  return `P${days}D${time ? `T${time}` : ''}`;
}

// Exchange writes the days of a range with the offset that the zone has on them: `2014-06-22-04:00` (recorded answers).
function zonedDay(day: string, zone: string | undefined): string {
  const plain = day.slice(0, 10);
  const minutes = Math.round(offsetAt(Date.parse(`${plain}T00:00:00Z`), ianaOf(zone)) / MINUTE);
  if (minutes === 0) return `${plain}Z`;
  const size = Math.abs(minutes);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${plain}${minutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
}

function occurrenceInfo(context: Context, item: Item | undefined): Record<string, unknown> | undefined {
  if (item === undefined) return undefined;
  const { start, end } = item.data;
  return { itemId: itemIdOf(context, item), start, end, originalStart: item.data['originalStart'] ?? start };
}

function neighbours(item: Item, context: Context): { conflicting: Item[]; adjacent: Item[] } {
  const [start, end] = [item.data.start?.getTime(), item.data.end?.getTime()];
  if (start === undefined || end === undefined) return { conflicting: [], adjacent: [] };
  // A meeting message is compared with the calendar that it asks to enter.
  const own = item.kind === 'calendarItem' ? item : associatedEntry(context, item);
  const folder = own?.folder ?? context.store.folders.wellKnown(item.mailbox, 'calendar').id;
  const others = context.store.items
    .inCalendar(folder, start - 1, end + 1)
    .filter((other) => other.id !== own?.id && other.data.legacyFreeBusyStatus !== 'Free')
    .flatMap((other) => (isMaster(other.data) ? occurrencesBetween(other, start - 1, end + 1) : [other]));
  return {
    conflicting: others.filter((other) => overlaps(other.data, start, end)),
    adjacent: others.filter((other) => other.data.start?.getTime() === end || other.data.end?.getTime() === start),
  };
}

function brief(items: Item[], context: Context): unknown[] | undefined {
  if (items.length === 0) return undefined;
  return items.map((item) => ({
    kind: item.kind,
    itemId: itemIdOf(context, item),
    subject: item.data.subject,
    start: item.data.start,
    end: item.data.end,
    legacyFreeBusyStatus: item.data.legacyFreeBusyStatus,
    location: item.data.location,
  }));
}
