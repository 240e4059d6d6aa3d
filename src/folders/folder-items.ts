/** What lies in a folder: its items are read, made and watched from here. What is done to the folder itself is folder.ts. */
import type { ItemIdType } from '../../generated/index.js';
import type { Conversation } from '../conversations/conversation.js';
import { checkOptions, EwsError, type Rules, rule, TRUE_OR_FALSE, ValidationError } from '../errors.js';
import { formsOf, wholeShape } from '../fields/shape.js';
import type { ViewSpan } from '../fields/span.js';
import { contactsToCreate } from '../items/cards.js';
import type { AnyItem } from '../items/classes.js';
import { changeOccurrences, eventsToCreate } from '../items/from-ical.js';
import { bytesToImport, messageOf } from '../items/from-mime.js';
import { setHome } from '../items/new-items.js';
import { tasksToCreate } from '../items/task-files.js';
import type { Kind } from '../kinds/kinds.js';
import type { Chosen, FieldName, Model } from '../kinds/models.js';
import { type Change, type ChangeFeed, type ChangeOptions, itemChanges, type OnlyOption } from '../notify/changes.js';
import type { EventName } from '../notify/events.js';
import { EventPull, type PullOptions } from '../notify/pull.js';
import { EventStream, type StreamOptions } from '../notify/stream.js';
import { PeopleQuery } from '../people/people-query.js';
import { EventPush, type PushOptions } from '../push/event-push.js';
import { changedItems } from '../query/changed-items.js';
import { type ContactNames, checkNames } from '../query/contacts-view.js';
import { type IdLike, ItemSet, type ItemsOrIds, readId } from '../query/item-set.js';
import { newPlan, type Plan } from '../query/plan.js';
import { QuerySet } from '../query/query-set.js';
import { Reading } from '../query/reading.js';
import { bulk, single } from '../requests/chunks.js';
import { createAndSave } from '../requests/create-item.js';
import type { Exported } from '../requests/export-items.js';
import type { FolderInfo } from '../requests/get-folder.js';
import { getItem } from '../requests/get-item.js';
import type { ItemRef } from '../requests/item-refs.js';
import type { Listing } from '../requests/listing.js';
import {
  BULK_RULES,
  type BulkOptions,
  NOTIFY_RULES,
  type NotifyOptions,
  type OnError,
  READ_RULES,
  REQUEST_RULES,
  type ReadOptions,
  type RequestOptions,
  type Results,
  type Settling,
} from '../requests/options.js';
import { demand } from '../requests/payload.js';
import type { FOLDER, FolderHandle } from '../requests/place.js';
import { accessOf } from '../requests/resolve-place.js';
import type { Session } from '../requests/session.js';
import type { Targets } from '../requests/subscribe.js';
import { MOMENT_FORMS, type Moment, readMoment } from '../time/moment.js';
import type { Watched, WatchOptions } from '../watcher/options.js';
import { watch } from '../watcher/watch.js';
import { MEETINGS, viewOf } from './calendar-view.js';
import { type ConversationOptions, conversationsOf } from './conversations.js';
import { checkAll, creating, makeItem, pendingOf, saysItsKind, writeNewItem } from './creating.js';
import { type UploadOptions, uploadTo } from './uploading.js';
import { type ViewChangeOptions, type ViewReader, viewChanges } from './view-changes.js';
import { folderSource } from './watching.js';

/** Whether attendees hear of it is a question where there are any: creating mail sends nothing, `send()` does. */
export type CreateOptions<M extends Model> = RequestOptions &
  (M['kind'] extends 'calendar' | 'any' ? NotifyOptions : unknown);

/** How mail of elsewhere is put into a folder. */
export interface ImportOptions extends RequestOptions {
  /** Default: false, as mail that arrives. */
  isRead?: boolean | undefined;
  /** Default: what the message says of its arrival, or of its day. */
  dateTimeReceived?: Moment | undefined;
}

const IMPORT_RULES: Rules<ImportOptions> = {
  ...REQUEST_RULES,
  isRead: TRUE_OR_FALSE,
  dateTimeReceived: rule(MOMENT_FORMS, (value) => readMoment(value, 'UTC') !== undefined),
};
const MAIL: ReadonlySet<string> = new Set(['mail', 'posts', 'any']);
const SENT_BY = 'mail is sent by send(): account.send(message), or new(message) and send()';
const CREATE_RULES: Rules<RequestOptions> = REQUEST_RULES;
const CREATE_MEETING_RULES: Rules<RequestOptions & NotifyOptions> = { ...REQUEST_RULES, ...NOTIFY_RULES };
const CREATE_ALL_RULES: Rules<BulkOptions & Settling<OnError>> = BULK_RULES;
const CREATE_MEETINGS_RULES: Rules<BulkOptions & Settling<OnError> & NotifyOptions> = {
  ...BULK_RULES,
  ...NOTIFY_RULES,
};

/** The items of a folder. */
export abstract class FolderItems<M extends Model> extends Reading<M> implements FolderHandle {
  abstract readonly [FOLDER]: object;
  /** What it is called, for messages. */
  abstract readonly label: string;

  protected abstract session(): Session;
  /** The handle of another folder, which was just made. */
  protected abstract opened(data: FolderInfo, kind: Kind): object;
  /** What the folder is known to hold, without asking. */
  protected abstract knownKind(): Kind;
  /** What the folder holds; asks the server, unless somebody has said it. */
  protected abstract learnKind(options: RequestOptions): Promise<Kind>;

  /** All items; the options go along with whatever is asked of it then: `all({ signal }).count()`. */
  override all(options: ReadOptions = {}): QuerySet<M> {
    return new QuerySet<M>(this.session(), this.#plan()).all(options);
  }

  #plan(): Plan {
    const access = accessOf(this);
    const source = {
      label: this.label,
      known: access.known && [access.known],
      resolve: async (options: RequestOptions) => [await access.resolve(options)],
      open: (data: FolderInfo, kind: Kind) => this.opened(data, kind),
    };
    return newPlan(source, this.knownKind(), this.session());
  }

  /**
   * The occurrences that overlap a span, in the order of time: recurring meetings are expanded. Of calendars. A day as its end is the last
   * day of it. A span may be as long as it likes: it is cut for the server. Exchange neither filters nor orders views: filter() and orderBy() do it here.
   */
  view(this: FolderItems<M> & { readonly kind: 'calendar' | 'any' }, span: ViewSpan): QuerySet<M> {
    return new QuerySet<M>(this.session(), viewOf(this.#plan(), span, this.session().timeZone));
  }

  /**
   * The contacts whose names stand from one to another, in the order of names: `contactsView({ initialName: 'A', finalName: 'C' })`. Of folders
   * of contacts.
   */
  contactsView(this: FolderItems<M> & { readonly kind: 'contacts' | 'any' }, names: ContactNames = {}): QuerySet<M> {
    if (!['contacts', 'any'].includes(this.knownKind().name))
      throw new ValidationError('contactsView()', [
        { path: 'contactsView', message: `such views are of contacts; ${this.label} holds ${this.kind}` },
      ]);
    return new QuerySet<M>(this.session(), { ...this.#plan(), names: checkNames(names) });
  }

  /**
   * What changed among the occurrences of a span since `since`, or all of them; resume with the feed's `state`, which lists what it has told.
   * Exchange has no such feed: each run lists the whole view, and reads what is new in it.
   */
  viewChanges<const K extends FieldName<M> = never>(
    this: FolderItems<M> & { readonly kind: 'calendar' | 'any' },
    span: ViewSpan,
    options: ViewChangeOptions & OnlyOption<K> = {},
  ): ChangeFeed<Change<Chosen<M, K>>> {
    const view = this.view(span);
    const { only, ...rest } = options;
    if (only !== undefined) this.items([]).only(...only);
    const itemsOf = (ids: readonly ItemIdType[]) =>
      only === undefined ? this.items(ids) : this.items(ids).only(...only);
    const reader = {
      list: (more: ReadOptions) => view.all(more).only(),
      read: (ids: readonly ItemIdType[], more: ReadOptions) => itemsOf(ids).settled(more),
    };
    return viewChanges(reader as ViewReader<Chosen<M, K>>, rest);
  }

  /** An item by its id, typed by this folder, whose own fields it gets; one of another class is refused. It may lie elsewhere. */
  async item(id: IdLike, options: ReadOptions = {}): Promise<M['item']> {
    checkOptions('item()', options, READ_RULES);
    const session = this.session();
    const { pageSize: _size, ...rest } = options;
    const shape = wholeShape({ fields: session.fields, ...formsOf(options) });
    const item = await getItem<ItemRef & object>(session, { itemId: readId(id) }, shape, rest);
    const { items, name } = this.knownKind();
    if (name !== 'any' && !(items as readonly (string | undefined)[]).includes(item.kind))
      throw new EwsError('ERR_ITEM_KIND', `This id is that of a ${item.kind}, and ${this.label} holds ${name}.`, {
        remedy: 'Use account.item(id) for items of any class.',
      });
    return item as M['item'];
  }

  /** Items at hand, typed by this folder. They may lie elsewhere: `drafts.items(ids).delete()` deletes what the ids say. */
  items(ids: ItemsOrIds): ItemSet<M> {
    return new ItemSet<M>(this.session(), ids, this.knownKind());
  }

  /** An item that is not saved yet: to build, and to `save()` or `send()`. */
  new(item: M['input'] = {}): M['main'] & Partial<M['extra']> {
    const made = makeItem(this.session(), writeNewItem(this.session(), this.knownKind(), item));
    setHome(made, accessOf(this));
    return made as M['main'] & Partial<M['extra']>;
  }

  /** Creates an item in this folder, and returns it with its id. */
  async create(
    item: M['input'],
    options: CreateOptions<M> = {} as CreateOptions<M>,
  ): Promise<M['main'] & Partial<M['extra']>> {
    this.#checkCreate('create()', options, CREATE_RULES, CREATE_MEETING_RULES);
    const kind = saysItsKind(item) ? this.knownKind() : await this.learnKind(options);
    const parts = writeNewItem(this.session(), kind, item);
    const work = creating(this.session(), kind, await accessOf(this).resolve(options), options as NotifyOptions);
    return (await single(this.session(), { given: item, parts }, options, work)) as M['main'] & Partial<M['extra']>;
  }

  /**
   * Creates items, in requests of `chunkSize`. Throws {@link BulkError} if any failed, unless `errors: 'return'`. What is wrong with items
   * of an array is told before anything is sent.
   */
  async createAll<E extends OnError = 'throw'>(
    items: Iterable<M['input']> | AsyncIterable<M['input']>,
    options: CreateOptions<M> & BulkOptions & Settling<E> = {} as CreateOptions<M>,
  ): Promise<Results<M['main'] & Partial<M['extra']>, E>> {
    this.#checkCreate('createAll()', options, CREATE_ALL_RULES, CREATE_MEETINGS_RULES);
    const kind = await this.learnKind(options);
    if (Array.isArray(items) && options.errors !== 'return') checkAll(this.session(), kind, items);
    const input = Array.isArray(items) ? items.map((given: unknown) => ({ given })) : pendingOf(items);
    const work = creating(this.session(), kind, await accessOf(this).resolve(options), options as NotifyOptions);
    return bulk(this.session(), input, options, work) as Promise<Results<M['main'] & Partial<M['extra']>, E>>;
  }

  /**
   * Puts here what is of elsewhere, from its text or a file: mail (RFC 822), not as a draft, with its day of arrival; into calendars the events of
   * a calendar file (iCalendar), with what is moved and deleted of a series; among tasks its tasks; among contacts the cards of a file (vCard).
   * Nothing is sent, nobody is invited.
   */
  async import(source: Uint8Array | string | { path: string }, options: ImportOptions = {}): Promise<M['main'][]> {
    checkOptions('import()', options, IMPORT_RULES);
    const { isRead, dateTimeReceived, ...rest } = options;
    const session = this.session();
    const kind = await this.learnKind(rest);
    if (kind.name === 'calendar') return this.#importEvents(await bytesToImport(source), rest);
    if (kind.name === 'contacts') return this.#importAll(await contactsToCreate(await bytesToImport(source)), rest);
    if (kind.name === 'tasks')
      return this.#importAll(await tasksToCreate(await bytesToImport(source), session.timeZone), rest);
    if (!MAIL.has(kind.name))
      throw new ValidationError('import()', [
        {
          path: 'folder',
          message: `there are files of mail, events, tasks and contacts; ${this.label} holds ${kind.name}`,
        },
      ]);
    const written = messageOf(await bytesToImport(source), { isRead, dateTimeReceived }, session.timeZone);
    const made = await createAndSave(session, written, await accessOf(this).resolve(rest), rest);
    const itemId = demand('CreateItem', 'which item it made', made?.itemId, made);
    return [await getItem<M['main']>(session, { itemId }, wholeShape(session), rest)];
  }

  async #importEvents(bytes: Uint8Array, options: RequestOptions): Promise<M['main'][]> {
    const made: M['main'][] = [];
    for (const event of await eventsToCreate(bytes, this.session().timeZone)) {
      const item = await this.create(event.item as M['input'], options as CreateOptions<M>);
      await changeOccurrences(item as never, event, options);
      made.push(item);
    }
    return made;
  }

  #importAll(items: object[], options: RequestOptions): Promise<M['main'][]> {
    return this.createAll(items as M['input'][], options as CreateOptions<M>);
  }

  #checkCreate<Plain extends object, Meeting extends Plain>(
    method: string,
    options: Plain,
    plain: Rules<Plain>,
    meeting: Rules<Meeting>,
  ): void {
    if (MEETINGS.has(this.knownKind().name)) checkOptions(method, options as Meeting, meeting);
    else checkOptions(method, options, plain, SENT_BY);
  }

  /**
   * Puts in what `export()` gave, of this mailbox or another; with their ids and `action`, in the place of what is there. Throws
   * {@link BulkError} if any failed, unless `errors: 'return'`. The results are their ids. Exchange 2010.
   */
  async upload<E extends OnError = 'throw'>(
    items: Iterable<Exported> | AsyncIterable<Exported>,
    options: UploadOptions & Settling<E> = {},
  ): Promise<Results<ItemIdType, E>> {
    return uploadTo(this.session(), accessOf(this), items, options);
  }

  /** The threads of what is in the folder. Exchange 2010. */
  conversations(options: ConversationOptions = {}): Listing<Conversation<AnyItem>, ConversationOptions> {
    return conversationsOf(this.session(), (asked) => accessOf(this).resolve(asked), options);
  }

  /** The people that the contacts of the folder are. Found and read, no more. Exchange 2013. */
  people(): PeopleQuery {
    const resolve = (options: RequestOptions) => accessOf(this).resolve(options);
    return new PeopleQuery(this.session(), { label: this.label, isDirectory: false, resolve });
  }

  /** What changed in the folder since `since`, or everything; resume with the feed's `state`. */
  changes<const K extends FieldName<M> = never>(
    options: ChangeOptions & OnlyOption<K> = {},
  ): ChangeFeed<Change<Chosen<M, K>>> {
    const session = this.session();
    const resolve = () => accessOf(this).resolve(requestOptionsOf(options));
    return itemChanges(session, resolve, (asked) => changedItems(session, this.knownKind(), asked), options);
  }

  /**
   * Listens for events in the folder. Subscribes at once; the subscription ends with the loop, with `await using`, or when the
   * signal is aborted, which ends the loop without an error.
   */
  stream<const N extends EventName>(events: readonly N[], options: StreamOptions = {}): Promise<EventStream<N>> {
    return new EventStream<N>(this.session(), this.#targets(options), events, options).open();
  }

  /** Subscribes to events in the folder, which are asked for when they are wanted: each loop ends with what there is now. */
  pull<const N extends EventName>(events: readonly N[], options: PullOptions = {}): Promise<EventPull<N>> {
    return new EventPull<N>(this.session(), this.#targets(options), events, options).open();
  }

  /** Subscribes to events in the folder, which the server posts to a receiver. */
  push<const N extends EventName>(events: readonly N[], options: PushOptions): Promise<EventPush<N>> {
    return new EventPush<N>(this.session(), this.#targets(options), events, options).open();
  }

  #targets(options: RequestOptions): () => Promise<Targets> {
    return async () => [await accessOf(this).resolve(requestOptionsOf(options))];
  }

  /** Every change, from where the store says, for ever; the stream is the hint, synchronization the truth. */
  watch<const K extends FieldName<M> = never>(
    options: WatchOptions & OnlyOption<K>,
  ): AsyncIterable<Watched<Chosen<M, K>, this>> {
    const self = async function* (folder: FolderItems<M>): AsyncGenerator<FolderItems<M>, void, undefined> {
      yield folder;
    };
    const source = folderSource(this.session(), this.knownKind(), () => self(this));
    return watch(source, options) as AsyncIterable<Watched<Chosen<M, K>, this>>;
  }
}

/** Those that every request takes. */
function requestOptionsOf({ signal, timeoutMs, deadlineMs, retry }: RequestOptions): RequestOptions {
  return { signal, timeoutMs, deadlineMs, retry };
}
