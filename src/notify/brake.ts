/** Many who ask a server that cannot be reached: one at a time finds out whether it is back, for all. Must not know what they ask. */
import { TransportError } from '../errors.js';
import { backOff, pause } from './pause.js';

/** Whoever finds out is waited for so long; then another one tries. */
const PROBE_MS = 60_000;

export class Brake {
  #failures = 0;
  /** Until when nobody asks, on the monotonic clock. */
  #until = 0;
  readonly #waiting = new Set<() => void>();

  /** Does it; where others have found that nobody answers, after a pause, longer each time until somebody does. */
  async run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const probes = await this.#turn(signal);
    try {
      const value = await work();
      this.#release();
      return value;
    } catch (error) {
      if (!(error instanceof TransportError)) this.#release();
      // Those that were under way together are one sign, not many.
      else if (probes || this.#failures === 0) this.#until = performance.now() + backOff(++this.#failures);
      throw error;
    }
  }

  /** Whether it is the one who finds out. */
  async #turn(signal: AbortSignal): Promise<boolean> {
    while (this.#failures > 0 && !signal.aborted) {
      const waitMs = this.#until - performance.now();
      if (waitMs <= 0) {
        this.#until = performance.now() + PROBE_MS;
        return true;
      }
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve);
        void pause(waitMs, signal).then(() => {
          this.#waiting.delete(resolve);
          resolve();
        });
      });
    }
    return false;
  }

  #release(): void {
    this.#failures = 0;
    for (const go of this.#waiting) go();
    this.#waiting.clear();
  }
}
