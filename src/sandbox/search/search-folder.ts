/** What a search folder shows: the items of its base folders that match. Looked for by the store whenever it is asked for. */
import type { Context } from '../access/context.js';
import { type FolderRef, folderOf } from '../access/resolve.js';
import { may } from '../access/rights.js';
import { type PathRef, readPath } from '../properties/paths.js';
import type { Folder } from '../store/folders.js';
import type { Item } from '../store/items.js';
import { foundItems, type Search } from './found-items.js';
import { compile, type Expression } from './restriction.js';

interface SearchParameters {
  traversal?: string | undefined;
  restriction: Expression;
  baseFolderIds: FolderRef[];
}

/** Where a folder's items are, and which of those there it shows. */
export interface Shown {
  folder: Search['folder'];
  expression: Expression;
}

/** Undefined for a folder that has items of its own. */
export function shownBy(context: Context, folder: Folder): Shown | undefined {
  const parameters = folder.data['searchParameters'] as SearchParameters | undefined;
  if (folder.kind !== 'searchFolder' || parameters === undefined) return undefined;
  const bases = [...baseFolders(context, parameters)].map(({ id }) => id);
  return { folder: bases, expression: parameters.restriction };
}

/** Both have to hold. */
export function both(one: Expression, other: Expression | undefined): Expression {
  return other === undefined ? one : { kind: 'and', searchExpression: [one, other] };
}

/** Those that whoever asks may read; one that is gone has nothing in it. */
function baseFolders(context: Context, { traversal, baseFolderIds }: SearchParameters): Set<Folder> {
  const { folders } = context.store;
  const found = new Set<Folder>();
  for (const id of baseFolderIds) {
    const base = existing(context, id);
    if (base === undefined) continue;
    for (const folder of traversal === 'Deep' ? [base, ...folders.descendants(base.id)] : [base])
      if (folder.kind !== 'searchFolder' && may(context.store, context.mailbox, folder, 'read')) found.add(folder);
  }
  return found;
}

function existing(context: Context, id: FolderRef): Folder | undefined {
  try {
    return folderOf(context, id);
  } catch {
    return undefined;
  }
}

/** A folder as it is answered, with the counts of what it shows. */
export function withCounts<View extends object>(context: Context, folder: Folder, view: View): View {
  const shown = shownBy(context, folder);
  if (shown === undefined) return view;
  const read = (item: Item, path: PathRef) => readPath(item, path, context);
  const count = (expression: Expression) => {
    const matches = compile(expression);
    const restriction = { expression, matches: (item: Item) => matches((path) => read(item, path)) };
    const search = { folder: shown.folder, associated: false, restriction, also: undefined, orders: [], read };
    return foundItems(context.store.items, search).length;
  };
  const counts = {
    totalCount: () => count(shown.expression),
    unreadCount: () => count(both(shown.expression, UNREAD)),
  };
  const asked = Object.entries(counts).filter(([member]) => member in view);
  return { ...view, ...Object.fromEntries(asked.map(([member, work]) => [member, work()])) };
}

const UNREAD: Expression = {
  kind: 'isEqualTo',
  path: { kind: 'fieldURI', fieldURI: 'message:IsRead' },
  fieldURIOrConstant: { kind: 'constant', value: 'false' },
};
