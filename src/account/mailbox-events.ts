/** What happens in a whole mailbox: in all its folders, those to come included. */
import type { Folder } from '../folders/folder.js';
import { watchedFolder } from '../folders/watching.js';
import { KINDS } from '../kinds/kinds.js';
import type { AnyModel, Chosen, FieldName } from '../kinds/models.js';
import type { OnlyOption } from '../notify/changes.js';
import type { EventName } from '../notify/events.js';
import { EventPull, type PullOptions } from '../notify/pull.js';
import { EventStream, type StreamOptions } from '../notify/stream.js';
import { EventPush, type PushOptions } from '../push/event-push.js';
import { changedItems } from '../query/changed-items.js';
import type { RequestOptions } from '../requests/options.js';
import { accessOf } from '../requests/resolve-place.js';
import type { Targets } from '../requests/subscribe.js';
import { type FoldersChangeOptions, FoldersFeed } from '../watcher/catch-up.js';
import type { Watched, WatchOptions } from '../watcher/options.js';
import { type WatchedFolder, type WatchSource, watch } from '../watcher/watch.js';
import { MailboxFolders } from './mailbox-folders.js';

/** The events of a mailbox. */
export abstract class MailboxEvents extends MailboxFolders {
  /** Listens for events in all folders. See `folder.stream()`. */
  stream<const N extends EventName>(events: readonly N[], options: StreamOptions = {}): Promise<EventStream<N>> {
    return new EventStream<N>(this.session(), () => this.#targets({}), events, options).open();
  }

  /** Subscribes to events in all folders, which are asked for. See `folder.pull()`. */
  pull<const N extends EventName>(events: readonly N[], options: PullOptions = {}): Promise<EventPull<N>> {
    return new EventPull<N>(this.session(), () => this.#targets({}), events, options).open();
  }

  /** Subscribes to events in all folders, which the server posts. See `folder.push()`. */
  push<const N extends EventName>(events: readonly N[], options: PushOptions): Promise<EventPush<N>> {
    return new EventPush<N>(this.session(), () => this.#targets({}), events, options).open();
  }

  /**
   * Every change below `top`, from where the store says, for ever; what is in a folder that came meanwhile is new, and one that is gone is a
   * `reset`. Costs a SyncFolderItems for each folder when it begins, and when a connection broke.
   */
  watch<const K extends FieldName<AnyModel> = never>(
    options: WatchOptions & OnlyOption<K>,
  ): AsyncIterable<Watched<Chosen<AnyModel, K>, Folder<AnyModel>>> {
    return watch<Chosen<AnyModel, K>, Folder<AnyModel>>(this.#source(), options);
  }

  /** What changed below `top` since `since`, or everything, as a watch tells it; resume with the feed's `state`. A request for each folder. */
  changes<const K extends FieldName<AnyModel> = never>(
    options: FoldersChangeOptions & OnlyOption<K> = {},
  ): FoldersFeed<Chosen<AnyModel, K>, Folder<AnyModel>> {
    return new FoldersFeed<Chosen<AnyModel, K>, Folder<AnyModel>>(this.#source(), options);
  }

  #source(): WatchSource<Folder<AnyModel>> {
    return {
      session: this.session(),
      readingOf: (of, options) => changedItems(of, KINDS.any, options),
      targets: (more) => this.#targets(more),
      list: (more) => this.#below(more),
      find: async (id, more) => {
        const folder = this.folder({ id });
        return { folder, isThere: await folder.exists(more) };
      },
    };
  }

  /** All of the mailbox; without folders, Exchange takes that of whoever is logged in. */
  async #targets(options: RequestOptions): Promise<Targets> {
    if (this.session().from === undefined) return 'all';
    return (await this.#below(options)).map(({ target }) => target);
  }

  async #below(options: RequestOptions): Promise<WatchedFolder<Folder<AnyModel>>[]> {
    const folders: WatchedFolder<Folder<AnyModel>>[] = [];
    for await (const change of this.top.folderChanges(options)) {
      // What a search folder holds lies elsewhere.
      if (change.kind === 'delete' || accessOf(change.folder).element === 'searchFolder') continue;
      folders.push(await watchedFolder(change.folder, options));
    }
    return folders;
  }
}
