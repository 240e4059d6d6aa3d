/** A condition, parsed: the tree between what the caller wrote and the restriction that is sent. */
import type { ContainmentComparisonType, ContainmentModeType } from '../../generated/index.js';
import type { ExtendedProperty } from '../fields/extended-property.js';
import type { Property } from '../properties/index.js';

/** What a comparison is about: a property, or a MAPI property of the caller's own. */
export type Operand = { readonly property: Property } | { readonly extended: ExtendedProperty; readonly name: string };

export type Comparison = 'equal' | 'notEqual' | 'greater' | 'greaterOrEqual' | 'less' | 'lessOrEqual';

export type Condition =
  | { readonly op: 'compare'; readonly operand: Operand; readonly comparison: Comparison; readonly value: string }
  | {
      readonly op: 'contains';
      readonly operand: Operand;
      readonly mode: ContainmentModeType;
      /** Whether case, accents and widths count. */
      readonly letters: ContainmentComparisonType;
      readonly value: string;
    }
  /** None of the bits is set. */
  | { readonly op: 'excludes'; readonly operand: Operand; readonly bitmask: number }
  | { readonly op: 'exists'; readonly operand: Operand }
  | { readonly op: 'and' | 'or'; readonly conditions: readonly Condition[] }
  | { readonly op: 'not'; readonly condition: Condition }
  /** Holds for nothing: an empty `in`. Nothing need be sent. */
  | { readonly op: 'never' }
  /** Holds for everything: the opposite of that. It is no empty condition, which says nothing, and whose opposite says nothing either. */
  | { readonly op: 'always' };

/** All of them; simpler when there is one or none. */
export function allOf(conditions: readonly Condition[]): Condition | undefined {
  if (conditions.some(({ op }) => op === 'never')) return { op: 'never' };
  const saying = conditions.filter(({ op }) => op !== 'always');
  if (saying.length <= 1) return saying[0] ?? conditions[0];
  return { op: 'and', conditions: saying };
}

/** Any of them. */
export function anyOf(conditions: readonly Condition[]): Condition {
  if (conditions.some(({ op }) => op === 'always')) return { op: 'always' };
  const possible = conditions.filter(({ op }) => op !== 'never');
  if (possible.length === 0) return { op: 'never' };
  return possible.length === 1 ? (possible[0] as Condition) : { op: 'or', conditions: possible };
}

/** The opposite. */
export function negate(condition: Condition): Condition {
  if (condition.op === 'never') return { op: 'always' };
  if (condition.op === 'always') return { op: 'never' };
  return condition.op === 'not' ? condition.condition : { op: 'not', condition };
}
