/** How a query string is searched for, and by which words it was found. */
import type { HighlightTermType } from '../../generated/index.js';
import { type Rules, TRUE_OR_FALSE, ValidationError } from '../errors.js';
import { ID_ONLY } from '../fields/shape.js';
import { findMessage } from '../requests/find-item.js';
import type { RequestOptions } from '../requests/options.js';
import { Running } from '../requests/running.js';
import type { Session } from '../requests/session.js';
import { findingOf, type Plan } from './plan.js';

/** How a query string is searched for. Exchange 2013. */
export interface QueryStringOptions {
  /** Begins anew, without what the server has kept of the search. */
  resetCache?: boolean | undefined;
  /** Looks among deleted items, too. */
  returnDeletedItems?: boolean | undefined;
}

export const SEARCH_RULES: Rules<QueryStringOptions> = { resetCache: TRUE_OR_FALSE, returnDeletedItems: TRUE_OR_FALSE };

/** Asks each folder of a search for the words; a word of several folders is given once. */
export async function highlightTerms(
  plan: Plan,
  session: Session,
  options: RequestOptions,
): Promise<readonly HighlightTermType[]> {
  if (plan.search === undefined)
    throw new ValidationError('The query', [{ path: 'highlightTerms', message: 'call search() first' }]);
  using run = new Running(session, options, true);
  const finding = { ...findingOf(plan), queryString: { ...plan.search, returnHighlightTerms: true } };
  const terms = new Map<string, HighlightTermType>();
  for (const folder of await plan.source.resolve(run.options)) {
    const page = { offset: 0, count: 1 };
    const found = await findMessage(session, finding, folder, ID_ONLY, page, run.options);
    for (const term of found.highlightTerms) terms.set(`${term.scope} ${term.value}`, term);
  }
  return [...terms.values()];
}
