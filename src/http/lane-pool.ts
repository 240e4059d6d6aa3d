/**
 * The lanes to one server for one identity: a few, so that the server's throttling is respected, handed out in the order of
 * asking. Must not know what is sent over them.
 */
import { unsent } from '../errors.js';
import { aborted, closed } from './failures.js';
import type { Lane } from './lane.js';

/** A lane for one request. `release` gives it to the next who waits; calling it again does nothing. */
export interface LaneLease {
  readonly lane: Lane;
  release(): void;
}

interface Waiter {
  readonly grant: (lease: LaneLease) => void;
  readonly refuse: (error: Error) => void;
}

export class LanePool implements Disposable {
  readonly #url: URL;
  readonly #size: number;
  readonly #create: () => Lane;
  readonly #lanes: Lane[] = [];
  /** Last in, first out: sequential requests stay on one, already authenticated, connection. */
  readonly #idle: Lane[] = [];
  readonly #waiters = new Set<Waiter>();
  #closed = false;

  /** `url` is for error texts. */
  constructor(url: URL, size: number, create: () => Lane) {
    this.#url = url;
    this.#size = size;
    this.#create = create;
  }

  /** Waits for a lane, first come first served; the signal takes the waiter out of the queue. */
  lease(signal?: AbortSignal): Promise<LaneLease> {
    if (this.#closed) return Promise.reject(unsent(closed(this.#url.host)));
    if (signal?.aborted) return Promise.reject(unsent(aborted(this.#url, signal)));
    const lane = this.#idle.pop() ?? this.#grow();
    if (lane) return Promise.resolve(this.#leaseOf(lane));
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiters.delete(waiter);
        reject(unsent(aborted(this.#url, signal)));
      };
      const settle =
        <T>(done: (value: T) => void) =>
        (value: T) => {
          signal?.removeEventListener('abort', leave);
          done(value);
        };
      const waiter: Waiter = { grant: settle(resolve), refuse: settle(reject) };
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiters.add(waiter);
    });
  }

  /** Closes every connection; who waits or is under way fails with ERR_ABORTED. */
  [Symbol.dispose](): void {
    this.#closed = true;
    for (const waiter of this.#waiters) waiter.refuse(unsent(closed(this.#url.host)));
    this.#waiters.clear();
    for (const lane of this.#lanes) lane.close();
  }

  #grow(): Lane | undefined {
    if (this.#lanes.length >= this.#size) return undefined;
    const lane = this.#create();
    this.#lanes.push(lane);
    return lane;
  }

  #leaseOf(lane: Lane): LaneLease {
    let held = true;
    return {
      lane,
      release: () => {
        if (held) this.#free(lane);
        held = false;
      },
    };
  }

  #free(lane: Lane): void {
    const [next] = this.#waiters;
    if (!next) {
      this.#idle.push(lane);
      return;
    }
    this.#waiters.delete(next);
    next.grant(this.#leaseOf(lane));
  }
}
