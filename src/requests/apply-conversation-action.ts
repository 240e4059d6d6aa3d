/** ApplyConversationAction: done to a thread as a whole. Since Exchange 2010. */
import type { ApplyConversationActionType, ConversationActionType } from '../../generated/index.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

/** What Exchange 2010 does not know, and nobody has asked for. */
const OPTIONAL = ['suppressReadReceipts'];

export async function applyConversationAction(
  session: Session,
  conversationActions: ConversationActionType[],
  options: RequestOptions,
): Promise<void> {
  const request: ApplyConversationActionType = { conversationActions };
  await call(session, 'ApplyConversationAction', request, options, { optional: OPTIONAL });
}
