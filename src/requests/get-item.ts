/** GetItem: items by their ids, as they are by now. */
import { GetItem, type GetItemType, type ItemResponseShapeType } from '../../generated/index.js';
import { errorOf } from '../client/response-errors.js';
import { responseMessages } from '../client/responses.js';
import type { EwsError, Settled } from '../errors.js';
import { readOwnFields } from '../fields/own-fields.js';
import { call } from './call.js';
import { unanswered } from './chunks.js';
import { type ItemRef, idOf, idsOf, itemOf } from './item-refs.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

/** Without change keys: with one of before, Exchange refuses an item that was touched meanwhile. */
export function getRequest(items: readonly ItemRef[], itemShape: ItemResponseShapeType): GetItemType {
  return { itemShape, itemIds: idsOf(items) };
}

/** A settled result for each, in order, with the session's own fields on the items. Throws what ends the request as a whole. */
export async function getItems<Item extends object>(
  session: Session,
  items: readonly ItemRef[],
  shape: ItemResponseShapeType,
  options: RequestOptions,
): Promise<Settled<Item>[]> {
  if (items.length === 0) return [];
  const response = await call(session, GetItem, getRequest(items, shape), options, { errors: 'return' });
  const messages = responseMessages(response);
  return items.map(({ itemId: id }, index): Settled<Item> => {
    const message = messages[index];
    const reason = message ? errorOf('GetItem', index, message, response) : unanswered('GetItem', index);
    if (reason || message === undefined) return { status: 'rejected', reason: reason as EwsError, id };
    const value = itemOf(message) as Item | undefined;
    if (value === undefined) return { status: 'rejected', reason: unanswered('GetItem', index), id };
    readOwnFields(session.fields, value);
    return { status: 'fulfilled', value, id };
  });
}

/** One item. Throws the server's error where there is none. */
export async function getItem<Item extends object>(
  session: Session,
  item: ItemRef,
  shape: ItemResponseShapeType,
  options: RequestOptions,
): Promise<Item> {
  idOf(item);
  const [only] = (await getItems<Item>(session, [item], shape, options)) as [Settled<Item>];
  if (only.status === 'rejected') throw only.reason;
  return only.value;
}
