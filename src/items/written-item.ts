/** An item that is not saved yet, as it is sent. */
import { buildNewItem } from '../fields/new-item.js';
import type { ItemRef } from '../requests/item-refs.js';
import type { Session } from '../requests/session.js';
import { withSender } from './from.js';
import { sessionOf } from './session-of.js';

/** The name of an item's schema type: `MessageType`. */
export function typeNameOf(item: object): string {
  return sessionOf(item).registry.typeOf(item)?.name ?? 'ItemType';
}

/** What is sent of a new item, with what is to be attached as it was given. Throws {@link ValidationError}. */
export function writtenItem(session: Session, item: ItemRef & object, path?: string): object {
  const { itemId: _none, ...members } = item as Readonly<Record<string, unknown>>;
  const { registry, fields, timeZone } = session;
  const target = { registry, type: typeNameOf(item), kind: item.kind ?? 'item', fields, timeZone, path };
  return withSender(session, buildNewItem(members, target));
}
