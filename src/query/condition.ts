/** A condition, parsed: the tree between what the caller wrote and the restriction that is sent. */
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
      readonly mode: 'FullString' | 'Prefixed' | 'Substring';
      readonly ignoreCase: boolean;
      readonly value: string;
    }
  | { readonly op: 'exists'; readonly operand: Operand }
  | { readonly op: 'and' | 'or'; readonly conditions: readonly Condition[] }
  | { readonly op: 'not'; readonly condition: Condition }
  /** Holds for nothing: an empty `in`. Nothing need be sent. */
  | { readonly op: 'never' };

/** All of them; simpler when there is one or none. */
export function allOf(conditions: readonly Condition[]): Condition | undefined {
  if (conditions.some(({ op }) => op === 'never')) return { op: 'never' };
  return conditions.length <= 1 ? conditions[0] : { op: 'and', conditions };
}

/** Any of them. */
export function anyOf(conditions: readonly Condition[]): Condition {
  const possible = conditions.filter(({ op }) => op !== 'never');
  if (possible.length === 0) return { op: 'never' };
  return possible.length === 1 ? (possible[0] as Condition) : { op: 'or', conditions: possible };
}

/** The opposite; undefined for that of what never holds, which is everything: no condition at all. */
export function negate(condition: Condition): Condition | undefined {
  if (condition.op === 'never') return undefined;
  return condition.op === 'not' ? condition.condition : { op: 'not', condition };
}
