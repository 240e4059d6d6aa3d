/**
 * Work on what comes, several at a time, with the results in order. It runs ahead of whoever takes them, by a number of results that does
 * not grow: where nobody takes any, nothing more is begun, and nothing more is read of the input. Must not know what is done.
 */

/** How far ahead. */
export interface Reach {
  /** How many are begun and not taken, the one that is waited for among them. 1: one after another, each when it is asked for. */
  readonly most: number;
  /**
   * All of it will be taken. Otherwise whoever takes the results may stop early: nothing runs ahead before the second is asked for, and
   * then twice as many from one to the next.
   */
  readonly eager?: boolean | undefined;
  /** All results will be kept anyway: those that are there do not count while they wait for one before them. */
  readonly keeps?: boolean | undefined;
  /** When it fires, nothing more is begun; what is begun is still given. */
  readonly until?: AbortSignal | undefined;
}

/** Leaving the loop closes the input; what is under way then is left to itself. */
export async function* inOrder<T, R>(
  inputs: AsyncIterable<T> | Iterable<T>,
  reach: Reach,
  work: (input: T) => Promise<R>,
): AsyncGenerator<R, void, undefined> {
  const line = new Line(iteratorOf(inputs), reach, work);
  try {
    for (let next = await line.take(); next !== undefined; next = await line.take()) yield next.result;
  } finally {
    await line.leave();
  }
}

function iteratorOf<T>(inputs: AsyncIterable<T> | Iterable<T>): AsyncIterator<T> | Iterator<T> {
  return Symbol.asyncIterator in inputs ? inputs[Symbol.asyncIterator]() : inputs[Symbol.iterator]();
}

class Line<T, R> {
  readonly #inputs: AsyncIterator<T> | Iterator<T>;
  readonly #reach: Reach;
  readonly #work: (input: T) => Promise<R>;
  /** Begun and not taken, in order. */
  readonly #begun: Promise<R>[] = [];
  /** Those of them whose results are not there. */
  #open = 0;
  /** The input is being asked for its next. */
  #reading = false;
  /** There is no more input, or nobody wants any. */
  #over = false;
  #broken: { readonly error: unknown } | undefined;
  #wanted = false;
  #taken = 0;
  #wake: () => void = () => undefined;
  readonly #stop = () => {
    this.#over = true;
    this.#wake();
  };

  constructor(inputs: AsyncIterator<T> | Iterator<T>, reach: Reach, work: (input: T) => Promise<R>) {
    this.#inputs = inputs;
    this.#reach = reach;
    this.#work = work;
    if (reach.until?.aborted) this.#over = true;
    reach.until?.addEventListener('abort', this.#stop, { once: true });
  }

  /** The next result; undefined at the end. */
  async take(): Promise<{ readonly result: R } | undefined> {
    this.#wanted = true;
    this.#fill();
    while (this.#begun.length === 0) {
      if (this.#broken) throw this.#broken.error;
      if (this.#over) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const result = await (this.#begun[0] as Promise<R>);
    this.#begun.shift();
    this.#taken++;
    this.#wanted = false;
    this.#fill();
    return { result };
  }

  async leave(): Promise<void> {
    this.#over = true;
    this.#reach.until?.removeEventListener('abort', this.#stop);
    const left = Promise.resolve(this.#inputs.return?.());
    // An input that is waited for closes when it comes, if ever.
    if (this.#reading) left.catch(() => undefined);
    else await left;
  }

  get #most(): number {
    const { most, eager } = this.#reach;
    const reached = eager ? most : Math.min(most, 2 ** this.#taken);
    if (this.#wanted) return reached;
    return eager || this.#taken > 1 ? reached - 1 : 0;
  }

  #fill(): void {
    const ahead = this.#reach.keeps ? this.#open : this.#begun.length;
    if (this.#reading || this.#over || ahead >= this.#most) return;
    this.#reading = true;
    void this.#read();
  }

  async #read(): Promise<void> {
    try {
      const next = await this.#inputs.next();
      if (next.done) this.#over = true;
      else if (!this.#over) this.#begin(next.value);
    } catch (error) {
      this.#over = true;
      this.#broken = { error };
    }
    this.#reading = false;
    this.#wake();
    this.#fill();
  }

  async #settle(result: Promise<R>): Promise<void> {
    try {
      await result;
    } catch {
      // It is told when its turn comes.
      this.#over = true;
    }
    this.#open--;
    if (this.#reach.keeps) this.#fill();
  }

  #begin(input: T): void {
    const result = this.#work(input);
    this.#begun.push(result);
    this.#open++;
    void this.#settle(result);
  }
}
