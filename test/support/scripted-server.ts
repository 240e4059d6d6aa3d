/**
 * The other end of a recorder: plausible answers to every operation that the facade calls, from a few lists that a test fills, and the
 * test's own answers in their place. It judges nothing and checks nothing: what was sent is for the test to look at.
 */
import { AlternateIdType } from '../../generated/index.js';
import { FolderTree } from './folder-tree.js';
import { failure, type Message, success } from './messages.js';

/** A decoded request; tests know what is in it. */
// biome-ignore lint/suspicious/noExplicitAny: a test that reads a member that is not there fails
export type Request = any;

/** Response messages; or a whole response body; or an error, thrown, for a connection that breaks. For streams, messages over time. */
export type Answer = (request: Request, nth: number) => unknown;

/** Members of an item; it is a message unless they say another `kind`. */
export type Members = Readonly<Record<string, unknown>>;

interface Item {
  readonly kind: string;
  itemId: { id: string; changeKey?: string | undefined };
}

/** Answers to mail and meetings, which are saved as messages. */
const ANSWERS = /^(reply|replyAll|forward|accept|tentativelyAccept|decline|cancelCalendar)/;

export class ScriptedServer {
  readonly tree = new FolderTree();
  /** Items by id, as GetItem gives them; of other ids it gives messages with nothing in them. */
  readonly items = new Map<string, object>();
  /** What lies in folders, by their id or Microsoft's name, as FindItem gives it. */
  readonly found = new Map<string, readonly object[]>();
  /** Portions of changes that SyncFolderItems gives, in turn; the state is their number. */
  changes: readonly (readonly object[])[] = [];
  readonly #own = new Map<string, Answer>();
  readonly #next = new Map<string, Answer[]>();
  readonly #asked = new Map<string, number>();
  #made = 0;

  /** From now on, an operation is answered so. */
  on(operation: string, answer: Answer): void {
    this.#own.set(operation, answer);
  }

  /** The next calls of an operation are answered so, in turn. */
  next(operation: string, ...answers: readonly Answer[]): void {
    this.#next.set(operation, [...(this.#next.get(operation) ?? []), ...answers]);
  }

  /** Keeps an item, with an id and a change key. */
  keep(item: Members, id = `i-${this.items.size + 1}`, changeKey = `${id}-1`): object {
    const kept = { kind: 'message', ...item, itemId: { id, changeKey } };
    this.items.set(id, kept);
    return kept;
  }

  /** Lays items into a folder, under ids that begin with its name. */
  fill(folder: string, ...items: readonly Members[]): void {
    this.found.set(
      folder,
      items.map((item, index) => this.keep(item, `${folder}-${index}`)),
    );
  }

  async answer(operation: string, request: Request): Promise<unknown> {
    const nth = this.#asked.get(operation) ?? 0;
    this.#asked.set(operation, nth + 1);
    const answer = this.#next.get(operation)?.shift() ?? this.#own.get(operation) ?? this.#usual[operation];
    if (answer === undefined) throw new Error(`The script has no answer to ${operation}.`);
    return answer(request, nth);
  }

  /** The answer that is given where a test says nothing else. */
  usual(operation: string, request: Request): Message[] {
    return this.#usual[operation]?.(request, 0) as Message[];
  }

  #new(kind: string): Item {
    const id = `new-${++this.#made}`;
    return { kind, itemId: { id, changeKey: `${id}-1` } };
  }

  #item(id: string): object {
    return this.items.get(id) ?? { kind: 'message', itemId: { id, changeKey: `${id}-1` } };
  }

  readonly #usual: Readonly<Record<string, Answer>> = {
    GetItem: ({ itemIds }) => itemIds.map(({ id }: { id: string }) => success({ items: [this.#item(id)] })),
    FindItem: (request) => request.parentFolderIds.map(({ id }: { id: string }) => this.#page(id, request.view)),
    CreateItem: ({ items, messageDisposition }) =>
      items.map(({ kind }: { kind: string }) =>
        success({ items: messageDisposition === 'SaveOnly' ? [this.#new(ANSWERS.test(kind) ? 'message' : kind)] : [] }),
      ),
    UpdateItem: ({ itemChanges }) =>
      itemChanges.map(({ itemId }: Item) => success({ items: [this.#touch(itemId.id)] })),
    DeleteItem: ({ itemIds }) => itemIds.map(() => success()),
    SendItem: ({ itemIds }) => itemIds.map(() => success()),
    MoveItem: ({ itemIds }) => itemIds.map(() => success({ items: [this.#new('message')] })),
    CopyItem: ({ itemIds }) => itemIds.map(() => success({ items: [this.#new('message')] })),
    ConvertId: ({ destinationFormat: format }) => [
      success({ alternateId: new AlternateIdType({ format, id: 'converted', mailbox: 'alice@example.test' }) }),
    ],
    ArchiveItem: ({ itemIds }) => itemIds.map(() => success({ items: [this.#new('message')] })),
    MarkAsJunk: ({ itemIds, moveItem }) =>
      itemIds.map(() => success(moveItem ? { movedItemId: this.#new('message').itemId } : {})),
    GetFolder: this.tree.get,
    FindFolder: this.tree.search,
    CreateFolder: ({ folders }) =>
      folders.map(({ kind }: { kind: string }) => success({ folders: [{ kind, folderId: this.#new(kind).itemId }] })),
    UpdateFolder: () => [success()],
    MoveFolder: ({ folderIds }) => folderIds.map(() => success({ folders: [this.#folder()] })),
    CopyFolder: ({ folderIds }) => folderIds.map(() => success({ folders: [this.#folder()] })),
    DeleteFolder: () => [success()],
    EmptyFolder: () => [success()],
    MarkAllItemsAsRead: () => [success()],
    UpdateUserConfiguration: () => [success()],
    CreateUserConfiguration: () => [success()],
    DeleteUserConfiguration: () => [success()],
    SyncFolderItems: ({ syncState = '0' }) => [this.#portion(Number(syncState))],
    Subscribe: () => [success({ subscriptionId: `s-${++this.#made}` })],
    Unsubscribe: () => [success()],
    GetUserPhoto: () => ({ ...success(), hasChanged: true, pictureData: new Uint8Array([1]) }),
  };

  #folder(): object {
    return { kind: 'folder', folderId: this.#new('folder').itemId };
  }

  /** An update gives an item another change key. */
  #touch(id: string): object {
    const item = this.items.get(id) as Item | undefined;
    const [, version = '1'] = /-(\d+)$/.exec(item?.itemId.changeKey ?? '') ?? [];
    const itemId = { id, changeKey: `${id}-${Number(version) + 1}` };
    if (item) item.itemId = itemId;
    return { kind: item?.kind ?? 'message', itemId };
  }

  #page(folder: string, view: { offset?: number; maxEntriesReturned?: number }): Message {
    const all = this.found.get(folder) ?? [];
    const offset = view.offset ?? 0;
    const items = all.slice(offset, offset + (view.maxEntriesReturned ?? Number.POSITIVE_INFINITY));
    const indexedPagingOffset = offset + items.length;
    const place = { totalItemsInView: all.length, includesLastItemInRange: indexedPagingOffset >= all.length };
    return success({ rootFolder: { ...place, ...(view.offset !== undefined && { indexedPagingOffset }), items } });
  }

  #portion(at: number): Message {
    const [changes = [], last] = [this.changes[at], at + 1 >= this.changes.length];
    return success({ syncState: String(at + 1), includesLastItemInRange: last, changes });
  }
}

export { failure, type Message, success };
