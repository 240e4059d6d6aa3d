/**
 * Where in its order a query begins: at a fraction of what there is, or at the first item for which a condition holds. The server is asked
 * for the one item that stands there, and what it says of the place becomes a position.
 */
import type { FindItemParentType, FindItemType } from '../../generated/index.js';
import { ValidationError } from '../errors.js';
import type { Condition } from './condition.js';
import { buildRestriction } from './restriction.js';

export type Start =
  | { readonly by: 'fraction'; readonly numerator: number; readonly denominator: number }
  | { readonly by: 'condition'; readonly condition: Condition };

/** Throws {@link ValidationError} for what is no fraction from 0 to 1. */
export function readFraction(numerator: unknown, denominator: unknown): Start {
  const [above, below] = [numerator, denominator].map((one) => (Number.isInteger(one) ? (one as number) : Number.NaN));
  if (!(above! >= 0 && below! > 0 && above! <= below! && below! <= 0x7fffffff))
    throw new ValidationError('The query', [
      {
        path: 'fractionalPage',
        message: `expected whole numbers, the second at least as great as the first, got ${String(numerator)} and ${String(denominator)}`,
      },
    ]);
  return { by: 'fraction', numerator: above!, denominator: below! };
}

/** Several folders have no one order. */
export function severalPlaces(): ValidationError {
  const message = 'a set of folders has no one place to begin at; query them one by one';
  return new ValidationError('The query', [{ path: 'start', message }]);
}

/** The view of the one item at the start. */
export function startView(start: Start): NonNullable<FindItemType['view']> {
  if (start.by === 'fraction') {
    const { numerator, denominator } = start;
    return { kind: 'fractionalPageItemView', maxEntriesReturned: 1, numerator, denominator };
  }
  const condition = buildRestriction(start.condition);
  return { kind: 'seekToConditionPageItemView', maxEntriesReturned: 1, basePoint: 'Beginning', condition };
}

/** Its position; after all where no item is such. Answers say where the page that follows would begin. */
export function positionOf(start: Start, root: FindItemParentType): number {
  const found = root.items?.length ?? 0;
  const total = root.totalItemsInView ?? 0;
  const { numeratorOffset, absoluteDenominator, indexedPagingOffset } = root;
  if (start.by === 'condition') return (indexedPagingOffset ?? total) - found;
  if (numeratorOffset !== undefined && absoluteDenominator === Math.max(total, 1)) return numeratorOffset - found;
  return Math.floor((total * start.numerator) / start.denominator);
}
