/** A calendar file into the properties of a calendar item: what CalDAV bridges send as MimeContent. */
import { calendarFormat, readText } from '../base/text-formats.js';
import type { ItemData } from '../store/item-data.js';

/** In place; what the data have already stays. `timeZone`: the request's, of times that name none. */
export function applyCalendar(bytes: Uint8Array, data: ItemData, timeZone?: string): void {
  const event = readText(() => calendarFormat().readCalendar(bytes, { timeZone }));
  for (const [member, value] of Object.entries(event)) data[member] ??= value;
}
