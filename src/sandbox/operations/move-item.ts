/** MoveItem and CopyItem: the item has a new id afterwards, which the answer tells unless it is not wanted. */
import type { BaseMoveCopyItemType } from '../../../generated/index.js';
import type { Context } from '../access/context.js';
import { type ItemRef, itemIdOf, itemOf, targetOf } from '../access/resolve.js';
import { Failure } from '../base/failure.js';
import { isOccurrence } from '../calendar/occurrences.js';
import type { Item } from '../store/items.js';
import { type Body, eachPart, type Handler } from './handler.js';

export const moveItem: Handler<BaseMoveCopyItemType> = (request, context) =>
  eachPart(
    context,
    'moveItemResponseMessage',
    request.itemIds as ItemRef[],
    (id) => {
      const item = notOccurrence(itemOf(context, id, 'delete'));
      return answer(context, request, context.store.items.move(item, targetOf(context, request.toFolderId)));
    },
    { items: [] },
  );

export const copyItem: Handler<BaseMoveCopyItemType> = (request, context) =>
  eachPart(
    context,
    'copyItemResponseMessage',
    request.itemIds as ItemRef[],
    (id) => {
      const item = notOccurrence(itemOf(context, id));
      return answer(context, request, context.store.items.copy(item, targetOf(context, request.toFolderId)));
    },
    { items: [] },
  );

function notOccurrence(item: Item): Item {
  if (isOccurrence(item))
    throw new Failure('ErrorCalendarCannotMoveOrCopyOccurrence', 'An occurrence cannot be moved or copied.');
  return item;
}

function answer(context: Context, request: BaseMoveCopyItemType, item: Item): Body {
  if (request.returnNewItemIds === false) return { items: [] };
  return { items: [{ kind: item.kind, itemId: itemIdOf(context, item) }] };
}
