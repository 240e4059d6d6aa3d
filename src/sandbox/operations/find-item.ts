/** FindItem: the items of folders that match, sorted, grouped and paged; in a CalendarView, occurrences in their time. */
import { isDate } from 'node:util/types';
import type { Context } from '../access/context.js';
import { type FolderRef, folderOf } from '../access/resolve.js';
import type { FindItemType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import type { Body } from '../base/response-message.js';
import { isMaster, occurrencesBetween, overlaps } from '../calendar/occurrences.js';
import { type PathRef, readPath } from '../properties/paths.js';
import { demandNamed, shapeItem } from '../properties/shape.js';
import { foundItems, type Search } from '../search/found-items.js';
import { pageOf, type View } from '../search/paging.js';
import { queryTest } from '../search/query-string.js';
import { compile, type Expression } from '../search/restriction.js';
import { foundBy } from '../search/search-folder.js';
import { type Order, sortBy } from '../search/sort.js';
import type { Folder } from '../store/folders.js';
import type { Item } from '../store/items.js';
import { eachPart, type Handler } from './handler.js';

export const findItem: Handler<FindItemType> = (request, context) => {
  const matches = request.restriction && compile(request.restriction as Expression);
  const finds = queryTest(request.queryString, context);
  if (matches !== undefined && finds !== undefined)
    throw new Failure('ErrorRestrictionTooComplex', 'A restriction cannot be used with a query string.');
  const read = (item: Item, path: PathRef) => readPath(item, path, context);
  const restriction = matches && {
    expression: request.restriction as Expression,
    matches: (item: Item) => matches((path) => read(item, path)),
  };
  return eachPart(context, 'findItemResponseMessage', request.parentFolderIds as FolderRef[], (id) => {
    const folder = folderOf(context, id, 'read');
    const view = request.view as (View & { startDate?: Date; endDate?: Date }) | undefined;
    if (view?.kind === 'calendarView' && (request.restriction || (request.sortOrder ?? []).length > 0))
      throw new Failure(
        'ErrorInvalidOperation',
        'Restrictions and sort order may not be specified for a CalendarView.',
      );
    demandNamed(request.itemShape);
    const orders = (request.sortOrder ?? []) as Order[];
    const isFound = (item: Item) => (restriction?.matches(item) ?? true) && (finds?.(item) ?? true);
    const shown = request.traversal === 'Shallow' ? foundBy(context, folder) : undefined;
    const found =
      view?.kind === 'calendarView'
        ? byStart(inView(context, folder, view).filter((item) => finds?.(item) ?? true))
        : shown
          ? sortBy(shown.filter(isFound), orders, read)
          : foundItems(context.store.items, {
              ...contentsOf(context, folder, request, finds),
              restriction,
              orders,
              read,
            });
    const { entries, paging } = pageOf(found, view, read);
    const shaped = (item: Item) => shapeItem(context, item, request.itemShape, 'find');
    const group = request.groupBy ?? request.distinguishedGroupBy;
    if (group === undefined) return { rootFolder: { ...paging, items: entries.map(shaped) } };
    return { rootFolder: { ...paging, groups: groupsOf(entries, groupPathOf(group), group.order, read, shaped) } };
  });
};

/** Where it is looked: what was deleted for good is in a folder of its own, and knows where it was. */
function contentsOf(
  context: Context,
  folder: Folder,
  { traversal }: FindItemType,
  finds: ((item: Item) => boolean) | undefined,
): Pick<Search, 'folder' | 'associated' | 'also'> {
  if (traversal !== 'SoftDeleted') return { folder: folder.id, associated: traversal === 'Associated', also: finds };
  const deletions = context.store.folders.wellKnown(folder.mailbox, 'recoverableitemsdeletions');
  const wasHere = (item: Item) => item.data['deletedFrom'] === folder.id;
  return { folder: deletions.id, associated: false, also: (item) => wasHere(item) && (finds?.(item) ?? true) };
}

function inView(context: Context, folder: Folder, view: { startDate?: Date; endDate?: Date }): Item[] {
  if (folder.kind !== 'calendarFolder') {
    throw new Failure('ErrorCalendarFolderIsInvalidForCalendarView', 'The folder is not a calendar folder.');
  }
  const [from, to] = [view.startDate?.getTime() ?? 0, view.endDate?.getTime() ?? 0];
  if (to < from) throw new Failure('ErrorCalendarEndDateIsEarlierThanStartDate');
  // MS-OXWSCORE: a calendar view may span two years.
  if (to - from > 2 * 366 * 86_400_000)
    throw new Failure(
      'ErrorCalendarViewRangeTooBig',
      'The specified view range exceeds the maximum range of two years.',
    );
  return context.store.items.inCalendar(folder.id, from, to).flatMap((item) => {
    // Learn, CalendarView: left out are items that end before StartDate; one that ends just then is in.
    const found = isMaster(item.data) ? occurrencesBetween(item, from - 1, to) : [item];
    return found.filter((one) => overlaps(one.data, from, to) || endsAt(one, from));
  });
}

function endsAt({ data }: Item, time: number): boolean {
  return data.end?.getTime() === time;
}

function byStart(items: Item[]): Item[] {
  return items.sort((a, b) => (a.data.start?.getTime() ?? 0) - (b.data.start?.getTime() ?? 0) || a.id - b.id);
}

function groupPathOf(group: NonNullable<FindItemType['groupBy'] | FindItemType['distinguishedGroupBy']>): PathRef {
  if ('path' in group && group.path) return group.path as PathRef;
  return { kind: 'fieldURI', fieldURI: 'message:ConversationTopic' };
}

function groupsOf(
  items: Item[],
  path: PathRef,
  order: string | undefined,
  read: (item: Item, path: PathRef) => unknown,
  shaped: (item: Item) => Body,
): Body[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const value = read(item, path);
    for (const one of Array.isArray(value) && value.length > 0 ? value : [value]) {
      const key = isDate(one) ? one.toISOString() : String(one ?? '');
      groups.set(key, [...(groups.get(key) ?? []), item]);
    }
  }
  const sign = order === 'Descending' ? -1 : 1;
  const sorted = [...groups].sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -sign : sign));
  return sorted.map(([groupIndex, members]) => ({ groupIndex, items: members.map(shaped) }));
}
