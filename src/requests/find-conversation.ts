/** FindConversation: the threads of a folder, page by page. Since Exchange 2010; `queryString` since 2013. */
import type {
  ConversationType,
  FieldOrderType,
  FindConversationType,
  TargetFolderIdType,
} from '../../generated/index.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import { nextOffset } from './progress.js';
import type { Session } from './session.js';

/** Which threads, and in which order. */
export interface FindingConversations {
  readonly sortOrder: FieldOrderType[] | undefined;
  readonly queryString: string | undefined;
  readonly pageSize: number;
}

function findConversationRequest(
  parentFolderId: TargetFolderIdType,
  { sortOrder, queryString, pageSize }: FindingConversations,
  offset: number,
): FindConversationType {
  return {
    view: { kind: 'indexedPageItemView', maxEntriesReturned: pageSize, offset, basePoint: 'Beginning' },
    ...(sortOrder && { sortOrder }),
    parentFolderId,
    ...(queryString !== undefined && { queryString: { value: queryString } }),
  };
}

export async function* findConversations(
  session: Session,
  folder: TargetFolderIdType,
  finding: FindingConversations,
  options: RequestOptions,
): AsyncGenerator<ConversationType, void, undefined> {
  for (let offset = 0; ; ) {
    const answer = await call(session, 'FindConversation', findConversationRequest(folder, finding, offset), options);
    const { conversations = [], totalConversationsInView: total } = answer;
    yield* conversations;
    const end = offset + conversations.length;
    // Exchange 2010 does not say how many there are.
    if (conversations.length === 0 || (total === undefined ? conversations.length < finding.pageSize : end >= total))
      return;
    offset = nextOffset('FindConversation', offset, end);
  }
}
