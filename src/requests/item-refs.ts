/** Items as requests name them, and the ids that come back. */
import type { ItemIdType, ItemInfoResponseMessageType, ResponseMessageType } from '../../generated/index.js';
import { openFate } from '../client/response-errors.js';
import { EwsError, ProtocolError } from '../errors.js';
import { demand } from './payload.js';

/** What is known of an item that something is done to: an item that was read, or no more than its id. */
export interface ItemRef {
  itemId?: ItemIdType | undefined;
  /** Its element: `message`. Undefined where only the id is known. */
  readonly kind?: string | undefined;
}

/** The id of an item. Throws when it has none. */
export function idOf(item: ItemRef): ItemIdType {
  if (item.itemId) return item.itemId;
  throw new EwsError('ERR_UNSAVED', 'This item has no id.', {
    remedy:
      'It was not saved, was sent or deleted, was moved to where the server does not say, or its id was not asked for.',
  });
}

/** Ids alone: what is read, moved or deleted is the item as it is by now, not a version of it. */
export function idsOf(items: readonly ItemRef[]): { kind: 'itemId'; id: string }[] {
  return items.map((item) => ({ kind: 'itemId', id: idOf(item).id }));
}

/** Ids with change keys, without which Exchange sends, changes and answers nothing (ErrorChangeKeyRequired). */
export function versionsOf(items: readonly ItemRef[]): { kind: 'itemId'; id: string; changeKey: string | undefined }[] {
  return items.map((item) => {
    const { id, changeKey } = idOf(item);
    return { kind: 'itemId', id, changeKey };
  });
}

/** The item of a response message; undefined where the server answers with none. */
export function itemOf(message: ResponseMessageType): (ItemRef & object) | undefined {
  return (message as ItemInfoResponseMessageType).items?.[0];
}

/** All items of a response message. */
export function itemsOf(message: ResponseMessageType): readonly (ItemRef & object)[] {
  return (message as ItemInfoResponseMessageType).items ?? [];
}

/** The item of a message that cannot be without one, for something was made and is to be found again. */
export function madeOf(operation: string, message: ResponseMessageType): ItemRef & object {
  const made = itemOf(message);
  demand(operation, 'which item it made', made?.itemId, message);
  return made as ItemRef & object;
}

/**
 * What is wrong with the order of an answer that has the item of another question: none of its messages can be taken for anybody's.
 * An id that was not asked for at all proves nothing, for servers write ids in several forms.
 */
export function disorderOf(
  operation: string,
  messages: readonly (ResponseMessageType | undefined)[],
  ids: readonly (ItemIdType | undefined)[],
  response: object,
): ProtocolError | undefined {
  const asked = new Set(ids.map((id) => id?.id));
  for (const [index, message] of messages.entries()) {
    const got = message && itemOf(message)?.itemId?.id;
    if (got === undefined || got === ids[index]?.id || !asked.has(got)) continue;
    const text = `${operation}: answer ${index} is about another item than question ${index}.`;
    return openFate(operation, new ProtocolError('ERR_PROTOCOL', text, response));
  }
  return undefined;
}

/** The id that an operation gave an item; undefined when the server does not say, as of what went to another mailbox. */
export function newIdOf(message: ResponseMessageType): ItemIdType | undefined {
  return itemOf(message)?.itemId;
}

/** The item has another id from now on, or none that is known. */
export function takeId(item: ItemRef, itemId: ItemIdType | undefined): void {
  if (itemId) item.itemId = itemId;
  else delete item.itemId;
}
