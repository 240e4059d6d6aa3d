/** SearchMailboxes: a query over many mailboxes, for those whose role is discovery. Since Exchange 2013. */
import type {
  FailedSearchMailboxType,
  MailboxSearchLocationType,
  SearchMailboxesType,
  SearchPreviewItemType,
} from '../../generated/index.js';
import { BulkError, EwsError } from '../errors.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import { demand, onlyMessage } from './payload.js';
import { standsStill } from './progress.js';
import type { Session } from './session.js';

/** Where a query looks. */
export interface MailboxSearchOptions extends RequestOptions {
  /** Reference ids of mailboxes, or what `searchableMailboxes()` gave. */
  mailboxes: readonly (string | { readonly referenceId: string })[];
  /** Default: `All`, the archives too. */
  scope?: MailboxSearchLocationType | undefined;
  /** Of copies of one message, one. Default: false. */
  deduplication?: boolean | undefined;
  /** Items in a request, 1 to 1000. Default: 100. */
  pageSize?: number | undefined;
}

function requestOf(query: string, options: MailboxSearchOptions, from: string | undefined): SearchMailboxesType {
  const { mailboxes, scope: searchScope = 'All', deduplication, pageSize = 100 } = options;
  const scopes = mailboxes.map((one) => ({
    mailbox: typeof one === 'string' ? one : one.referenceId,
    searchScope,
  }));
  return {
    searchQueries: [{ query, mailboxSearchScopes: scopes }],
    resultType: 'PreviewOnly',
    ...(deduplication !== undefined && { deduplication }),
    pageSize,
    ...(from !== undefined && { pageItemReference: from }),
    pageDirection: 'Next',
  };
}

/** Page by page: each goes on after the last item of the one before, which `SortValue` names. Mailboxes that failed are told at the end. */
export async function* searchMailboxes(
  session: Session,
  query: string,
  options: MailboxSearchOptions,
): AsyncGenerator<SearchPreviewItemType, void, undefined> {
  const failed = new Map<string, FailedSearchMailboxType>();
  const { pageSize = 100 } = options;
  const met = new Set<string>();
  for (let from: string | undefined; ; ) {
    const response = await call(session, 'SearchMailboxes', requestOf(query, options, from), options);
    const { searchMailboxesResult } = onlyMessage(response);
    const result = demand('SearchMailboxes', 'what it found', searchMailboxesResult, response);
    for (const one of result.failedMailboxes ?? []) failed.set(one.mailbox, one);
    const items = result.items ?? [];
    const fresh = items.filter(({ id }) => !met.has(id.id));
    for (const item of fresh) {
      met.add(item.id.id);
      yield item;
    }
    const last = items.at(-1)?.sortValue;
    if (items.length < pageSize || last === undefined) break;
    if (fresh.length === 0) throw standsStill('SearchMailboxes', 'it gives the same items again');
    from = last;
  }
  if (failed.size > 0) throw failure([...failed.values()]);
}

function failure(failed: readonly FailedSearchMailboxType[]): BulkError {
  const results = failed.map(({ mailbox, errorMessage }) => {
    const reason = new EwsError('ERR_MAILBOX_SEARCH', `The mailbox ${mailbox} could not be searched: ${errorMessage}`);
    return { status: 'rejected' as const, reason, id: undefined };
  });
  return new BulkError('SearchMailboxes', results);
}
