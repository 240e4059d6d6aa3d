/**
 * How many items and folders the answers to FindItem and FindFolder may have that are under way together. Exchange counts them for each user
 * and lets 1,000 be by default (EWSFindCountLimit); what is more it refuses as busy, or leaves out.
 * https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/ews-throttling-in-exchange
 * One for each endpoint and identity. Must not know what is found.
 */
import { onAbort } from '../client/on-abort.js';

/** As many as Exchange gives in a request by default, and in all that are under way. */
export const MOST_FOUND = 1000;

interface Waiter {
  readonly count: number;
  readonly enter: () => void;
}

export class FindBudget {
  #left = MOST_FOUND;
  readonly #waiters = new Set<Waiter>();

  /** Asks for so many at most, when they fit in, in the order of asking. One that is aborted does not wait: it will not be sent. */
  async run<T>(count: number, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const most = Math.min(count, MOST_FOUND);
    if (this.#waiters.size === 0 && this.#left >= most) this.#left -= most;
    else if (!(await this.#wait(most, signal))) return work();
    try {
      return await work();
    } finally {
      this.#left += most;
      this.#admit();
    }
  }

  #admit(): void {
    for (const waiter of this.#waiters) {
      if (waiter.count > this.#left) return;
      this.#left -= waiter.count;
      this.#waiters.delete(waiter);
      waiter.enter();
    }
  }

  /** Whether it came in; false when it was aborted. */
  #wait(count: number, signal: AbortSignal | undefined): Promise<boolean> {
    if (signal?.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const waiter: Waiter = {
        count,
        enter: () => {
          unlisten();
          resolve(true);
        },
      };
      const unlisten = onAbort(signal, () => {
        this.#waiters.delete(waiter);
        resolve(false);
        // What stood behind it may be smaller.
        this.#admit();
      });
      this.#waiters.add(waiter);
    });
  }
}
