/**
 * When a request may begin: as many at once as the server bears (`allowance.ts`), the others in the order of asking, those first that it has
 * refused. One for each client, so for each endpoint and identity, as Exchange counts; streams are not counted. Must not know what is sent.
 */
import { after, type Timer } from '../http/timer.js';
import { Allowance, type Refusal, type Turn } from './allowance.js';
import { pause } from './back-off.js';

interface Waiter {
  readonly enter: () => void;
}

/** Who is refused is told at once: so many milliseconds under way are long enough. */
const SILENCE = 500;

export class Pace {
  readonly #allowance: Allowance;
  #running = 0;
  /** On the monotonic clock, as all times here. */
  #until = 0;
  /** Until when those that were refused come first. */
  #theirs = 0;
  #nextAt = 0;
  readonly #waiters = new Set<Waiter>();
  /** Those that were refused, and have waited as they were told. */
  readonly #refused = new Set<Waiter>();
  #silence: Timer | undefined;

  /** `most`: the lanes below. */
  constructor(most = Number.POSITIVE_INFINITY) {
    this.#allowance = new Allowance(most);
  }

  /** Requests allowed at once. */
  get limit(): number {
    return this.#allowance.limit;
  }

  /** Milliseconds that the server still wants to be left alone. */
  get remainingMs(): number {
    return Math.max(0, this.#until - performance.now());
  }

  /**
   * Waits for its turn, in the order of asking, and until the server wants to be asked again unless that is beyond `patienceMs`. `again`: it
   * was refused, and comes before others.
   */
  async enter(patienceMs: number, signal: AbortSignal | undefined, onAbort: () => Error, again = false): Promise<Turn> {
    let waited = 0;
    const left = () => Math.max(0, (again ? this.#until : this.#theirs) - performance.now());
    const mustWait = () => left() > 0 && this.remainingMs <= patienceMs - waited;
    for (;;) {
      while (mustWait()) {
        const ms = Math.ceil(left());
        await pause(ms, signal, onAbort);
        waited += ms;
      }
      if (this.#running < this.limit && this.#waiting === 0) this.#running++;
      else await this.#queue(again ? this.#refused : this.#waiters, signal, onAbort);
      // The server may have asked for silence while this one stood in the queue.
      if (!mustWait()) break;
      this.#goes();
    }
    await this.#keepDistance(signal, onAbort);
    return this.#allowance.begin(waited);
  }

  /** The request has ended. */
  leave(turn: Turn): void {
    this.#allowance.end(turn);
    this.#goes();
  }

  /** The server is busy, and refused it. */
  busy(turn: Turn, refusal: Refusal = {}): void {
    const now = performance.now();
    const { waitMs = 0 } = refusal;
    this.#until = Math.max(this.#until, now + waitMs);
    // Who was refused waits a little longer than it was told to: see `waitBefore`.
    this.#theirs = Math.max(this.#theirs, now + waitMs * 1.1 + (waitMs > 0 ? 5 : 0));
    // Alone, there is nobody to keep a distance from.
    this.#allowance.refused(turn, refusal, this.#waiting > 0 || this.#running > 1);
  }

  /** A request went well. */
  fine(turn: Turn): void {
    this.#allowance.fine(turn);
    this.#admit();
  }

  get #waiting(): number {
    return this.#waiters.size + this.#refused.size;
  }

  async #keepDistance(signal: AbortSignal | undefined, onAbort: () => Error): Promise<void> {
    const { interval } = this.#allowance;
    if (interval === 0) return;
    const now = performance.now();
    const at = Math.max(now, this.#nextAt);
    this.#nextAt = at + interval;
    if (at === now) return;
    try {
      await pause(Math.ceil(at - now), signal, onAbort);
    } catch (aborted) {
      this.#goes();
      throw aborted;
    }
  }

  #goes(): void {
    this.#running--;
    this.#admit();
  }

  #admit(): void {
    for (const queue of [this.#refused, this.#waiters])
      for (const waiter of queue) {
        if (this.#running >= this.limit) return;
        queue.delete(waiter);
        this.#running++;
        waiter.enter();
      }
    if (this.#waiting === 0) this.#stopListening();
  }

  /** While some wait: what the server is silent about is fine, so that a long request does not hold up the others. */
  #listen(): void {
    if (!this.#allowance.trying) return;
    this.#silence ??= after(SILENCE, () => {
      this.#silence = undefined;
      // Timers may be a little early.
      this.#allowance.silent(SILENCE - 10);
      this.#admit();
      if (this.#waiting > 0) this.#listen();
    });
  }

  #stopListening(): void {
    this.#silence?.clear();
    this.#silence = undefined;
  }

  #queue(queue: Set<Waiter>, signal: AbortSignal | undefined, onAbort: () => Error): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        queue.delete(waiter);
        if (this.#waiting === 0) this.#stopListening();
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
      this.#listen();
    });
  }
}
