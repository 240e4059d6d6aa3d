/** GetSearchableMailboxes: where those may search whose role is discovery. Since Exchange 2013. */
import type { GetSearchableMailboxesType, SearchableMailboxType } from '../../generated/index.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

/** Which of them. */
export interface SearchableOptions extends RequestOptions {
  /** Beginning of a name or an address. Default: all. */
  search?: string | undefined;
  /** The members of groups instead of the groups. Default: false. */
  expandGroups?: boolean | undefined;
}

export async function getSearchableMailboxes(
  session: Session,
  { search, expandGroups = false, ...options }: SearchableOptions,
): Promise<readonly SearchableMailboxType[]> {
  const request: GetSearchableMailboxesType = {
    ...(search !== undefined && { searchFilter: search }),
    expandGroupMembership: expandGroups,
  };
  return (await call(session, 'GetSearchableMailboxes', request, options)).searchableMailboxes ?? [];
}
