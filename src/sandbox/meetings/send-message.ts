/** Drafts of answers, cancellations and forwards that go out as mail does. */
import type { Context } from '../access/context.js';
import { Failure } from '../base/failure.js';
import { disposeItem } from '../items/dispose.js';
import { associatedEntry } from '../properties/meeting-entry.js';
import type { Folder } from '../store/folders.js';
import type { Item } from '../store/items.js';
import { recipientsOf } from './answer.js';
import { deliverMeeting, type MeetingMailKind, ownCopy } from './deliver-meeting.js';

export function isMeetingMail({ kind }: Item): boolean {
  return kind === 'meetingRequest' || kind === 'meetingResponse' || kind === 'meetingCancellation';
}

/** What becomes of the draft: kept in this folder as sent, or gone. */
export function sendMeetingMail(context: Context, draft: Item, copyTo: Folder | undefined): void {
  const { items } = context.store;
  const { mimeSource: _mime, isDraft: _draft, ...data } = draft.data;
  const recipients = recipientsOf(data);
  if (recipients.length === 0) throw new Failure('ErrorInvalidRecipients');
  const mail = { kind: draft.kind as MeetingMailKind, data, attachmentsOf: draft.id };
  deliverMeeting(context, recipients, mail);
  // The organizer's entry goes with the word that it is off.
  if (draft.kind === 'meetingCancellation') {
    const entry = associatedEntry(context, draft);
    if (entry?.data.isOrganizer) disposeItem(context, entry, 'MoveToDeletedItems');
  }
  if (copyTo === undefined) items.remove(draft);
  else {
    const sent = items.update(draft, { ...ownCopy(mail), dateTimeSent: context.clock.now() });
    if (sent.folder !== copyTo.id) items.move(sent, copyTo);
  }
}
