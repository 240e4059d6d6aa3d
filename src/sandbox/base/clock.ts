/** The sandbox's own time: real time until a test sets it, then that instant plus what has passed since. */
export class Clock {
  #offset = 0;
  #frozen: number | undefined;

  /** The time as the server sees it. */
  now(): Date {
    const time = this.#frozen ?? Date.now() + this.#offset;
    // Exchange keeps item times to the second, and writes no fraction.
    return new Date(Math.floor(time / 1000) * 1000);
  }

  /** The clock goes on from this instant. */
  set(time: Date): void {
    this.#frozen = undefined;
    this.#offset = time.getTime() - Date.now();
  }

  /** The clock stands still at this instant, or at the present one. */
  freeze(time: Date = this.now()): void {
    this.#frozen = time.getTime();
  }

  /** Moves the clock, standing still or not. */
  advance(milliseconds: number): void {
    if (this.#frozen === undefined) this.#offset += milliseconds;
    else this.#frozen += milliseconds;
  }

  /** Gives the way back to how it goes now. */
  mark(): () => void {
    const [offset, frozen] = [this.#offset, this.#frozen];
    return () => {
      this.#offset = offset;
      this.#frozen = frozen;
    };
  }

  /** Real time again. */
  reset(): void {
    this.#offset = 0;
    this.#frozen = undefined;
  }
}
