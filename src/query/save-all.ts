/** Saving and sending many items: each by what was assigned to it, in as few requests as that takes. */
import type { ItemIdType } from '../../generated/index.js';
import { EwsError, type Settled } from '../errors.js';
import { differencesOfAll } from '../items/differences.js';
import { homeOf } from '../items/new-items.js';
import { type Pending, pendingOf, saveItem, sendItem } from '../items/saving.js';
import { sessionIfAny } from '../items/session-of.js';
import { keepWritten } from '../items/written.js';
import { settleChunk } from '../requests/chunks.js';
import { Gate } from '../requests/gate.js';
import type { ItemRef } from '../requests/item-refs.js';
import type {
  BulkOptions,
  OnError,
  RequestOptions,
  Results,
  SendOptions,
  Settling,
  UpdateOptions,
} from '../requests/options.js';
import { sending } from '../requests/send-item.js';
import { sentCopy } from '../requests/sent-copy.js';
import type { Session } from '../requests/session.js';
import { type Outcome, settleAll } from '../requests/settle-all.js';
import { type ItemUpdates, updateAndSendRequest, updateRequest, updating } from '../requests/update-item.js';
import type { Items } from './item-verbs.js';
import { identify } from './update-all.js';

const idOf = ({ itemId }: ItemRef): ItemIdType | undefined => itemId;

/** Creates or updates each. The results are their ids. */
export function saveAll<E extends OnError>(
  session: Session,
  items: Items,
  options: UpdateOptions & BulkOptions & Settling<E>,
): Promise<Results<ItemIdType, E>> {
  const concurrency = options.concurrency ?? session.concurrency;
  const gate = new Gate(concurrency);
  const settle = async (chunk: readonly ItemRef[]): Promise<Outcome<ItemIdType>> => {
    const parts = await partsOf(chunk, options, gate);
    const updates = parts.changed.map(({ item, pending }) => ({ item, updates: pending.updates }));
    const request = (changes: readonly ItemUpdates[]) => updateRequest(changes, options);
    const changed = await settleSome(gate, updates, (some) =>
      settleChunk(session, some, options, updating(request, options)),
    );
    for (const [index, result] of changed.results.entries())
      if (result.status === 'fulfilled') keepWritten(parts.changed[index]!.item, parts.changed[index]!.pending.members);
    const created = await oneByOne(gate, parts.unsaved, (item) =>
      saveItem(item, options).then(() => item.itemId as ItemIdType),
    );
    const same = parts.unchanged.map((item): Settled<ItemIdType> => fulfilled(item, item.itemId as ItemIdType));
    return { results: parts.inOrder(changed.results, created, same), end: changed.end };
  };
  return settleAll(items, { ...options, concurrency }, { name: 'save()', settle, id: idOf });
}

/** Sends each. The results are the ids that they had; none of those that were never saved. */
export async function sendAll<E extends OnError>(
  session: Session,
  items: Items,
  options: SendOptions & BulkOptions & Settling<E>,
): Promise<Results<ItemIdType | undefined, E>> {
  const { saveCopy, signal, timeoutMs, deadlineMs, retry } = options;
  const requestOptions: RequestOptions = { signal, timeoutMs, deadlineMs, retry };
  const concurrency = options.concurrency ?? session.concurrency;
  const gate = new Gate(concurrency);
  const copy = await sentCopy(session, { saveCopy, ...requestOptions });
  const settle = async (chunk: readonly ItemRef[]): Promise<Outcome<ItemIdType | undefined>> => {
    const parts = await partsOf(chunk, requestOptions, gate);
    const updates = parts.changed.map(({ item, pending }) => ({ item, updates: pending.updates }));
    const request = (changes: readonly ItemUpdates[]) => updateAndSendRequest(changes, copy, {});
    const changed = await settleSome(gate, updates, (some) =>
      settleChunk(session, some, requestOptions, updating(request, {})),
    );
    for (const [index, result] of changed.results.entries())
      if (result.status === 'fulfilled') delete parts.changed[index]!.item.itemId;
    const drafts = await gate.run(() => identify(session, parts.unchanged, requestOptions));
    const same = await settleSome(gate, drafts, (some) => settleChunk(session, some, requestOptions, sending(copy)));
    for (const [index, result] of same.results.entries())
      if (result.status === 'fulfilled') delete parts.unchanged[index]!.itemId;
    const created = await oneByOne(gate, parts.unsaved, (item) =>
      sendItem(item, { saveCopy, ...requestOptions }).then(() => undefined),
    );
    return { results: parts.inOrder(changed.results, created, same.results), end: changed.end ?? same.end };
  };
  return settleAll(items, { ...options, concurrency }, { name: 'send()', settle, id: idOf });
}

type AnItem = ItemRef & object;

interface Parts {
  /** Items with what was changed in them. */
  readonly changed: readonly { readonly item: AnItem; readonly pending: Pending }[];
  /** New items that were never saved. */
  readonly unsaved: readonly AnItem[];
  /** Items in which nothing was changed, and ids. */
  readonly unchanged: readonly ItemRef[];
  /** Puts the results of the parts back into the order of the input, with the errors of those that are in none. */
  inOrder<R>(
    changed: readonly Settled<R>[],
    unsaved: readonly Settled<R>[],
    unchanged: readonly Settled<R>[],
  ): Settled<R>[];
}

type Part = 'changed' | 'unsaved' | 'unchanged';

function into<T>(part: Part, list: T[], one: T): Part {
  list.push(one);
  return part;
}

async function partsOf(chunk: readonly ItemRef[], options: UpdateOptions, gate: Gate): Promise<Parts> {
  const isNew = (item: ItemRef): boolean => item.itemId === undefined && homeOf(item) !== undefined;
  const [changed, unsaved, unchanged]: [{ item: AnItem; pending: Pending }[], AnItem[], ItemRef[]] = [[], [], []];
  const known = chunk.filter((item) => sessionIfAny(item) !== undefined && !isNew(item));
  const differences = new Map(known.map((item, index) => [item, index]));
  const found = await differencesOfAll(known, options, gate);
  const part = chunk.map((item): Part | EwsError => {
    if (isNew(item)) return into('unsaved', unsaved, item);
    const at = differences.get(item);
    const difference = at === undefined ? undefined : found[at];
    const pending =
      difference === undefined || difference instanceof EwsError ? difference : pendingOrError(item, difference);
    if (pending instanceof EwsError) return pending;
    if (pending === undefined || pending.updates.length === 0) return into('unchanged', unchanged, item);
    return into('changed', changed, { item, pending });
  });
  return {
    changed,
    unsaved,
    unchanged,
    inOrder(...results) {
      const [ofChanged, ofUnsaved, ofUnchanged] = results.map((list) => list.values());
      const next = { changed: ofChanged!, unsaved: ofUnsaved!, unchanged: ofUnchanged! };
      return part.map((one, index) =>
        one instanceof EwsError
          ? { status: 'rejected', reason: one, id: chunk[index]!.itemId }
          : next[one].next().value!,
      );
    },
  };
}

function pendingOrError(item: AnItem, difference: Parameters<typeof pendingOf>[1]): Pending | EwsError {
  try {
    return pendingOf(item, difference);
  } catch (error) {
    if (error instanceof EwsError) return error;
    throw error;
  }
}

function fulfilled<R>({ itemId: id }: ItemRef, value: R): Settled<R> {
  return { status: 'fulfilled', value, id };
}

/** No request for nothing. */
async function settleSome<T, R>(
  gate: Gate,
  some: readonly T[],
  settle: (some: readonly T[]) => Promise<Outcome<R>>,
): Promise<Outcome<R>> {
  return some.length === 0 ? { results: [] } : gate.run(() => settle(some));
}

/** A request for each, as many at a time as the gate lets through. The same item twice is done once after the other. */
function oneByOne<R>(gate: Gate, items: readonly AnItem[], work: (item: AnItem) => Promise<R>): Promise<Settled<R>[]> {
  const last = new Map<AnItem, Promise<unknown>>();
  return Promise.all(
    items.map((item) => {
      const before = last.get(item);
      const settled = (before ?? Promise.resolve()).then(() => gate.run(() => settleOne(item, work)));
      last.set(item, settled);
      return settled;
    }),
  );
}

async function settleOne<R>(item: AnItem, work: (item: AnItem) => Promise<R>): Promise<Settled<R>> {
  try {
    return fulfilled(item, await work(item));
  } catch (error) {
    if (!(error instanceof EwsError)) throw error;
    return { status: 'rejected', reason: error, id: item.itemId };
  }
}
