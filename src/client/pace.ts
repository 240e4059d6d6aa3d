/**
 * How many requests are under way at once, and from when on, as the server bears it: additive increase, multiplicative decrease.
 * One for each client, so for each endpoint and identity, as Exchange counts. The lanes below are the upper limit; streams are not
 * counted. Must not know what is sent.
 */
import { pause } from './back-off.js';

interface Waiter {
  readonly enter: () => void;
}

export class Pace {
  /** Requests allowed at once; infinite as long as the server has not complained. */
  #limit = Number.POSITIVE_INFINITY;
  /** Where the limit was before it fell: reached again, it is lifted. */
  #ceiling = 0;
  #running = 0;
  #credit = 0;
  #cutAt = Number.NEGATIVE_INFINITY;
  /** On the monotonic clock. */
  #until = 0;
  readonly #waiters = new Set<Waiter>();

  /** Requests allowed at once. */
  get limit(): number {
    return this.#limit;
  }

  /** Milliseconds that the server still wants to be left alone. */
  get remainingMs(): number {
    return Math.max(0, this.#until - performance.now());
  }

  /**
   * Waits for its turn, in the order of asking, and until the server wants to be asked again unless that is beyond `patienceMs`.
   * Resolves to the milliseconds of the latter.
   */
  async enter(patienceMs: number, signal: AbortSignal | undefined, onAbort: () => Error): Promise<number> {
    let waited = 0;
    const mustWait = () => this.remainingMs > 0 && this.remainingMs <= patienceMs - waited;
    for (;;) {
      while (mustWait()) {
        const ms = Math.ceil(this.remainingMs);
        await pause(ms, signal, onAbort);
        waited += ms;
      }
      if (this.#running < this.#limit && this.#waiters.size === 0) this.#running++;
      else await this.#queue(signal, onAbort);
      if (!mustWait()) return waited;
      // The server asked for silence while this one stood in the queue.
      this.leave();
    }
  }

  /** The request that entered has ended. */
  leave(): void {
    this.#running--;
    this.#admit();
  }

  /** The server is busy: half as many at once, and nobody before `waitMs` have passed. */
  busy(waitMs = 0): void {
    const now = performance.now();
    this.#until = Math.max(this.#until, now + waitMs);
    this.#credit = 0;
    // Those who were under way together are refused together; that is one sign, not many.
    if (now - this.#cutAt < 100) return;
    this.#cutAt = now;
    const current = Math.min(this.#limit, Math.max(1, this.#running));
    this.#ceiling = Math.max(this.#ceiling, current);
    this.#limit = Math.max(1, Math.floor(current / 2));
  }

  /** A request went well: after as many as are allowed at once, one more is. */
  fine(): void {
    if (this.#limit === Number.POSITIVE_INFINITY || ++this.#credit < this.#limit) return;
    this.#credit = 0;
    this.#limit++;
    if (this.#limit > this.#ceiling) {
      this.#limit = Number.POSITIVE_INFINITY;
      this.#ceiling = 0;
    }
    this.#admit();
  }

  #admit(): void {
    for (const waiter of this.#waiters) {
      if (this.#running >= this.#limit) return;
      this.#waiters.delete(waiter);
      this.#running++;
      waiter.enter();
    }
  }

  #queue(signal: AbortSignal | undefined, onAbort: () => Error): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiters.delete(waiter);
        reject(onAbort());
      };
      const waiter: Waiter = {
        enter: () => {
          signal?.removeEventListener('abort', leave);
          resolve();
        },
      };
      if (signal?.aborted) return leave();
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiters.add(waiter);
    });
  }
}
