/** Views of requests: which part of a result is given, and what the answer says of the rest. */
import { Failure } from '../base/failure.js';
import type { PathRef } from '../properties/paths.js';
import { compile, type Expression } from './restriction.js';

/** A view as the codec gives it. */
export interface View {
  kind?: string | undefined;
  maxEntriesReturned?: number | undefined;
  offset?: number | undefined;
  basePoint?: string | undefined;
  numerator?: number | undefined;
  denominator?: number | undefined;
  condition?: unknown;
}

/** What there is, in its order; an array is one. */
export interface Listing<T> {
  readonly length: number;
  slice(start: number, stop: number): T[];
  findIndex(test: (entry: T) => boolean): number;
}

export interface Page<T> {
  entries: T[];
  /** Members of RootFolder that say where the page lies. */
  paging: Record<string, unknown>;
}

export function pageOf<T>(
  all: Listing<T>,
  view: View | undefined,
  read: (entry: T, path: PathRef) => unknown,
): Page<T> {
  const total = all.length;
  const limit = view?.maxEntriesReturned ?? Number.POSITIVE_INFINITY;
  if (limit < 1) throw new Failure('ErrorInvalidIndexedPagingParameters');
  const kind = view?.kind ?? '';
  if (/^indexedPage/.test(kind)) {
    const offset = view?.offset ?? 0;
    if (offset < 0) throw new Failure('ErrorInvalidIndexedPagingParameters');
    if (view?.basePoint === 'End') {
      const stop = Math.max(0, total - offset);
      const start = Math.max(0, stop - Math.min(limit, total));
      return page(all.slice(start, stop), { indexedPagingOffset: total - start, total, isLast: start === 0 });
    }
    const stop = Math.min(offset + limit, total);
    return page(all.slice(offset, stop), { indexedPagingOffset: stop, total, isLast: stop >= total });
  }
  if (/^fractionalPage/.test(kind)) {
    const [numerator, denominator] = [view?.numerator ?? 0, view?.denominator ?? 1];
    if (denominator < 1 || numerator < 0 || numerator > denominator) {
      throw new Failure('ErrorInvalidFractionalPagingParameters');
    }
    const start = Math.floor((total * numerator) / denominator);
    const stop = Math.min(start + limit, total);
    const { entries, paging } = page(all.slice(start, stop), { total, isLast: stop >= total });
    return { entries, paging: { ...paging, numeratorOffset: stop, absoluteDenominator: Math.max(total, 1) } };
  }
  if (/^seekToCondition/.test(kind)) {
    const matches = compile(view?.condition as Expression);
    const found = all.findIndex((entry) => matches((path) => read(entry, path)));
    const start = found < 0 ? total : found;
    const stop = Math.min(start + limit, total);
    return page(all.slice(start, stop), { indexedPagingOffset: stop, total, isLast: stop >= total });
  }
  const stop = Math.min(limit, total);
  return page(all.slice(0, stop), { total, isLast: stop >= total });
}

function page<T>(
  entries: T[],
  { indexedPagingOffset, total, isLast }: { indexedPagingOffset?: number; total: number; isLast: boolean },
): Page<T> {
  return {
    entries,
    paging: {
      ...(indexedPagingOffset !== undefined && { indexedPagingOffset }),
      totalItemsInView: total,
      includesLastItemInRange: isLast,
    },
  };
}
