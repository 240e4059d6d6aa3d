/**
 * What comes in as a whole, in bytes of the sandbox's own, is read once as answers read it before it is kept: one item that cannot be
 * read would be in the way of its whole folder.
 */
import type { Context } from '../access/context.js';
import { encodeEnvelope } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { success } from '../base/response-message.js';
import { shapeItem } from '../properties/shape.js';
import type { Item } from '../store/items.js';

/** Refuses an item that was just stored, so that its transaction is undone. */
export function demandReadable(context: Context, item: Item): void {
  try {
    const view = shapeItem(context, item, { baseShape: 'AllProperties', includeMimeContent: true });
    const { extendedProperty } = item.data;
    const items = [{ ...view, ...(extendedProperty && { extendedProperty }) }];
    const body = { responseMessages: [success('getItemResponseMessage', { items })] };
    encodeEnvelope({ operation: 'GetItemResponse', body });
  } catch {
    throw new Failure('ErrorCorruptData', 'The data is corrupt.');
  }
}
