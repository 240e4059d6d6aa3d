/** A calendar file into the properties of a calendar item: what CalDAV bridges send as MimeContent. */
import { TextFormatError } from '../../ical/index.js';
import { Failure } from '../base/failure.js';
import type { ItemData } from '../store/item-data.js';
import { calendarFormat } from './formats.js';

/** In place; what the data have already stays. `timeZone`: the request's, of times that name none. */
export function applyCalendar(bytes: Uint8Array, data: ItemData, timeZone?: string): void {
  try {
    const event = calendarFormat().readCalendar(bytes, { timeZone });
    for (const [member, value] of Object.entries(event)) data[member] ??= value;
  } catch (error) {
    if (error instanceof TextFormatError) throw new Failure('ErrorMimeContentInvalid', error.message);
    throw error;
  }
}
