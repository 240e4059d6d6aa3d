/** A calendar item as a calendar file, as Exchange gives it in MimeContent. */
import type { CalendarEvent } from '../../ical/index.js';
import { calendarFormat } from '../base/text-formats.js';
import { plainText } from '../mime/body.js';
import type { Item } from '../store/items.js';

export function buildCalendar({ data }: Item): Uint8Array {
  // Of what is no meeting nobody is the organizer.
  const event = { ...data, organizer: data.isMeeting ? data.organizer : undefined } as CalendarEvent;
  return calendarFormat().writeCalendar(event, {
    productId: 'ewskit sandbox',
    method: data.isMeeting ? 'REQUEST' : 'PUBLISH',
    stamp: data.lastModifiedTime ?? data.dateTimeCreated ?? new Date(0),
    plainText,
  });
}
