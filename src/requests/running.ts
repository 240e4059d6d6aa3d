/** What the requests of one run of a query share: how many are under way, and an end to all of them when the loop is left. */
import { onAbort } from '../client/on-abort.js';
import { abortedBy } from '../errors.js';
import { Gate } from './gate.js';
import type { Reach } from './in-order.js';
import type { ReadOptions } from './options.js';
import type { Session } from './session.js';

export class Running implements Disposable {
  readonly session: Session;
  /** Those of the caller, with a signal that ends with the run. */
  readonly options: ReadOptions;
  readonly reach: Reach;
  readonly #gate: Gate;
  readonly #unlisten: () => void;
  readonly #ending = new AbortController();

  /** `eager`: nobody will leave before the end. */
  constructor(session: Session, options: ReadOptions, eager: boolean) {
    const { signal, concurrency: most = session.concurrency } = options;
    this.session = session;
    this.reach = { most, eager };
    this.#gate = new Gate(most);
    this.options = { ...options, signal: this.#ending.signal };
    const forward = () => this.#ending.abort(signal?.reason);
    if (signal?.aborted) forward();
    this.#unlisten = onAbort(signal, forward);
  }

  /** A FindItem for so many, in its turn, and when the server can be asked for as many. */
  find<T>(count: number, work: () => Promise<T>): Promise<T> {
    return this.session.findBudget.run(count, this.#ending.signal, () => this.#gate.run(work));
  }

  /** A request, in its turn. */
  request<T>(work: () => Promise<T>): Promise<T> {
    return this.#gate.run(work);
  }

  /** For what waits for something else than a request. */
  demandNotEnded(what: string): void {
    const { signal } = this.options;
    if (signal?.aborted) throw abortedBy(signal, what);
  }

  /** Ends what is under way. */
  [Symbol.dispose](): void {
    this.#unlisten();
    this.#ending.abort();
  }
}
