/** Several folders: iterated, it yields folders; queried, their items. */
import { inspect } from 'node:util';
import type { TargetFolderIdType } from '../../generated/index.js';
import { checkOptions } from '../errors.js';
import type { ViewSpan } from '../fields/span.js';
import type { Kind } from '../kinds/kinds.js';
import type { Chosen, FieldName, Model } from '../kinds/models.js';
import type { OnlyOption } from '../notify/changes.js';
import type { EventName } from '../notify/events.js';
import { EventPull, type PullOptions } from '../notify/pull.js';
import { EventStream, type StreamOptions } from '../notify/stream.js';
import { EventPush, type PushOptions } from '../push/event-push.js';
import { type FolderSource, newPlan, type Plan } from '../query/plan.js';
import { Queries } from '../query/queries.js';
import { QuerySet } from '../query/query-set.js';
import { READ_RULES, REQUEST_RULES, type ReadOptions, type RequestOptions } from '../requests/options.js';
import type { FolderHandle } from '../requests/place.js';
import { accessOf } from '../requests/resolve-place.js';
import type { Session } from '../requests/session.js';
import { type FoldersChangeOptions, FoldersFeed } from '../watcher/catch-up.js';
import type { Watched, WatchOptions } from '../watcher/options.js';
import { type WatchSource, watch } from '../watcher/watch.js';
import { viewOf } from './calendar-view.js';
import { folderSource } from './watching.js';

/** Lists the folders of a set, anew each time. `Member` is the class of folders. */
export type ListFolders<Member> = (options: RequestOptions) => AsyncIterable<Member>;

/** A set of folders. It knows them as handles only, so that folders can make sets. */
export class FolderList<M extends Model, Member extends FolderHandle = FolderHandle>
  extends Queries<M>
  implements AsyncIterable<Member>
{
  readonly #session: Session;
  readonly #kind: Kind;
  readonly #list: ListFolders<Member>;
  readonly #options: RequestOptions;
  readonly #open: FolderSource['open'];
  /** What the set is called, for messages. */
  readonly label: string;

  /** Made by folders and accounts: `account.inbox.glob('Clients/*')`. */
  constructor(
    session: Session,
    label: string,
    kind: Kind,
    list: ListFolders<Member>,
    open: FolderSource['open'],
    options: RequestOptions = {},
  ) {
    super();
    this.#session = session;
    this.label = label;
    this.#kind = kind;
    this.#list = list;
    this.#open = open;
    this.#options = options;
  }

  /** The items of all of them. */
  override all(options: ReadOptions = {}): QuerySet<M> {
    checkOptions('all()', options, READ_RULES);
    return new QuerySet<M>(this.#session, this.#plan()).all({ ...this.#options, ...options });
  }

  /** What its folders hold; `any` where they differ, or nobody has said it. */
  get kind(): M['kind'] {
    return this.#kind.name as M['kind'];
  }

  /**
   * The occurrences that overlap a span, of all of them, in the order of time. Of calendars. `max` is of them together. See `folder.view()`.
   */
  view(this: FolderList<M, Member> & { readonly kind: 'calendar' | 'any' }, span: ViewSpan): QuerySet<M> {
    return new QuerySet<M>(this.#session, viewOf(this.#plan(), span, this.#session.timeZone)).all(this.#options);
  }

  #plan(): Plan {
    const source = {
      label: this.label,
      known: undefined,
      resolve: (options: RequestOptions) => this.#targets(options),
      open: this.#open,
    };
    return newPlan(source, this.#kind, this.#session);
  }

  async #targets(options: RequestOptions): Promise<TargetFolderIdType[]> {
    const targets: TargetFolderIdType[] = [];
    for await (const folder of this.#list({ ...this.#options, ...options }))
      targets.push(await accessOf(folder).resolve(options));
    return targets;
  }

  [Symbol.asyncIterator](): AsyncIterator<Member> {
    return this.#list(this.#options)[Symbol.asyncIterator]();
  }

  /** The folders. (`all().toArray()` are the items.) */
  async toArray(options: RequestOptions = {}): Promise<Member[]> {
    checkOptions('toArray()', options, REQUEST_RULES, 'options of items go into all()');
    const folders: Member[] = [];
    for await (const folder of this.#list({ ...this.#options, ...options })) folders.push(folder);
    return folders;
  }

  /** Listens for events in all of them. See `folder.stream()`. */
  stream<const N extends EventName>(events: readonly N[], options: StreamOptions = {}): Promise<EventStream<N>> {
    return new EventStream<N>(this.#session, () => this.#targets(this.#options), events, options).open();
  }

  /** Subscribes to events in all of them, which are asked for. See `folder.pull()`. */
  pull<const N extends EventName>(events: readonly N[], options: PullOptions = {}): Promise<EventPull<N>> {
    return new EventPull<N>(this.#session, () => this.#targets(this.#options), events, options).open();
  }

  /** Subscribes to events in all of them, which the server posts. See `folder.push()`. */
  push<const N extends EventName>(events: readonly N[], options: PushOptions): Promise<EventPush<N>> {
    return new EventPush<N>(this.#session, () => this.#targets(this.#options), events, options).open();
  }

  /** Every change in all of them; which they are, is settled when it begins. See `folder.watch()`. */
  watch<const K extends FieldName<M> = never>(
    options: WatchOptions & OnlyOption<K>,
  ): AsyncIterable<Watched<Chosen<M, K>, Member>> {
    return watch<Chosen<M, K>, Member>(this.#source(), options);
  }

  /**
   * What changed in all of them since `since`, or everything, as a watch tells it; resume with the feed's `state`. Which they are, is settled when it
   * begins. A request for each.
   */
  changes<const K extends FieldName<M> = never>(
    options: FoldersChangeOptions & OnlyOption<K> = {},
  ): FoldersFeed<Chosen<M, K>, Member> {
    return new FoldersFeed<Chosen<M, K>, Member>(this.#source(), options);
  }

  #source(): WatchSource<Member> {
    return folderSource(this.#session, this.#kind, (more) => this.#list({ ...this.#options, ...more }));
  }

  [inspect.custom](): string {
    return `FolderSet ${this.label} (${this.#kind.name}), not yet listed`;
  }
}
