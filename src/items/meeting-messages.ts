/** Messages about meetings: requests, responses, cancellations. */
import {
  MeetingCancellationMessageType,
  MeetingMessageType,
  MeetingRequestMessageType,
  MeetingResponseMessageType,
} from '../../generated/index.js';
import { type WithItemMethods, withItemMethods } from './item.js';
import type { Mixed } from './mixin.js';
import { type MailMethods, type ResponseMethods, withMailMethods, withResponseMethods } from './reply.js';

type Mail<C> = Mixed<WithItemMethods<C>, MailMethods>;

const MeetingMessageBase: Mail<typeof MeetingMessageType> = withMailMethods(withItemMethods(MeetingMessageType));

/** A message about a meeting of no more special kind. */
export class MeetingMessage extends MeetingMessageBase {
  declare kind: 'meetingMessage';
}

const RequestBase: Mixed<Mail<typeof MeetingRequestMessageType>, ResponseMethods> = withResponseMethods(
  withMailMethods(withItemMethods(MeetingRequestMessageType)),
);

/** An invitation. */
export class MeetingRequest extends RequestBase {
  declare kind: 'meetingRequest';
}

const ResponseBase: Mail<typeof MeetingResponseMessageType> = withMailMethods(
  withItemMethods(MeetingResponseMessageType),
);

/** An attendee's answer. */
export class MeetingResponse extends ResponseBase {
  declare kind: 'meetingResponse';
}

const CancellationBase: Mail<typeof MeetingCancellationMessageType> = withMailMethods(
  withItemMethods(MeetingCancellationMessageType),
);

/** Word from the organizer that a meeting is off. */
export class MeetingCancellation extends CancellationBase {
  declare kind: 'meetingCancellation';
}
