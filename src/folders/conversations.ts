/** The conversations of a folder. */
import type { ConversationSort, TargetFolderIdType } from '../../generated/index.js';
import { Conversation } from '../conversations/conversation.js';
import { type Rules, rule, TEXT, wholeNumber } from '../errors.js';
import type { AnyItem } from '../items/classes.js';
import { parseOrder } from '../query/plan.js';
import { buildSortOrder } from '../query/restriction.js';
import { Vocabulary } from '../query/vocabulary.js';
import { findConversations } from '../requests/find-conversation.js';
import { Listing } from '../requests/listing.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import type { Session } from '../requests/session.js';

/** Which conversations, and in which order. */
export interface ConversationOptions extends RequestOptions {
  /** Conversations in a request, 1 to 1000. Default: 100. */
  pageSize?: number | undefined;
  /** `-` before the name reverses. Default: Exchange's, the newest first. */
  orderBy?: ConversationSort | `-${ConversationSort}` | undefined;
  /** By a query string (AQS). Exchange 2013. */
  search?: string | undefined;
}

const RULES: Rules<ConversationOptions> = {
  ...REQUEST_RULES,
  pageSize: wholeNumber(1, 1000),
  orderBy: rule("a field such as 'conversationTopic', or '-size' for the other way round", TEXT.holds),
  search: rule(
    'a query string such as "subject:lunch"',
    (value) => TEXT.holds(value) && (value as string).trim() !== '',
  ),
};

/** `resolve` looks the folder up. */
export function conversationsOf(
  session: Session,
  resolve: (options: RequestOptions) => Promise<TargetFolderIdType>,
  options: ConversationOptions,
): Listing<Conversation<AnyItem>, ConversationOptions> {
  async function* list({ pageSize = 100, orderBy, search, ...asked }: ConversationOptions) {
    const order = orderBy && parseOrder([orderBy], new Vocabulary(session.registry, ['ConversationType'], {}));
    const folder = await resolve(asked);
    const finding = { pageSize, sortOrder: order && buildSortOrder(order), queryString: search };
    for await (const data of findConversations(session, folder, finding, asked))
      yield new Conversation<AnyItem>(session, async () => folder, data);
  }
  return new Listing('folder.conversations()', list, options, RULES);
}
