/** The SOAP that a query would send, laid out for reading, and fit to be posted as it is. Sends nothing. */
import { operationNamed } from '../requests/call.js';
import { MOST_FOUND } from '../requests/find-budget.js';
import { findRequest } from '../requests/find-item.js';
import { getRequest } from '../requests/get-item.js';
import type { Session } from '../requests/session.js';
import { prettyXml } from '../xml/pretty.js';
import { contactsView } from './contacts-view.js';
import { findingOf, findShapeOf, findSuffices, isNever, type Plan, shapeOf } from './plan.js';
import { startView } from './start.js';

/**
 * The FindItem of the first page, as `toArray()` sends it; a loop over few members asks for a smaller one first. What follows it stands in a comment: the request for the items themselves needs the ids that this one
 * finds. So does a word on folders that are known by their path only, whose id stands as that path.
 */
export function explain(plan: Plan, session: Session): string {
  if (isNever(plan)) return '<!-- Nothing is sent: no item can match. -->';
  const folders = plan.source.known ?? [{ folderId: { id: plan.source.label } }];
  const direct = findSuffices(plan) && !plan.snapshot;
  const count = Math.min(direct ? (plan.options.pageSize ?? MOST_FOUND) : MOST_FOUND, plan.limit);
  const find = findRequest(findingOf(plan), folders, findShapeOf(plan), {
    offset: plan.offset,
    count,
    by: plan.start ? startView(plan.start) : plan.names && contactsView(plan.names),
  });
  const parts = [prettyXml(session.client.encode(operationNamed(session.registry, 'FindItem'), find))];
  if (plan.source.known === undefined) parts.push(comment(`The folder is looked up first: ${plan.source.label}`));
  if (!findSuffices(plan)) parts.push(comment(`Then, with the ids found:\n\n${getItemXml(plan, session)}`));
  return parts.join('\n\n');
}

function getItemXml(plan: Plan, session: Session): string {
  const get = getRequest([{ itemId: { id: '(an id)' } }], shapeOf(plan));
  return prettyXml(session.client.encode(operationNamed(session.registry, 'GetItem'), get)).replace(
    /^<\?xml.*\?>\s*/,
    '',
  );
}

/** A comment cannot hold two hyphens in a row (XML 1.0, 2.5). */
function comment(text: string): string {
  return `<!--\n${text.replaceAll('--', '- -')}\n-->`;
}
