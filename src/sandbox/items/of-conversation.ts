/** The items of a conversation, and what was once said of all that it will ever have. */
import type { Context } from '../access/context.js';
import { memberValue } from '../properties/computed.js';
import type { Item } from '../store/items.js';
import type { Mailbox } from '../store/mailboxes.js';

/** What ApplyConversationAction's Always... actions leave behind. */
export interface StandingAction {
  categories?: string[] | undefined;
  /** Number of the folder. */
  move?: number | undefined;
  delete?: boolean | undefined;
}

export function conversationIdOf(context: Context, item: Item): string | undefined {
  return (memberValue(item, 'conversationId', context) as { id: string } | undefined)?.id;
}

/** All of it below the top of the mailbox. */
export function itemsOfConversation(context: Context, id: string): Item[] {
  const { folders, items } = context.store;
  const top = folders.wellKnown(context.mailbox.id, 'msgfolderroot');
  const found: Item[] = [];
  // A part of each folder is in memory at a time.
  for (const folder of folders.descendants(top.id))
    for (const item of items.each({ folder: folder.id, associated: false }))
      if (conversationIdOf(context, item) === id) found.push(item);
  return found;
}

export function standingActions(mailbox: Mailbox): Record<string, StandingAction> {
  return (mailbox.data['conversationActions'] as Record<string, StandingAction> | undefined) ?? {};
}

/** Does to an item what is always done to its conversation; undefined when it is not there any more. */
export function applyStanding(context: Context, item: Item): Item | undefined {
  const id = conversationIdOf(context, item);
  const action = id === undefined ? undefined : standingActions(context.mailbox)[id];
  if (action === undefined) return item;
  const { items, folders } = context.store;
  let now = item;
  if (action.categories) now = items.update(now, { ...now.data, categories: action.categories });
  const place = action.delete ? folders.wellKnown(item.mailbox, 'deleteditems') : folders.byId(action.move ?? -1);
  return place && place.id !== now.folder ? items.move(now, place) : now;
}
