/** What a change of one property does to others, beyond what follows from them alone (see settle.ts). */
import { movedExceptions } from '../calendar/occurrences.js';
import type { ItemData } from '../store/item-data.js';
import { renameContact } from './contact-names.js';

/** In place; `before` is what the item was. */
export function adjust(before: ItemData, data: ItemData): void {
  const differs = (member: keyof ItemData) => JSON.stringify(before[member]) !== JSON.stringify(data[member]);
  if (!differs('exceptions')) {
    // MS-OXOCAL 3.1.4.7.3.5: another rule removes every exception.
    if (differs('recurrence')) data.exceptions = undefined;
    else if (differs('start') || differs('startTimeZone')) data.exceptions = movedExceptions(before, data);
  }
  if (
    data.start &&
    data.end &&
    before.start &&
    before.end &&
    differs('start') &&
    !differs('end') &&
    data.end <= data.start
  ) {
    data.end = new Date(data.start.getTime() + before.end.getTime() - before.start.getTime());
  }
  // Task: whichever of the two was written decides.
  if (differs('percentComplete') && !differs('status')) {
    if (data.percentComplete === 100) data.status = 'Completed';
    else if (before.status === 'Completed' || (before.status === 'NotStarted' && data.percentComplete))
      data.status = 'InProgress';
    data.isComplete = false;
  }
  if (differs('status') && data.status !== 'Completed' && data.percentComplete === 100) data.percentComplete = 0;
  renameContact(before, data);
}
