/** DeleteItem: items and occurrences; a meeting that its organizer deletes is called off. */
import { type ItemRef, itemOf } from '../access/resolve.js';
import type { DeleteItemType } from '../base/codec.js';
import { Fault } from '../base/failure.js';
import { disposeItem } from '../items/dispose.js';
import { takeOccurrence } from '../items/recurring-task.js';
import { cancel } from '../meetings/cancel.js';
import { eachPart, type Handler } from './handler.js';

export const deleteItem: Handler<DeleteItemType> = (request, context) =>
  eachPart(context, 'deleteItemResponseMessage', request.itemIds as ItemRef[], (id) => {
    const item = itemOf(context, id, 'delete');
    if (item.kind === 'calendarItem' && request.sendMeetingCancellations === undefined) {
      throw new Fault('ErrorSendMeetingCancellationsRequired');
    }
    if (item.kind === 'task' && request.affectedTaskOccurrences === undefined)
      throw new Fault('ErrorAffectedTaskOccurrencesRequired');
    const isOne = item.kind === 'task' && request.affectedTaskOccurrences === 'SpecifiedOccurrenceOnly';
    const occurrence = isOne ? takeOccurrence(context, item) : undefined;
    if (occurrence !== undefined) {
      disposeItem(context, occurrence, request.deleteType);
      return {};
    }
    const how = request.sendMeetingCancellations;
    if (
      item.kind === 'calendarItem' &&
      how !== 'SendToNone' &&
      item.data.isMeeting &&
      item.data.isOrganizer !== false &&
      !item.data.isCancelled
    )
      cancel(context, item, { saveCopy: how === 'SendToAllAndSaveCopy' });
    disposeItem(context, item, request.deleteType);
    return {};
  });
