/** Sums and extremes over the items of a query, worked out here while they are read: of EWS, only groups know any. Asks nobody itself. */
import { isDate } from 'node:util/types';
import { ValidationError, type Violation } from '../errors.js';
import type { AnyItem } from '../items/classes.js';
import type { Operand } from './condition.js';
import { compareValues } from './merge.js';
import { nameOf, operandValue } from './named-value.js';
import { type Plan, vocabularyOf } from './plan.js';
import { Unnamed } from './vocabulary.js';

const FUNCTIONS = ['sum', 'avg', 'min', 'max'] as const;
type AggregateFunction = (typeof FUNCTIONS)[number];

/** What is asked for, and what is known so far. */
export class Aggregates {
  readonly #parts: readonly Part[];

  /** Throws {@link ValidationError} for what is none. */
  constructor(keys: readonly unknown[], plan: Plan) {
    const violations: Violation[] = [];
    if (keys.length === 0) violations.push({ path: 'aggregate', message: "expected such as 'size__sum'" });
    this.#parts = keys.flatMap((key) => {
      const part = parse(key, plan);
      if (part instanceof Part) return [part];
      violations.push({ path: `aggregate.${String(key)}`, message: part });
      return [];
    });
    if (violations.length > 0) throw new ValidationError('The query', violations);
  }

  /** Members that have to be read. */
  get members(): string[] {
    return [...new Set(this.#parts.map(({ operand }) => nameOf(operand)))];
  }

  add(item: AnyItem): void {
    for (const part of this.#parts) part.add(operandValue(item, part.operand));
  }

  get results(): Record<string, unknown> {
    return Object.fromEntries(this.#parts.map((part) => [part.key, part.result]));
  }
}

class Part {
  #count = 0;
  #value: unknown;

  constructor(
    readonly key: string,
    readonly operand: Operand,
    readonly how: AggregateFunction,
  ) {}

  /** Items that do not have it are as if they were not there. */
  add(value: unknown): void {
    if (value === undefined || value === null) return;
    this.#count++;
    if (this.how === 'sum' || this.how === 'avg') this.#value = sum(this.#value, value);
    else if (this.#count === 1) this.#value = value;
    else {
      const order = compareValues(value, this.#value, this.operand);
      if (this.how === 'min' ? order < 0 : order > 0) this.#value = value;
    }
  }

  /** Of nothing the sum is 0, and there is no mean and no extreme. */
  get result(): unknown {
    if (this.how === 'sum') return this.#value ?? 0;
    return this.how === 'avg' && this.#count > 0 ? Number(this.#value) / this.#count : this.#value;
  }
}

/** A text is what is wrong. */
function parse(key: unknown, plan: Plan): Part | string {
  const [, name = '', how = ''] = (typeof key === 'string' && /^(.+)__(\w+?)$/.exec(key)) || [];
  if (!isFunction(how))
    return "expected a field with a function, such as 'size__sum'; functions are sum, avg, min, max";
  const vocabulary = vocabularyOf(plan);
  const operand = vocabulary.operand(name, ['sort', 'search']);
  if (operand === undefined) return vocabulary.noField(name, ['sort', 'search']);
  if (operand instanceof Unnamed) return operand.message;
  return new Part(key as string, operand, how);
}

function isFunction(name: string): name is AggregateFunction {
  return (FUNCTIONS as readonly string[]).includes(name);
}

/** Exact while it fits: numbers become bigints where they would lose digits. */
function sum(before: unknown, value: unknown): number | bigint {
  if (typeof value !== 'number' && typeof value !== 'bigint')
    throw new ValidationError('The query', [
      { path: 'aggregate', message: `only numbers have sums and means, not ${isDate(value) ? 'dates' : 'texts'}` },
    ]);
  const [a, b] = [(before ?? 0) as number | bigint, value];
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  return BigInt(a) + BigInt(b);
}
