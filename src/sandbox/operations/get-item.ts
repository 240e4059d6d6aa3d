/** GetItem: each item in the shape that is asked for. */
import type { GetItemType } from '../../../generated/index.js';
import { eachPart, type Handler } from '../handler.js';
import { shapeItem } from '../properties/shape.js';
import { type ItemRef, itemOf } from '../resolve.js';

export const getItem: Handler<GetItemType> = (request, context) =>
  eachPart(
    context,
    'getItemResponseMessage',
    request.itemIds as ItemRef[],
    (id) => ({ items: [shapeItem(context, itemOf(context, id), request.itemShape)] }),
    { items: [] },
  );
