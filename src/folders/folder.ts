/**
 * A folder: the start of every query on its items, and the way to its subfolders. A handle that holds no more than it must: a
 * distinguished folder, or one named by its path, is looked up when it is first needed.
 */
import {
  CopyFolder,
  CreateFolder,
  DeleteFolder,
  EmptyFolder,
  type FolderIdType,
  MoveFolder,
  type TargetFolderIdType,
  UpdateFolder,
} from '../../generated/index.js';
import { callOptions, type RequestOptions, type Session } from '../client/session.js';
import { type CreateOptions, createItems, type Disposal, settledValue } from '../items/bulk.js';
import type { AnyItem } from '../items/classes.js';
import { type ExtendedProperty, encodeExtended, type MapiValue } from '../items/extended-property.js';
import { expandShorthands, type NewItem } from '../items/fields.js';
import type { Extended, Model } from '../items/model.js';
import { type FolderLike, type FolderTarget, folderIdOf, resolveTarget } from '../items/target.js';
import { ChangeFeed, type ChangeOptions } from '../notify/changes.js';
import type { EventName } from '../notify/events.js';
import { EventStream, type StreamOptions } from '../notify/stream.js';
import { newPlan, type ViewSpan } from '../query/plan.js';
import { QuerySet } from '../query/query-set.js';
import { FolderSet } from './folder-set.js';
import type { ItemKind } from './kinds.js';
import { kindOfFolder } from './kinds.js';
import { Queries } from './queries.js';
import { type FolderData, findFolders, folderAt, getFolder } from './resolve.js';

/** The values of fields declared by `withFields()`. */
export type ExtendedValues<F extends Readonly<Record<string, ExtendedProperty>>> = {
  [K in keyof F]: MapiValue<F[K]['type']>;
};

const DISPOSALS = { trash: 'MoveToDeletedItems', soft: 'SoftDelete', hard: 'HardDelete' } as const;

/** How a folder is found. */
export type FolderPlace =
  | { readonly target: TargetFolderIdType }
  | { readonly parent: FolderLike; readonly path: string };

/** A folder of a mailbox. */
export class Folder<M extends Model> extends Queries<M> implements FolderLike {
  readonly #session: Session;
  readonly #place: FolderPlace;
  readonly #kind: ItemKind;
  readonly #extended: Readonly<Record<string, ExtendedProperty>>;
  #data: FolderData | undefined;
  #found: FolderIdType | undefined;

  /** Made by accounts and folders: `account.inbox`, `folder.folder('Projects')`. */
  constructor(
    session: Session,
    place: FolderPlace,
    kind: ItemKind,
    data?: FolderData,
    extended: Readonly<Record<string, ExtendedProperty>> = {},
  ) {
    super();
    this.#session = session;
    this.#place = place;
    this.#kind = kind;
    this.#data = data;
    this.#extended = extended;
  }

  get label(): string {
    if (this.#data?.displayName !== undefined) return this.#data.displayName;
    if ('path' in this.#place) return this.#place.path;
    return this.#place.target.distinguishedFolderId?.id ?? 'the folder';
  }

  get known(): readonly TargetFolderIdType[] | undefined {
    if ('target' in this.#place) return [this.#place.target];
    return this.#found && [{ folderId: this.#found }];
  }

  async resolve(options?: RequestOptions): Promise<readonly TargetFolderIdType[]> {
    return [await this.#target(options)];
  }

  async #target(options: RequestOptions = {}): Promise<TargetFolderIdType> {
    if ('target' in this.#place) return this.#place.target;
    const { parent, path } = this.#place;
    this.#found ??= await folderAt(this.#session, await resolveTarget(parent, options), path, parent.label, options);
    return { folderId: this.#found };
  }

  /** What the server says of the folder: name, class, counts, rights. Asked for once; `refresh()` asks again. */
  async info(options: RequestOptions = {}): Promise<FolderData> {
    this.#data ??= await getFolder(this.#session, await this.#target(options), undefined, options);
    return this.#data;
  }

  /** Asks the server again. */
  async refresh(options: RequestOptions = {}): Promise<FolderData> {
    this.#data = undefined;
    return this.info(options);
  }

  protected override query(): QuerySet<M> {
    return new QuerySet<M>(this.#session, newPlan([this], this.#kind.type, this.#extended));
  }

  /** The occurrences of a calendar that overlap a span: recurring meetings are expanded. In the order of time. */
  view(span: ViewSpan): QuerySet<M> {
    return new QuerySet<M>(this.#session, { ...newPlan([this], this.#kind.type, this.#extended), view: span });
  }

  /** The same folder with MAPI properties of your own as fields: in filters, orders, results and new items. */
  withFields<const F extends Readonly<Record<string, ExtendedProperty>>>(
    fields: F,
  ): Folder<Extended<M, ExtendedValues<F>>> {
    return new Folder<Extended<M, ExtendedValues<F>>>(this.#session, this.#place, this.#kind, this.#data, {
      ...this.#extended,
      ...fields,
    });
  }

  /** Creates an item in this folder, and returns it with its id. */
  async create(item: NewItem<M['main']> & Partial<M['extra']>, options: CreateOptions = {}): Promise<M['main']> {
    return settledValue(await this.createAll([item], options));
  }

  /** Creates items, in requests of `chunkSize`; a settled result for each, in order. */
  async createAll(
    items: readonly (NewItem<M['main']> & Partial<M['extra']>)[],
    options: CreateOptions = {},
  ): Promise<PromiseSettledResult<M['main']>[]> {
    const written = items.map((item) => this.#write(item as Readonly<Record<string, unknown>>));
    const results = await createItems(this.#session, this, written, options);
    return results.map((result, index) => {
      if (result.status === 'rejected') return result;
      return {
        status: 'fulfilled',
        value: this.#created(written[index] as object, items[index] as object, result.value),
      };
    });
  }

  #write(item: Readonly<Record<string, unknown>>): object {
    const out = expandShorthands(item);
    const own = Object.entries(this.#extended).filter(([name]) => out[name] !== undefined);
    const extendedProperty = own.map(([name, property]) => encodeExtended(property, out[name]));
    for (const [name] of own) delete out[name];
    return { kind: this.#kind.kind, ...out, ...(extendedProperty.length > 0 ? { extendedProperty } : {}) };
  }

  /** What was sent, with what the server said of it. */
  #created(written: object, given: object, answer: AnyItem | undefined): M['main'] {
    const Class = this.#session.classes.get(this.#kind.type);
    const item = Class ? new Class() : {};
    const own = Object.fromEntries(Object.entries(given).filter(([name]) => name in this.#extended));
    return Object.assign(item, written, own, answer) as M['main'];
  }

  /** The folder at a path below this one: `'Projects/2024'`. Looked up when it is first used. */
  folder(path: string): Folder<M> {
    return new Folder<M>(this.#session, { parent: this, path }, this.#kind, undefined, this.#extended);
  }

  /** The folders at a pattern below this one: `*` is a name, `**` any number of levels. */
  glob(pattern: string): FolderSet<M> {
    return new FolderSet<M>(this.#session, this, pattern, this.#kind);
  }

  /** The folders right below, or with `deep` all below. */
  async *children(
    options: RequestOptions & { deep?: boolean | undefined } = {},
  ): AsyncGenerator<Folder<M>, void, undefined> {
    const { deep = false, ...rest } = options;
    const target = await this.#target(rest);
    for await (const data of findFolders(this.#session, target, { traversal: deep ? 'Deep' : 'Shallow', ...rest }))
      yield this.#child(data);
  }

  #child(data: FolderData): Folder<M> {
    const { folderClass, folderId } = data;
    const kind = folderClass === undefined ? this.#kind : kindOfFolder(folderClass);
    return new Folder<M>(this.#session, { target: { folderId: folderId as FolderIdType } }, kind, data, this.#extended);
  }

  /** Makes a folder below this one, of this one's class unless another is given. */
  async createFolder(
    name: string,
    options: RequestOptions & { folderClass?: string | undefined } = {},
  ): Promise<Folder<M>> {
    const { folderClass, ...rest } = options;
    const kind = folderClass === undefined ? this.#kind : kindOfFolder(folderClass);
    const folder = {
      kind: kind.folderKind,
      displayName: name,
      ...(folderClass !== undefined && kind.folderKind === 'folder' ? { folderClass } : {}),
    } as FolderData;
    const request = { parentFolderId: await this.#target(rest), folders: [folder] };
    const response = await this.#session.client.call(CreateFolder, request, callOptions(this.#session, rest));
    return this.#child({
      folderClass: kind.folderClass,
      ...folder,
      ...response.responseMessages[0]?.folders?.[0],
    } as FolderData);
  }

  /** What changed in the folder since `since`, or everything; resume with the feed's `state`. */
  changes(options: ChangeOptions = {}): ChangeFeed<M['item']> {
    return new ChangeFeed<M['item']>(this.#session, () => this.#target(options), options);
  }

  /**
   * Listens for events in the folder. Subscribes at once; the subscription ends with the loop, with `await using`, or when the
   * signal is aborted, which ends the loop without an error.
   */
  stream<const N extends EventName>(names: readonly N[], options: StreamOptions = {}): Promise<EventStream<N>> {
    return new EventStream<N>(
      this.#session,
      async () => [folderIdOf(await this.#target(options))],
      names,
      options,
    ).open();
  }

  /** Gives the folder another name. */
  async rename(name: string, options: RequestOptions = {}): Promise<void> {
    const { folderId } = await this.info(options);
    const path = { kind: 'fieldURI' as const, fieldURI: 'folder:DisplayName' as const };
    const updates = [
      {
        kind: 'setFolderField' as const,
        path,
        folder: { kind: this.#kind.folderKind, displayName: name } as FolderData,
      },
    ];
    await this.#session.client.call(
      UpdateFolder,
      { folderChanges: [{ folderId, updates }] },
      callOptions(this.#session, options),
    );
    await this.refresh(options);
  }

  /** Moves the folder itself, with all it holds. */
  async moveFolder(to: FolderTarget, options: RequestOptions = {}): Promise<void> {
    const request = {
      toFolderId: await resolveTarget(to, options),
      folderIds: [folderIdOf(await this.#target(options))],
    };
    await this.#session.client.call(MoveFolder, request, callOptions(this.#session, options));
    this.#data = undefined;
  }

  /** Copies the folder itself, with all it holds. */
  async copyFolder(to: FolderTarget, options: RequestOptions = {}): Promise<void> {
    const request = {
      toFolderId: await resolveTarget(to, options),
      folderIds: [folderIdOf(await this.#target(options))],
    };
    await this.#session.client.call(CopyFolder, request, callOptions(this.#session, options));
  }

  /** Deletes the folder itself, with all it holds. Default: moves it to the deleted items. (`delete()` deletes its items.) */
  async deleteFolder(options: RequestOptions & { disposal?: Disposal | undefined } = {}): Promise<void> {
    const { disposal = 'trash', ...rest } = options;
    const request = { deleteType: DISPOSALS[disposal], folderIds: [folderIdOf(await this.#target(rest))] };
    await this.#session.client.call(DeleteFolder, request, callOptions(this.#session, rest));
  }

  /** Deletes everything in the folder in one request; with `folders`, its subfolders too. Default: to the deleted items. */
  async empty(
    options: RequestOptions & { disposal?: Disposal | undefined; folders?: boolean | undefined } = {},
  ): Promise<void> {
    const { disposal = 'trash', folders = false, ...rest } = options;
    const request = {
      deleteType: DISPOSALS[disposal],
      deleteSubFolders: folders,
      folderIds: [folderIdOf(await this.#target(rest))],
    };
    await this.#session.client.call(EmptyFolder, request, callOptions(this.#session, rest));
  }
}
