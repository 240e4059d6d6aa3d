/** What follows from other properties of a calendar item: whole days, attendees, zones' names, where a series begins. */
import type { Context } from '../access/context.js';
import { WEEKDAYS } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { isOwnZone, zoneKeyOf } from '../calendar/own-zone.js';
import { formatDay, parseDay } from '../calendar/recurrence.js';
import { DAY, dayOf, ianaOf, instantOfWallTime, wallTimeOf, zoneName } from '../calendar/zones.js';
import { attendeesOf, resolved } from '../properties/addresses.js';
import type { Attendee, ItemData } from '../store/item-data.js';

/** In place. */
export function settleCalendar(context: Context, data: ItemData): void {
  const attendees = (list: Attendee[] | undefined): Attendee[] | undefined => {
    if (list === undefined || list.length === 0) return undefined;
    return list.map((one) => ({
      ...one,
      mailbox: resolved(one.mailbox, context.store.mailboxes),
      responseType: one.responseType ?? 'Unknown',
    }));
  };
  data.requiredAttendees = attendees(data.requiredAttendees);
  data.optionalAttendees = attendees(data.optionalAttendees);
  data.resources = attendees(data.resources);
  if (data.start && data.end && data.end < data.start) {
    throw new Failure('ErrorCalendarEndDateIsEarlierThanStartDate');
  }
  // exchangelib's tests, against Exchange Online: not longer than five years.
  if (data.start && data.end && data.end > yearsAfter(data.start, 5))
    throw new Failure('ErrorCalendarDurationIsTooLong');
  data.isMeeting = data.isMeeting === true || attendeesOf(data).length > 0;
  data.appointmentState = (data.isMeeting ? 1 : 0) + (data.isOrganizer ? 0 : 2) + (data.isCancelled ? 4 : 0);
  for (const member of ['startTimeZone', 'endTimeZone'] as const) {
    const zone = data[member];
    // The rules of a zone that has a name are the server's own.
    if (isOwnZone(zoneKeyOf(zone) ?? '')) continue;
    if (zone?.id !== undefined) data[member] = { id: zone.id, name: zone.name ?? zoneName(zone.id) ?? zone.id };
  }
  if (data.isAllDayEvent) settleWholeDays(data);
  settleRecurrence(data);
}

function yearsAfter(date: Date, years: number): Date {
  const later = new Date(date);
  later.setUTCFullYear(later.getUTCFullYear() + years);
  return later;
}

// Learn, "Create all-day events by using EWS": back to the midnight before the start, on to the one after the end, in the item's zone.
function settleWholeDays(data: ItemData): void {
  if (!data.start || !data.end) return;
  const iana = ianaOf(zoneKeyOf(data.startTimeZone));
  const first = dayOf(wallTimeOf(data.start.getTime(), iana));
  const last = dayOf(wallTimeOf(data.end.getTime() - 1, iana)) + DAY;
  data.start = new Date(instantOfWallTime(first, iana));
  data.end = new Date(instantOfWallTime(Math.max(last, first + DAY), iana));
}

/** Days of a pattern in the order in which Exchange lists them. */
const PATTERN_DAYS = [...WEEKDAYS, 'Day', 'Weekday', 'WeekendDay'];

// The range begins on the day of the first occurrence that the pattern gives, at the earliest on the day of Start.
function settleRecurrence(data: ItemData): void {
  const { recurrence, start } = data;
  if (!recurrence?.range || !start) return;
  const { range, pattern } = recurrence;
  if (!pattern) throw new Failure('ErrorCalendarInvalidRecurrence');
  const days = pattern['daysOfWeek'];
  if (pattern.kind === 'weeklyRecurrence') {
    pattern['firstDayOfWeek'] ??= 'Sunday';
    // Learn, ResponseCode: a week has Monday to Sunday; Day, Weekday and WeekendDay are of months and years.
    if (Array.isArray(days) && days.some((day) => !WEEKDAYS.includes(day)))
      throw new Failure('ErrorCalendarInvalidDayForWeeklyRecurrence');
  }
  // Exchange lists the days from Sunday on, in whatever order they came.
  if (Array.isArray(days)) pattern['daysOfWeek'] = PATTERN_DAYS.filter((day) => days.includes(day));
  if (range.kind === 'endDateRecurrence' && range.endDate && parseDay(range.endDate) < parseDay(range.startDate)) {
    throw new Failure('ErrorRecurrenceEndDateTooBig', 'The recurrence end date is too early.');
  }
  const startDay = formatDay(wallTimeOf(start.getTime(), ianaOf(zoneKeyOf(data.startTimeZone))));
  if (startDay > range.startDate.slice(0, 10)) range.startDate = startDay;
}
