/** Answers of attendees: accepted, perhaps, declined; told to the organizer or not, and noted in both calendars. */
import type { Context } from '../access/context.js';
import { may } from '../access/rights.js';
import { Failure } from '../base/failure.js';
import { isOccurrence } from '../calendar/occurrences.js';
import { storeItem } from '../items/create.js';
import { disposeItem } from '../items/dispose.js';
import type { IncomingAttachment } from '../items/incoming-attachments.js';
import { rewrite } from '../items/write-occurrence.js';
import { addressOf, isSame } from '../properties/addresses.js';
import { entryOf, meetingKeyOf, principalOf } from '../properties/meeting-entry.js';
import type { Folder } from '../store/folders.js';
import type { Address, BodyData, ItemData } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import type { Mailbox } from '../store/mailboxes.js';
import { enterCalendar } from './calendar-entry.js';
import { deliverMeeting, ownCopy } from './deliver-meeting.js';
import { meetingMessage } from './message.js';

export type Answer = 'acceptItem' | 'tentativelyAcceptItem' | 'declineItem';

interface Words {
  type: string;
  word: string;
  itemClass: string;
  /** How its refusals end. */
  verb: string;
}

const ANSWERS: Record<Answer, Words> = {
  acceptItem: { type: 'Accept', word: 'Accepted', itemClass: 'IPM.Schedule.Meeting.Resp.Pos', verb: 'Accept' },
  tentativelyAcceptItem: {
    type: 'Tentative',
    word: 'Tentative',
    itemClass: 'IPM.Schedule.Meeting.Resp.Tent',
    verb: 'Tentative',
  },
  declineItem: { type: 'Decline', word: 'Declined', itemClass: 'IPM.Schedule.Meeting.Resp.Neg', verb: 'Decline' },
};

/** What an answer says of its own. */
export interface Said {
  body?: BodyData | undefined;
  sensitivity?: string | undefined;
  /** Who is told beside the organizer, or instead of him. */
  toRecipients?: Address[] | undefined;
  ccRecipients?: Address[] | undefined;
  bccRecipients?: Address[] | undefined;
  isReadReceiptRequested?: boolean | undefined;
  isDeliveryReceiptRequested?: boolean | undefined;
  attachments: readonly IncomingAttachment[];
  /** Another time, of which the organizer is told. */
  proposed: { proposedStart?: Date | undefined; proposedEnd?: Date | undefined };
}

/** What becomes of it: a draft, sent, or sent with a copy in the sender's mailbox. */
export interface AnswerOptions {
  disposition: 'SaveOnly' | 'SendOnly' | 'SendAndSaveCopy';
  /** For the draft, or for the copy. */
  folder: Folder;
}

/**
 * Answers a request, or the calendar item that it made. Gives the attendee's calendar item, the request, and the draft of an answer that
 * is not sent, as they then are: what was declined, and the request, are in Deleted Items with new ids.
 */
export function answer(context: Context, item: Item, how: Answer, said: Said, options: AnswerOptions): Item[] {
  const words = ANSWERS[how];
  if (item.kind !== 'calendarItem' && item.kind !== 'meetingRequest') throw new Failure('ErrorInvalidReferenceItem');
  const owner = principalOf(context, item);
  demandCalendar(context, owner, item, words);
  const old = item.kind === 'calendarItem' ? item : entryOf(context, owner.id, meetingKeyOf(item));
  demandAnswerable(owner, item, old, words);
  // What the attendee has deleted since is there again when he accepts.
  const entry =
    old ?? (how === 'declineItem' ? undefined : enterCalendar(context, owner, item.data, meetingKeyOf(item)));
  const response = responseOf(context, owner, entry ?? item, words, said);
  const noted = entry && note(context, entry, how, words);
  const draft = dispatch(context, response, said.attachments, options);
  const deleted = context.store.folders.wellKnown(item.mailbox, 'deleteditems');
  const request =
    item.kind === 'meetingRequest' && item.folder !== deleted.id ? context.store.items.move(item, deleted) : undefined;
  return [noted, request ?? (item.kind === 'meetingRequest' ? item : undefined), draft].filter(
    (one) => one !== undefined,
  );
}

/** A delegate answers his copy of a request for the one whom he represents, if he may write into that calendar. */
function demandCalendar(context: Context, owner: Mailbox, item: Item, { verb }: Words): void {
  if (owner.id === item.mailbox) return;
  const calendar = context.store.folders.wellKnown(owner.id, 'calendar');
  if (!may(context.store, context.mailbox, calendar, 'modify')) throw new Failure(`ErrorCalendarIsDelegatedFor${verb}`);
}

function demandAnswerable(owner: Mailbox, item: Item, entry: Item | undefined, { verb }: Words): void {
  const { data } = entry ?? item;
  if (entry?.data.isOrganizer === true || isSame(data.organizer, addressOf(owner)))
    throw new Failure(`ErrorCalendarIsOrganizerFor${verb}`);
  if (data.isCancelled) throw new Failure(`ErrorCalendarIsCancelledFor${verb}`, 'The meeting was cancelled.');
  // Learn, ResponseCode: the meeting is at another time than when this request was sent.
  const since = Number(entry?.data['answersSince'] ?? 0);
  if (item.kind === 'meetingRequest' && Number(item.data.appointmentSequenceNumber ?? 0) < since)
    throw new Failure('ErrorCalendarMeetingRequestIsOutOfDate');
}

/** Learn, dd633648: with each answer Exchange deletes the calendar item, and makes another, with another id. */
function note(context: Context, entry: Item, how: Answer, { type }: Words): Item | undefined {
  const { items, folders, attachments } = context.store;
  const intended = String(entry.data['intendedFreeBusyStatus'] ?? 'Busy');
  const status = { acceptItem: intended, tentativelyAcceptItem: 'Tentative', declineItem: 'Free' };
  const data: ItemData = {
    ...entry.data,
    myResponseType: type,
    legacyFreeBusyStatus: status[how],
    appointmentReplyTime: context.clock.now(),
  };
  if (isOccurrence(entry)) {
    if (how !== 'declineItem') return rewrite(context, entry, data);
    disposeItem(context, entry, 'MoveToDeletedItems');
    return undefined;
  }
  if (how === 'declineItem')
    return items.move(items.update(entry, data), folders.wellKnown(entry.mailbox, 'deleteditems'));
  const anew = items.create({ id: entry.folder, mailbox: entry.mailbox }, entry.kind, data);
  attachments.moveAll(entry.id, anew.id);
  items.remove(entry);
  return anew;
}

function responseOf(
  context: Context,
  owner: Mailbox,
  meeting: Item,
  { type, word, itemClass }: Words,
  { attachments: _attachments, proposed, ...said }: Said,
): ItemData {
  const {
    requiredAttendees: _r,
    optionalAttendees: _o,
    resources: _s,
    isAllDayEvent: _a,
    ...rest
  } = meetingMessage(context, meeting, addressOf(owner));
  const { data } = meeting;
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  return {
    ...rest,
    itemClass,
    subject: `${word}: ${data.subject ?? ''}`,
    body: { bodyType: 'Text', value: '' },
    responseType: type,
    toRecipients: data.organizer ? [data.organizer] : [],
    ...given,
    ...proposed,
  };
}

/** Sent, or kept as a draft, which it gives. */
function dispatch(
  context: Context,
  data: ItemData,
  attachments: readonly IncomingAttachment[],
  { disposition, folder }: AnswerOptions,
): Item | undefined {
  const kind = 'meetingResponse';
  if (disposition === 'SaveOnly') return storeItem(context, folder, kind, { ...data, isDraft: true }, attachments);
  // A row of its own for as long as it takes, so that attachments are copied within the store.
  const place =
    disposition === 'SendAndSaveCopy' ? folder : context.store.folders.wellKnown(context.mailbox.id, 'outbox');
  const mail = { kind, data } as const;
  const copy = storeItem(context, place, kind, ownCopy(mail), attachments);
  deliverMeeting(context, recipientsOf(data), {
    kind,
    data: { ...data, hasAttachments: copy.data.hasAttachments },
    attachmentsOf: copy.id,
  });
  if (disposition === 'SendOnly') context.store.items.remove(copy);
  return undefined;
}

/** Of a message about a meeting. */
export function recipientsOf({ toRecipients, ccRecipients, bccRecipients }: ItemData): (string | undefined)[] {
  return [toRecipients, ccRecipients, bccRecipients].flatMap((list) => list?.map((one) => one.emailAddress) ?? []);
}
