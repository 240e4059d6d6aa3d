/** FindConversation: the messages of a folder by conversation, the one with the newest message first. */
import type { Context } from '../access/context.js';
import { itemIdOf, targetOf } from '../access/resolve.js';
import type { FindConversationType } from '../base/codec.js';
import { type Body, SUCCESS } from '../base/response-message.js';
import { conversationIdOf } from '../items/of-conversation.js';
import type { PathRef } from '../properties/paths.js';
import { memberOf } from '../properties/property-table.js';
import { pageOf, type View } from '../search/paging.js';
import { queryTest } from '../search/query-string.js';
import { type Order, sortBy } from '../search/sort.js';
import type { Item } from '../store/items.js';
import type { Store } from '../store/store.js';
import { guarded, type Handler } from './handler.js';

export const findConversation: Handler<FindConversationType> = (request, context) =>
  guarded(() => {
    const folder = targetOf(context, request.parentFolderId, 'read');
    const finds = queryTest(request.queryString, context);
    const conversations = finds ? conversationsIn(context, folder.id, finds) : remembered(context, folder.id);
    const read = (entry: Body, { fieldURI = '' }: PathRef) => entry[memberOf(fieldURI)];
    const orders = (request.sortOrder ?? []) as Order[];
    const sorted = sortBy(conversations, orders, read);
    const { entries } = pageOf(sorted, request.view as View | undefined, (entry) => entry['lastDeliveryTime']);
    return {
      ...SUCCESS,
      conversations: entries,
      totalConversationsInView: conversations.length,
    };
  });

interface Remembered {
  folder: number;
  state: string;
  conversations: readonly Body[];
}

/** What was last worked out: a client asks for page after page, and each needs all of them. */
const LAST = new WeakMap<Store, Remembered>();

function remembered(context: Context, folder: number): readonly Body[] {
  const { store } = context;
  const { state } = store;
  const last = LAST.get(store);
  if (last?.folder === folder && last.state === state) return last.conversations;
  const conversations = conversationsIn(context, folder);
  LAST.set(store, { folder, state, conversations });
  return conversations;
}

/** The one with the newest message first. */
function conversationsIn(context: Context, folder: number, finds?: (item: Item) => boolean): Body[] {
  const groups = new Map<string, Item[]>();
  for (const item of context.store.items.each({ folder, associated: false })) {
    const id = conversationIdOf(context, item);
    if (id !== undefined && (finds?.(item) ?? true)) {
      const group = groups.get(id);
      if (group === undefined) groups.set(id, [item]);
      else group.push(item);
    }
  }
  const conversations = [...groups].map(([id, items]) => conversationOf(context, id, items));
  return conversations.sort((a, b) => Number(b['lastDeliveryTime']) - Number(a['lastDeliveryTime']));
}

function conversationOf(context: Context, id: string, items: Item[]): Body {
  const last = items.reduce((a, b) => (received(b) >= received(a) ? b : a));
  const unread = items.filter((item) => item.data.isRead === false).length;
  const senders = [...new Set(items.map((item) => item.data.from?.name ?? '').filter(Boolean))];
  const recipients = [
    ...new Set(items.flatMap((item) => item.data.toRecipients ?? []).map((one) => one.name ?? '')),
  ].filter(Boolean);
  const itemIds = items.map((item) => ({ kind: 'itemId', ...itemIdOf(context, item) }));
  const size = items.reduce((sum, item) => sum + (item.data.size ?? 0), 0);
  return {
    conversationId: { id },
    conversationTopic: last.data.conversationTopic ?? last.data.subject ?? '',
    ...(recipients.length > 0 && { uniqueRecipients: recipients, globalUniqueRecipients: recipients }),
    ...(senders.length > 0 && { uniqueSenders: senders, globalUniqueSenders: senders }),
    lastDeliveryTime: last.data.dateTimeReceived,
    globalLastDeliveryTime: last.data.dateTimeReceived,
    flagStatus: 'NotFlagged',
    globalFlagStatus: 'NotFlagged',
    hasAttachments: items.some((item) => item.data.hasAttachments),
    globalHasAttachments: items.some((item) => item.data.hasAttachments),
    messageCount: items.length,
    globalMessageCount: items.length,
    unreadCount: unread,
    globalUnreadCount: unread,
    size,
    globalSize: size,
    itemClasses: [...new Set(items.map((item) => item.data.itemClass ?? 'IPM.Note'))],
    importance: last.data.importance ?? 'Normal',
    globalImportance: last.data.importance ?? 'Normal',
    itemIds,
    globalItemIds: itemIds,
  };
}

function received(item: Item): number {
  return item.data.dateTimeReceived?.getTime() ?? 0;
}
