/** CopyItem: the copy has an id of its own, which the answer tells unless it is not wanted. */
import { type ItemRef, itemOf, targetOf } from '../access/resolve.js';
import type { BaseMoveCopyItemType } from '../base/codec.js';
import { eachPart, type Handler } from './handler.js';
import { newPlace, notOccurrence } from './move-item.js';

export const copyItem: Handler<BaseMoveCopyItemType> = (request, context) =>
  eachPart(
    context,
    'copyItemResponseMessage',
    request.itemIds as ItemRef[],
    (id) => {
      const item = notOccurrence(itemOf(context, id));
      return newPlace(context, request, context.store.items.copy(item, targetOf(context, request.toFolderId)));
    },
    { items: [] },
  );
