/** FindItem: a page of what lies in a folder. */
import type {
  FindItemParentType,
  FindItemType,
  ItemResponseShapeType,
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
  readonly queryString?: string | undefined;
  readonly view?: CalendarSpan | undefined;
}

/** Which part of what is found. */
export interface Page {
  readonly offset: number;
  readonly count: number;
}

export function findRequest(
  finding: Finding,
  folders: readonly TargetFolderIdType[],
  itemShape: ItemResponseShapeType,
  { offset, count }: Page,
): FindItemType {
  const { traversal, restriction, sortOrder, queryString, view } = finding;
  return {
    traversal,
    itemShape,
    view: view
      ? {
          kind: 'calendarView',
          startDate: view.start,
          endDate: view.end,
          ...(view.max === undefined ? {} : { maxEntriesReturned: view.max }),
        }
      : { kind: 'indexedPageItemView', maxEntriesReturned: count, offset, basePoint: 'Beginning' },
    ...(restriction && { restriction }),
    ...(sortOrder && { sortOrder }),
    parentFolderIds: folders.map(folderIdOf),
    ...(queryString === undefined ? {} : { queryString: { value: queryString } }),
  };
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
  const request = findRequest(finding, [folder], shape, page);
  const response = await askServer(session, request, spelledOut, (one) =>
    call(session, 'FindItem', one, options, { classes: session.foundClasses }),
  );
  const root = demand('FindItem', 'what is in the folder', onlyMessage(response).rootFolder, response);
  for (const item of root.items ?? []) readOwnFields(session.fields, item);
  return root;
}
