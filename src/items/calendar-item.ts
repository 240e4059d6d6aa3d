/** Appointments and meetings. */
import { CalendarItemType } from '../../generated/index.js';
import type { RequestOptions } from '../client/session.js';
import { type WithItemMethods, withItemMethods } from './item.js';
import type { Mixed } from './mixin.js';
import { type ReplyContent, type ResponseMethods, respond, withResponseMethods } from './reply.js';

const Base: Mixed<WithItemMethods<typeof CalendarItemType>, ResponseMethods> = withResponseMethods(
  withItemMethods(CalendarItemType),
);

/** An appointment; a meeting when it has attendees. */
export class CalendarItem extends Base {
  declare kind: 'calendarItem';

  /** Calls off a meeting that one organizes; the attendees are told. */
  cancel(content?: ReplyContent, options?: RequestOptions): Promise<void> {
    return respond(this, 'cancelCalendarItem', content, options);
  }
}
