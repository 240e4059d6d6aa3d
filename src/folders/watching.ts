/** Folders as what is watched, and listened to. Must not know what else they can do. */
import type { Kind } from '../kinds/kinds.js';
import { changedItems } from '../query/changed-items.js';
import type { RequestOptions } from '../requests/options.js';
import type { FolderHandle } from '../requests/place.js';
import { accessOf } from '../requests/resolve-place.js';
import type { Session } from '../requests/session.js';
import type { WatchedFolder, WatchSource } from '../watcher/watch.js';

/** A folder, with all that a watch needs of it. */
export async function watchedFolder<F extends FolderHandle>(
  folder: F,
  options: RequestOptions,
): Promise<WatchedFolder<F>> {
  const access = accessOf(folder);
  const { id } = await access.id(options);
  return { folder, id, target: await access.resolve(options), session: access.session };
}

/** Some folders of a kind, settled when the watch begins. */
export function folderSource<F extends FolderHandle>(
  session: Session,
  kind: Kind,
  list: (options: RequestOptions) => AsyncIterable<F>,
): WatchSource<F> {
  const folders: Map<string, WatchedFolder<F>> = new Map();
  const settle = async (options: RequestOptions): Promise<WatchedFolder<F>[]> => {
    if (folders.size === 0)
      for await (const folder of list(options)) {
        const watched = await watchedFolder(folder, options);
        folders.set(watched.id, watched);
      }
    return [...folders.values()];
  };
  return {
    session,
    readingOf: (of, options) => changedItems(of, kind, options),
    targets: async (options) => (await settle(options)).map(({ target }) => target),
    list: settle,
  };
}
