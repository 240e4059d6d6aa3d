/** What was used last, kept in memory up to a weight: what was not used for longest goes first, one at a time. Knows no items. */

/** Characters of the texts that things were read from. Parsed they take some times as much. */
const MOST = 4_000_000;

export class Recent<T> {
  readonly #most: number;
  readonly #kept = new Map<number, { value: T; weight: number }>();
  #weight = 0;

  constructor(most = MOST) {
    this.#most = most;
  }

  get(id: number): T | undefined {
    const kept = this.#kept.get(id);
    if (kept === undefined) return undefined;
    // A map gives its entries in the order in which they came.
    this.#kept.delete(id);
    this.#kept.set(id, kept);
    return kept.value;
  }

  set(id: number, value: T, weight: number): void {
    this.delete(id);
    this.#kept.set(id, { value, weight });
    this.#weight += weight;
    for (const oldest of this.#kept.keys()) {
      if (this.#weight <= this.#most) break;
      this.delete(oldest);
    }
  }

  delete(id: number): void {
    this.#weight -= this.#kept.get(id)?.weight ?? 0;
    this.#kept.delete(id);
  }

  clear(): void {
    this.#kept.clear();
    this.#weight = 0;
  }
}
