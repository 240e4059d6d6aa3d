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

/** Answers a request, or the calendar item that it made. Gives the attendee's calendar item where one is left. */
export function answer(
  context: Context,
  item: Item,
  how: Answer,
  options: { body?: BodyData | undefined; send: boolean; saveCopy: boolean },
): Item | undefined {
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
  if (entry !== undefined && how === 'declineItem') {
    context.store.items.move(entry, context.store.folders.wellKnown(owner.id, 'deleteditems'));
    entry = undefined;
  } else if (entry !== undefined) {
    entry = context.store.items.update(entry, {
      ...entry.data,
      myResponseType: type,
      legacyFreeBusyStatus: busy,
      appointmentReplyTime: now,
    });
  }
  if (options.send) sendAnswer(context, owner, meeting, { type, word, itemClass }, options);
  if (item.kind === 'meetingRequest')
    context.store.items.move(item, context.store.folders.wellKnown(owner.id, 'deleteditems'));
  return entry;
}

function sendAnswer(
  context: Context,
  owner: Mailbox,
  meeting: ItemData,
  { type, word, itemClass }: { type: string; word: string; itemClass: string },
  { body, saveCopy }: { body?: BodyData | undefined; saveCopy: boolean },
): void {
  const organizer = context.store.mailboxes.byAddress(meeting.organizer?.emailAddress);
  const { requiredAttendees: _r, optionalAttendees: _o, resources: _s, isAllDayEvent: _a, ...rest } = shared(meeting);
  const message: ItemData = {
    ...rest,
    itemClass,
    subject: `${word}: ${meeting.subject ?? ''}`,
    body: body ?? { bodyType: 'Text', value: '' },
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
