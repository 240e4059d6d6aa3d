/** MarkAsJunk: senders blocked or trusted, mail moved to the junk or back. Since Exchange 2013. */
import type { ItemIdType, MarkAsJunkResponseMessageType } from '../../generated/index.js';
import { type Rules, TRUE_OR_FALSE } from '../errors.js';
import type { ChunkWork } from './chunks.js';
import { type ItemRef, idsOf, takeId } from './item-refs.js';

/** Which way, and whether it moves. */
export interface JunkMarking {
  /** False: it is no junk, and its sender is trusted from now on. Default: true, and the sender is blocked. */
  isJunk?: boolean | undefined;
  /** Whether it is moved to the junk, or from there to the inbox. Default: true. */
  move?: boolean | undefined;
}

export const JUNK_RULES: Rules<JunkMarking> = { isJunk: TRUE_OR_FALSE, move: TRUE_OR_FALSE };

/** The result of each is the id that it then has. */
export function marking({
  isJunk = true,
  move: moveItem = true,
}: JunkMarking): ChunkWork<ItemRef, 'MarkAsJunk', ItemIdType | undefined> {
  return {
    operation: 'MarkAsJunk',
    request: (chunk) => ({ isJunk, moveItem, itemIds: idsOf(chunk) }),
    result: (message, item) => {
      if (moveItem) takeId(item, (message as MarkAsJunkResponseMessageType).movedItemId);
      return item.itemId;
    },
    id: ({ itemId }) => itemId,
    part: 'itemIds',
  };
}
