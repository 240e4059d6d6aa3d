/** What reads and writes calendars: loaded with the first request that speaks of MimeContent. */
import { type CalendarFormat, loadCalendarFormat } from '../../ical/index.js';

let loaded: CalendarFormat | undefined;

export async function loadFormats(): Promise<void> {
  loaded ??= await loadCalendarFormat();
}

export function calendarFormat(): CalendarFormat {
  if (loaded === undefined) throw new Error('A calendar came where none is looked for: loadFormats() was not awaited.');
  return loaded;
}
