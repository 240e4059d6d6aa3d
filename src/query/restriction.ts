/** Conditions, fields and orders to the generated request types: restriction, shape, sort order. Pure. */
import type { FieldOrderType, Path, RestrictionType, SearchExpression } from '../../generated/index.js';
import { pathOf } from '../properties/index.js';
import type { Comparison, Condition, Operand } from './condition.js';

const COMPARISONS: Readonly<
  Record<
    Comparison,
    'isEqualTo' | 'isNotEqualTo' | 'isGreaterThan' | 'isGreaterThanOrEqualTo' | 'isLessThan' | 'isLessThanOrEqualTo'
  >
> = {
  equal: 'isEqualTo',
  notEqual: 'isNotEqualTo',
  greater: 'isGreaterThan',
  greaterOrEqual: 'isGreaterThanOrEqualTo',
  less: 'isLessThan',
  lessOrEqual: 'isLessThanOrEqualTo',
};

/** What a request calls an operand. */
export function operandPath(operand: Operand): Path {
  return 'property' in operand ? pathOf(operand.property) : { kind: 'extendedFieldURI', ...operand.extended.path };
}

/** The restriction of a condition. */
export function buildRestriction(condition: Condition): RestrictionType {
  switch (condition.op) {
    case 'compare':
      return {
        kind: COMPARISONS[condition.comparison],
        path: operandPath(condition.operand),
        fieldURIOrConstant: { kind: 'constant', value: condition.value },
      } as SearchExpression;
    case 'contains':
      return {
        kind: 'contains',
        containmentMode: condition.mode,
        containmentComparison: condition.letters,
        path: operandPath(condition.operand),
        constant: { value: condition.value },
      } as SearchExpression;
    case 'excludes':
      return {
        kind: 'excludes',
        path: operandPath(condition.operand),
        bitmask: { value: String(condition.bitmask) },
      } as SearchExpression;
    case 'exists':
      return { kind: 'exists', path: operandPath(condition.operand) };
    case 'not':
      return { kind: 'not', searchExpression: buildRestriction(condition.condition) };
    case 'and':
    case 'or':
      return { kind: condition.op, searchExpression: condition.conditions.map(buildRestriction) };
    case 'never':
    case 'always':
      throw new TypeError('What holds for nothing or for everything has no restriction.');
  }
}

/** One key of an order. */
export interface OrderKey {
  readonly operand: Operand;
  readonly descending: boolean;
}

export function buildSortOrder(keys: readonly OrderKey[]): FieldOrderType[] {
  return keys.map(({ operand, descending }) => ({
    order: descending ? 'Descending' : 'Ascending',
    path: operandPath(operand),
  }));
}
