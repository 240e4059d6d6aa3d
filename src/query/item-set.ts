/** Items or ids at hand: to be read, changed, sent. The input may still be coming, and is never collected. */
import { inspect } from 'node:util';
import type { ItemIdType } from '../../generated/index.js';
import { checkOptions, describe, EwsError, type Rules, type Settled, ValidationError } from '../errors.js';
import { formsOf } from '../fields/shape.js';
import { sessionIfAny } from '../items/session-of.js';
import type { Kind } from '../kinds/kinds.js';
import type { FieldName, Model, Narrowed } from '../kinds/models.js';
import { getItems } from '../requests/get-item.js';
import { inChunks } from '../requests/in-chunks.js';
import { inOrder } from '../requests/in-order.js';
import type { ItemRef } from '../requests/item-refs.js';
import {
  BULK_RULES,
  type BulkOptions,
  type OnError,
  READ_RULES,
  type ReadOptions,
  type Results,
  SEND_RULES,
  type SendOptions,
  type Settling,
  UPDATE_RULES,
  type UpdateOptions,
} from '../requests/options.js';
import { Running } from '../requests/running.js';
import type { Session } from '../requests/session.js';
import { CHUNK_SIZE } from '../requests/settle-all.js';
import { Failures, valuesOf } from './failures.js';
import { type Items, ItemVerbs } from './item-verbs.js';
import { checkMembers, newPlan, type Plan, shapeOf } from './plan.js';
import { saveAll, sendAll } from './save-all.js';

/** An id, as text or as the schema has it. */
export type IdLike = string | { readonly id: string; readonly changeKey?: string | undefined };

/** Items or ids; a query, too. */
export type ItemsOrIds =
  | Iterable<IdLike | { readonly itemId?: ItemIdType | undefined }>
  | AsyncIterable<IdLike | { readonly itemId?: ItemIdType | undefined }>;

const SAVE_ALL: Rules<UpdateOptions & BulkOptions & Settling<OnError>> = { ...UPDATE_RULES, ...BULK_RULES };
const SEND_ALL: Rules<SendOptions & BulkOptions & Settling<OnError>> = { ...SEND_RULES, ...BULK_RULES };

/** Items or ids at hand: `account.items(ids)`. Iterated, it reads them. */
export class ItemSet<M extends Model, R = M['item']> extends ItemVerbs<M> implements AsyncIterable<R> {
  readonly #session: Session;
  readonly #input: ItemsOrIds;
  readonly #plan: Plan;

  /** Made by accounts and folders. */
  constructor(session: Session, input: ItemsOrIds, kind: Kind, plan = planOf(kind, session)) {
    super();
    checkInput(input);
    this.#session = session;
    this.#input = input;
    this.#plan = plan;
  }

  /** Reads only these members; the type shrinks with the request. */
  only<const K extends FieldName<M>>(...fields: readonly K[]): ItemSet<M, Narrowed<M, K>> {
    checkMembers(fields, this.#plan);
    return this.#with({ members: fields });
  }

  /** The same; the options go along with whatever is asked of it then. */
  all(options: ReadOptions = {}): ItemSet<M, R> {
    checkOptions('all()', options, READ_RULES);
    return this.#with({ options: { ...this.#plan.options, ...options } });
  }

  #with<T>(change: Partial<Plan>): ItemSet<M, T> {
    return new ItemSet<M, T>(this.#session, this.#input, this.#plan.kind, { ...this.#plan, ...change });
  }

  /** Those that can be read; the others are told at the end by one {@link BulkError}, and `settled()` has each in its place. */
  async *[Symbol.asyncIterator](): AsyncGenerator<R, void, undefined> {
    const failures = new Failures();
    for await (const result of this.settled()) yield* failures.take(result);
    failures.tell();
  }

  /** A settled result for each, in order: one bad item ends nothing. */
  async *settled(options: ReadOptions = {}): AsyncGenerator<Settled<R>, void, undefined> {
    checkOptions('settled()', options, READ_RULES);
    yield* this.#settled(options, false);
  }

  async *#settled(options: ReadOptions, all: boolean): AsyncGenerator<Settled<R>, void, undefined> {
    using run = new Running(this.#session, { ...this.#plan.options, ...options }, all);
    const { pageSize = CHUNK_SIZE } = run.options;
    const shape = shapeOf({ ...this.#plan, options: formsOf(run.options) });
    const read = (chunk: readonly ItemRef[]) => getItems<R & object>(this.#session, chunk, shape, run.options);
    const reach = { ...run.reach, until: run.options.signal };
    for await (const results of inOrder(inChunks(this.#refs(), pageSize), reach, read)) yield* results;
    run.demandNotEnded('GetItem');
  }

  /** All of them in memory. Throws {@link BulkError}, which has them all, if some could not be read. */
  async toArray(options: ReadOptions = {}): Promise<R[]> {
    checkOptions('toArray()', options, READ_RULES);
    const results: Settled<R>[] = [];
    for await (const result of this.#settled(options, true)) results.push(result);
    return valuesOf(results);
  }

  /**
   * Creates or updates each, by what was assigned to it. Throws {@link BulkError} if any failed, unless `errors: 'return'`. The results
   * are their ids.
   */
  async save<E extends OnError = 'throw'>(
    options: UpdateOptions & BulkOptions & Settling<E> = {},
  ): Promise<Results<ItemIdType, E>> {
    checkOptions('save()', options, SAVE_ALL);
    return saveAll(this.#session, await this.items(), options);
  }

  /**
   * Sends drafts, with what was assigned to them. Here and not on queries: `items(query).send()` says that it is meant. Throws
   * {@link BulkError} if any failed, unless `errors: 'return'`. The results are the ids that they had.
   */
  async send<E extends OnError = 'throw'>(
    options: SendOptions & BulkOptions & Settling<E> = {},
  ): Promise<Results<ItemIdType | undefined, E>> {
    checkOptions('send()', options, SEND_ALL);
    return sendAll(this.#session, await this.items(), options);
  }

  protected override session(): Session {
    return this.#session;
  }

  protected override async items(): Promise<Items> {
    // What is known is checked before anything is sent.
    return Array.isArray(this.#input) ? this.#input.map((each, index) => this.#ref(each, index)) : this.#refs();
  }

  async *#refs(): AsyncGenerator<ItemRef, void, undefined> {
    let index = 0;
    for await (const each of this.#input) yield this.#ref(each, index++);
  }

  #ref(given: unknown, index: number): ItemRef {
    const own = typeof given === 'object' && given !== null ? sessionIfAny(given) : undefined;
    if (own !== undefined && own.client !== this.#session.client)
      throw new EwsError('ERR_OTHER_ACCOUNT', `items[${index}] belongs to another account (${own.email}).`, {
        remedy: 'Ask that account for it; ids are valid in their own mailbox.',
      });
    if (own !== undefined) return given as ItemRef;
    return { itemId: readId(given, `items[${index}]`) };
  }

  [inspect.custom](): string {
    return `ItemSet (${this.#plan.kind.name}) of ${this.#session.email}, not yet asked`;
  }
}

/** An id, of whatever has one. Throws {@link ValidationError} for what has none. */
export function readId(given: unknown, path = 'id'): ItemIdType {
  const id: unknown = typeof given === 'string' ? { id: given } : ((given as ItemRef | null)?.itemId ?? given);
  const { id: text, changeKey } = (id ?? {}) as { id?: unknown; changeKey?: string };
  if (typeof text === 'string' && text !== '') return { id: text, changeKey };
  const message = `expected an item, or an id as text or as { id }, got ${describe(given)}`;
  throw new ValidationError('The id', [{ path, message }]);
}

function planOf(kind: Kind, session: Session): Plan {
  const nowhere = { label: 'items at hand', known: [], resolve: async () => [], open: (data: object) => data };
  return newPlan(nowhere, kind, session);
}

/** A text can be iterated, too: it would be taken for as many ids as it has letters. */
function checkInput(input: unknown): void {
  const iterable =
    typeof input === 'object' && input !== null && (Symbol.iterator in input || Symbol.asyncIterator in input);
  if (!iterable)
    throw new ValidationError('items()', [
      { path: 'items', message: 'expected an array or another iterable of items or ids; one item is account.item(id)' },
    ]);
}
