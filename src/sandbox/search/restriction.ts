/**
 * Restrictions: a search expression of the codec becomes a function that says whether something matches. It is given the
 * way to read a path, so that items and folders share it.
 */
import { Failure } from '../base/failure.js';
import type { PathRef } from '../properties/paths.js';
import { isStructured } from '../properties/property-table.js';
import { asTypeOf, compareValues } from './compare.js';
import { assertConstant } from './constants.js';
import { assertSearchable, assertText, neverMatches } from './searchable.js';

export type Read = (path: PathRef) => unknown;
export type Predicate = (read: Read) => boolean;

/** One node of a restriction as the codec gives it. */
export interface Expression {
  kind: string;
  searchExpression?: unknown;
  path?: unknown;
  fieldURIOrConstant?: unknown;
  constant?: { value?: string | undefined } | undefined;
  bitmask?: { value?: string | undefined } | undefined;
  containmentMode?: string | undefined;
  containmentComparison?: string | undefined;
}

export function compile(expression: Expression): Predicate {
  const path = expression.path as PathRef;
  switch (expression.kind) {
    case 'and': {
      const parts = operands(expression).map(compile);
      return (read) => parts.every((part) => part(read));
    }
    case 'or': {
      const parts = operands(expression).map(compile);
      return (read) => parts.some((part) => part(read));
    }
    case 'not': {
      const [part] = operands(expression).map(compile);
      return (read) => !part?.(read);
    }
    case 'exists': {
      const valueIn = reader(path);
      return (read) => !isEmpty(valueIn(read));
    }
    case 'contains':
      return contains(expression);
    case 'excludes': {
      assertSearchable(path, false);
      const mask = Number(expression.bitmask?.value ?? 0);
      const valueIn = reader(path);
      return (read) => (Number(valueIn(read) ?? 0) & mask) === 0;
    }
    case 'isEqualTo':
      return comparison(expression, (order) => order === 0);
    case 'isNotEqualTo': {
      const isEqual = comparison(expression, (order) => order === 0);
      return (read) => !isEqual(read);
    }
    case 'isGreaterThan':
      return comparison(expression, (order) => order > 0);
    case 'isGreaterThanOrEqualTo':
      return comparison(expression, (order) => order >= 0);
    case 'isLessThan':
      return comparison(expression, (order) => order < 0);
    case 'isLessThanOrEqualTo':
      return comparison(expression, (order) => order <= 0);
    default:
      throw new Failure('ErrorUnsupportedQueryFilter', 'The query filter is not supported.');
  }
}

function operands(expression: Expression): Expression[] {
  const value = expression.searchExpression;
  return (Array.isArray(value) ? value : [value]) as Expression[];
}

/** Reads a path; what never matches is read as if no item had it. */
function reader(path: PathRef): (read: Read) => unknown {
  return neverMatches(path) ? () => undefined : (read) => read(path);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function comparison(expression: Expression, test: (order: number) => boolean): Predicate {
  const path = expression.path as PathRef;
  assertSearchable(path, false);
  const operand = expression.fieldURIOrConstant as ({ kind: string; value?: string } & Partial<PathRef>) | undefined;
  if (operand?.kind === 'constant') assertConstant(path, operand.value ?? '');
  const valueIn = reader(path);
  return (read) => {
    const value = valueIn(read);
    const other = operand?.kind === 'constant' ? (operand.value ?? '') : read(operand as PathRef);
    // A property that is not there compares to nothing.
    if (isEmpty(value) || isEmpty(other)) return false;
    const values = (Array.isArray(value) ? value : [value]).flatMap(isStructured(path.fieldURI ?? '') ? namesOf : own);
    return values.some((one) => {
      const order = compareValues(one, typeof other === 'string' ? asTypeOf(other, one) : other);
      return !Number.isNaN(order) && test(order);
    });
  };
}

const own = (value: unknown): unknown[] => [value];

/** Learn, How to use search filters: a sender equals by the SMTP address; and by the name, as it is shown. */
function namesOf(value: unknown): unknown[] {
  if (typeof value !== 'string') return [value];
  const [, name, address] = /^([^<]*) <([^<>]+)>$/.exec(value) ?? [];
  return address === undefined ? [value] : [address, name];
}

function contains(expression: Expression): Predicate {
  const path = expression.path as PathRef;
  assertSearchable(path, true);
  assertText(path);
  const comparison = expression.containmentComparison ?? 'Exact';
  const ignoreCase = /IgnoreCase|Loose/.test(comparison);
  const ignoreMarks = /NonSpac|Loose/.test(comparison);
  const normal = (text: string) => {
    const cased = ignoreCase ? text.toLowerCase() : text;
    return ignoreMarks ? cased.normalize('NFD').replace(/\p{Mn}/gu, '') : cased;
  };
  const wanted = normal(expression.constant?.value ?? '');
  const mode = expression.containmentMode ?? 'FullString';
  const valueIn = reader(path);
  return (read) => {
    const value = valueIn(read);
    if (isEmpty(value)) return false;
    const values = Array.isArray(value) ? value : [value];
    return values.some((one) => {
      if (typeof one !== 'string') throw new Failure('ErrorContainsFilterWrongType');
      return fits(normal(one), wanted, mode);
    });
  };
}

function fits(text: string, wanted: string, mode: string): boolean {
  switch (mode) {
    case 'FullString':
      return text === wanted;
    case 'Prefixed':
      return text.startsWith(wanted);
    case 'Substring':
      return text.includes(wanted);
    case 'PrefixOnWords':
      return ` ${text.replace(/[^\p{L}\p{N}]+/gu, ' ')}`.includes(` ${wanted}`);
    default:
      return ` ${text.replace(/[^\p{L}\p{N}]+/gu, ' ')} `.includes(` ${wanted} `);
  }
}
