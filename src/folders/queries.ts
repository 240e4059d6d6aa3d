/** What folders and sets of folders have in common with queries: every method of a QuerySet, on all that they hold. */

import type { ItemIdType } from '../../generated/index.js';
import type { RequestOptions } from '../client/session.js';
import type { BulkOptions, DeleteOptions } from '../items/bulk.js';
import type { FieldName, FieldValue, Model } from '../items/model.js';
import type { FolderTarget } from '../items/target.js';
import type { WhereFields } from '../query/lookups.js';
import type { Narrowed, QuerySet } from '../query/query-set.js';

/** The query methods of a place that holds items. See {@link QuerySet} for what each does. */
export abstract class Queries<M extends Model> implements AsyncIterable<M['item']> {
  /** A query for everything here. */
  protected abstract query(): QuerySet<M>;

  all(): QuerySet<M> {
    return this.query();
  }

  none(): QuerySet<M> {
    return this.query().none();
  }

  filter(where: WhereFields<M['search']>): QuerySet<M> {
    return this.query().filter(where);
  }

  exclude(where: WhereFields<M['search']>): QuerySet<M> {
    return this.query().exclude(where);
  }

  orderBy(...keys: readonly (M['sort'] | `-${M['sort']}`)[]): QuerySet<M> {
    return this.query().orderBy(...keys);
  }

  only<const K extends FieldName<M>>(...fields: readonly K[]): QuerySet<M, Narrowed<M, K>> {
    return this.query().only(...fields);
  }

  values<const K extends FieldName<M>>(...fields: readonly K[]): QuerySet<M, { [F in K]: FieldValue<M, F> }> {
    return this.query().values(...fields);
  }

  valuesList<const K extends readonly FieldName<M>[]>(
    ...fields: K
  ): QuerySet<M, { [I in keyof K]: FieldValue<M, K[I]> }> {
    return this.query().valuesList(...fields);
  }

  flat<const K extends FieldName<M>>(field: K): QuerySet<M, FieldValue<M, K>> {
    return this.query().flat(field);
  }

  slice(start: number, end?: number): QuerySet<M> {
    return this.query().slice(start, end);
  }

  search(query: string): QuerySet<M> {
    return this.query().search(query);
  }

  traversal(traversal: Parameters<QuerySet<M>['traversal']>[0]): QuerySet<M> {
    return this.query().traversal(traversal);
  }

  [Symbol.asyncIterator](): AsyncGenerator<M['item'], void, undefined> {
    return this.query()[Symbol.asyncIterator]();
  }

  pages(options?: RequestOptions & { size?: number | undefined }): AsyncGenerator<M['item'][], void, undefined> {
    return this.query().pages(options);
  }

  toArray(options?: RequestOptions): Promise<M['item'][]> {
    return this.query().toArray(options);
  }

  at(index: number, options?: RequestOptions): Promise<M['item'] | undefined> {
    return this.query().at(index, options);
  }

  count(options?: RequestOptions): Promise<number> {
    return this.query().count(options);
  }

  exists(options?: RequestOptions): Promise<boolean> {
    return this.query().exists(options);
  }

  get(where?: WhereFields<M['search']>, options?: RequestOptions): Promise<M['item']> {
    return this.query().get(where, options);
  }

  explain(): string {
    return this.query().explain();
  }

  /** Deletes the items here; not the place itself. */
  delete(options?: DeleteOptions): Promise<PromiseSettledResult<void>[]> {
    return this.query().delete(options);
  }

  /** Moves the items here. */
  move(to: FolderTarget, options?: BulkOptions): Promise<PromiseSettledResult<ItemIdType | undefined>[]> {
    return this.query().move(to, options);
  }

  /** Copies the items here. */
  copy(to: FolderTarget, options?: BulkOptions): Promise<PromiseSettledResult<ItemIdType | undefined>[]> {
    return this.query().copy(to, options);
  }
}
