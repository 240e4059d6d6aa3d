/** What came and was not taken yet. Must not know where it comes from. */

export class EventQueue<T> {
  readonly #waiting: T[] = [];
  #wake: (() => void) | undefined;

  get size(): number {
    return this.#waiting.length;
  }

  add(...values: readonly T[]): void {
    this.#waiting.push(...values);
    this.#wake?.();
  }

  /** The next one; undefined when the signal fires before there is one. */
  async next(signal: AbortSignal): Promise<T | undefined> {
    while (this.#waiting.length === 0 && !signal.aborted)
      await new Promise<void>((resolve) => {
        const done = (): void => {
          this.#wake = undefined;
          signal.removeEventListener('abort', done);
          resolve();
        };
        this.#wake = done;
        signal.addEventListener('abort', done, { once: true });
      });
    return signal.aborted ? undefined : this.#waiting.shift();
  }
}
