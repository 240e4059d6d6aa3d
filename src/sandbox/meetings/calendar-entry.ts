/** The entries of a meeting in the calendars of those who take part (MS-OXOCAL): made, changed and called off by its messages. */
import type { Context } from '../access/context.js';
import { exceptionAt, isMaster, isOccurrence, occurrenceAt, withException } from '../calendar/occurrences.js';
import { fillIn } from '../items/fill-in.js';
import { rewrite } from '../items/write-occurrence.js';
import { attendeesOf, isSame } from '../properties/addresses.js';
import { entriesOf, entryOf, type MeetingKey } from '../properties/meeting-entry.js';
import type { Address, Attendee, ExceptionData, ItemData } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import { copyValue } from '../store/json.js';
import type { Mailbox } from '../store/mailboxes.js';
import { shared, unanswered } from './message.js';

/** What an invitation has for the calendar beside its public members: the exceptions of a series. */
export type Invitation = ItemData & { seriesExceptions?: ExceptionData[] | undefined };

/**
 * The attendee's calendar has the meeting as soon as the request is there, tentatively. Who has accepted it need not do so again, unless
 * it has another time (MS-OXWSMTGS 2.2.5.9: then it comes as a FullUpdate).
 */
export function enterCalendar(context: Context, mailbox: Mailbox, invitation: Invitation, key: MeetingKey): Item {
  const old = entryOf(context, mailbox.id, key) ?? revived(context, mailbox, key);
  const asksAgain = old === undefined || invitation['meetingRequestType'] !== 'InformationalUpdate';
  const intended = invitation['intendedFreeBusyStatus'] as string | undefined;
  const data: ItemData = {
    ...old?.data,
    ...shared(invitation),
    subject: invitation.subject,
    isOrganizer: false,
    isMeeting: true,
    isCancelled: false,
    meetingRequestWasSent: true,
    appointmentSequenceNumber: invitation.appointmentSequenceNumber,
    answersSince: invitation['answersSince'],
    intendedFreeBusyStatus: intended,
    hasAttachments: invitation.hasAttachments ?? false,
  };
  if (asksAgain) {
    data.myResponseType = 'NoResponseReceived';
    data.legacyFreeBusyStatus = 'Tentative';
    data.appointmentReplyTime = undefined;
  } else if (data.myResponseType === 'Accept') data.legacyFreeBusyStatus = intended ?? 'Busy';
  if (old !== undefined && isOccurrence(old)) return rewrite(context, old, { ...data, recurrence: undefined });
  data.exceptions = mergedExceptions(old?.data.exceptions, invitation.seriesExceptions, asksAgain);
  if (key.occurrence !== undefined) data.recurrenceId = new Date(key.occurrence);
  fillIn(context, mailbox, 'calendarItem', data);
  if (old !== undefined) return context.store.items.update(old, data);
  return context.store.items.create(context.store.folders.wellKnown(mailbox.id, 'calendar'), 'calendarItem', data);
}

/** An occurrence that the attendee has taken out of the series is in it again when he is invited to it. */
function revived(context: Context, mailbox: Mailbox, { uid, occurrence }: MeetingKey): Item | undefined {
  if (occurrence === undefined) return undefined;
  const master = entriesOf(context, mailbox.id, uid).find(({ data }) => isMaster(data));
  if (master === undefined || !exceptionAt(master, occurrence)?.deleted) return undefined;
  const data = withException(master.data, { original: occurrence, data: {} });
  return occurrenceAt(context.store.items.update(master, data), occurrence);
}

/** What an exception of the organizer's says to others. */
export function sharedExceptions(exceptions: ExceptionData[] | undefined): ExceptionData[] | undefined {
  return exceptions?.map(({ original, deleted, data }) => {
    if (deleted) return { original, deleted };
    const all = shared(data ?? {});
    const told = Object.entries({ ...all, subject: data?.subject }).filter(([, value]) => value !== undefined);
    return { original, data: Object.fromEntries(told) };
  });
}

/** The organizer's, over what the attendee has said of single occurrences, unless all are to be answered anew. */
function mergedExceptions(
  own: ExceptionData[] | undefined,
  told: ExceptionData[] | undefined,
  asksAgain: boolean,
): ExceptionData[] | undefined {
  if (asksAgain || own === undefined) return copyValue(told);
  const merged = new Map(own.map((one) => [one.original, one]));
  for (const one of copyValue(told ?? [])) {
    const old = merged.get(one.original);
    const isGone = one.deleted || old?.deleted;
    merged.set(
      one.original,
      isGone ? { original: one.original, deleted: true } : { ...one, data: { ...old?.data, ...one.data } },
    );
  }
  return [...merged.values()].sort((a, b) => a.original - b.original);
}

/** What an attendee has answered. */
export interface Noted {
  responseType: string;
  proposedStart?: Date | undefined;
  proposedEnd?: Date | undefined;
}

/** The organizer's entry says who has answered what; who was not invited by him, but came to hear of it, too. */
export function noteAnswer(context: Context, entry: Item, attendee: Address, answer: Noted): void {
  const noted: Attendee = { mailbox: attendee, ...answer, lastResponseTime: context.clock.now() };
  const isNew = !attendeesOf(entry.data).some(({ mailbox }) => isSame(mailbox, attendee));
  const lists = inLists(entry.data, (one) =>
    isSame(one.mailbox, attendee) ? { ...noted, mailbox: one.mailbox } : one,
  );
  if (isNew) lists.optionalAttendees = [...(lists.optionalAttendees ?? []), noted];
  rewrite(context, entry, { ...entry.data, ...lists });
}

/** Whoever is asked again has not answered. */
export function forgetAnswers(data: ItemData, isAsked: (attendee: Attendee) => boolean): ItemData {
  return { ...data, ...inLists(data, (one) => (isAsked(one) ? unanswered(one) : one)) };
}

type Lists = Pick<ItemData, 'requiredAttendees' | 'optionalAttendees' | 'resources'>;

function inLists(data: ItemData, change: (attendee: Attendee) => Attendee): Lists {
  const { requiredAttendees, optionalAttendees, resources } = data;
  return {
    requiredAttendees: requiredAttendees?.map(change),
    optionalAttendees: optionalAttendees?.map(change),
    resources: resources?.map(change),
  };
}

/** The attendee's entry stays, and says that the meeting is off, until he removes it. */
export function callOff(context: Context, mailbox: Mailbox, key: MeetingKey, subject: string | undefined): void {
  const entry = entryOf(context, mailbox.id, key);
  if (entry === undefined || entry.data.isOrganizer) return;
  rewrite(context, entry, {
    ...entry.data,
    subject,
    isCancelled: true,
    appointmentState: (entry.data.appointmentState ?? 3) | 4,
    legacyFreeBusyStatus: 'Free',
    exceptions: entry.data.exceptions?.map(({ data, ...one }) => ({ ...one, ...(data && { data: asSeries(data) }) })),
  });
}

/** What an exception has of its own, without what a series that is off says of all. */
function asSeries({
  subject: _s,
  isCancelled: _c,
  appointmentState: _a,
  legacyFreeBusyStatus: _b,
  ...own
}: ItemData): ItemData {
  return own;
}
