/** GetConversationItems: every message of a conversation wherever it lies, those with one message id in one node. */
import type { Context } from '../access/context.js';
import { type FolderRef, folderOf } from '../access/resolve.js';
import type { ConversationRequestType, GetConversationItemsType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import type { Body } from '../base/response-message.js';
import { itemsOfConversation } from '../items/of-conversation.js';
import { shapeItem } from '../properties/shape.js';
import type { Item } from '../store/items.js';
import { formatWatermark, parseWatermark } from '../store/subscriptions.js';
import { eachPart, type Handler } from './handler.js';

type Request = Omit<GetConversationItemsType, 'conversations'>;

export const getConversationItems: Handler<GetConversationItemsType> = (request, context) =>
  eachPart(context, 'getConversationItemsResponseMessage', request.conversations, (conversation) => ({
    conversation: conversationOf(context, conversation, request),
  }));

function conversationOf(context: Context, { conversationId, syncState }: ConversationRequestType, request: Request) {
  const ignored = new Set(
    ((request.foldersToIgnore ?? []) as FolderRef[]).map((ref) => folderOf(context, ref, 'read').id),
  );
  const all = itemsOfConversation(context, conversationId.id);
  if (all.length === 0) throw new Failure('ErrorItemNotFound');
  const since = syncState === undefined ? 0 : parseWatermark(Buffer.from(syncState).toString('base64'));
  const items = all.filter((item) => !ignored.has(item.folder) && item.change > since);
  const position = Math.max(since, ...all.map((item) => item.change));
  const nodes = nodesOf(context, items, request);
  return {
    conversationId: { id: conversationId.id },
    syncState: new Uint8Array(Buffer.from(formatWatermark(position), 'base64')),
    ...(nodes.length > 0 && { conversationNodes: nodes }),
  };
}

// A tree in order of arrival is in tree order too: an answer never comes before what it answers.
function nodesOf(context: Context, items: Item[], request: Request): Body[] {
  const sorted = [...items].sort((a, b) => received(a) - received(b) || a.born - b.born);
  if (request.sortOrder?.endsWith('Descending') ?? true) sorted.reverse();
  const nodes = new Map<string, Item[]>();
  for (const item of sorted.slice(0, request.maxItemsToReturn || sorted.length)) {
    const key = item.data.internetMessageId ?? `<${item.id}@sandbox>`;
    nodes.set(key, [...(nodes.get(key) ?? []), item]);
  }
  return [...nodes].map(([internetMessageId, copies]) => {
    const parent = copies[0]?.data.inReplyTo;
    return {
      internetMessageId,
      ...(parent !== undefined && { parentInternetMessageId: parent }),
      items: copies.map((item) => shapeItem(context, item, request.itemShape)),
    };
  });
}

function received(item: Item): number {
  return item.data.dateTimeReceived?.getTime() ?? item.data.dateTimeCreated?.getTime() ?? 0;
}
