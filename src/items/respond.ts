/** Response objects that say nothing of their own: they refer to an item, and something is done to it. */
import type { ItemType } from '../../generated/index.js';
import { checkOptions } from '../errors.js';
import { createAndSave } from '../requests/create-item.js';
import { type ItemRef, idOf } from '../requests/item-refs.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import { sessionOf } from './session-of.js';

export async function respond(
  item: ItemType & ItemRef,
  method: string,
  kind: 'removeItem' | 'suppressReadReceipt',
  options: RequestOptions,
): Promise<void> {
  checkOptions(method, options, REQUEST_RULES);
  await createAndSave(sessionOf(item), { kind, referenceItemId: idOf(item) }, undefined, options);
}
