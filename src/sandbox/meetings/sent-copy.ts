/** The copy of a meeting message that its sender keeps. */
import type { Context } from '../access/context.js';
import { fillIn } from '../items/fill-in.js';
import type { ItemData, ItemKind } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import { copyValue } from '../store/json.js';
import type { Mailbox } from '../store/mailboxes.js';

export function keepSentCopy(context: Context, owner: Mailbox, kind: ItemKind, message: ItemData): Item {
  const copy: ItemData = { ...copyValue(message), isRead: true, isDraft: false };
  fillIn(context, owner, kind, copy);
  return context.store.items.create(context.store.folders.wellKnown(owner.id, 'sentitems'), kind, copy);
}
