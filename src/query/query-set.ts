/**
 * A lazy, immutable query. Methods that refine it return a new one; nothing is sent until items, a count or an answer is wanted.
 * It is no promise: `return query` in an async function fetches nothing.
 */

import type { ItemIdType } from '../../generated/index.js';
import { FindItem, GetItem } from '../../generated/index.js';
import type { RequestOptions, Session } from '../client/session.js';
import { DoesNotExistError, MultipleObjectsReturnedError, ValidationError } from '../errors.js';
import { type BulkOptions, copyItems, type DeleteOptions, deleteItems, moveItems, sendItems } from '../items/bulk.js';
import type { AnyItem } from '../items/classes.js';
import type { ExtendedProperty } from '../items/extended-property.js';
import { type ItemMethods, idOf } from '../items/item.js';
import type { FieldName, FieldValue, Model } from '../items/model.js';
import type { FolderTarget } from '../items/target.js';
import { prettyXml } from '../xml/pretty.js';
import type { WhereFields } from './lookups.js';
import {
  buildFindItem,
  buildShape,
  checkFields,
  findSuffices,
  isNever,
  knownTargets,
  type Plan,
  parseOrder,
} from './plan.js';
import { runCount, runPages } from './run.js';
import { parseWhere } from './where.js';

/** An item of which only some members were asked for. */
export type Narrowed<M extends Model, K> = { [F in K & PropertyKey]: FieldValue<M, F> } & Pick<
  M['main'],
  'kind' | 'itemId'
> &
  ItemMethods;

type Row = (item: AnyItem) => unknown;

const whole: Row = (item) => item;

/** A query on one or more folders. */
export class QuerySet<M extends Model, R = M['item']> implements AsyncIterable<R> {
  readonly #plan: Plan;
  readonly #session: Session;
  readonly #row: Row;

  /** Made by folders: `account.inbox.filter(...)`. */
  constructor(session: Session, plan: Plan, row: Row = whole) {
    this.#session = session;
    this.#plan = Object.freeze(plan);
    this.#row = row;
  }

  #with(change: Partial<Plan>): QuerySet<M, R> {
    return new QuerySet(this.#session, { ...this.#plan, ...change }, this.#row);
  }

  #vocabulary(): { type: string; extended: Record<string, ExtendedProperty['path']> } {
    const { type, extended } = this.#plan;
    return { type, extended: Object.fromEntries(Object.entries(extended).map(([name, { path }]) => [name, path])) };
  }

  /** The items for which all the conditions hold. Throws {@link ValidationError} at once for wrong names and values. */
  filter(where: WhereFields<M['search']>): QuerySet<M, R> {
    this.#refuseWith('filter()');
    const condition = parseWhere(where, this.#vocabulary());
    return condition === undefined ? this : this.#with({ conditions: [...this.#plan.conditions, condition] });
  }

  /** The items for which not all the conditions hold. */
  exclude(where: WhereFields<M['search']>): QuerySet<M, R> {
    this.#refuseWith('exclude()');
    const condition = parseWhere({ not: where }, this.#vocabulary());
    return condition === undefined ? this : this.#with({ conditions: [...this.#plan.conditions, condition] });
  }

  /** Orders by fields, in turn; `-` before a name reverses. Replaces an order set before. */
  orderBy(...keys: readonly (M['sort'] | `-${M['sort']}`)[]): QuerySet<M, R> {
    if (this.#plan.view)
      throw new ValidationError('The order', [
        { path: 'orderBy', message: 'a calendar view is always in the order of time' },
      ]);
    return this.#with({ order: parseOrder(keys, this.#plan) });
  }

  /** The order the other way round. */
  reverse(): QuerySet<M, R> {
    if (this.#plan.order.length === 0)
      throw new ValidationError('The order', [{ path: 'reverse', message: 'call orderBy() first' }]);
    return this.#with({ order: this.#plan.order.map((key) => ({ ...key, descending: !key.descending })) });
  }

  /** Everything that this query yields, again to refine. */
  all(): QuerySet<M, R> {
    return this;
  }

  /** Nothing, and no request. */
  none(): QuerySet<M, R> {
    return this.#with({ limit: 0 });
  }

  /** Fetches only these members; the type shrinks with the request. */
  only<const K extends FieldName<M>>(...fields: readonly K[]): QuerySet<M, Narrowed<M, K>> {
    checkFields(fields, this.#plan);
    return new QuerySet<M, Narrowed<M, K>>(this.#session, { ...this.#plan, fields }, whole);
  }

  /** Plain objects with these members. */
  values<const K extends FieldName<M>>(...fields: readonly K[]): QuerySet<M, { [F in K]: FieldValue<M, F> }> {
    return this.#rows(fields, (item) => Object.fromEntries(fields.map((field) => [field, item[field]])));
  }

  /** Tuples of these members. */
  valuesList<const K extends readonly FieldName<M>[]>(
    ...fields: K
  ): QuerySet<M, { [I in keyof K]: FieldValue<M, K[I]> }> {
    return this.#rows(fields, (item) => fields.map((field) => item[field]));
  }

  /** The values of one member. */
  flat<const K extends FieldName<M>>(field: K): QuerySet<M, FieldValue<M, K>> {
    return this.#rows([field], (item) => item[field]);
  }

  #rows<T>(fields: readonly string[], row: (item: Readonly<Record<string, unknown>>) => unknown): QuerySet<M, T> {
    checkFields(fields, this.#plan);
    return new QuerySet<M, T>(this.#session, { ...this.#plan, fields }, (item) =>
      row(item as unknown as Record<string, unknown>),
    );
  }

  /** The items from `start` to before `end`, as `Array.slice` counts; negative positions are not known before asking. */
  slice(start: number, end = Number.POSITIVE_INFINITY): QuerySet<M, R> {
    if (
      !(
        Number.isInteger(start) &&
        start >= 0 &&
        (Number.isInteger(end) || end === Number.POSITIVE_INFINITY) &&
        end >= 0
      )
    ) {
      throw new ValidationError('The slice', [
        { path: 'slice', message: `expected whole numbers from 0 on, got ${start} and ${end}` },
      ]);
    }
    const { offset, limit } = this.#plan;
    return this.#with({ offset: offset + Math.min(start, limit), limit: Math.max(0, Math.min(end, limit) - start) });
  }

  /** Searches by a query string (AQS, `subject:x`) instead of conditions. */
  search(query: string): QuerySet<M, R> {
    if (this.#plan.conditions.length > 0) this.#refuseSearch();
    return this.#with({ search: query });
  }

  #refuseWith(method: string): void {
    if (this.#plan.search !== undefined) this.#refuseSearch(method);
  }

  #refuseSearch(method = 'filter()'): never {
    throw new ValidationError('The query', [
      { path: 'search', message: `Exchange does not take a query string together with ${method}` },
    ]);
  }

  /** Which items: those in the folder, deleted ones that can be recovered, or hidden ones. */
  traversal(traversal: Plan['traversal']): QuerySet<M, R> {
    return this.#with({ traversal });
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<R, void, undefined> {
    for await (const page of this.pages()) yield* page;
  }

  /** Page by page. Default size: 100. */
  async *pages(options: RequestOptions & { size?: number | undefined } = {}): AsyncGenerator<R[], void, undefined> {
    const plan = options.size === undefined ? this.#plan : { ...this.#plan, pageSize: options.size };
    for await (const page of runPages(plan, this.#session, options)) yield page.map((item) => this.#row(item) as R);
  }

  /** All of it in memory. */
  async toArray(options: RequestOptions = {}): Promise<R[]> {
    const all: R[] = [];
    for await (const page of this.pages(options)) for (const row of page) all.push(row);
    return all;
  }

  /** The item at a position, or undefined; a negative one counts from the end and needs an order. */
  async at(index: number, options: RequestOptions = {}): Promise<R | undefined> {
    if (index < 0) return this.reverse().at(-index - 1, options);
    const [row] = await this.slice(index, index + 1).toArray(options);
    return row;
  }

  /** How many there are, without reading them. */
  count(options: RequestOptions = {}): Promise<number> {
    return runCount(this.#plan, this.#session, options);
  }

  /** Whether there are any. */
  async exists(options: RequestOptions = {}): Promise<boolean> {
    return (await this.slice(0, 1).only().toArray(options)).length > 0;
  }

  /** The one item there is. Throws {@link DoesNotExistError} or {@link MultipleObjectsReturnedError}. */
  async get(where?: WhereFields<M['search']>, options: RequestOptions = {}): Promise<R> {
    const query = where === undefined ? this : this.filter(where);
    const found = await query.slice(0, 2).toArray(options);
    if (found.length === 0)
      throw new DoesNotExistError('No item matches.', { remedy: 'Use at(0) if there may be none.' });
    if (found.length > 1)
      throw new MultipleObjectsReturnedError('More than one item matches.', {
        remedy: 'Narrow the filter, or use at(0) for the first.',
      });
    return found[0] as R;
  }

  /** The SOAP that would be sent for the first page, laid out for reading. Sends nothing. */
  explain(): string {
    if (isNever(this.#plan)) return 'Nothing is sent: no item can match.';
    const { client } = this.#session;
    const direct = findSuffices(this.#plan);
    const find = buildFindItem(
      this.#plan,
      knownTargets(this.#plan),
      direct ? buildShape(this.#plan) : { baseShape: 'IdOnly' },
      this.#plan.offset,
      Math.min(this.#plan.pageSize, this.#plan.limit),
    );
    const first = prettyXml(client.encode(FindItem, find));
    if (direct) return first;
    const get = { itemShape: buildShape(this.#plan), itemIds: [{ kind: 'itemId', id: '(the ids found)' }] };
    return `${first}\n\n${prettyXml(client.encode(GetItem, get))}`;
  }

  async #ids(options: RequestOptions): Promise<{ id: string; changeKey?: string | undefined }[]> {
    const items = await new QuerySet<M, AnyItem>(this.#session, { ...this.#plan, fields: [], pageSize: 1000 }).toArray(
      options,
    );
    return items.map(idOf);
  }

  /** Deletes every item of the query; a settled result for each. Default: to the deleted items. */
  async delete(options: DeleteOptions = {}): Promise<PromiseSettledResult<void>[]> {
    return deleteItems(this.#session, await this.#ids(options), options);
  }

  /** Moves every item of the query; each result is the new id. */
  async move(to: FolderTarget, options: BulkOptions = {}): Promise<PromiseSettledResult<ItemIdType | undefined>[]> {
    return moveItems(this.#session, await this.#ids(options), to, options);
  }

  /** Copies every item of the query; each result is the copy's id. */
  async copy(to: FolderTarget, options: BulkOptions = {}): Promise<PromiseSettledResult<ItemIdType | undefined>[]> {
    return copyItems(this.#session, await this.#ids(options), to, options);
  }

  /** Sends every draft of the query. */
  async send(options: BulkOptions & { saveCopy?: boolean | undefined } = {}): Promise<PromiseSettledResult<void>[]> {
    return sendItems(this.#session, await this.#ids(options), options);
  }
}
