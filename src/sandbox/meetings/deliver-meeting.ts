/**
 * A message about a meeting arrives: it is entered into the calendar of whom it is for, as Exchange does before anybody reads it, what it
 * replaces is out of date, and it goes to him, to his delegates, or both.
 */
import type { Context } from '../access/context.js';
import { delegatesOf } from '../mail/delegates.js';
import { deliver } from '../mail/deliver.js';
import type { Outgoing } from '../mail/received-message.js';
import { entryOf, type MeetingKey, meetingKeyOf, principalOf } from '../properties/meeting-entry.js';
import type { ItemData } from '../store/item-data.js';
import type { Mailbox } from '../store/mailboxes.js';
import { callOff, enterCalendar, type Invitation, noteAnswer } from './calendar-entry.js';

export type MeetingMailKind = 'meetingRequest' | 'meetingResponse' | 'meetingCancellation';

export interface MeetingMail extends Outgoing {
  kind: MeetingMailKind;
  data: Invitation;
}

/** To the mailboxes of these addresses, the members of lists among them; what goes to others leaves the sandbox. */
export function deliverMeeting(context: Context, addresses: readonly (string | undefined)[], mail: MeetingMail): void {
  const { store } = context;
  const all = new Set(addresses.flatMap((address) => (address ? store.lists.recipientsOf(address) : [])));
  const outside: string[] = [];
  for (const address of all) {
    const mailbox = store.mailboxes.byAddress(address);
    if (mailbox === undefined) outside.push(address);
    else arrive(context, mailbox, mail);
  }
  if (outside.length > 0) context.external.push({ to: outside, subject: mail.data.subject });
}

function arrive(context: Context, mailbox: Mailbox, mail: MeetingMail): void {
  const { seriesExceptions: _own, ...data } = mail.data;
  const key = meetingKeyOf({ data });
  if (!enter(context, mailbox, mail, key)) return;
  const delegates = delegatesOf(mailbox)
    .filter((one) => one.receiveCopiesOfMeetingMessages)
    .map((one) => context.store.mailboxes.byAddress(one.userId.primarySmtpAddress))
    .filter((one) => one !== undefined);
  const how = delegates.length > 0 ? deliveryOf(mailbox) : 'NoForward';
  if (how !== 'NoForward')
    for (const delegate of delegates) {
      outdate(context, delegate, mailbox, mail.kind, key);
      deliver(context, delegate, { ...mail, data: { ...data, isDelegated: true }, representing: mailbox });
    }
  outdate(context, mailbox, mailbox, mail.kind, key);
  const isForInformation = how === 'DelegatesAndSendInformationToMe' && mail.kind === 'meetingRequest';
  const own = { ...data, ...(isForInformation && { meetingRequestType: 'PrincipalWantsCopy' }) };
  const arrived = deliver(context, mailbox, { ...mail, data: own });
  // Learn, DeliverMeetingRequests: forwarded to the delegate, and moved to Deleted Items in the principal's mailbox.
  const item = how === 'DelegatesOnly' ? context.store.items.byId(arrived.id) : undefined;
  if (item) context.store.items.move(item, context.store.folders.wellKnown(mailbox.id, 'deleteditems'));
}

/** Learn, DeliverMeetingRequests: one setting for all delegates of a mailbox. */
function deliveryOf(mailbox: Mailbox): string {
  return String(mailbox.data['deliverMeetingRequests'] ?? 'DelegatesAndSendInformationToMe');
}

/** What it means for the calendar. False where it is not for this mailbox: the organizer is not invited by himself. */
function enter(
  context: Context,
  mailbox: Mailbox,
  { kind, data, attachmentsOf }: MeetingMail,
  key: MeetingKey,
): boolean {
  const { store } = context;
  if (kind === 'meetingResponse') {
    const entry = entryOf(context, mailbox.id, key);
    // An answer to what the meeting was before it was moved says nothing of what it is.
    const isStale = Number(data.appointmentSequenceNumber ?? 0) < Number(entry?.data['answersSince'] ?? 0);
    if (entry?.data.isOrganizer && data.from && !isStale)
      noteAnswer(context, entry, data.from, {
        responseType: String(data['responseType']),
        proposedStart: data['proposedStart'] as Date | undefined,
        proposedEnd: data['proposedEnd'] as Date | undefined,
      });
    return true;
  }
  if (data.organizer?.emailAddress?.toLowerCase() === mailbox.address) return false;
  if (kind === 'meetingCancellation') {
    callOff(context, mailbox, key, data.subject);
    return true;
  }
  const entry = enterCalendar(context, mailbox, data, key);
  if (attachmentsOf !== undefined && key.occurrence === undefined) {
    store.attachments.removeAll(entry.id);
    store.attachments.copyAll(attachmentsOf, entry.id);
  }
  return true;
}

/** MS-OXOCAL 2.2.6.5, mtgOutOfDate: a newer request or update has come after these, for the same `principal`. */
function outdate(context: Context, mailbox: Mailbox, principal: Mailbox, kind: MeetingMailKind, key: MeetingKey): void {
  if (kind !== 'meetingRequest' || key.uid === undefined) return;
  for (const item of context.store.items.byUid(mailbox.id, key.uid)) {
    const { data } = item;
    if (item.kind !== 'meetingRequest' || data.isFromMe || data['isOutOfDate']) continue;
    if (meetingKeyOf(item).occurrence !== key.occurrence || principalOf(context, item).id !== principal.id) continue;
    const old: ItemData = { ...data, isOutOfDate: true, meetingRequestType: 'Outdated' };
    context.store.items.update(item, old);
  }
}

/** The copy of a message about a meeting that its sender keeps. */
export function ownCopy({ data: { seriesExceptions: _own, ...data } }: MeetingMail): ItemData {
  return { ...data, isRead: true, isFromMe: true, isDraft: false };
}
