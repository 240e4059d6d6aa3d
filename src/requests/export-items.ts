/** ExportItems: items whole, in Exchange's own form. Since Exchange 2010. */
import type { ExportItemsType, ItemIdType } from '../../generated/index.js';
import { BulkError, type Settled } from '../errors.js';
import { type ChunkWork, settleChunk } from './chunks.js';
import { type Inputs, inChunks } from './in-chunks.js';
import { inOrder } from './in-order.js';
import { type ItemRef, idsOf } from './item-refs.js';
import type { BulkOptions } from './options.js';
import { demand } from './payload.js';
import type { Session } from './session.js';

/** An item as UploadItems takes it, in this mailbox or another. */
export interface Exported {
  /** The id that it had. */
  readonly id: ItemIdType;
  /** A FastTransfer stream ([MS-OXCFXICS] 2.2.4), which no other program reads. */
  readonly data: Uint8Array;
}

function exportRequest(items: readonly ItemRef[]): ExportItemsType {
  return { itemIds: idsOf(items).map(({ id }) => ({ id })) };
}

const exporting: ChunkWork<ItemRef, 'ExportItems', Exported> = {
  operation: 'ExportItems',
  request: exportRequest,
  result: (message, { itemId }) => ({
    id: itemId as ItemIdType,
    data: demand('ExportItems', 'what is in the item', (message as { data?: Uint8Array }).data, message),
  }),
  id: ({ itemId }) => itemId,
  part: 'itemIds',
};

/** Items in a request: whole items are large. */
const CHUNK_SIZE = 10;

/** Each item, in order, as it comes; items that cannot be exported are told at the end by one {@link BulkError}. */
export async function* exportAll(
  session: Session,
  inputs: Inputs<ItemRef>,
  options: BulkOptions,
): AsyncGenerator<Exported, void, undefined> {
  const { chunkSize = CHUNK_SIZE, concurrency: most = session.concurrency, onProgress } = options;
  const total = Array.isArray(inputs) ? inputs.length : Number.POSITIVE_INFINITY;
  const failed: Extract<Settled<Exported>, { status: 'rejected' }>[] = [];
  const positions: number[] = [];
  let done = 0;
  const settled = inOrder(inChunks(inputs, chunkSize), { most }, (chunk) =>
    settleChunk(session, chunk, options, exporting),
  );
  for await (const { results, end } of settled) {
    for (const result of results) {
      if (result.status === 'fulfilled') yield result.value;
      else {
        failed.push(result);
        positions.push(done);
      }
      done++;
    }
    onProgress?.({ done, failed: failed.length, total });
    if (end !== undefined) throw end;
  }
  if (failed.length > 0) throw new BulkError('ExportItems', failed, {}, { total: done, positions });
}
