/** What a search folder shows: the items of its base folders that match. Worked out anew whenever it is asked for. */
import type { Context } from '../access/context.js';
import { type FolderRef, folderOf } from '../access/resolve.js';
import { may } from '../access/rights.js';
import { type PathRef, readPath } from '../properties/paths.js';
import type { Folder } from '../store/folders.js';
import type { Item } from '../store/items.js';
import { compile, type Expression } from './restriction.js';

interface SearchParameters {
  traversal?: string | undefined;
  restriction: Expression;
  baseFolderIds: FolderRef[];
}

/** Undefined for a folder that has items of its own. */
export function foundBy(context: Context, folder: Folder): Item[] | undefined {
  const parameters = folder.data['searchParameters'] as SearchParameters | undefined;
  if (folder.kind !== 'searchFolder' || parameters === undefined) return undefined;
  const matches = compile(parameters.restriction);
  return [...baseFolders(context, parameters)]
    .flatMap(({ id }) => [...context.store.items.each({ folder: id, associated: false })])
    .filter((item) => matches((path: PathRef) => readPath(item, path, context)));
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
  const found = foundBy(context, folder);
  if (found === undefined) return view;
  const counts = { totalCount: found.length, unreadCount: found.filter(({ data }) => data.isRead === false).length };
  const shown = Object.entries(counts).filter(([member]) => member in view);
  return { ...view, ...Object.fromEntries(shown) };
}
