/** A calendar item as a calendar file, made here: with its zone, and of a series with what was changed and deleted of it. */
import type { CalendarItemType } from '../../generated/index.js';
import { wholeShape } from '../fields/shape.js';
import type { CalendarEvent, EventException } from '../ical/index.js';
import { loadCalendarFormat } from '../ical/index.js';
import { getItem, getItems } from '../requests/get-item.js';
import { type ItemRef, idOf } from '../requests/item-refs.js';
import type { RequestOptions } from '../requests/options.js';
import { toWindowsZone } from '../time/zone-names.js';
import { sessionOf } from './session-of.js';

/** So many changed occurrences are read at a time. */
const CHUNK = 100;

export async function icalOf(item: ItemRef & object, options: RequestOptions): Promise<string> {
  const session = sessionOf(item);
  idOf(item);
  // As text: what a DESCRIPTION is.
  const shape = wholeShape({ fields: {}, bodyType: 'Text' });
  const whole = await getItem<CalendarItemType>(session, item, shape, options);
  const changed = whole.modifiedOccurrences ?? [];
  const exceptions: EventException[] = (whole.deletedOccurrences ?? []).map(({ start }) => ({
    original: start.getTime(),
    deleted: true,
  }));
  for (let at = 0; at < changed.length; at += CHUNK) {
    const chunk = changed.slice(at, at + CHUNK);
    const results = await getItems<CalendarItemType>(session, chunk, shape, options);
    for (const [index, result] of results.entries()) {
      if (result.status === 'rejected') throw result.reason;
      const data = { ...eventOf(result.value), recurrence: undefined };
      exceptions.push({ original: chunk[index]!.originalStart.getTime(), data });
    }
  }
  const event = eventOf(whole);
  // Times of an item that names no zone are of the account's, which it was made in.
  event.startTimeZone ??= { id: toWindowsZone(session.timeZone) ?? 'UTC' };
  if (exceptions.length > 0) event.exceptions = exceptions.sort((a, b) => a.original - b.original);
  const { writeCalendar } = await loadCalendarFormat();
  const bytes = writeCalendar(event, {
    productId: '-//ewskit//EN',
    method: whole.isMeeting ? 'REQUEST' : 'PUBLISH',
    stamp: whole.lastModifiedTime ?? whole.dateTimeCreated ?? new Date(0),
    plainText: ({ value }) => value ?? '',
  });
  return Buffer.from(bytes).toString('utf8');
}

/** What of an item a calendar file has. Of what is no meeting nobody is the organizer. */
function eventOf(item: CalendarItemType): CalendarEvent {
  const { isMeeting, organizer, recurrenceId: _alone, ...rest } = item;
  return { ...rest, organizer: isMeeting ? organizer : undefined } as CalendarEvent;
}
