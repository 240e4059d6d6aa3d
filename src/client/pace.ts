/**
 * How many requests are under way at once, and from when on, as the server bears it: additive increase, multiplicative decrease. Where it
 * says how long it wants to be left alone, they go one after another, those first that it has refused, and if that is too much, with the time
 * between them that it asks for. One for each client, so for each endpoint and identity, as Exchange counts. The lanes below are the upper
 * limit; streams are not counted. Must not know what is sent.
 */
import { pause } from './back-off.js';

interface Waiter {
  readonly enter: () => void;
}

/** Where the server has refused, it is tried again after so many times as many as are allowed at once; twice that where it refused again. */
const LONG = 20;
const LONGEST = 640;
/** Milliseconds between requests that are as good as none. */
const SHORT = 20;

export class Pace {
  /** Requests allowed at once; infinite as long as the server has not complained. */
  #limit = Number.POSITIVE_INFINITY;
  /** How many were too many. */
  #ceiling = 0;
  #running = 0;
  #credit = 0;
  #cutAt = Number.NEGATIVE_INFINITY;
  /** On the monotonic clock, as all times here. */
  #until = 0;
  #long = LONG;
  /** Until when those that were refused come first. */
  #theirs = 0;
  /** The server has said how long it wants to be left alone. */
  #told = false;
  /** Milliseconds from one request to the next, and when the next may begin. */
  #interval = 0;
  #nextAt = 0;
  readonly #waiters = new Set<Waiter>();
  /** Those that were refused, and have waited as they were told. */
  readonly #refused = new Set<Waiter>();

  /** Requests allowed at once. */
  get limit(): number {
    return this.#limit;
  }

  /** Milliseconds that the server still wants to be left alone. */
  get remainingMs(): number {
    return Math.max(0, this.#until - performance.now());
  }

  /**
   * Waits for its turn, in the order of asking, and until the server wants to be asked again unless that is beyond `patienceMs`. `again`: it
   * was refused, and comes before others. Resolves to the milliseconds that the server wished for.
   */
  async enter(
    patienceMs: number,
    signal: AbortSignal | undefined,
    onAbort: () => Error,
    again = false,
  ): Promise<number> {
    let waited = 0;
    const left = () => Math.max(0, (again ? this.#until : this.#theirs) - performance.now());
    const mustWait = () => left() > 0 && this.remainingMs <= patienceMs - waited;
    for (;;) {
      while (mustWait()) {
        const ms = Math.ceil(left());
        await pause(ms, signal, onAbort);
        waited += ms;
      }
      if (this.#running < this.#limit && this.#waiting === 0) this.#running++;
      else await this.#queue(again ? this.#refused : this.#waiters, signal, onAbort);
      // The server may have asked for silence while this one stood in the queue.
      if (!mustWait()) break;
      this.leave();
    }
    await this.#keepDistance(signal, onAbort);
    return waited;
  }

  /** The request that entered has ended. */
  leave(): void {
    this.#running--;
    this.#admit();
  }

  /**
   * The server is busy: half as many at once, or one where it says that nobody is to ask before `waitMs` have passed. `again`: it has refused
   * one that had waited, so that the others took what that one had waited for.
   */
  busy(waitMs = 0, again = false): void {
    const now = performance.now();
    this.#until = Math.max(this.#until, now + waitMs);
    // Who was refused waits a little longer than it was told to: see `waitBefore`.
    this.#theirs = Math.max(this.#theirs, now + waitMs * 1.1 + (waitMs > 0 ? 5 : 0));
    this.#credit = 0;
    if (waitMs > 0 && again && this.#others) this.#interval += waitMs;
    // Those who were under way together are refused together; that is one sign, not many.
    if (now - this.#cutAt < 100) return;
    this.#cutAt = now;
    if (waitMs === 0 && this.#ceiling > 0) this.#long = Math.min(LONGEST, this.#long * 2);
    this.#ceiling = Math.min(this.#limit, Math.max(1, this.#running));
    this.#told ||= waitMs > 0;
    this.#limit = waitMs > 0 ? 1 : Math.max(1, Math.floor(this.#ceiling / 2));
  }

  /** A request went well: after as many as are allowed at once, one more is. Where it was too much before, that takes longer. */
  fine(): void {
    if (this.#limit === Number.POSITIVE_INFINITY) return;
    const careful = this.#told || this.#limit + 1 >= this.#ceiling;
    if (++this.#credit < this.#limit * (careful ? this.#long : 1)) return;
    this.#credit = 0;
    if (this.#interval > 0) {
      this.#interval = this.#interval > SHORT ? this.#interval / 2 : 0;
      return;
    }
    this.#told = false;
    this.#limit++;
    if (this.#limit > this.#ceiling) [this.#limit, this.#ceiling, this.#long] = [Number.POSITIVE_INFINITY, 0, LONG];
    this.#admit();
  }

  get #waiting(): number {
    return this.#waiters.size + this.#refused.size;
  }

  /** Whether more than one wants something: alone, there is nobody to keep a distance from. */
  get #others(): boolean {
    return this.#waiting > 0 || this.#running > 1;
  }

  async #keepDistance(signal: AbortSignal | undefined, onAbort: () => Error): Promise<void> {
    if (this.#interval === 0) return;
    const now = performance.now();
    const at = Math.max(now, this.#nextAt);
    this.#nextAt = at + this.#interval;
    if (at === now) return;
    try {
      await pause(Math.ceil(at - now), signal, onAbort);
    } catch (aborted) {
      this.leave();
      throw aborted;
    }
  }

  #admit(): void {
    for (const queue of [this.#refused, this.#waiters])
      for (const waiter of queue) {
        if (this.#running >= this.#limit) return;
        queue.delete(waiter);
        this.#running++;
        waiter.enter();
      }
  }

  #queue(queue: Set<Waiter>, signal: AbortSignal | undefined, onAbort: () => Error): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        queue.delete(waiter);
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
      queue.add(waiter);
    });
  }
}
