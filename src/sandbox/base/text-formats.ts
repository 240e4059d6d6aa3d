/** What reads and writes calendars and cards: loaded with the first request that needs them. */
import { type CalendarFormat, loadCalendarFormat, TextFormatError } from '../../ical/index.js';
import { type CardFormat, loadCardFormat } from '../../vcard/index.js';
import { Failure } from './failure.js';

let calendars: CalendarFormat | undefined;
let cards: CardFormat | undefined;

export async function loadFormats(): Promise<void> {
  calendars ??= await loadCalendarFormat();
  cards ??= await loadCardFormat();
}

export function calendarFormat(): CalendarFormat {
  return loaded(calendars);
}

export function cardFormat(): CardFormat {
  return loaded(cards);
}

function loaded<T>(format: T | undefined): T {
  if (format === undefined) throw new Error('A text came where none is looked for: loadFormats() was not awaited.');
  return format;
}

/** What the file cannot be read for is what the request is refused for. */
export function readText<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof TextFormatError) throw new Failure('ErrorMimeContentInvalid', error.message);
    throw error;
  }
}
