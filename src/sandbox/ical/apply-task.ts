/** The first task of a calendar file into the properties of a task. Exchange has no MIME for tasks: this is for files that a sandbox starts with. */
import { calendarFormat, readText } from '../base/text-formats.js';
import type { ItemData } from '../store/item-data.js';

/** In place; what the data have already stays. */
export function applyTask(bytes: Uint8Array, data: ItemData): void {
  const [{ uid: _uid, ...task } = {}] = readText(() => calendarFormat().readCalendarTasks(bytes));
  for (const [member, value] of Object.entries(task)) data[member] ??= value;
}
