/** A mailbox that one is connected to: its folders, its queries, and every operation of the server. */
import {
  CreateItem,
  type DistinguishedFolderIdNameType,
  GetItem,
  type GetItemType,
  type NonEmptyArrayOfAllItemsType,
} from '../../generated/index.js';
import type { CallOptions } from '../client/client.js';
import { callOptions, distinguishedFolder, type RequestOptions, type Session } from '../client/session.js';
import type { ServerVersion } from '../client/versions.js';
import type { Operation } from '../codec/registry.js';
import type { Struct } from '../codec/struct.js';
import { Folder } from '../folders/folder.js';
import { CALENDAR, CONTACTS, ITEMS, type ItemKind, MAIL, TASKS } from '../folders/kinds.js';
import { type BulkOptions, eachChunk, type IdLike, itemIds } from '../items/bulk.js';
import type { AnyItem } from '../items/classes.js';
import { expandShorthands, type NewItem } from '../items/fields.js';
import type { Message } from '../items/message.js';
import type { CalendarModel, ContactModel, ItemModel, MailModel, Model, TaskModel } from '../items/model.js';
import { openSession } from './connect.js';
import type { ConnectOptions } from './options.js';

/** A mailbox. Close it when done: `await using account = await Account.connect(...)`. */
export class Account implements AsyncDisposable {
  readonly #session: Session;

  private constructor(session: Session) {
    this.#session = session;
  }

  /**
   * Connects to a mailbox: finds the endpoint by autodiscover unless it is given. The first call shows whether the credentials
   * are right. Throws ValidationError, with everything that is wrong, before anything is sent.
   */
  static async connect(options: ConnectOptions): Promise<Account> {
    return new Account(await openSession(options));
  }

  /** Primary address of the mailbox: one's own, or the one that was opened with rights to it. */
  get email(): string {
    return this.#session.email;
  }

  /** URL of Exchange.asmx. */
  get endpoint(): URL {
    return this.#session.client.endpoint;
  }

  /** What the server said of its version; undefined before the first answer. */
  get serverVersion(): ServerVersion | undefined {
    return this.#session.client.serverVersion;
  }

  #distinguished<M extends Model>(id: DistinguishedFolderIdNameType, kind: ItemKind): Folder<M> {
    return new Folder<M>(
      this.#session,
      { target: { distinguishedFolderId: distinguishedFolder(this.#session, id) } },
      kind,
    );
  }

  /** A distinguished folder by Microsoft's name, for those that have no property here. */
  distinguished(id: DistinguishedFolderIdNameType): Folder<ItemModel> {
    return this.#distinguished(id, ITEMS);
  }

  /** The folder at a path below the top of the mailbox: `'Inbox/Projects'`. */
  folder(path: string): Folder<ItemModel> {
    return this.top.folder(path);
  }

  get inbox(): Folder<MailModel> {
    return this.#distinguished('inbox', MAIL);
  }

  get drafts(): Folder<MailModel> {
    return this.#distinguished('drafts', MAIL);
  }

  get sent(): Folder<MailModel> {
    return this.#distinguished('sentitems', MAIL);
  }

  get outbox(): Folder<MailModel> {
    return this.#distinguished('outbox', MAIL);
  }

  get junk(): Folder<MailModel> {
    return this.#distinguished('junkemail', MAIL);
  }

  /** The deleted items. */
  get trash(): Folder<MailModel> {
    return this.#distinguished('deleteditems', MAIL);
  }

  get calendar(): Folder<CalendarModel> {
    return this.#distinguished('calendar', CALENDAR);
  }

  get contacts(): Folder<ContactModel> {
    return this.#distinguished('contacts', CONTACTS);
  }

  get tasks(): Folder<TaskModel> {
    return this.#distinguished('tasks', TASKS);
  }

  get notes(): Folder<ItemModel> {
    return this.#distinguished('notes', ITEMS);
  }

  get journal(): Folder<ItemModel> {
    return this.#distinguished('journal', ITEMS);
  }

  /** Top of the folders that a user sees (`msgfolderroot`). */
  get top(): Folder<ItemModel> {
    return this.#distinguished('msgfolderroot', ITEMS);
  }

  /** Root of the mailbox, with what users do not see. */
  get root(): Folder<ItemModel> {
    return this.#distinguished('root', ITEMS);
  }

  /** The archive mailbox's top, where there is one. */
  get archive(): Folder<ItemModel> {
    return this.#distinguished('archivemsgfolderroot', ITEMS);
  }

  get publicFolders(): Folder<ItemModel> {
    return new Folder<ItemModel>(
      this.#session,
      { target: { distinguishedFolderId: { id: 'publicfoldersroot' } } },
      ITEMS,
    );
  }

  get recoverableItems(): Folder<ItemModel> {
    return this.#distinguished('recoverableitemsdeletions', ITEMS);
  }

  /**
   * Sends a message; a copy goes to the sent items of this mailbox unless `saveCopy` is false. In another's mailbox set `from` to send as
   * it or on its behalf, for which rights are needed, too.
   */
  async send(
    message: NewItem<Message>,
    options: RequestOptions & { saveCopy?: boolean | undefined } = {},
  ): Promise<void> {
    const { saveCopy = true, ...rest } = options;
    const item = {
      kind: 'message',
      ...expandShorthands(message as Readonly<Record<string, unknown>>),
    } as NonEmptyArrayOfAllItemsType[number];
    await this.#session.client.call(
      CreateItem,
      {
        items: [item],
        messageDisposition: saveCopy ? 'SendAndSaveCopy' : 'SendOnly',
        ...(saveCopy
          ? { savedItemFolderId: { distinguishedFolderId: distinguishedFolder(this.#session, 'sentitems') } }
          : {}),
      },
      callOptions(this.#session, rest),
    );
  }

  /** Reads items by their ids; a settled result for each, in order. */
  fetch(ids: readonly (string | IdLike)[], options: BulkOptions = {}): Promise<PromiseSettledResult<AnyItem>[]> {
    const wanted: IdLike[] = ids.map((id) => (typeof id === 'string' ? { id } : { id: id.id }));
    return eachChunk(
      this.#session,
      wanted,
      options,
      GetItem,
      (chunk): GetItemType => ({ itemShape: { baseShape: 'AllProperties' }, itemIds: itemIds(chunk) }),
      (message) => (message as unknown as { items: AnyItem[] }).items[0] as AnyItem,
    );
  }

  /**
   * Calls any operation of the server, typed from the schema. Throws for the first response message that is an error, unless
   * `errors: 'return'`.
   */
  call<Request extends Struct, Response extends Struct>(
    operation: Operation<Request, Response>,
    request: NoInfer<Request>,
    options: CallOptions = {},
  ): Promise<Response> {
    return this.#session.client.call(operation, request, { classes: this.#session.classes, ...options });
  }

  /** Closes its connections. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session.client[Symbol.asyncDispose]();
  }
}
