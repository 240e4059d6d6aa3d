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
import { compareValues } from '../search/compare.js';
import { foundItems, type Search } from '../search/found-items.js';
import { pageOf, type View } from '../search/paging.js';
import { highlightTerms, queryTest } from '../search/query-string.js';
import { compile, type Expression } from '../search/restriction.js';
import { both, shownBy } from '../search/search-folder.js';
import type { Order } from '../search/sort.js';
import type { Folder } from '../store/folders.js';
import type { Item } from '../store/items.js';
import { eachPart, type Handler } from './handler.js';

export const findItem: Handler<FindItemType> = (request, context) => {
  const finds = queryTest(request.queryString, context);
  const own = request.restriction as Expression | undefined;
  if (own !== undefined && finds !== undefined)
    throw new Failure('ErrorRestrictionTooComplex', 'A restriction cannot be used with a query string.');
  const read = (item: Item, path: PathRef) => readPath(item, path, context);
  const restricted = (expression: Expression | undefined) => {
    const matches = expression && compile(expression);
    return matches && { expression, matches: (item: Item) => matches((path) => read(item, path)) };
  };
  const restriction = restricted(own);
  return eachPart(context, 'findItemResponseMessage', request.parentFolderIds as FolderRef[], (id) => {
    const folder = folderOf(context, id, 'read');
    const view = request.view as
      | (View & { startDate?: Date; endDate?: Date; initialName?: string; finalName?: string })
      | undefined;
    if (view?.kind === 'calendarView' && (request.restriction || (request.sortOrder ?? []).length > 0))
      throw new Failure(
        'ErrorInvalidOperation',
        'Restrictions and sort order may not be specified for a CalendarView.',
      );
    demandNamed(request.itemShape);
    const orders = (request.sortOrder ?? []) as Order[];
    const shown = request.traversal === 'Shallow' ? shownBy(context, folder) : undefined;
    const found =
      view?.kind === 'calendarView'
        ? byStart(inView(context, folder, view).filter((item) => finds?.(item) ?? true))
        : foundItems(context.store.items, {
            ...(shown
              ? {
                  folder: shown.folder,
                  associated: false,
                  also: finds,
                  restriction: restricted(both(shown.expression, own)),
                }
              : { ...contentsOf(context, folder, request, finds), restriction }),
            orders,
            read,
          });
    const chosen = view?.kind === 'contactsView' ? byNames(found.slice(0, found.length), view) : found;
    const { entries, paging } = pageOf(chosen, view, read);
    const shaped = (item: Item) => shapeItem(context, item, request.itemShape, 'find');
    const group = request.groupBy ?? request.distinguishedGroupBy;
    const terms = request.queryString?.returnHighlightTerms ? highlightTerms(request.queryString) : [];
    const words = terms.length > 0 ? { highlightTerms: terms } : {};
    if (group === undefined) return { rootFolder: { ...paging, items: entries.map(shaped) }, ...words };
    // Groups go through all that is found; a page has a part of them.
    const groups = groupsOf(chosen.slice(0, chosen.length), group, read);
    const { entries: part, paging: place } = pageOf(groups.flatMap(membersOf), view, ({ item }, path) =>
      read(item, path),
    );
    return { rootFolder: { ...place, groups: inGroups(part, shaped) }, ...words };
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

/** Learn, ContactsView: from the initial name on, up to the final one, in the order of display names. */
function byNames(items: Item[], { initialName, finalName }: { initialName?: string; finalName?: string }): Item[] {
  const nameOf = ({ data }: Item): string => String(data['displayName'] ?? '');
  return items
    .filter((item) => initialName === undefined || NAMES.compare(nameOf(item), initialName) >= 0)
    .filter((item) => finalName === undefined || NAMES.compare(nameOf(item), finalName) <= 0)
    .sort((a, b) => NAMES.compare(nameOf(a), nameOf(b)) || a.id - b.id);
}

const NAMES = new Intl.Collator('en', { sensitivity: 'base' });

function groupPathOf(group: Grouping): PathRef {
  if ('path' in group && group.path) return group.path as PathRef;
  return { kind: 'fieldURI', fieldURI: 'message:ConversationTopic' };
}

type Grouping = NonNullable<FindItemType['groupBy'] | FindItemType['distinguishedGroupBy']>;
type ReadItem = (item: Item, path: PathRef) => unknown;

interface Group {
  readonly index: string;
  readonly items: Item[];
}

/** In the order of the least value, or the greatest, that AggregateOn names; without it, of what they are grouped by. */
function groupsOf(items: readonly Item[], grouping: Grouping, read: ReadItem): Group[] {
  const path = groupPathOf(grouping);
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const value = read(item, path);
    for (const one of Array.isArray(value) && value.length > 0 ? value : [value]) {
      const key = isDate(one) ? one.toISOString() : String(one ?? '');
      groups.set(key, [...(groups.get(key) ?? []), item]);
    }
  }
  const sign = grouping.order === 'Descending' ? -1 : 1;
  const { aggregateOn } = grouping as { aggregateOn?: { aggregate?: string; path?: unknown } };
  const rankOf = ([index, members]: [string, Item[]]): unknown => {
    if (aggregateOn === undefined) return index.toLowerCase();
    const values = members.map((item) => read(item, aggregateOn.path as PathRef));
    const wanted = aggregateOn.aggregate === 'Maximum' ? 1 : -1;
    return values.reduce((best, value) => (wanted * compareValues(value, best) > 0 ? value : best));
  };
  return [...groups]
    .map((group) => ({ group, rank: rankOf(group) }))
    .sort((a, b) => sign * compareValues(a.rank, b.rank))
    .map(({ group: [index, members] }) => ({ index, items: members }));
}

interface Member {
  readonly index: string;
  readonly item: Item;
}

const membersOf = ({ index, items }: Group): Member[] => items.map((item) => ({ index, item }));

function inGroups(members: readonly Member[], shaped: (item: Item) => Body): Body[] {
  const groups = new Map<string, Body[]>();
  for (const { index, item } of members) groups.set(index, [...(groups.get(index) ?? []), shaped(item)]);
  return [...groups].map(([groupIndex, items]) => ({ groupIndex, items }));
}
