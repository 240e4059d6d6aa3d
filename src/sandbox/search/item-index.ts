/**
 * What of a restriction or an order the store can do by its columns. Only what means exactly the same there is taken; the rest is left to
 * the functions of restriction.ts, which then see fewer items. Knows no operation.
 */
import type { PathRef } from '../properties/paths.js';
import { memberOf } from '../properties/property-table.js';
import { KEYS, type KeyName, keyOf } from '../store/item-keys.js';
import type { Comparison, KeyOrder, KeyTest } from '../store/key-query.js';
import { asTypeOf } from './compare.js';
import type { Expression } from './restriction.js';
import { neverMatches } from './searchable.js';
import type { Order } from './sort.js';

export interface Indexed {
  /** What all that matches fulfils; undefined: anything may match. */
  test: KeyTest | undefined;
  /** What fulfils `test` matches: nothing needs to be read. */
  isExact: boolean;
}

// SQLite takes expressions up to a depth of 1,000, and each further part of an OR is one level.
const DEEPEST = 100;
const MOST_PARTS = 800;

/** Of a restriction that `compile` took. */
export function indexedTest(expression: Expression): Indexed {
  return count(expression) > MOST_PARTS ? NOTHING : testOf(expression, 0);
}

/** How many conditions it has, as far as that matters. */
function count(expression: Expression, before = 0): number {
  let at = before + 1;
  for (const part of JOINED.has(expression.kind) ? operands(expression) : []) {
    if (at > MOST_PARTS) break;
    at = count(part, at);
  }
  return at;
}

function testOf(expression: Expression, depth: number): Indexed {
  if (depth > DEEPEST) return NOTHING;
  const parts = () => operands(expression).map((part) => testOf(part, depth + 1));
  switch (expression.kind) {
    case 'and': {
      const all = parts();
      const tests = all.map(({ test }) => test).filter((test) => test !== undefined);
      return {
        test: tests.length > 0 ? { is: 'and', parts: tests } : undefined,
        isExact: all.every(({ isExact }) => isExact),
      };
    }
    case 'or': {
      const all = parts();
      const tests = all.map(({ test }) => test).filter((test) => test !== undefined);
      if (tests.length < all.length) return NOTHING;
      return { test: { is: 'or', parts: tests }, isExact: all.every(({ isExact }) => isExact) };
    }
    case 'not': {
      const [part] = parts();
      return part?.isExact && part.test ? exact({ is: 'not', part: part.test }) : NOTHING;
    }
    default: {
      const test = leaf(expression);
      return test ? exact(test) : NOTHING;
    }
  }
}

/** Undefined where one of them is by no column. */
export function indexedOrders(orders: readonly Order[]): KeyOrder[] | undefined {
  const found: KeyOrder[] = [];
  for (const { path, order } of orders) {
    const key = keyAt(path as PathRef);
    if (key === undefined) return undefined;
    found.push({ key, descending: order === 'Descending' });
  }
  return found;
}

const JOINED: ReadonlySet<string> = new Set(['and', 'or', 'not']);

const NOTHING: Indexed = { test: undefined, isExact: false };

const exact = (test: KeyTest): Indexed => ({ test, isExact: true });

function operands({ searchExpression }: Expression): Expression[] {
  return [searchExpression].flat() as Expression[];
}

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  isEqualTo: '=',
  isNotEqualTo: '=',
  isGreaterThan: '>',
  isGreaterThanOrEqualTo: '>=',
  isLessThan: '<',
  isLessThanOrEqualTo: '<=',
};

function leaf(expression: Expression): KeyTest | undefined {
  const path = expression.path as PathRef;
  const key = keyAt(path);
  if (key === undefined || neverMatches(path)) return undefined;
  if (expression.kind === 'exists') return { is: 'there', key };
  if (expression.kind === 'contains') return contained(key, expression);
  const is = COMPARISONS[expression.kind];
  const operand = expression.fieldURIOrConstant as { kind: string; value?: string } | undefined;
  if (is === undefined || operand?.kind !== 'constant') return undefined;
  const form = KEYS[key];
  const value = keyOf(
    form,
    form in LIKE ? asTypeOf(operand.value ?? '', LIKE[form as keyof typeof LIKE]) : operand.value,
  );
  // What is no value of the property compares to nothing, in a way of its own; an empty constant is no value either.
  if (value === null || operand.value === '' || Number.isNaN(value)) return undefined;
  const test: KeyTest = { is, key, value };
  return expression.kind === 'isNotEqualTo' ? { is: 'not', part: test } : test;
}

/** A value of each form, by which a constant is read. */
const LIKE = { time: new Date(0), number: 0, flag: true };

const MODES: Readonly<Record<string, Comparison>> = { FullString: '=', Prefixed: 'prefix', Substring: 'part' };

function contained(
  key: KeyName,
  { constant, containmentMode, containmentComparison }: Expression,
): KeyTest | undefined {
  const is = MODES[containmentMode ?? 'FullString'];
  const wanted = constant?.value ?? '';
  // The columns have small letters, with their marks.
  if (KEYS[key] !== 'text' || containmentComparison !== 'IgnoreCase' || is === undefined || wanted === '')
    return undefined;
  return { is, key, value: wanted.toLowerCase() };
}

function keyAt({ kind, fieldURI }: PathRef): KeyName | undefined {
  if (kind !== 'fieldURI' || fieldURI === undefined) return undefined;
  const member = memberOf(fieldURI);
  return member in KEYS ? (member as KeyName) : undefined;
}
