/** What the requests of one run of a query share: how many are under way, and an end to all of them when the loop is left. */
import { abortedBy } from '../errors.js';
import { Gate } from '../requests/gate.js';
import type { Reach } from '../requests/in-order.js';
import type { ReadOptions } from '../requests/options.js';
import type { Session } from '../requests/session.js';

export class Running implements Disposable {
  readonly session: Session;
  /** Those of the caller, with a signal that ends with the run. */
  readonly options: ReadOptions;
  readonly reach: Reach;
  readonly #gate: Gate;
  readonly #outer: AbortSignal | undefined;
  readonly #ending = new AbortController();
  readonly #forward = () => this.#ending.abort(this.#outer?.reason);

  /** `eager`: nobody will leave before the end. */
  constructor(session: Session, options: ReadOptions, eager: boolean) {
    const { signal, concurrency: most = session.concurrency } = options;
    this.session = session;
    this.reach = { most, eager };
    this.#gate = new Gate(most);
    this.#outer = signal;
    this.options = { ...options, signal: this.#ending.signal };
    if (signal?.aborted) this.#forward();
    signal?.addEventListener('abort', this.#forward, { once: true });
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
    this.#outer?.removeEventListener('abort', this.#forward);
    this.#ending.abort();
  }
}
