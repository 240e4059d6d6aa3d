/** DeleteItem: for good, into Deleted Items, or to where Recoverable Items keeps it; occurrences leave a gap in their series. */
import type { DeleteItemType } from '../../../generated/index.js';
import type { Context } from '../access/context.js';
import { type ItemRef, itemOf } from '../access/resolve.js';
import { Fault } from '../base/failure.js';
import { isOccurrence, withException } from '../calendar/occurrences.js';
import { cancel } from '../meetings/meetings.js';
import type { Item } from '../store/items.js';
import { eachPart, type Handler } from './handler.js';

export const deleteItem: Handler<DeleteItemType> = (request, context) =>
  eachPart(context, 'deleteItemResponseMessage', request.itemIds as ItemRef[], (id) => {
    const item = itemOf(context, id, 'delete');
    if (item.kind === 'calendarItem' && request.sendMeetingCancellations === undefined) {
      throw new Fault('ErrorSendMeetingCancellationsRequired');
    }
    if (item.kind === 'task' && request.affectedTaskOccurrences === undefined)
      throw new Fault('ErrorAffectedTaskOccurrencesRequired');
    const how = request.sendMeetingCancellations;
    if (
      item.kind === 'calendarItem' &&
      how !== 'SendToNone' &&
      item.data.isMeeting &&
      item.data.isOrganizer !== false &&
      !isOccurrence(item)
    ) {
      cancel(context, item, how === 'SendToAllAndSaveCopy');
    }
    disposeItem(context, item, request.deleteType);
    return {};
  });

export function disposeItem(context: Context, item: Item, deleteType: string): void {
  const { items, folders } = context.store;
  if (isOccurrence(item)) {
    const master = items.byId(item.id) as Item;
    items.update(master, withException(master.data, { original: item.occurrence, deleted: true }));
    return;
  }
  if (deleteType === 'HardDelete') {
    items.remove(item);
    return;
  }
  const place = deleteType === 'SoftDelete' ? 'recoverableitemsdeletions' : 'deleteditems';
  const target = folders.wellKnown(item.mailbox, place);
  if (target.id === item.folder) {
    items.remove(item);
    return;
  }
  const from = item.folder;
  const moved = items.move(item, target);
  if (deleteType === 'SoftDelete') items.update(moved, { ...moved.data, deletedFrom: from });
}
