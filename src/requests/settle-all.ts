/**
 * Many items, settled chunk by chunk, several chunks at a time: a result for each item, in order. It ends with the list, or with a
 * BulkError that has it, never with less: whoever lost the connection must know what the other requests have done. Must not know what is
 * done to a chunk.
 */
import type { ItemIdType } from '../../generated/index.js';
import { onAbort } from '../client/on-abort.js';
import { abortedBy, BulkError, EwsError, type Settled } from '../errors.js';
import { type Inputs, inChunks } from './in-chunks.js';
import { inOrder } from './in-order.js';
import type { BulkOptions, OnError, Results, Settling } from './options.js';

/** Items in a request, unless the caller says otherwise. */
export const CHUNK_SIZE = 100;

/** What came of a chunk. */
export interface Outcome<Result> {
  /** One for each input, in order. */
  readonly results: Settled<Result>[];
  /** Why no further chunk is to be tried. */
  readonly end?: unknown;
}

/** How a chunk is settled, whatever requests that takes. */
export interface Settlement<Input, Result> {
  /** Begins the sentence of a BulkError: the name of the operation. */
  readonly name: string;
  settle(chunk: readonly Input[]): Promise<Outcome<Result>>;
  /** The id of an input that was not tried. */
  id(input: Input): ItemIdType | undefined;
}

/** Chunks under way at a time, and what else the caller said. */
type Options<E extends OnError> = BulkOptions & { readonly concurrency: number } & Settling<E>;

/** Settles all inputs. Throws {@link BulkError} if any failed, unless `errors: 'return'`. */
export async function settleAll<Input, Result, E extends OnError = 'throw'>(
  inputs: Inputs<Input>,
  options: Options<E>,
  settlement: Settlement<Input, Result>,
): Promise<Results<Result, E>> {
  const run = new Run(inputs, options, settlement);
  await run.run();
  const { settled, end, cutShort } = run;
  if (options.errors === 'return' && !cutShort) return settled as Results<Result, E>;
  if (cutShort || settled.some(({ status }) => status === 'rejected'))
    throw new BulkError(settlement.name, settled, { cause: end });
  return settled.map((result) => (result as { value: Result }).value) as Results<Result, E>;
}

class Run<Input, Result> {
  readonly settled: Settled<Result>[] = [];
  /** Why no further chunk was tried. */
  end: unknown;
  readonly #inputs: Inputs<Input>;
  readonly #list: readonly Input[] | undefined;
  readonly #options: Options<OnError>;
  readonly #settlement: Settlement<Input, Result>;
  readonly #ending = new AbortController();
  /** Read of the input, and not begun yet. */
  readonly #held: Input[] = [];
  /** Chunks under way, by what is in them. */
  readonly #underWay = new Map<unknown, Promise<unknown>>();
  /** Chunks of which something is known. */
  #known = 0;
  #done = 0;
  #failed = 0;

  constructor(inputs: Inputs<Input>, options: Options<OnError>, settlement: Settlement<Input, Result>) {
    this.#inputs = inputs;
    this.#list = Array.isArray(inputs) ? (inputs as readonly Input[]) : undefined;
    this.#options = options;
    this.#settlement = settlement;
  }

  /** Of an input that was still coming, nobody knows what is missing. */
  get cutShort(): boolean {
    return this.end !== undefined && this.#list === undefined;
  }

  async run(): Promise<void> {
    const { signal, concurrency: most } = this.#options;
    // Requests end by the signal themselves. An input that is waited for does not know it.
    const unlisten = onAbort(signal, () => this.#stop(abortedBy(signal, this.#settlement.name)));
    try {
      const reach = { most, eager: true, keeps: true, until: this.#ending.signal };
      for await (const results of inOrder(this.#chunks(), reach, (chunk) => this.#settle(chunk))) this.#add(results);
    } catch (error) {
      this.#stop(error);
    } finally {
      unlisten();
    }
    if (this.end === undefined) return;
    // Before anything was done there is nothing to tell but that.
    if (this.#known === 0) throw this.end;
    this.#add(this.#notTried(this.#list?.slice(this.settled.length) ?? this.#held));
  }

  #add(results: readonly Settled<Result>[]): void {
    for (const result of results) this.settled.push(result);
  }

  #stop(why: unknown): void {
    this.end ??= why;
    this.#ending.abort();
  }

  /** Two chunks that name the same item are not under way together: what is done to it is done in the order that was given. */
  async *#chunks(): AsyncGenerator<Input[], void, undefined> {
    const chunking = { held: this.#held, until: this.#ending.signal };
    for await (const chunk of inChunks(this.#inputs, this.#options.chunkSize ?? CHUNK_SIZE, chunking)) {
      for (const input of chunk) {
        const before = this.#underWay.get(this.#nameOf(input));
        if (before) await before;
      }
      yield chunk;
    }
  }

  /** An item without an id is itself. */
  #nameOf(input: Input): unknown {
    return this.#settlement.id(input)?.id ?? input;
  }

  #settle(chunk: readonly Input[]): Promise<Settled<Result>[]> {
    this.#held.splice(0, chunk.length);
    // Ids change with what is done.
    const names = chunk.map((input) => this.#nameOf(input));
    const settled = this.#outcome(chunk).finally(() => {
      for (const name of names) if (this.#underWay.get(name) === settled) this.#underWay.delete(name);
    });
    for (const name of names) this.#underWay.set(name, settled);
    return settled;
  }

  /** Never fails: what is under way beside it is to be told, too. */
  async #outcome(chunk: readonly Input[]): Promise<Settled<Result>[]> {
    try {
      const { results, end } = await this.#settlement.settle(chunk);
      this.#known++;
      if (end !== undefined) this.#stop(end);
      this.#report(results);
      return results;
    } catch (error) {
      this.#stop(error);
      return this.#brokenOff(chunk, error);
    }
  }

  /** Results for arrays are counted against their length; what is still coming has no end yet. */
  #report(results: readonly Settled<Result>[]): void {
    this.#done += results.length;
    this.#failed += results.filter(({ status }) => status === 'rejected').length;
    const total = this.#list?.length ?? Number.POSITIVE_INFINITY;
    try {
      this.#options.onProgress?.({ done: this.#done, failed: this.#failed, total });
    } catch (error) {
      this.#stop(error);
    }
  }

  #notTried(inputs: readonly Input[]): Settled<Result>[] {
    const text = `${this.#settlement.name} was not tried: another request failed.`;
    return this.#rejected(inputs, () => new EwsError('ERR_NOT_TRIED', text, { cause: this.end }), 'not done');
  }

  /** A chunk may take several requests, and nobody says which of them were made. */
  #brokenOff(chunk: readonly Input[], cause: unknown): Settled<Result>[] {
    const text = `${this.#settlement.name} broke off: what was done is not known.`;
    return this.#rejected(chunk, () => new EwsError('ERR_FAILED', text, { cause }), 'unknown');
  }

  #rejected(inputs: readonly Input[], reason: () => EwsError, fate: 'not done' | 'unknown'): Settled<Result>[] {
    const { id } = this.#settlement;
    return inputs.map((input) => ({
      status: 'rejected',
      reason: Object.assign(reason(), { fate }),
      id: id(input),
    }));
  }
}
