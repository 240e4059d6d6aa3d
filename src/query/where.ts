/** Conditions as callers write them: `{ subject__contains: 'x' }`, and what joins them. Plain data, read by where-parser.ts. */
import { ValidationError, type Violation } from '../errors.js';
import type { Condition } from './condition.js';
import type { WhereFields } from './lookups.js';
import type { Vocabulary } from './vocabulary.js';
import { WhereParser } from './where-parser.js';

/** All of the given conditions must hold. */
export function and<F>(...conditions: readonly NoInfer<WhereFields<F>>[]): WhereFields<F> {
  return { and: conditions } as WhereFields<F>;
}

/** One of the given conditions must hold; without any, nothing does. */
export function or<F>(...conditions: readonly NoInfer<WhereFields<F>>[]): WhereFields<F> {
  return { or: conditions } as WhereFields<F>;
}

/** The given condition must not hold. */
export function not<F>(condition: NoInfer<WhereFields<F>>): WhereFields<F> {
  return { not: condition } as WhereFields<F>;
}

/** Reads what a caller wrote; undefined for no condition. Throws {@link ValidationError} with every wrong name and value. */
export function parseWhere(
  where: unknown,
  vocabulary: Vocabulary,
  timeZone: string,
  method = 'filter',
): Condition | undefined {
  const violations: Violation[] = [];
  const condition = new WhereParser(vocabulary, timeZone, violations).where(where, method);
  if (violations.length > 0) throw new ValidationError('The filter', violations);
  return condition?.op === 'always' ? undefined : condition;
}
