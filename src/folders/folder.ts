/**
 * A folder among folders: found by its path, id or name, asked for what it is, made, moved, deleted. Its verbs are about itself; what
 * lies in it is folder-items.ts.
 */
import { inspect } from 'node:util';
import type { FolderIdType } from '../../generated/index.js';
import { checkOptions, EwsError, type Rules } from '../errors.js';
import type { ExtendedFields, ExtendedValues, NoFields } from '../fields/own-fields.js';
import { type FolderKind, isOf, KINDS, type Kind, kindOfClass } from '../kinds/kinds.js';
import type { AnyModel, Extended, Model, Models } from '../kinds/models.js';
import { sessionWithFields } from '../kinds/with-fields.js';
import { Permissions } from '../mailbox/permissions.js';
import { UserConfiguration } from '../mailbox/user-configuration.js';
import type { ChangeFeed } from '../notify/changes.js';
import { copyFolder } from '../requests/copy-folder.js';
import { deleteFolder } from '../requests/delete-folder.js';
import { emptyFolder as emptyAtOnce } from '../requests/empty-folder.js';
import type { FolderInfo } from '../requests/get-folder.js';
import { markAllItemsAsRead } from '../requests/mark-all-items-as-read.js';
import { moveFolder } from '../requests/move-folder.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import { FOLDER, type Place } from '../requests/place.js';
import { resolvePlace } from '../requests/resolve-place.js';
import type { Session } from '../requests/session.js';
import { updateFolder } from '../requests/update-folder.js';
import { ancestry, parentOf, pathOf } from './ancestors.js';
import { type Container, type Emptying, emptyFolder } from './contents.js';
import { type FolderValues, folderUpdate } from './folder-changes.js';
import {
  CHILDREN_RULES,
  type ChildrenOptions,
  type FolderListOptions,
  LIST_RULES,
  readListing,
} from './folder-conditions.js';
import { type FolderChangeOptions, folderChanges } from './folder-feed.js';
import { askedInfo, type FolderInfoOptions, type FolderMembers, INFO_RULES } from './folder-info.js';
import { FolderItems } from './folder-items.js';
import { FolderList } from './folder-list.js';
import {
  CREATE_FOLDER_RULES,
  checkKind,
  DELETE_FOLDER_RULES,
  EMPTY_RULES,
  FIELD_RULES,
  type FolderCreateOptions,
  type FolderDeleteOptions,
  type FolderFieldOptions,
  MARK_RULES,
  type MarkOptions,
  readKind,
  WIPE_RULES,
  type WipeOptions,
} from './folder-options.js';
import { FoundFolder } from './found-folder.js';
import { matcher } from './glob.js';
import { type HowListed, type Listed, listFolders } from './listing.js';
import { makeFolder } from './making.js';
import { splitPath } from './path.js';
import { treeOf } from './tree.js';

declare const MODEL: unique symbol;

/** Several folders: iterated, it yields folders; queried, their items. */
export interface FolderSet<M extends Model> extends FolderList<M, Folder<M>> {}

/** A change among folders. */
export type FolderChange =
  | { readonly kind: 'create' | 'update'; readonly folder: Folder<AnyModel>; readonly id: FolderIdType }
  | { readonly kind: 'delete'; readonly id: FolderIdType };

/** Codes by which a server says that a folder is not there. */
const GONE: ReadonlySet<string> = new Set(['ErrorItemNotFound', 'ErrorFolderNotFound', 'ERR_DOES_NOT_EXIST']);

/** What was probably meant by a caller who gives a method of a folder an item, or options of items. */
const ofItems = (verb: string): string =>
  `it is the folder that is meant by folder.${verb}; items are meant by folder.all().${verb} and account.items([id]).${verb}`;

/** A folder of a mailbox: `account.inbox`, `account.folder('Projects/2024', 'mail')`. */
export class Folder<M extends Model> extends FolderItems<M> {
  /** For the compiler only: what it holds. */
  declare readonly [MODEL]: M;
  readonly #at: FoundFolder;

  /** Made by accounts and folders. */
  constructor(at: FoundFolder) {
    super();
    this.#at = at;
  }

  /** What it is called, as far as that is known without asking; for messages. */
  get label(): string {
    return this.#at.label;
  }

  /** What it is known to hold: as somebody has said, or by its class as soon as that was read. */
  get kind(): M['kind'] {
    return this.#at.kind.name;
  }

  get [FOLDER](): object {
    return this.#at;
  }

  protected override session(): Session {
    return this.#at.session;
  }

  protected override opened(data: FolderInfo, kind: Kind): object {
    return this.#open<Model>(data, kind, false);
  }

  protected override knownKind(): Kind {
    return this.#at.kind;
  }

  protected override learnKind(options: RequestOptions): Promise<Kind> {
    return this.#at.learnKind(options);
  }

  /** The id of the folder. */
  async id(options: RequestOptions = {}): Promise<string> {
    checkOptions('folder.id()', options, REQUEST_RULES);
    return (await this.#at.id(options)).id;
  }

  /** Whether the folder is there. (Whether anything is in it: `all().exists()`.) */
  async exists(options: RequestOptions = {}): Promise<boolean> {
    checkOptions('folder.exists()', options, REQUEST_RULES, 'whether there are such items says filter(...).exists()');
    try {
      await this.#at.refresh(options);
      return true;
    } catch (error) {
      if (error instanceof EwsError && GONE.has(error.code)) return false;
      throw error;
    }
  }

  /** Throws what the server says to whoever may not read what lies in it. Asks for the id of one item. */
  async testAccess(options: RequestOptions = {}): Promise<void> {
    checkOptions('folder.testAccess()', options, REQUEST_RULES);
    await this.all().exists(options);
  }

  /**
   * What the server says of the folder: name, class, counts, rights. Asked for once; `refresh()` asks again, and so does whoever wants
   * `fields` of his own, or `only` some members: `info({ only: ['policyTag', 'permissionSet'] })`.
   */
  async info<const F extends ExtendedFields = NoFields>(
    options: FolderInfoOptions<F> = {},
  ): Promise<FolderMembers & Partial<ExtendedValues<F>>> {
    checkOptions('folder.info()', options, INFO_RULES);
    const { fields, only, ...rest } = options;
    const isAsked = fields !== undefined || only !== undefined;
    const data = isAsked ? await askedInfo(this.#at, options) : await this.#at.data(rest);
    return data as FolderMembers & Partial<ExtendedValues<F>>;
  }

  /** Asks the server again. */
  async refresh(options: RequestOptions = {}): Promise<FolderInfo> {
    checkOptions('folder.refresh()', options, REQUEST_RULES);
    return this.#at.refresh(options);
  }

  /** The folder, typed by what it holds; undefined when it is known to hold something else. */
  as<K extends FolderKind>(kind: K): Folder<Models[K]> | undefined {
    checkKind('folder.as()', kind);
    const at = this.#at.as(KINDS[kind]);
    return at && new Folder<Models[K]>(at);
  }

  /** The same folder with MAPI properties of your own as fields: wherever it leads, in queries, new items, updates and changes. */
  withFields<const F extends ExtendedFields>(fields: F): Folder<Extended<M, ExtendedValues<F>>> {
    return new Folder(this.#at.on(sessionWithFields(this.#at.session, fields, this.#at.kind)));
  }

  /** Below this one: names with `/` between, `\/` for a slash in a name. Looked up when it is first used. */
  folder(path: string): Folder<M>;
  folder<K extends FolderKind>(path: string, kind: K): Folder<Models[K]>;
  folder<K extends FolderKind>(path: string, kind?: K): Folder<M> | Folder<Models[K]> {
    splitPath(path);
    if (kind !== undefined) checkKind('folder()', kind);
    // What this one holds, is expected of those below, and checked of each when it is found.
    const claimed = kind === undefined ? this.#at.claimed : KINDS[kind];
    return new Folder<M>(new FoundFolder(this.#at.session, { parent: this.#at, path }, claimed));
  }

  /** The folders right below; with a kind, those of that kind. */
  children<const F extends ExtendedFields = NoFields>(options?: ChildrenOptions<F>): FolderSet<M>;
  children<K extends FolderKind, const F extends ExtendedFields = NoFields>(
    kind: K,
    options?: ChildrenOptions<F>,
  ): FolderSet<Models[K]>;
  children<K extends FolderKind>(first?: K | object, second?: object): FolderSet<M> | FolderSet<Models[K]> {
    return this.#below('children()', '*', CHILDREN_RULES, first, second);
  }

  /** All folders below, those above before those below them; with a kind, those of that kind. */
  walk<const F extends ExtendedFields = NoFields>(options?: FolderListOptions<F>): FolderSet<M>;
  walk<K extends FolderKind, const F extends ExtendedFields = NoFields>(
    kind: K,
    options?: FolderListOptions<F>,
  ): FolderSet<Models[K]>;
  walk<K extends FolderKind>(first?: K | object, second?: object): FolderSet<M> | FolderSet<Models[K]> {
    return this.#below('walk()', '**', LIST_RULES, first, second);
  }

  /** The folders at a pattern below this one: `*` is a name or part of one, `**` any number of levels, `?` one character. */
  glob<const F extends ExtendedFields = NoFields>(pattern: string, options: FolderListOptions<F> = {}): FolderSet<M> {
    return this.#below('glob()', pattern, LIST_RULES, options);
  }

  #below(
    method: string,
    pattern: string,
    rules: Rules<FolderListOptions<ExtendedFields>>,
    first?: FolderKind | object,
    second?: object,
  ): FolderSet<M> {
    const [name, given] = readKind<FolderListOptions<ExtendedFields>>(method, first, second, rules);
    const [meant, options] = readListing(this.#at.session, given);
    const names = splitPath(pattern);
    const deep = names.length > 1 || names.some((one) => one.includes('**'));
    const wanted = name === undefined ? undefined : KINDS[name];
    const kind = wanted ?? this.#at.kind;
    const open = (data: FolderInfo, one: Kind) => this.opened(data, one);
    const list = (more: RequestOptions) => this.#list(names, { deep, level: this.#at.isPublic, meant }, wanted, more);
    return new FolderList<M, Folder<M>>(this.#at.session, `${this.label}/${pattern}`, kind, list, open, options);
  }

  async *#list(
    pattern: readonly string[],
    how: HowListed,
    wanted: Kind | undefined,
    options: RequestOptions,
  ): AsyncGenerator<Folder<M>, void, undefined> {
    const matches = await matcher(pattern);
    for await (const listed of listFolders(this.#at.session, await this.#at.resolve(options), how, options))
      if (matches(listed.names) && (wanted === undefined || isOf(kindOfClass(listed.data.folderClass), wanted)))
        yield this.#listed(listed, wanted);
  }

  /** What a listed folder holds, says its class; where it has none, it is taken for what this one holds. */
  #listed({ data }: Listed, wanted: Kind | undefined): Folder<M> {
    return this.#open<M>(data, wanted ?? (data.folderClass === undefined ? this.#at.kind : KINDS.any));
  }

  #open<T extends Model>(data: FolderInfo, claimed: Kind, isWhole = true): Folder<T> {
    const target = data.folderId ? { folderId: data.folderId } : {};
    return new Folder<T>(new FoundFolder(this.#at.session, { target }, claimed, data, isWhole));
  }

  /** All folders below, drawn as a tree. */
  async tree(options: RequestOptions = {}): Promise<string> {
    checkOptions('folder.tree()', options, REQUEST_RULES);
    const how = { deep: true, level: this.#at.isPublic };
    const below = listFolders(this.#at.session, await this.#at.resolve(options), how, options);
    return treeOf(async () => (await this.#at.data(options)).displayName ?? this.label, below);
  }

  /** The folder that this one is in; undefined of the root, and of what one may not see. */
  async parent(options: RequestOptions = {}): Promise<Folder<AnyModel> | undefined> {
    checkOptions('folder.parent()', options, REQUEST_RULES);
    const data = await parentOf(this.#at.session, await this.#at.data(options), options);
    return data && this.#open<AnyModel>(data, KINDS.any);
  }

  /** From the root to this one. */
  async parts(options: RequestOptions = {}): Promise<Folder<AnyModel>[]> {
    checkOptions('folder.parts()', options, REQUEST_RULES);
    const chain = await ancestry(this.#at.session, await this.#at.data(options), options);
    return chain.map((data) => this.#open<AnyModel>(data, KINDS.any));
  }

  /** The path by which `account.folder()` finds it; of a folder that is not below the top of the mailbox, from the root, with `/` before it. */
  async path(options: RequestOptions = {}): Promise<string> {
    checkOptions('folder.path()', options, REQUEST_RULES);
    return pathOf(this.#at.session, await this.#at.data(options), options);
  }

  /**
   * The folders that came, changed and went below this one since `since`, or all that there are; resume with the feed's `state`. Of `top` and
   * `root`: Exchange has it for whole mailboxes.
   */
  folderChanges(options: FolderChangeOptions = {}): ChangeFeed<FolderChange> {
    return folderChanges(this.#at, options, (data) => this.#open<AnyModel>(data, KINDS.any));
  }

  /** Makes a folder below this one, of its kind unless another is said. What is above it on the path has to be there, or `recursive`. */
  createFolder(path: string, options?: FolderCreateOptions): Promise<Folder<M>>;
  createFolder<K extends FolderKind>(path: string, kind: K, options?: FolderCreateOptions): Promise<Folder<Models[K]>>;
  async createFolder<K extends FolderKind>(
    path: string,
    first?: K | FolderCreateOptions,
    second?: FolderCreateOptions,
  ): Promise<Folder<M> | Folder<Models[K]>> {
    const [name, options] = readKind('createFolder()', first, second, CREATE_FOLDER_RULES);
    splitPath(path);
    const kind = name === undefined ? this.#at.kind : KINDS[name];
    const parent = await this.#at.resolve(options);
    const { data, isWhole } = await makeFolder(this.#at.session, parent, { path, label: this.label, kind }, options);
    return this.#open<M>(data, kind, isWhole);
  }

  /** Changes the folder itself: its name, and own fields by the option `fields`; `null` removes one. */
  async update<const F extends ExtendedFields = NoFields>(
    changes: FolderValues<F>,
    options: FolderFieldOptions<F> = {},
  ): Promise<void> {
    checkOptions('folder.update()', options, FIELD_RULES, ofItems('update()'));
    const { fields = {}, ...rest } = options;
    await updateFolder(this.#at.session, await folderUpdate(this.#at.session, this.#at, changes, fields, rest), rest);
    this.#at.change({ displayName: changes.displayName });
  }

  /** Moves the folder itself, with all it holds. */
  async move(to: Place, options: RequestOptions = {}): Promise<void> {
    checkOptions('folder.move()', options, REQUEST_RULES, ofItems('move()'));
    const target = await resolvePlace(this.#at.session, to, options);
    const folderId = await moveFolder(this.#at.session, await this.#at.resolve(options), target, options);
    this.#at.change({ folderId });
  }

  /** Copies the folder itself, with all it holds, and gives the copy. */
  async copy(to: Place, options: RequestOptions = {}): Promise<Folder<M>> {
    checkOptions('folder.copy()', options, REQUEST_RULES, ofItems('copy()'));
    const target = await resolvePlace(this.#at.session, to, options);
    const folderId = await copyFolder(this.#at.session, await this.#at.resolve(options), target, options);
    const copy = new FoundFolder(this.#at.session, { target: folderId ? { folderId } : {} }, this.#at.claimed);
    return new Folder<M>(copy);
  }

  /** Deletes the folder itself, with all it holds. Default: to the deleted items. Distinguished folders are refused unsent. */
  async delete(options: FolderDeleteOptions = {}): Promise<void> {
    checkOptions('folder.delete()', options, DELETE_FOLDER_RULES, ofItems('delete()'));
    if (this.#at.distinguished !== undefined)
      throw new EwsError(
        'ERR_DISTINGUISHED_FOLDER',
        `'${this.label}' belongs to every mailbox, and Exchange does not let it be deleted.`,
        {
          remedy: 'Empty it by empty(), or delete its items by folder.all().delete().',
        },
      );
    const { disposal, ...rest } = options;
    await deleteFolder(this.#at.session, await this.#at.resolve(rest), disposal, rest);
  }

  /** Deletes what it holds; with `deep` its folders, too, sparing distinguished ones. Default: to the deleted items. */
  async empty(options: Emptying = {}): Promise<void> {
    checkOptions('folder.empty()', options, EMPTY_RULES);
    await emptyFolder(this.#container(), options);
  }

  /** As `empty({ deep: true })`: all that it holds, folders included, sparing distinguished ones. Default: to the deleted items. */
  async wipe(options: WipeOptions = {}): Promise<void> {
    checkOptions('folder.wipe()', options, WIPE_RULES);
    await emptyFolder(this.#container(), { ...options, deep: true });
  }

  #container(): Container {
    return {
      emptyAtOnce: async ({ disposal, deep, ...rest }) =>
        emptyAtOnce(this.#at.session, await this.#at.resolve(rest), { disposal, deep }, rest),
      deleteItems: ({ deep: _items, ...options }) => this.all().delete(options),
      deleteItself: ({ disposal, deep: _all, ...rest }) =>
        this.delete({ disposal: disposal === 'hard' ? 'hard' : 'trash', ...rest }),
      children: (options) => mapped(this.children(options), (child) => child.#container()),
    };
  }

  /** Marks all its items as read, or unread. No receipts are sent unless `suppressReadReceipts` is false. Exchange 2013. */
  async markAllAsRead(options: MarkOptions = {}): Promise<void> {
    checkOptions('folder.markAllAsRead()', options, MARK_RULES);
    const { isRead, suppressReadReceipts, ...rest } = options;
    await markAllItemsAsRead(this.#at.session, await this.#at.resolve(rest), { isRead, suppressReadReceipts }, rest);
  }

  /** Who may do what in it. */
  get permissions(): Permissions {
    return new Permissions(this.#at);
  }

  /** Settings of a program, kept hidden in the folder under a name. Exchange 2010. */
  userConfiguration(name: string): UserConfiguration {
    return new UserConfiguration(this.#at, name);
  }

  [inspect.custom](): string {
    return `Folder ${this.label} (${this.kind}) of ${this.#at.session.email}`;
  }
}

async function* mapped<T, R>(values: AsyncIterable<T>, change: (value: T) => R): AsyncGenerator<R, void, undefined> {
  for await (const value of values) yield change(value);
}
