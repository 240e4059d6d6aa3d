/** Messages about meetings: requests, responses, cancellations. */
import {
  MeetingCancellationMessageType,
  MeetingMessageType,
  MeetingRequestMessageType,
  MeetingResponseMessageType,
} from '../../generated/index.js';
import type { RequestOptions } from '../requests/options.js';
import type { Attachment } from './attachment.js';
import type { CalendarItem } from './calendar-item.js';
import { type WithItemMethods, withItemMethods } from './item.js';
import { type MailMethods, withMailMethods } from './mail-methods.js';
import { type ResponseMethods, withResponseMethods } from './meeting-answer.js';
import { type MeetingMessageMethods, withMeeting } from './meeting-of.js';
import type { Message } from './message.js';
import type { ItemClass, Mixed } from './mixin.js';
import { respond } from './respond.js';

type Mail<C> = Mixed<Mixed<WithItemMethods<C>, MailMethods<Message>>, MeetingMessageMethods<CalendarItem>>;

const mail = <C extends ItemClass>(Base: C): Mail<C> =>
  withMeeting<Mixed<WithItemMethods<C>, MailMethods<Message>>, CalendarItem>(withMailMethods(withItemMethods(Base)));

const MeetingMessageBase: Mail<typeof MeetingMessageType> = mail(MeetingMessageType);

/** A message about a meeting of no more special kind. */
export class MeetingMessage extends MeetingMessageBase {
  /** The element that it is: what the members of a union are told apart by. */
  declare kind: 'meetingMessage';
  /** What is attached; undefined when nothing is, or was not asked for. */
  declare attachments?: Attachment[] | undefined;
}

type Request = Mail<typeof MeetingRequestMessageType>;

const RequestBase: Mixed<Request, ResponseMethods<CalendarItem>> = withResponseMethods<Request, CalendarItem>(
  mail(MeetingRequestMessageType),
);

/** An invitation. */
export class MeetingRequest extends RequestBase {
  /** The element that it is: what the members of a union are told apart by. */
  declare kind: 'meetingRequest';
  /** What is attached; undefined when nothing is, or was not asked for. */
  declare attachments?: Attachment[] | undefined;
}

const ResponseBase: Mail<typeof MeetingResponseMessageType> = mail(MeetingResponseMessageType);

/** An attendee's answer. */
export class MeetingResponse extends ResponseBase {
  /** The element that it is: what the members of a union are told apart by. */
  declare kind: 'meetingResponse';
  /** What is attached; undefined when nothing is, or was not asked for. */
  declare attachments?: Attachment[] | undefined;
}

const CancellationBase: Mail<typeof MeetingCancellationMessageType> = mail(MeetingCancellationMessageType);

/** Word from the organizer that a meeting is off. */
export class MeetingCancellation extends CancellationBase {
  /** The element that it is: what the members of a union are told apart by. */
  declare kind: 'meetingCancellation';
  /** What is attached; undefined when nothing is, or was not asked for. */
  declare attachments?: Attachment[] | undefined;

  /** The meeting, which is marked as off until then, leaves the calendar, and this message goes to the deleted items. */
  async removeFromCalendar(options: RequestOptions = {}): Promise<void> {
    await respond(this, 'removeFromCalendar()', 'removeItem', options);
    delete this.itemId;
  }
}
