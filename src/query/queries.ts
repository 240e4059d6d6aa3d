/** What starts a query: a folder, or a set of folders. Each method is that of a QuerySet on all that they hold. */
import type { ItemQueryTraversalType } from '../../generated/index.js';
import type {
  AggregateKey,
  AggregateValue,
  FieldName,
  FieldValue,
  GroupKey,
  Model,
  Narrowed,
} from '../kinds/models.js';
import type { Listing } from '../requests/listing.js';
import type { ReadOptions } from '../requests/options.js';
import type { Group, GroupOptions } from './group-by.js';
import type { WhereFields } from './lookups.js';
import type { QuerySet } from './query-set.js';
import type { QueryStringOptions } from './search.js';

/** The ways to begin a query. See {@link QuerySet} for what each does. */
export abstract class Queries<M extends Model> {
  /** All of it; the options go along with whatever is asked of it then: `all({ signal }).count()`. */
  abstract all(options?: ReadOptions): QuerySet<M>;

  /** Nothing, and no request. */
  none(): QuerySet<M> {
    return this.all().none();
  }

  /** The items for which all the conditions hold. Throws {@link ValidationError} at once for wrong names and values. */
  filter(where: WhereFields<M['search']>): QuerySet<M> {
    return this.all().filter(where);
  }

  /** The items for which not all the conditions hold. */
  exclude(where: WhereFields<M['search']>): QuerySet<M> {
    return this.all().exclude(where);
  }

  /** By a query string (AQS, `subject:x`), in the server's index: words, not parts of them. Exchange 2010. Not together with filter(). */
  search(query: string, options?: QueryStringOptions): QuerySet<M> {
    return this.all().search(query, options);
  }

  /** Orders by fields, in turn; `-` before a name reverses. */
  orderBy(...keys: readonly (M['sort'] | `-${M['sort']}`)[]): QuerySet<M> {
    return this.all().orderBy(...keys);
  }

  /** Which items: those in the folder, hidden ones (`Associated`), or on Exchange 2007 deleted ones (`SoftDeleted`). */
  traversal(traversal: ItemQueryTraversalType): QuerySet<M> {
    return this.all().traversal(traversal);
  }

  /** Fetches only these members; the type shrinks with the request. */
  only<const K extends FieldName<M>>(...fields: readonly K[]): QuerySet<M, Narrowed<M, K>> {
    return this.all().only(...fields);
  }

  /** Plain objects with these members. */
  values<const K extends FieldName<M>>(...fields: readonly K[]): QuerySet<M, { [F in K]: FieldValue<M, F> }> {
    return this.all().values(...fields);
  }

  /** Tuples of these members. */
  valuesList<const K extends readonly FieldName<M>[]>(
    ...fields: K
  ): QuerySet<M, { [I in keyof K]: FieldValue<M, K[I]> }> {
    return this.all().valuesList(...fields);
  }

  /** The values of one member. */
  pluck<const K extends FieldName<M>>(field: K): QuerySet<M, FieldValue<M, K>> {
    return this.all().pluck(field);
  }

  /** Sums, means, least and greatest values: `aggregate('size__sum', 'dateTimeReceived__max')`. */
  aggregate<const K extends AggregateKey<M>>(...keys: readonly K[]): Promise<{ [A in K]: AggregateValue<M, A> }> {
    return this.all().aggregate(...keys);
  }

  /** In groups of one value, in the order of their least, or with `-` greatest, value of the second field. */
  groupBy<const K extends M['sort']>(
    field: K,
    order: M['sort'] | `-${M['sort']}` = field,
    how: GroupOptions = {},
  ): Listing<Group<GroupKey<M, K>, M['item']>> {
    return this.all().groupBy(field, order, how);
  }
}
