/**
 * Rooms answer by themselves, as the booking attendant of Exchange does (Set-CalendarProcessing, AutoAccept): they accept when they are free,
 * and decline otherwise. A room is a mailbox that is in a list of rooms.
 */
import type { Context } from '../access/context.js';
import { isMaster, isOccurrence, occurrencesBetween, overlaps } from '../calendar/occurrences.js';
import { entryOf, type MeetingKey, meetingKeyOf } from '../properties/meeting-entry.js';
import type { Item } from '../store/items.js';
import type { Mailbox } from '../store/mailboxes.js';
import { answer } from './answer.js';

/** How far ahead a series is looked at: BookingWindowInDays. */
const WINDOW = 180 * 86_400_000;

function isRoom({ store }: Pick<Context, 'store'>, { address }: Mailbox): boolean {
  return store.lists.all().some((list) => list.isRoomList && store.lists.recipientsOf(list.address).includes(address));
}

/** Those of these mailboxes that are rooms answer the request that they have just got. */
export function answerForRooms(context: Context, addresses: readonly (string | undefined)[], meeting: Item): void {
  const key = meetingKeyOf(meeting);
  for (const address of new Set(addresses)) {
    const room = context.store.mailboxes.byAddress(address);
    if (room === undefined || !isRoom(context, room)) continue;
    const request = requestTo(context, room, key);
    const entry = entryOf(context, room.id, key);
    if (request === undefined || entry === undefined) continue;
    const how = isTaken(context, entry) ? 'declineItem' : 'acceptItem';
    const folder = context.store.folders.wellKnown(room.id, 'sentitems');
    const said = { attachments: [], proposed: {} };
    answer({ ...context, mailbox: room }, request, how, said, { disposition: 'SendOnly', folder });
  }
}

function requestTo({ store }: Context, room: Mailbox, key: MeetingKey): Item | undefined {
  const inbox = store.folders.wellKnown(room.id, 'inbox');
  return store.items
    .byUid(room.id, key.uid ?? '')
    .findLast(
      (item) =>
        item.kind === 'meetingRequest' &&
        item.folder === inbox.id &&
        !item.data['isOutOfDate'] &&
        meetingKeyOf(item).occurrence === key.occurrence,
    );
}

/** Whether anything else stands in the room's calendar at one of its times. */
function isTaken({ store }: Context, entry: Item): boolean {
  const start = entry.data.start?.getTime() ?? 0;
  const own = isMaster(entry.data) && !isOccurrence(entry) ? occurrencesBetween(entry, start, start + WINDOW) : [entry];
  return own.some(({ data }) => {
    const [from, to] = [data.start?.getTime() ?? 0, data.end?.getTime() ?? 0];
    return store.items
      .inCalendar(entry.folder, from, to)
      .filter((other) => other.id !== entry.id)
      .flatMap((other) => (isMaster(other.data) ? occurrencesBetween(other, from, to) : [other]))
      .some((other) => other.data.legacyFreeBusyStatus !== 'Free' && overlaps(other.data, from, to) && from < to);
  });
}
