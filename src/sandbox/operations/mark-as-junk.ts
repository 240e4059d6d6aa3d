/** MarkAsJunk: into Junk Email, or out of it. */
import { type ItemRef, itemIdOf, itemOf } from '../access/resolve.js';
import type { MarkAsJunkType } from '../base/codec.js';
import { eachPart, type Handler } from './handler.js';

export const markAsJunk: Handler<MarkAsJunkType> = (request, context) =>
  eachPart(context, 'markAsJunkResponseMessage', request.itemIds as ItemRef[], (id) => {
    const item = itemOf(context, id, 'delete');
    if (!request.moveItem) return {};
    const target = context.store.folders.wellKnown(item.mailbox, request.isJunk ? 'junkemail' : 'inbox');
    const moved = target.id === item.folder ? item : context.store.items.move(item, target);
    return { movedItemId: itemIdOf(context, moved) };
  });
