/**
 * How many requests a server bears at once, as far as is known. One at first, and one more each time that as many have gone well, so that a
 * server's limit is found by one request that it refuses, and not by all that are beyond it; fewer where it refuses, and where it says how
 * long it wants to be left alone, one, and with a distance if that is still too much. Must not know who waits.
 */

/** One request that is under way. */
export interface Turn {
  /** Milliseconds that it waited because the server wished it. */
  readonly waitedMs: number;
  /** How many began before it. */
  readonly number: number;
  /** On the monotonic clock, as all times here. */
  readonly begunAt: number;
}

/** What a server says when it is busy. */
export interface Refusal {
  /** How long nobody is to ask. */
  readonly waitMs?: number | undefined;
  /** That so many at a time are too many (ErrorExceededConnectionCount). */
  readonly tooMany?: boolean | undefined;
  /** To one that had waited as it was told: others took what it had waited for. */
  readonly again?: boolean | undefined;
}

/** What was too much is tried again after so many times as many as are allowed went well; twice that where it was too much again. */
const LONG = 20;
const LONGEST = 640;
/** So many at a time that they are too many: that is a rule, and holds for milliseconds; twice that where it was so again. */
const REST = 300_000;
const LONGEST_REST = 16 * REST;
/** Milliseconds between requests that are as good as none. */
const SHORT = 20;

export class Allowance {
  readonly #most: number;
  #limit = 1;
  /** How many were too many. */
  #ceiling = Number.POSITIVE_INFINITY;
  /** One more is tried as soon as as many went well; otherwise there was too much, and it goes on with care. */
  #finding = true;
  #long = LONG;
  #rest = REST;
  #restUntil = 0;
  /** The server has said how long it wants to be left alone. */
  #told = false;
  #interval = 0;
  /** Until when that was the last time, and what went well since. */
  #waitedUntil = 0;
  #passed = 0;
  /** What went well since the last change. */
  #credit = 0;
  #begun = 0;
  /** What began before says nothing new. */
  #cut = 0;
  readonly #open = new Set<Turn>();
  /** Those under way when there were as many as are allowed, less those that went well. */
  #trial: Set<Turn> | undefined;

  /** `most`: there are never more under way. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Requests allowed at once. */
  get limit(): number {
    return this.#limit;
  }

  /** Milliseconds from one request to the next. */
  get interval(): number {
    return this.#interval;
  }

  /** Whether it is being found out if one more is borne, or will be. */
  get trying(): boolean {
    return this.#finding && this.#limit < this.#most;
  }

  begin(waitedMs: number): Turn {
    const turn = { waitedMs, number: this.#begun++, begunAt: performance.now() };
    this.#open.add(turn);
    if (this.trying && this.#open.size >= this.#limit) this.#trial ??= new Set(this.#open);
    return turn;
  }

  /** The request has ended, whichever way. Where nothing was said of it, it proves nothing. */
  end(turn: Turn): void {
    this.#open.delete(turn);
    if (this.#trial?.has(turn)) this.#trial = undefined;
  }

  fine(turn: Turn): void {
    this.#passed++;
    if (this.#finding) this.#prove([turn]);
    else this.#recover();
  }

  /** Who is refused is refused at once: those that have been under way for so long count as if they had gone well. */
  silent(ms: number): void {
    const by = performance.now() - ms;
    if (this.#trial) this.#prove([...this.#trial].filter(({ begunAt }) => begunAt <= by));
  }

  /** The server is busy. `others`: it was not alone. */
  refused(turn: Turn, { waitMs = 0, tooMany = false, again = false }: Refusal, others: boolean): void {
    this.#credit = 0;
    if (waitMs > 0 && again && others) this.#interval += waitMs;
    // Those who were under way together are refused together; that is one sign, not many.
    if (turn.number < this.#cut) return;
    this.#cut = this.#begun;
    if (waitMs > 0) this.#measure(waitMs, others);
    const tried = this.#trial?.has(turn) ?? false;
    const count = tried ? this.#limit : Math.min(this.#limit, Math.max(1, this.#open.size));
    this.#doubt(waitMs === 0 && count >= this.#ceiling);
    this.#trial = undefined;
    this.#finding = false;
    this.#ceiling = count;
    this.#restUntil = tooMany ? performance.now() + this.#rest : 0;
    if (waitMs > 0) [this.#told, this.#limit] = [true, 1];
    // One more than ever before tells the limit; what was borne before, and now is not, is shared with others, or the server is not well.
    else this.#limit = Math.max(1, tried && tooMany ? count - 1 : Math.floor(count / 2));
  }

  /** One at a time and still too fast: as many as were borne from wait to wait, in as long a time. */
  #measure(waitMs: number, others: boolean): void {
    const until = performance.now() + waitMs;
    if (this.#told && others && this.#passed > 0)
      this.#interval = Math.max(this.#interval, (until - this.#waitedUntil) / this.#passed);
    this.#waitedUntil = until;
    this.#passed = 0;
  }

  /** `again`: what was too much is so still. */
  #doubt(again: boolean): void {
    if (!again) return;
    this.#long = Math.min(LONGEST, this.#long * 2);
    this.#rest = Math.min(LONGEST_REST, this.#rest * 2);
  }

  #prove(turns: readonly Turn[]): void {
    if (!this.#trial) return;
    for (const turn of turns) this.#trial.delete(turn);
    if (this.#trial.size > 0) return;
    this.#trial = undefined;
    this.#limit = Math.min(this.#most, this.#limit + 1);
    if (this.#limit > this.#ceiling) [this.#ceiling, this.#long, this.#rest] = [Number.POSITIVE_INFINITY, LONG, REST];
  }

  /** After as many as are allowed, one more is. Where it was too much before, that takes longer. */
  #recover(): void {
    const top = this.#limit + 1 >= this.#ceiling;
    const careful = this.#told || top || this.#restUntil > 0;
    if (++this.#credit < this.#limit * (careful ? this.#long : 1)) return;
    if (this.#interval === 0 && top && performance.now() < this.#restUntil) return;
    this.#credit = 0;
    if (this.#interval > 0) {
      this.#interval = this.#interval > SHORT ? this.#interval / 2 : 0;
      return;
    }
    this.#told = false;
    if (top) this.#finding = true;
    else this.#limit++;
  }
}
