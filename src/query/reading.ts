/** A place whose items are read straight from it: iterated, it yields them. */
import type { Settled } from '../errors.js';
import type { Model } from '../kinds/models.js';
import type { ReadOptions, RequestOptions } from '../requests/options.js';
import type { WhereFields } from './lookups.js';
import { Queries } from './queries.js';
import type { QuerySet } from './query-set.js';

/** The ways to read. See {@link QuerySet} for what each does. */
export abstract class Reading<M extends Model> extends Queries<M> implements AsyncIterable<M['item']> {
  [Symbol.asyncIterator](): AsyncGenerator<M['item'], void, undefined> {
    return this.all()[Symbol.asyncIterator]();
  }

  /** Page by page. */
  pages(options?: ReadOptions): AsyncGenerator<M['item'][], void, undefined> {
    return this.all().pages(options);
  }

  /** Errors of single items as values, in their place. */
  settled(options?: ReadOptions): AsyncGenerator<Settled<M['item']>, void, undefined> {
    return this.all().settled(options);
  }

  /** All of it in memory. */
  toArray(options?: ReadOptions): Promise<M['item'][]> {
    return this.all().toArray(options);
  }

  /** The item at a position, or undefined; a negative one counts from the end and needs an order. */
  at(index: number, options?: ReadOptions): Promise<M['item'] | undefined> {
    return this.all().at(index, options);
  }

  /** How many items there are, without reading them. */
  count(options?: RequestOptions): Promise<number> {
    return this.all().count(options);
  }

  /** The one item there is. Throws {@link DoesNotExistError} or {@link MultipleObjectsReturnedError}. */
  get(where?: WhereFields<M['search']>, options?: ReadOptions): Promise<M['item']> {
    return this.all().get(where, options);
  }

  /** The items from `start` to before `end`. */
  slice(start: number, end?: number): QuerySet<M> {
    return this.all().slice(start, end);
  }

  /** Reads all ids first, then the items as they are by then. */
  snapshot(): QuerySet<M> {
    return this.all().snapshot();
  }

  /** The SOAP that would be sent for the first page. Sends nothing. */
  explain(): string {
    return this.all().explain();
  }
}
