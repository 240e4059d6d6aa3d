/** UploadItems: puts in what ExportItems gave. Since Exchange 2010. */
import type { CreateActionType, FolderIdType, ItemIdType, UploadItemsType } from '../../generated/index.js';
import { EwsError, type Settled } from '../errors.js';
import { type ChunkWork, settleChunk } from './chunks.js';
import type { Exported } from './export-items.js';
import type { Inputs } from './in-chunks.js';
import type { BulkOptions, OnError, Results, Settling } from './options.js';
import { demand } from './payload.js';
import type { Session } from './session.js';
import { type Outcome, settleAll } from './settle-all.js';

function uploadRequest(
  items: readonly Exported[],
  parentFolderId: FolderIdType,
  createAction: CreateActionType,
): UploadItemsType {
  return {
    items: items.map(({ id, data }) => ({
      createAction,
      parentFolderId,
      // Exchange wants no id of what is new, and one of what it may find.
      ...(createAction !== 'CreateNew' && { itemId: { id: id.id } }),
      data,
    })),
  };
}

/** The result of each is the id that it has now. */
function uploading(folder: FolderIdType, action: CreateActionType): ChunkWork<Exported, 'UploadItems', ItemIdType> {
  return {
    operation: 'UploadItems',
    request: (chunk) => uploadRequest(chunk, folder, action),
    result: (message) =>
      demand('UploadItems', 'which item it is', (message as { itemId?: ItemIdType }).itemId, message),
    id: ({ id }) => id,
    part: 'items',
  };
}

/** What is put in, and as what. */
export interface Uploading {
  readonly folder: FolderIdType;
  readonly action: CreateActionType;
  /** Bytes of items in a request. */
  readonly maxBytes: number;
}

/** Puts items in, as many in a request as it may hold; an item that alone is more is refused unsent. */
export function uploadAll<E extends OnError>(
  session: Session,
  items: Inputs<Exported>,
  { folder, action, maxBytes }: Uploading,
  options: BulkOptions & Settling<E>,
): Promise<Results<ItemIdType, E>> {
  const work = uploading(folder, action);
  const settle = async (chunk: readonly Exported[]): Promise<Outcome<ItemIdType>> => {
    const results: Settled<ItemIdType>[] = [];
    for (const part of portions(chunk, maxBytes)) {
      const outcome = isTooLarge(part, maxBytes)
        ? refused(part, maxBytes)
        : await settleChunk(session, part, options, work);
      results.push(...outcome.results);
      if (outcome.end === undefined) continue;
      results.push(...notTried(chunk.slice(results.length), outcome.end));
      return { results, end: outcome.end };
    }
    return { results };
  };
  const { concurrency = session.concurrency } = options;
  return settleAll(items, { ...options, concurrency }, { name: 'UploadItems', settle, id: work.id });
}

function* portions(chunk: readonly Exported[], maxBytes: number): Generator<Exported[], void, undefined> {
  let part: Exported[] = [];
  let bytes = 0;
  for (const item of chunk) {
    if (part.length > 0 && bytes + item.data.length > maxBytes) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(item);
    bytes += item.data.length;
  }
  if (part.length > 0) yield part;
}

function isTooLarge([first, ...others]: readonly Exported[], maxBytes: number): boolean {
  return others.length === 0 && first !== undefined && first.data.length > maxBytes;
}

function refused(part: readonly Exported[], maxBytes: number): Outcome<ItemIdType> {
  return { results: part.map(({ id, data }) => rejection(id, tooLarge(data.length, maxBytes))) };
}

function tooLarge(bytes: number, maxBytes: number): EwsError {
  const message = `UploadItems: the item has ${bytes} bytes, and a request holds ${maxBytes}.`;
  return new EwsError('ERR_TOO_LARGE', message, {
    remedy: 'Give a larger `maxBytes` if the server takes larger requests.',
  });
}

function notTried(items: readonly Exported[], cause: unknown): Settled<ItemIdType>[] {
  const text = 'UploadItems was not tried: another request failed.';
  return items.map(({ id }) => rejection(id, new EwsError('ERR_NOT_TRIED', text, { cause })));
}

function rejection(id: ItemIdType, reason: EwsError): Settled<ItemIdType> {
  return { status: 'rejected', reason: Object.assign(reason, { fate: 'not done' as const }), id };
}
