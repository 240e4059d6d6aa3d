/** GetConversationItems: what a thread consists of, wherever it lies. Since Exchange 2013. */
import type { ConversationNodeType, GetConversationItemsType, ItemResponseShapeType } from '../../generated/index.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import { onlyMessage } from './payload.js';
import type { Session } from './session.js';

/** In the order of the thread: what is answered before its answers. */
function conversationItemsRequest(id: string, itemShape: ItemResponseShapeType): GetConversationItemsType {
  return { itemShape, sortOrder: 'TreeOrderAscending', conversations: [{ conversationId: { id } }] };
}

export async function getConversationItems(
  session: Session,
  id: string,
  shape: ItemResponseShapeType,
  options: RequestOptions,
): Promise<readonly ConversationNodeType[]> {
  const response = await call(session, 'GetConversationItems', conversationItemsRequest(id, shape), options);
  return onlyMessage(response).conversation?.conversationNodes ?? [];
}
