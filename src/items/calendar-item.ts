/** Appointments and meetings. */
import { CalendarItemType } from '../../generated/index.js';
import type { SendOptions } from '../requests/options.js';
import type { Day } from '../time/moment.js';
import type { ZonedTime } from '../time/zoned-time.js';
import type { Attachment } from './attachment.js';
import { daysOf, zonedOf } from './calendar-times.js';
import { type WithItemMethods, withItemMethods } from './item.js';
import { type ResponseMethods, withResponseMethods } from './meeting-answer.js';
import type { Message } from './message.js';
import type { Mixed } from './mixin.js';
import { answer, type ReplyContent, type ReplyMethods, withReplyMethods } from './reply.js';
import { sessionIfAny } from './session-of.js';

type Answerable = Mixed<WithItemMethods<typeof CalendarItemType>, ReplyMethods<Message>>;

const Base: Mixed<Answerable, ResponseMethods<CalendarItem>> = withResponseMethods<Answerable, CalendarItem>(
  withReplyMethods(withItemMethods(CalendarItemType)),
);

/** An appointment; a meeting when it has attendees. */
export class CalendarItem extends Base {
  /** The element that it is: what the members of a union are told apart by. */
  declare kind: 'calendarItem';
  /** What is attached; undefined when nothing is, or was not asked for. */
  declare attachments?: Attachment[] | undefined;

  /** Start and end on the wall clock of the zone that they were made in; undefined when that was not asked for. */
  get zoned(): { readonly start: ZonedTime; readonly end: ZonedTime } | undefined {
    return zonedOf(this, sessionIfAny(this)?.timeZone);
  }

  /** Of an all-day event: its first day and its last, in the zone that it was made in. */
  get days(): { readonly first: Day; readonly last: Day } | undefined {
    return daysOf(this, sessionIfAny(this)?.timeZone);
  }

  /** Tells all attendees, and removes it from the calendar. The organizer's. */
  async cancel(content: ReplyContent = {}, options: SendOptions = {}): Promise<void> {
    await answer(this, 'cancel()', 'cancelCalendarItem', content, options);
    delete this.itemId;
  }
}
