/** FindFolder: what is below a folder, all of it or the first level, filtered and paged. */
import type { Context } from '../access/context.js';
import { folderOf } from '../access/resolve.js';
import { may } from '../access/rights.js';
import type { FindFolderType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { readFolderPath, shapeFolder } from '../properties/folder-view.js';
import { pageOf, type View } from '../search/paging.js';
import { compile, type Expression } from '../search/restriction.js';
import { withCounts } from '../search/search-folder.js';
import type { Folder } from '../store/folders.js';
import { eachPart, type Handler } from './handler.js';

export const findFolder: Handler<FindFolderType> = (request, context) => {
  const matches = request.restriction && compile(request.restriction as Expression);
  return eachPart(context, 'findFolderResponseMessage', request.parentFolderIds, (id) => {
    const parent = folderOf(context, id);
    const { folders } = context.store;
    if (request.traversal === 'Deep' && folders.isPublic(parent))
      throw new Failure('ErrorInvalidOperation', 'Deep traversal queries are not allowed on public folders.');
    // Nothing is kept of deleted folders, so a search among them finds none.
    const below = request.traversal === 'SoftDeleted' ? [] : byName(context, parent, request.traversal === 'Deep');
    const found = below.filter(
      (folder) =>
        may(context.store, context.mailbox, folder, 'visible') &&
        (matches?.((path) => readFolderPath(context, folder, path)) ?? true),
    );
    const { entries, paging } = pageOf(found, request.view as View | undefined, (folder, path) =>
      readFolderPath(context, folder, path),
    );
    return {
      rootFolder: {
        ...paging,
        folders: entries.map((folder) =>
          withCounts(context, folder, shapeFolder(context, folder, request.folderShape, 'find')),
        ),
      },
    };
  });
};

// In recorded answers each level is in the order of its names, punctuation first; what is below a folder comes right after it.
function byName(context: Context, parent: Folder, isDeep: boolean): Folder[] {
  const { folders } = context.store;
  const order = (a: Folder, b: Folder) => NAMES.compare(a.name, b.name);
  return isDeep ? folders.descendants(parent.id, order) : folders.children(parent.id).sort(order);
}

const NAMES = new Intl.Collator('en');
