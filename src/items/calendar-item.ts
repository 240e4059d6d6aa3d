/** Appointments and meetings. */
import { CalendarItemType } from '../../generated/index.js';
import type { SendOptions } from '../requests/options.js';
import type { Attachment } from './attachment.js';
import { type WithItemMethods, withItemMethods } from './item.js';
import { type ResponseMethods, withResponseMethods } from './meeting-answer.js';
import type { Message } from './message.js';
import type { Mixed } from './mixin.js';
import { answer, type ReplyContent, type ReplyMethods, withReplyMethods } from './reply.js';

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

  /** Tells all attendees, and removes it from the calendar. The organizer's. */
  async cancel(content: ReplyContent = {}, options: SendOptions = {}): Promise<void> {
    await answer(this, 'cancel()', 'cancelCalendarItem', content, options);
    delete this.itemId;
  }
}
