/** FindItem: a page of what lies in a folder. */
import type {
  FindItemParentType,
  FindItemType,
  GroupByType,
  HighlightTermType,
  ItemResponseShapeType,
  QueryStringType,
  RestrictionType,
  TargetFolderIdType,
} from '../../generated/index.js';
import { readOwnFields } from '../fields/own-fields.js';
import { call } from './call.js';
import { folderIdOf } from './folder-ids.js';
import type { RequestOptions } from './options.js';
import { askServer, withoutOrEqual } from './other-servers.js';
import { demand, onlyMessage } from './payload.js';
import type { Session } from './session.js';

/** A span of a calendar, of which FindItem gives the occurrences. */
export interface CalendarSpan {
  readonly start: Date;
  readonly end: Date;
  readonly max?: number | undefined;
}

/** What is looked for. */
export interface Finding {
  readonly traversal: FindItemType['traversal'];
  readonly restriction?: RestrictionType | undefined;
  readonly sortOrder?: FindItemType['sortOrder'];
  /** A query string (AQS). */
  readonly queryString?: QueryStringType | undefined;
  readonly view?: CalendarSpan | undefined;
  readonly groupBy?: GroupByType | undefined;
}

/** Which part of what is found. */
export interface Page {
  readonly offset: number;
  readonly count: number;
  /** Instead of a part by its position. */
  readonly by?: FindItemType['view'];
}

export function findRequest(
  finding: Finding,
  folders: readonly TargetFolderIdType[],
  itemShape: ItemResponseShapeType,
  page: Page,
): FindItemType {
  const { traversal, restriction, sortOrder, queryString, groupBy } = finding;
  return {
    traversal,
    itemShape,
    view: viewOf(finding, page),
    ...(groupBy && { groupBy }),
    ...(restriction && { restriction }),
    ...(sortOrder && { sortOrder }),
    parentFolderIds: folders.map(folderIdOf),
    ...(queryString && { queryString }),
  };
}

function viewOf({ view }: Finding, { offset, count, by }: Page): NonNullable<FindItemType['view']> {
  if (by !== undefined) return by;
  if (view === undefined)
    return { kind: 'indexedPageItemView', maxEntriesReturned: count, offset, basePoint: 'Beginning' };
  const { start: startDate, end: endDate, max } = view;
  return { kind: 'calendarView', startDate, endDate, ...(max !== undefined && { maxEntriesReturned: max }) };
}

/** Without the comparisons that some servers do not know. */
function spelledOut(request: FindItemType): FindItemType {
  const restriction = request.restriction && withoutOrEqual(request.restriction);
  return restriction === request.restriction ? request : { ...request, restriction };
}

/** One page of one folder: a request for several has a page of each, and no order over all. */
export async function findPage(
  session: Session,
  finding: Finding,
  folder: TargetFolderIdType,
  shape: ItemResponseShapeType,
  page: Page,
  options: RequestOptions,
): Promise<FindItemParentType> {
  return (await findMessage(session, finding, folder, shape, page, options)).root;
}

/** The same, with what else the server says of it. */
export async function findMessage(
  session: Session,
  finding: Finding,
  folder: TargetFolderIdType,
  shape: ItemResponseShapeType,
  page: Page,
  options: RequestOptions,
): Promise<{ root: FindItemParentType; highlightTerms: readonly HighlightTermType[] }> {
  const request = findRequest(finding, [folder], shape, page);
  const response = await askServer(session, request, spelledOut, (one) =>
    call(session, 'FindItem', one, options, { classes: session.foundClasses }),
  );
  const { rootFolder, highlightTerms = [] } = onlyMessage(response);
  const root = demand('FindItem', 'what is in the folder', rootFolder, response);
  for (const item of [root.items ?? [], ...(root.groups ?? []).map(({ items }) => items)].flat())
    readOwnFields(session.fields, item);
  return { root, highlightTerms };
}
