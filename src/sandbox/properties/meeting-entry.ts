/** Where a meeting stands in a calendar: found by its UID, of one occurrence also by the start that the rule gives it. */
import type { Context } from '../access/context.js';
import { exceptionAt, isMaster, occurrenceAt } from '../calendar/occurrences.js';
import type { Item } from '../store/items.js';
import type { Mailbox } from '../store/mailboxes.js';

/** What the copies of a meeting in all mailboxes have in common. */
export interface MeetingKey {
  uid: string | undefined;
  /** Of one occurrence: its start by the rule, in milliseconds. */
  occurrence: number | undefined;
}

/** Of an entry of a calendar, or of a message about it. */
export function meetingKeyOf(item: Pick<Item, 'data'> & { occurrence?: number }): MeetingKey {
  const { uid, recurrenceId } = item.data;
  return { uid, occurrence: item.occurrence ?? recurrenceId?.getTime() };
}

/** All that a mailbox has of a meeting in its calendars, deleted ones left out: a series, occurrences that are alone. */
export function entriesOf(context: Pick<Context, 'store'>, mailbox: number, uid: string | undefined): Item[] {
  if (uid === undefined) return [];
  const deleted = new Set(
    context.store.folders
      .all(mailbox)
      .filter((folder) => /^deleteditems|^recoverable/.test(folder.wellKnown ?? ''))
      .map((folder) => folder.id),
  );
  return context.store.items
    .byUid(mailbox, uid)
    .filter((item) => item.kind === 'calendarItem' && !deleted.has(item.folder));
}

/** The entry, unless it was deleted: an occurrence as the one of its series. */
export function entryOf(context: Pick<Context, 'store'>, mailbox: number, key: MeetingKey): Item | undefined {
  const entries = entriesOf(context, mailbox, key.uid);
  const { occurrence } = key;
  if (occurrence === undefined) return entries.find(({ data }) => data.recurrenceId === undefined);
  const alone = entries.find(({ data }) => data.recurrenceId?.getTime() === occurrence);
  if (alone !== undefined) return alone;
  const master = entries.find(({ data }) => isMaster(data));
  if (master === undefined || exceptionAt(master, occurrence)?.deleted) return undefined;
  return occurrenceAt(master, occurrence);
}

/** Whose calendar a message is about: that of its mailbox, of a delegate's copy that of whom it was sent to. */
export function principalOf({ store }: Pick<Context, 'store'>, { data, mailbox }: Item): Mailbox {
  const represented = data['isDelegated'] ? data.receivedRepresenting?.emailAddress : undefined;
  return store.mailboxes.byAddress(represented) ?? store.mailboxes.byId(mailbox);
}

/** The entry that a meeting message speaks of. */
export function associatedEntry(context: Pick<Context, 'store'>, message: Item): Item | undefined {
  return entryOf(context, principalOf(context, message).id, meetingKeyOf(message));
}
