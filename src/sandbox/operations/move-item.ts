/** MoveItem: the item has a new id afterwards, which the answer tells unless it is not wanted. */
import type { Context } from '../access/context.js';
import { type ItemRef, itemIdOf, itemOf, targetOf } from '../access/resolve.js';
import type { BaseMoveCopyItemType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import type { Body } from '../base/response-message.js';
import { isOccurrence } from '../calendar/occurrences.js';
import type { Item } from '../store/items.js';
import { eachPart, type Handler } from './handler.js';

export const moveItem: Handler<BaseMoveCopyItemType> = (request, context) =>
  eachPart(
    context,
    'moveItemResponseMessage',
    request.itemIds as ItemRef[],
    (id) => {
      const item = notOccurrence(itemOf(context, id, 'delete'));
      return newPlace(context, request, context.store.items.move(item, targetOf(context, request.toFolderId)));
    },
    { items: [] },
  );

export function notOccurrence(item: Item): Item {
  if (isOccurrence(item))
    throw new Failure('ErrorCalendarCannotMoveOrCopyOccurrence', 'An occurrence cannot be moved or copied.');
  return item;
}

/** The answer for an item that is in another place now. */
export function newPlace(context: Context, request: BaseMoveCopyItemType, item: Item): Body {
  if (request.returnNewItemIds === false) return { items: [] };
  return { items: [{ kind: item.kind, itemId: itemIdOf(context, item) }] };
}
