/**
 * A lazy, immutable query. Methods that refine it return a new one; nothing is sent until items, a count or an answer is wanted.
 * It is no promise: `return query` in an async function fetches nothing.
 */
import { inspect } from 'node:util';
import type { HighlightTermType, ItemQueryTraversalType } from '../../generated/index.js';
import {
  checkOptions,
  DoesNotExistError,
  MultipleObjectsReturnedError,
  type Settled,
  ValidationError,
} from '../errors.js';
import { formsOf, withoutForms } from '../fields/shape.js';
import type { AnyItem } from '../items/classes.js';
import type {
  AggregateKey,
  AggregateValue,
  FieldName,
  FieldValue,
  GroupKey,
  Model,
  Narrowed,
} from '../kinds/models.js';
import { Listing } from '../requests/listing.js';
import {
  type BulkOptions,
  READ_RULES,
  REQUEST_RULES,
  type ReadOptions,
  type RequestOptions,
} from '../requests/options.js';
import type { Session } from '../requests/session.js';
import { Aggregates } from './aggregate.js';
import { explain } from './explain.js';
import { isGone, valuesOf } from './failures.js';
import { type Group, type Grouping, type GroupOptions, groups, readGrouping } from './group-by.js';
import { type Items, ItemVerbs } from './item-verbs.js';
import type { WhereFields } from './lookups.js';
import { valueNamed } from './named-value.js';
import { checkMembers, type Plan, parseOrder, vocabularyOf } from './plan.js';
import { allIds, itemPages, runCount, settledPages } from './run.js';
import { highlightTerms, type QueryStringOptions, SEARCH_RULES } from './search.js';
import { keepSearch, type SearchFolder, type SearchFolderOptions } from './search-folder.js';
import { readFraction } from './start.js';
import { parseWhere } from './where.js';

type Row = (item: AnyItem) => unknown;

const whole: Row = (item) => item;

const CONDITIONS = 'conditions go into filter()';

/** A query on one or more folders: `account.inbox.filter(...)`. */
export class QuerySet<M extends Model, R = M['item']> extends ItemVerbs<M> implements AsyncIterable<R> {
  readonly #session: Session;
  readonly #plan: Plan;
  readonly #row: Row;

  /** Made by folders. */
  constructor(session: Session, plan: Plan, row: Row = whole) {
    super();
    this.#session = session;
    this.#plan = Object.freeze(plan);
    this.#row = row;
  }

  #with(change: Partial<Plan>): QuerySet<M, R> {
    return new QuerySet(this.#session, { ...this.#plan, ...change }, this.#row);
  }

  /** The same; the options go along with whatever is asked of it then: `all({ signal }).count()`. */
  all(options: ReadOptions = {}): QuerySet<M, R> {
    checkOptions('all()', options, READ_RULES, CONDITIONS);
    return this.#with({ options: { ...this.#plan.options, ...options } });
  }

  /** Nothing, and no request. */
  none(): QuerySet<M, R> {
    return this.#with({ limit: 0 });
  }

  /** The items for which all the conditions hold. Throws {@link ValidationError} at once for wrong names and values. */
  filter(where: WhereFields<M['search']>): QuerySet<M, R> {
    return this.#conditioned('filter()', where);
  }

  /** The items for which not all the conditions hold. */
  exclude(where: WhereFields<M['search']>): QuerySet<M, R> {
    return this.#conditioned('exclude()', { not: where });
  }

  #conditioned(method: string, where: unknown): QuerySet<M, R> {
    this.#refuseAfterSlice(method);
    if (this.#plan.search !== undefined) refuseSearch(method);
    const condition = parseWhere(where, vocabularyOf(this.#plan), this.#session.timeZone);
    return condition === undefined ? this : this.#with({ conditions: [...this.#plan.conditions, condition] });
  }

  /** By a query string (AQS, `subject:x`), in the server's index: words, not parts of them. Exchange 2010. Not together with filter(). */
  search(query: string, options: QueryStringOptions = {}): QuerySet<M, R> {
    this.#refuseAfterSlice('search()');
    checkOptions('search()', options, SEARCH_RULES);
    if (typeof query !== 'string' || query.trim() === '')
      throw new ValidationError('The query', [
        { path: 'search', message: 'expected a query string such as "subject:lunch"' },
      ]);
    if (this.#plan.conditions.length > 0) refuseSearch('filter()');
    if (this.#plan.view || this.#plan.names) refuseSearch(this.#plan.view ? 'view()' : 'contactsView()');
    return this.#with({ search: { ...options, value: query } });
  }

  /** The words by which the server found what `search()` looks for, and where: to be shown as such. Exchange 2013. */
  async highlightTerms(options: RequestOptions = {}): Promise<readonly HighlightTermType[]> {
    checkOptions('highlightTerms()', options, REQUEST_RULES);
    return highlightTerms(this.#plan, this.#session, this.#options(options));
  }

  /** From the first item on, in the order of the query, for which the conditions hold. Exchange 2013; not of calendars. */
  seekToCondition(where: WhereFields<M['search']>): QuerySet<M, R> {
    this.#refuseAfterSlice('seekToCondition()');
    const condition = parseWhere(where, vocabularyOf(this.#plan), this.#session.timeZone, 'seekToCondition');
    if (condition === undefined) return this;
    if (condition.op === 'never') return this.none();
    return this.#with({ start: { by: 'condition', condition }, sliced: true });
  }

  /** From a fraction of what there is on: `fractionalPage(1, 2)` begins in the middle, as a scroll bar does. */
  fractionalPage(numerator: number, denominator: number): QuerySet<M, R> {
    this.#refuseAfterSlice('fractionalPage()');
    return this.#with({ start: readFraction(numerator, denominator), sliced: true });
  }

  /** Orders by fields, in turn; `-` before a name reverses. Replaces an order set before. */
  orderBy(...keys: readonly (M['sort'] | `-${M['sort']}`)[]): QuerySet<M, R> {
    this.#refuseAfterSlice('orderBy()');
    if (this.#plan.names)
      throw new ValidationError('The order', [{ path: 'orderBy', message: 'contactsView() is in the order of names' }]);
    return this.#with({ order: parseOrder(keys, vocabularyOf(this.#plan)) });
  }

  /** The order the other way round. */
  reverse(): QuerySet<M, R> {
    this.#refuseAfterSlice('reverse()');
    if (this.#plan.order.length === 0)
      throw new ValidationError('The order', [{ path: 'reverse', message: 'call orderBy() first' }]);
    return this.#with({ order: this.#plan.order.map((key) => ({ ...key, descending: !key.descending })) });
  }

  /** Which items: those in the folder, hidden ones (`Associated`), or on Exchange 2007 deleted ones (`SoftDeleted`). */
  traversal(traversal: ItemQueryTraversalType): QuerySet<M, R> {
    this.#refuseAfterSlice('traversal()');
    if (!['Shallow', 'Associated', 'SoftDeleted'].includes(traversal))
      throw new ValidationError('The query', [
        { path: 'traversal', message: "expected one of 'Shallow', 'Associated', 'SoftDeleted'" },
      ]);
    return this.#with({ traversal });
  }

  /** Fetches only these members; the type shrinks with the request. */
  only<const K extends FieldName<M>>(...fields: readonly K[]): QuerySet<M, Narrowed<M, K>> {
    checkMembers(fields, this.#plan);
    return new QuerySet<M, Narrowed<M, K>>(this.#session, { ...this.#plan, members: fields }, whole);
  }

  /** Plain objects with these members. */
  values<const K extends FieldName<M>>(...fields: readonly K[]): QuerySet<M, { [F in K]: FieldValue<M, F> }> {
    return this.#rows(fields, (item) => Object.fromEntries(fields.map((field) => [field, valueNamed(item, field)])));
  }

  /** Tuples of these members. */
  valuesList<const K extends readonly FieldName<M>[]>(
    ...fields: K
  ): QuerySet<M, { [I in keyof K]: FieldValue<M, K[I]> }> {
    return this.#rows(fields, (item) => fields.map((field) => valueNamed(item, field)));
  }

  /** The values of one member. */
  pluck<const K extends FieldName<M>>(field: K): QuerySet<M, FieldValue<M, K>> {
    return this.#rows([field], (item) => valueNamed(item, field));
  }

  #rows<T>(fields: readonly string[], row: Row): QuerySet<M, T> {
    checkMembers(fields, this.#plan);
    return new QuerySet<M, T>(this.#session, { ...this.#plan, members: fields }, row);
  }

  /** The items from `start` to before `end`, as `Array.slice` counts; negative positions are not known before asking. */
  slice(start: number, end = Number.POSITIVE_INFINITY): QuerySet<M, R> {
    const isPosition = (value: number): boolean => Number.isInteger(value) && value >= 0;
    if (!isPosition(start) || !(isPosition(end) || end === Number.POSITIVE_INFINITY))
      throw new ValidationError('The slice', [
        { path: 'slice', message: `expected whole numbers from 0 on, got ${start} and ${end}` },
      ]);
    const { offset, limit } = this.#plan;
    return this.#with({
      offset: offset + Math.min(start, limit),
      limit: Math.max(0, Math.min(end, limit) - start),
      sliced: true,
    });
  }

  /**
   * Reads all ids first, then the items as they are by then: which ones is settled before the first is read. A loop needs it where it
   * changes the order that it goes by, or waits long between items.
   */
  snapshot(): QuerySet<M, R> {
    return this.#with({ snapshot: true });
  }

  #refuseAfterSlice(method: string): void {
    if (this.#plan.sliced)
      throw new ValidationError('The query', [
        { path: method, message: 'a slice was taken already; what chooses or orders the items comes before slice()' },
      ]);
  }

  #options<O extends ReadOptions>(options: O): O & ReadOptions {
    return { ...this.#plan.options, ...options };
  }

  /**
   * Every item that is there when it begins, whatever the loop does to those that it has read. Items that cannot be read are left out, and
   * told at the end by one {@link BulkError}; `settled()` has each in its place.
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<R, void, undefined> {
    for await (const page of this.pages()) yield* page;
  }

  /** Page by page. Items that cannot be read are told at the end, by one {@link BulkError}. */
  async *pages(options: ReadOptions = {}): AsyncGenerator<R[], void, undefined> {
    checkOptions('pages()', options, READ_RULES, CONDITIONS);
    for await (const page of itemPages(this.#reading(options), this.#session, this.#options(options)))
      yield page.map((item) => this.#row(item) as R);
  }

  /** Errors of single items as values, in their place: one bad item ends nothing. */
  async *settled(options: ReadOptions = {}): AsyncGenerator<Settled<R>, void, undefined> {
    checkOptions('settled()', options, READ_RULES, CONDITIONS);
    yield* this.#settled(options, false);
  }

  async *#settled(options: ReadOptions, all: boolean): AsyncGenerator<Settled<R>, void, undefined> {
    for await (const page of settledPages(this.#reading(options), this.#session, this.#options(options), all))
      for (const result of page)
        yield result.status === 'rejected' ? result : { ...result, value: this.#row(result.value) as R };
  }

  /** The form of bodies is part of what is asked for. */
  #reading(options: ReadOptions): Plan {
    return { ...this.#plan, options: { ...this.#plan.options, ...formsOf(options) } };
  }

  /** All of it in memory. Throws {@link BulkError}, which has them all, if some could not be read. */
  async toArray(options: ReadOptions = {}): Promise<R[]> {
    checkOptions('toArray()', options, READ_RULES, CONDITIONS);
    return valuesOf(await this.#results(options));
  }

  /** The item at a position, or undefined; a negative one counts from the end and needs an order, a slice or a view. */
  async at(index: number, options: ReadOptions = {}): Promise<R | undefined> {
    if (!Number.isInteger(index))
      throw new ValidationError('at()', [{ path: 'index', message: `expected a whole number, got ${String(index)}` }]);
    checkOptions('at()', options, READ_RULES);
    if (index >= 0) return (await this.#few(index, index + 1, options))[0];
    if (!this.#plan.sliced && !this.#plan.view && !this.#plan.names) return this.reverse().at(-index - 1, options);
    // What ends somewhere has no other way round: it is counted.
    const { pageSize: _size, concurrency: _most, allMembers: _all, ...asked } = withoutForms(this.#options(options));
    const position = (await this.count(asked)) + index;
    return position < 0 ? undefined : this.at(position, options);
  }

  /** What is read, without what was deleted since it was found. */
  async #results(options: ReadOptions): Promise<Settled<R>[]> {
    const results: Settled<R>[] = [];
    for await (const result of this.#settled(options, true)) if (!isGone(result)) results.push(result);
    return results;
  }

  /** So few that the error of one is thrown as it is. */
  async #few(start: number, end: number, options: ReadOptions): Promise<R[]> {
    return (await this.slice(start, end).#results(options)).map((result) => {
      if (result.status === 'rejected') throw result.reason;
      return result.value;
    });
  }

  /** How many there are, without reading them. */
  async count(options: RequestOptions = {}): Promise<number> {
    checkOptions('count()', options, REQUEST_RULES, CONDITIONS);
    return runCount(this.#plan, this.#session, this.#options(options));
  }

  /** Whether there are any. */
  async exists(options: RequestOptions = {}): Promise<boolean> {
    checkOptions('exists()', options, REQUEST_RULES, CONDITIONS);
    return (await this.slice(0, 1).only().toArray(options)).length > 0;
  }

  /** The one item there is. Throws {@link DoesNotExistError} or {@link MultipleObjectsReturnedError}. */
  async get(where?: WhereFields<M['search']>, options: ReadOptions = {}): Promise<R> {
    const query = where === undefined ? this : this.filter(where);
    checkOptions('get()', options, READ_RULES, CONDITIONS);
    const found = await query.#few(0, 2, options);
    if (found.length === 0)
      throw new DoesNotExistError('No item matches.', { remedy: 'Use at(0) if there may be none.' });
    if (found.length > 1)
      throw new MultipleObjectsReturnedError('More than one item matches.', {
        remedy: 'Narrow the filter, or use at(0) for the first.',
      });
    return found[0] as R;
  }

  /**
   * Sums, means, least and greatest values, under Django's names: `aggregate('size__sum', 'dateTimeReceived__max')`. One pass over these
   * fields, of which nothing is kept. Of no items a sum is 0, and the others are undefined.
   */
  async aggregate<const K extends AggregateKey<M>>(...keys: readonly K[]): Promise<{ [A in K]: AggregateValue<M, A> }> {
    const aggregates = new Aggregates(keys, this.#plan);
    const options = withoutForms(this.#plan.options);
    const plan = { ...this.#plan, members: aggregates.members, options };
    for await (const page of itemPages(plan, this.#session, options)) for (const item of page) aggregates.add(item);
    return aggregates.results as { [A in K]: AggregateValue<M, A> };
  }

  /**
   * In groups of one value, an item with several in each of them. The groups come in the order of their least, or with `-` greatest, value of
   * the second field. Both fields are read of all items before the first group; the items when their group is wanted. With `onServer` Exchange
   * makes the groups, of one folder.
   */
  groupBy<const K extends M['sort']>(
    field: K,
    order: M['sort'] | `-${M['sort']}` = field,
    how: GroupOptions = {},
  ): Listing<Group<GroupKey<M, K>, R>> {
    const grouping = readGrouping(field, order, this.#plan, how);
    const fetch = (options: RequestOptions) => this.#groups(grouping, options);
    return new Listing('groupBy()', fetch as (options: RequestOptions) => AsyncIterable<Group<GroupKey<M, K>, R>>);
  }

  async *#groups(
    grouping: Grouping,
    options: RequestOptions,
  ): AsyncGenerator<Group<unknown, unknown>, void, undefined> {
    for await (const { key, items } of groups<M>(this.#plan, this.#session, grouping, this.#options(options)))
      yield { key, items: items.map((item) => this.#row(item)) };
  }

  /** Keeps the conditions as a folder among the search folders, which fills itself from then on, in its own time. */
  async createSearchFolder(name: string, options: SearchFolderOptions = {}): Promise<SearchFolder<M, QuerySet<M>>> {
    return (await keepSearch(this.#plan, this.#session, name, options)) as SearchFolder<M, QuerySet<M>>;
  }

  /** The SOAP that would be sent for the first page, laid out for reading; it can be posted as it is. Sends nothing. */
  explain(): string {
    return explain(this.#plan, this.#session);
  }

  protected override session(): Session {
    return this.#session;
  }

  protected override items(options: BulkOptions): Promise<Items> {
    return allIds(this.#plan, this.#session, this.#options(options));
  }

  [inspect.custom](): string {
    return `QuerySet of ${this.#plan.source.label} (${this.#plan.kind.name}), not yet asked; explain() shows the request`;
  }
}

function refuseSearch(method: string): never {
  throw new ValidationError('The query', [
    { path: 'search', message: `Exchange does not take a query string together with ${method}` },
  ]);
}
