/** Answers of attendees: accepted, perhaps, declined; told to the organizer or not, and noted in both calendars. */
import type { Context } from '../access/context.js';
import { Failure } from '../base/failure.js';
import { deliver } from '../mail/deliver.js';
import { addressOf, isSame } from '../properties/addresses.js';
import type { BodyData, ItemData } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import type { Mailbox } from '../store/mailboxes.js';
import { calendarItemOf, noteAnswer, shared } from './calendar-entry.js';
import { keepSentCopy } from './sent-copy.js';

export type Answer = 'acceptItem' | 'tentativelyAcceptItem' | 'declineItem';

const ANSWERS: Record<Answer, { type: string; word: string; itemClass: string; busy: string; refusal: string }> = {
  acceptItem: {
    type: 'Accept',
    word: 'Accepted',
    itemClass: 'IPM.Schedule.Meeting.Resp.Pos',
    busy: 'Busy',
    refusal: 'ErrorCalendarIsOrganizerForAccept',
  },
  tentativelyAcceptItem: {
    type: 'Tentative',
    word: 'Tentative',
    itemClass: 'IPM.Schedule.Meeting.Resp.Tent',
    busy: 'Tentative',
    refusal: 'ErrorCalendarIsOrganizerForTentative',
  },
  declineItem: {
    type: 'Decline',
    word: 'Declined',
    itemClass: 'IPM.Schedule.Meeting.Resp.Neg',
    busy: 'Free',
    refusal: 'ErrorCalendarIsOrganizerForDecline',
  },
};

interface AnswerOptions {
  body?: BodyData | undefined;
  saveCopy: boolean;
  /** Another time, of which the organizer is told. */
  proposed?: { proposedStart?: Date | undefined; proposedEnd?: Date | undefined };
}

/**
 * Answers a request, or the calendar item that it made. Gives the attendee's calendar item and the request, as they then are: what was
 * declined, and the request, are in Deleted Items with new ids.
 */
export function answer(context: Context, item: Item, how: Answer, options: AnswerOptions & { send: boolean }): Item[] {
  const { type, word, itemClass, busy, refusal } = ANSWERS[how];
  const owner = context.store.mailboxes.byId(item.mailbox);
  let entry =
    item.kind === 'calendarItem'
      ? item
      : (context.store.items.byId(item.data.associatedItem) ?? calendarItemOf(context, owner, item.data.uid));
  const meeting = entry?.data ?? item.data;
  if (entry?.data.isOrganizer === true || isSame(meeting.organizer, addressOf(owner))) throw new Failure(refusal);
  if (meeting.isCancelled)
    throw new Failure(
      how === 'acceptItem' ? 'ErrorCalendarIsCancelledForAccept' : 'ErrorCalendarIsCancelledForDecline',
      'The meeting was cancelled.',
    );
  const now = context.clock.now();
  const deleted = context.store.folders.wellKnown(owner.id, 'deleteditems');
  if (entry !== undefined && how === 'declineItem') entry = context.store.items.move(entry, deleted);
  else if (entry !== undefined) {
    entry = context.store.items.update(entry, {
      ...entry.data,
      myResponseType: type,
      legacyFreeBusyStatus: busy,
      appointmentReplyTime: now,
    });
  }
  if (options.send) sendAnswer(context, owner, meeting, { type, word, itemClass }, options);
  const request = item.kind === 'meetingRequest' ? context.store.items.move(item, deleted) : undefined;
  return [entry, request].filter((one) => one !== undefined);
}

function sendAnswer(
  context: Context,
  owner: Mailbox,
  meeting: ItemData,
  { type, word, itemClass }: { type: string; word: string; itemClass: string },
  { body, saveCopy, proposed }: AnswerOptions,
): void {
  const organizer = context.store.mailboxes.byAddress(meeting.organizer?.emailAddress);
  const { requiredAttendees: _r, optionalAttendees: _o, resources: _s, isAllDayEvent: _a, ...rest } = shared(meeting);
  const message: ItemData = {
    ...rest,
    itemClass,
    subject: `${word}: ${meeting.subject ?? ''}`,
    body: body ?? { bodyType: 'Text', value: '' },
    ...proposed,
    responseType: type,
    isDelegated: false,
    isOutOfDate: false,
    hasBeenProcessed: true,
    from: addressOf(owner),
    sender: addressOf(owner),
    toRecipients: meeting.organizer ? [meeting.organizer] : [],
    calendarItemType: meeting.recurrence ? 'RecurringMaster' : 'Single',
    conversationTopic: meeting.subject,
  };
  if (organizer !== undefined) {
    const entry = calendarItemOf(context, organizer, meeting.uid);
    if (entry !== undefined) noteAnswer(context, entry, owner, type);
    deliver(context, organizer, {
      kind: 'meetingResponse',
      data: { ...message, associatedItem: entry?.id },
    });
  }
  if (saveCopy) keepSentCopy(context, owner, 'meetingResponse', message);
}
