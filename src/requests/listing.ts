/** A list that is fetched as it is read. Must not know what is in it. */
import { checkOptions, type Rules } from '../errors.js';
import { REQUEST_RULES, type RequestOptions } from './options.js';

/** A list that is fetched as it is read: `for await`, or `toArray()`. `all(options)` is the same list with options. */
export class Listing<T, O extends RequestOptions = RequestOptions> implements AsyncIterable<T> {
  readonly #subject: string;
  readonly #fetch: (options: O) => AsyncIterable<T>;
  readonly #rules: Rules<O>;
  readonly #options: O;

  /** Made by accounts, folders and items: `account.rules`. `subject` begins the sentence of what is wrong with options. */
  constructor(
    subject: string,
    fetch: (options: O) => AsyncIterable<T>,
    options: O = {} as O,
    rules: Rules<O> = REQUEST_RULES as Rules<O>,
  ) {
    checkOptions(subject, options, rules);
    this.#subject = subject;
    this.#fetch = fetch;
    this.#rules = rules;
    this.#options = options;
  }

  /** The same; the options go along with whatever is asked of it then. */
  all(options: O = {} as O): Listing<T, O> {
    checkOptions(`${this.#subject}.all()`, options, this.#rules);
    return new Listing(this.#subject, this.#fetch, { ...this.#options, ...options }, this.#rules);
  }

  /** All of it in memory. */
  async toArray(options: O = {} as O): Promise<T[]> {
    checkOptions(`${this.#subject}.toArray()`, options, this.#rules);
    const all: T[] = [];
    for await (const one of this.#fetch({ ...this.#options, ...options })) all.push(one);
    return all;
  }

  [Symbol.asyncIterator](): AsyncIterator<T, void, undefined> {
    return this.#fetch(this.#options)[Symbol.asyncIterator]();
  }
}
