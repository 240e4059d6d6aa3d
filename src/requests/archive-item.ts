/**
 * ArchiveItem: items into the archive mailbox, there into the folder that answers to theirs. Since Exchange 2013. A request names the folder
 * that its items lie in: where that is not known it is asked for, and items of several folders take a request for each.
 */
import type { FolderIdType, ItemIdType } from '../../generated/index.js';
import type { Settled } from '../errors.js';
import { type ChunkWork, settleChunk } from './chunks.js';
import { getItems } from './get-item.js';
import { type ItemRef, idOf, idsOf, newIdOf, takeId } from './item-refs.js';
import type { BulkOptions, RequestOptions } from './options.js';
import type { Session } from './session.js';
import type { Outcome, Settlement } from './settle-all.js';

type Archived = ItemIdType | undefined;
type Located = ItemRef & { readonly parentFolderId?: FolderIdType | undefined };

/** Asked for by name, no more than needed. */
const PARENT = {
  baseShape: 'IdOnly' as const,
  additionalProperties: [{ kind: 'fieldURI' as const, fieldURI: 'item:ParentFolderId' as const }],
};

function archivingFrom(folder: string): ChunkWork<ItemRef, 'ArchiveItem', Archived> {
  return {
    operation: 'ArchiveItem',
    request: (chunk) => ({ archiveSourceFolderId: { folderId: { id: folder } }, itemIds: idsOf(chunk) }),
    result: (message, item) => {
      takeId(item, newIdOf(message));
      return item.itemId;
    },
    id: ({ itemId }) => itemId,
    part: 'itemIds',
  };
}

/** The result of each is the id that it has in the archive. */
export function archiving(session: Session, options: BulkOptions): Settlement<ItemRef, Archived> {
  return {
    name: 'ArchiveItem',
    settle: (chunk) => archiveChunk(session, chunk, options),
    id: ({ itemId }) => itemId,
  };
}

/** One item; its error is thrown as it is. */
export async function archiveOne(session: Session, item: ItemRef, options: RequestOptions): Promise<void> {
  idOf(item);
  const [only] = (await archiveChunk(session, [item], options)).results as [Settled<Archived>];
  if (only.status === 'rejected') throw only.reason;
}

async function archiveChunk(
  session: Session,
  chunk: readonly ItemRef[],
  options: BulkOptions,
): Promise<Outcome<Archived>> {
  const results: Settled<Archived>[] = [];
  const places = await placesOf(session, chunk, options);
  const byFolder = new Map<string, number[]>();
  for (const [index, place] of places.entries()) {
    if (typeof place !== 'string') results[index] = place;
    else byFolder.set(place, [...(byFolder.get(place) ?? []), index]);
  }
  let end: unknown;
  for (const [folder, indexes] of byFolder) {
    const part = indexes.map((index) => chunk[index] as ItemRef);
    const settled = await settleChunk(session, part, options, archivingFrom(folder));
    for (const [at, result] of settled.results.entries()) results[indexes[at] as number] = result;
    end ??= settled.end;
  }
  return { results, end };
}

/** The id of the folder of each; why it is not known, where it cannot be. */
async function placesOf(
  session: Session,
  chunk: readonly Located[],
  options: RequestOptions,
): Promise<(string | Settled<never>)[]> {
  const places = chunk.map((item) => (item.itemId ? item.parentFolderId?.id : undefined));
  const unknown = chunk.filter((_, index) => places[index] === undefined);
  const found = (await getItems<Located & object>(session, unknown, PARENT, options)).values();
  return places.map((place) => {
    if (place !== undefined) return place;
    const result = found.next().value as Settled<Located>;
    // What lies in no folder that one may see is archived from nowhere: the server says what it thinks of that.
    return result.status === 'rejected' ? result : (result.value.parentFolderId?.id ?? '');
  });
}
