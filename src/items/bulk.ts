/**
 * Operations on many items: requests of `chunkSize` items one after another, and one settled result for each item, in order, as
 * `Promise.allSettled` gives. A chunk that fails as a whole fails each of its items; the chunks before it stay done.
 */
import {
  ArchiveItem,
  type BaseMoveCopyItemType,
  CopyItem,
  CreateItem,
  DeleteItem,
  type DeleteItemType,
  type DisposalType,
  type ItemIdType,
  type ItemInfoResponseMessageType,
  type MessageDispositionType,
  MoveItem,
  type NonEmptyArrayOfAllItemsType,
  type NonEmptyArrayOfItemChangesType,
  type ResponseMessageType,
  SendItem,
  type SendItemType,
  UpdateItem,
  type UpdateItemType,
} from '../../generated/index.js';
import { errorOf } from '../client/response-errors.js';
import { responseMessages } from '../client/responses.js';
import { callOptions, distinguishedFolder, type RequestOptions, type Session } from '../client/session.js';
import type { Operation } from '../codec/registry.js';
import type { Struct } from '../codec/struct.js';
import type { Item } from './item.js';
import { type FolderTarget, resolveTarget } from './target.js';

export interface BulkOptions extends RequestOptions {
  /** Items in a request. Default 100. */
  chunkSize?: number | undefined;
}

/** How items leave: to the deleted items, to the dumpster where the server keeps them a while, or for good. */
export type Disposal = 'trash' | 'soft' | 'hard';

const DISPOSALS: Readonly<Record<Disposal, DisposalType>> = {
  trash: 'MoveToDeletedItems',
  soft: 'SoftDelete',
  hard: 'HardDelete',
};

/** Whether attendees hear of it. Default: nobody. */
export type Invitations = 'none' | 'all' | 'allAndSaveCopy';

const INVITATIONS = { none: 'SendToNone', all: 'SendOnlyToAll', allAndSaveCopy: 'SendToAllAndSaveCopy' } as const;

export interface CreateOptions extends BulkOptions {
  /** For messages. Default: `SaveOnly`. */
  disposition?: MessageDispositionType | undefined;
  /** For meetings. */
  invitations?: Invitations | undefined;
}

/** An id as requests take it. */
export type IdLike = Pick<ItemIdType, 'id' | 'changeKey'>;

/** Runs one operation over chunks, and settles each input with its own response message. */
export async function eachChunk<Input, Request extends Struct, Response extends Struct, Result>(
  session: Session,
  inputs: readonly Input[],
  options: BulkOptions,
  operation: Operation<Request, Response>,
  request: (chunk: readonly Input[]) => Request,
  result: (message: ResponseMessageType, input: Input) => Result,
): Promise<PromiseSettledResult<Result>[]> {
  const settled: PromiseSettledResult<Result>[] = [];
  const size = options.chunkSize ?? 100;
  for (let start = 0; start < inputs.length; start += size) {
    const chunk = inputs.slice(start, start + size);
    settled.push(...(await oneChunk(session, chunk, options, operation, request(chunk), result)));
  }
  return settled;
}

async function oneChunk<Input, Request extends Struct, Response extends Struct, Result>(
  session: Session,
  chunk: readonly Input[],
  options: BulkOptions,
  operation: Operation<Request, Response>,
  request: Request,
  result: (message: ResponseMessageType, input: Input) => Result,
): Promise<PromiseSettledResult<Result>[]> {
  try {
    const response = await session.client.call(operation, request, callOptions(session, options, { errors: 'return' }));
    const messages = responseMessages(response);
    return chunk.map((input, index) => {
      const message = messages[index];
      const reason = message
        ? errorOf(operation.name, index, message, response)
        : new Error(`${operation.name}: the server gave no answer for item ${index}.`);
      return reason || !message
        ? { status: 'rejected', reason }
        : { status: 'fulfilled', value: result(message, input) };
    });
  } catch (reason) {
    options.signal?.throwIfAborted();
    return chunk.map(() => ({ status: 'rejected', reason }));
  }
}

function firstItem(message: ResponseMessageType): Item | undefined {
  return (message as ItemInfoResponseMessageType).items?.[0] as Item | undefined;
}

/** The id that an operation gave an item; undefined when the server does not say (moved to another mailbox). */
function newId(message: ResponseMessageType): ItemIdType | undefined {
  return firstItem(message)?.itemId;
}

/** Creates items; each result has the id, or nothing when the item was only sent. */
export async function createItems(
  session: Session,
  folder: FolderTarget | undefined,
  items: readonly object[],
  options: CreateOptions = {},
): Promise<PromiseSettledResult<Item | undefined>[]> {
  const savedItemFolderId = folder === undefined ? undefined : await resolveTarget(folder, options);
  return eachChunk(
    session,
    items,
    options,
    CreateItem,
    (chunk) => ({
      items: chunk as NonEmptyArrayOfAllItemsType,
      ...(savedItemFolderId === undefined ? {} : { savedItemFolderId }),
      messageDisposition: options.disposition ?? 'SaveOnly',
      sendMeetingInvitations: INVITATIONS[options.invitations ?? 'none'],
    }),
    firstItem,
  );
}

export interface UpdateOptions extends BulkOptions {
  /** What to do when the item has changed since it was read. Default: merge (`AutoResolve`). */
  conflict?: UpdateItemType['conflictResolution'] | undefined;
  invitations?: Invitations | undefined;
}

/** Sends updates; each result is the item's new id. */
export function updateItems(
  session: Session,
  changes: readonly NonEmptyArrayOfItemChangesType[number][],
  options: UpdateOptions = {},
): Promise<PromiseSettledResult<ItemIdType | undefined>[]> {
  return eachChunk(
    session,
    changes,
    options,
    UpdateItem,
    (chunk): UpdateItemType => ({
      itemChanges: [...chunk],
      conflictResolution: options.conflict ?? 'AutoResolve',
      messageDisposition: 'SaveOnly',
      sendMeetingInvitationsOrCancellations:
        options.invitations === 'all' ? 'SendOnlyToAll' : INVITATIONS[options.invitations ?? 'none'],
    }),
    newId,
  );
}

export interface DeleteOptions extends BulkOptions {
  /** Default: `trash`. */
  disposal?: Disposal | undefined;
  /** Whether attendees of a meeting are told. */
  cancellations?: Invitations | undefined;
}

export function deleteItems(
  session: Session,
  ids: readonly IdLike[],
  options: DeleteOptions = {},
): Promise<PromiseSettledResult<void>[]> {
  return eachChunk(
    session,
    ids,
    options,
    DeleteItem,
    (chunk): DeleteItemType => ({
      itemIds: itemIds(chunk),
      deleteType: DISPOSALS[options.disposal ?? 'trash'],
      sendMeetingCancellations: INVITATIONS[options.cancellations ?? 'none'],
      affectedTaskOccurrences: 'AllOccurrences',
    }),
    () => undefined,
  );
}

type NewIds = Promise<PromiseSettledResult<ItemIdType | undefined>[]>;

/** Moves items; each result is the new id, which differs from the old one. */
export function moveItems(session: Session, ids: readonly IdLike[], to: FolderTarget, options?: BulkOptions): NewIds {
  return transfer(MoveItem, session, ids, to, options);
}

/** Copies items; each result is the copy's id. */
export function copyItems(session: Session, ids: readonly IdLike[], to: FolderTarget, options?: BulkOptions): NewIds {
  return transfer(CopyItem, session, ids, to, options);
}

async function transfer<Response extends Struct>(
  operation: Operation<BaseMoveCopyItemType, Response>,
  session: Session,
  ids: readonly IdLike[],
  to: FolderTarget,
  options: BulkOptions = {},
): NewIds {
  const toFolderId = await resolveTarget(to, options);
  const request = (chunk: readonly IdLike[]) => ({ toFolderId, itemIds: itemIds(chunk), returnNewItemIds: true });
  return eachChunk(session, ids, options, operation, request, newId);
}

/** Moves items to the archive mailbox, into the same place below its root. */
export async function archiveItems(
  session: Session,
  ids: readonly IdLike[],
  from: FolderTarget,
  options: BulkOptions = {},
): Promise<PromiseSettledResult<ItemIdType | undefined>[]> {
  const archiveSourceFolderId = await resolveTarget(from, options);
  return eachChunk(
    session,
    ids,
    options,
    ArchiveItem,
    (chunk) => ({ archiveSourceFolderId, itemIds: itemIds(chunk) }),
    newId,
  );
}

/** Sends drafts; a copy goes to the sent items unless `saveCopy` is false. */
export function sendItems(
  session: Session,
  ids: readonly IdLike[],
  options: BulkOptions & { saveCopy?: boolean | undefined } = {},
): Promise<PromiseSettledResult<void>[]> {
  const saveItemToFolder = options.saveCopy ?? true;
  return eachChunk(
    session,
    ids,
    options,
    SendItem,
    (chunk): SendItemType => ({
      itemIds: itemIds(chunk),
      saveItemToFolder,
      ...(saveItemToFolder
        ? { savedItemFolderId: { distinguishedFolderId: distinguishedFolder(session, 'sentitems') } }
        : {}),
    }),
    () => undefined,
  );
}

export function itemIds(ids: readonly IdLike[]): { kind: 'itemId'; id: string; changeKey?: string | undefined }[] {
  return ids.map(({ id, changeKey }) => ({ kind: 'itemId', id, changeKey }));
}

/** The value of a single settled result; throws its reason. */
export function settledValue<T>(results: readonly PromiseSettledResult<T>[]): T {
  const [only] = results as [PromiseSettledResult<T>];
  if (only.status === 'rejected') throw only.reason;
  return only.value;
}
