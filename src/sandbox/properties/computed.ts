/** The value of any member of an item: computed where there is a function for it, else as it is kept. */
import type { Context } from '../access/context.js';
import type { Item } from '../store/items.js';
import { CALENDAR } from './computed-calendar.js';
import { CONTACT } from './computed-contact.js';
import { type Computed, ITEM } from './computed-item.js';

const FIRST: Record<string, Record<string, Computed>> = {
  calendarItem: CALENDAR,
  meetingRequest: CALENDAR,
  meetingResponse: CALENDAR,
  meetingCancellation: CALENDAR,
  meetingMessage: CALENDAR,
  contact: CONTACT,
  distributionList: CONTACT,
  task: { isRecurring: (item) => item.data.recurrence !== undefined },
};

/** The value of a member of an item, computed or kept. */
export function memberValue(item: Item, member: string, context: Context): unknown {
  const compute = FIRST[item.kind]?.[member] ?? ITEM[member];
  return compute === undefined ? item.data[member] : compute(item, context);
}
