/** GetItem: each item in the shape that is asked for. */
import { type ItemRef, itemOf } from '../access/resolve.js';
import type { GetItemType } from '../base/codec.js';
import { shapeItem } from '../properties/shape.js';
import { eachPart, type Handler } from './handler.js';

export const getItem: Handler<GetItemType> = (request, context) =>
  eachPart(
    context,
    'getItemResponseMessage',
    request.itemIds as ItemRef[],
    (id) => ({ items: [shapeItem(context, itemOf(context, id), request.itemShape)] }),
    { items: [] },
  );
