/**
 * `{ subject__contains: 'x' }` to a condition tree. Every name and value is checked here, before anything is sent: a caller from
 * JavaScript has no compiler.
 */

import type { Violation } from '../errors.js';
import { suggest } from '../errors.js';
import type { Property } from '../properties/index.js';
import { allOf, anyOf, type Comparison, type Condition, negate, type Operand } from './condition.js';
import { Operands } from './operands.js';
import { Unnamed, type Vocabulary } from './vocabulary.js';

type Data = Readonly<Record<string, unknown>>;

/** Those that become a Contains. */
const TEXT_LOOKUPS: readonly string[] = [
  'exact',
  'iexact',
  'contains',
  'icontains',
  'startswith',
  'istartswith',
  'exactphrase',
  'iexactphrase',
  'prefixonwords',
  'iprefixonwords',
];
const COMPARISONS = { gt: 'greater', gte: 'greaterOrEqual', lt: 'less', lte: 'lessOrEqual', not: 'notEqual' } as const;
const LOOKUPS: readonly string[] = [...TEXT_LOOKUPS, 'in', ...Object.keys(COMPARISONS), 'range', 'exists', 'excludes'];

/** Lookups of Django and exchangelib that EWS cannot do, and what to do instead. */
const IMPOSSIBLE: Readonly<Record<string, string>> = {
  endswith: 'filter the results in your own code',
  iendswith: 'filter the results in your own code',
  regex: 'filter the results in your own code',
  iregex: 'filter the results in your own code',
  isnull: 'use __exists',
};

const NO_VALUE =
  'the value is undefined, and leaving the condition out would mean everything; leave the key away, or use __exists: false for what is absent';

export class WhereParser {
  readonly #vocabulary: Vocabulary;
  readonly #operands: Operands;
  readonly #violations: Violation[];

  constructor(vocabulary: Vocabulary, timeZone: string, violations: Violation[]) {
    this.#vocabulary = vocabulary;
    this.#operands = new Operands(timeZone, (path, message) => this.#complain(path, message));
    this.#violations = violations;
  }

  /** All the entries of an object must hold. */
  where(where: unknown, path: string): Condition | undefined {
    if (typeof where !== 'object' || where === null || Array.isArray(where)) {
      this.#complain(
        path,
        where === undefined ? NO_VALUE : 'expected an object of lookups such as { subject__contains: "x" }',
      );
      return undefined;
    }
    const conditions = Object.entries(where as Data).flatMap(([key, value]) => {
      const condition = this.#entry(key, value, `${path}.${key}`);
      return condition ? [condition] : [];
    });
    return allOf(conditions);
  }

  #entry(key: string, value: unknown, path: string): Condition | undefined {
    if (value === undefined) {
      this.#complain(path, NO_VALUE);
      return undefined;
    }
    if (key === 'and' || key === 'or') return this.#group(key, value, path);
    if (key === 'not') {
      const inner = Array.isArray(value) ? this.#group('and', value, path) : this.where(value, path);
      return inner && negate(inner);
    }
    const [operand, lookup] = this.#split(key, path) ?? [];
    return operand && lookup ? this.#lookup(operand, lookup, value, path) : undefined;
  }

  #group(op: 'and' | 'or', value: unknown, path: string): Condition | undefined {
    if (!Array.isArray(value)) {
      this.#complain(path, 'expected an array of conditions');
      return undefined;
    }
    const conditions = value
      .map((entry, index) => this.where(entry, `${path}[${index}]`))
      .filter((one) => one !== undefined);
    return op === 'and' ? allOf(conditions) : anyOf(conditions);
  }

  /** `subject__contains`: a path, or a path and a lookup after the last `__`. */
  #split(key: string, path: string): [Operand, string] | undefined {
    const whole = this.#operand(key);
    if (whole instanceof Unnamed) this.#complain(path, whole.message);
    if (whole) return whole instanceof Unnamed ? undefined : [whole, 'equal'];
    const cut = key.lastIndexOf('__');
    const [name, lookup] = cut < 0 ? [key, ''] : [key.slice(0, cut), key.slice(cut + 2)];
    const operand = this.#operand(name);
    if (operand instanceof Unnamed) this.#complain(path, operand.message);
    else if (operand === undefined)
      this.#complain(
        path,
        this.#vocabulary.noField(cut < 0 || lookupLike(lookup) ? name : key, ['search', 'contains']),
      );
    else if (LOOKUPS.includes(lookup)) return [operand, lookup];
    else this.#complain(path, unknownLookup(lookup));
    return undefined;
  }

  #operand(name: string): Operand | Unnamed | undefined {
    return this.#vocabulary.operand(name, ['search', 'contains']);
  }

  #lookup(operand: Operand, lookup: string, value: unknown, path: string): Condition | undefined {
    const before = this.#violations.length;
    const refusal = 'property' in operand && refusalOf(operand.property, lookup);
    if (refusal) {
      this.#complain(path, refusal);
      return undefined;
    }
    const condition = this.#condition(operand, lookup, value, path);
    return this.#violations.length === before ? condition : undefined;
  }

  #condition(operand: Operand, lookup: string, value: unknown, path: string): Condition {
    const compare = (comparison: Comparison) => (entry: unknown, at: string) =>
      this.#operands.compare(operand, comparison, entry, at);
    if (Object.hasOwn(COMPARISONS, lookup))
      return compare(COMPARISONS[lookup as keyof typeof COMPARISONS])(value, path);
    switch (lookup) {
      case 'equal':
        // A list equals several values when it has each of them; of what has one value, nobody knows what is meant.
        return Array.isArray(value) && this.#operands.isList(operand)
          ? this.#each(value, path, compare('equal'), allOf)
          : compare('equal')(value, path);
      case 'in':
        return this.#each(value, path, compare('equal'), anyOf);
      case 'range':
        return this.#range(operand, value, path);
      case 'exists':
        if (typeof value !== 'boolean') this.#complain(path, 'expected true or false');
        return value === false ? { op: 'not', condition: { op: 'exists', operand } } : { op: 'exists', operand };
      case 'excludes':
        return this.#operands.excludes(operand, value, path);
      default:
        // A list contains each of the values that it is said to contain.
        if (lookup === 'contains' && this.#operands.isList(operand))
          return this.#each(value, path, compare('equal'), allOf);
        return this.#operands.contains(operand, lookup, value, path);
    }
  }

  #range(operand: Operand, value: unknown, path: string): Condition {
    if (!Array.isArray(value) || value.length !== 2) {
      this.#complain(path, 'expected an array of two values: [from, to]');
      return { op: 'never' };
    }
    const from = this.#operands.compare(operand, 'greaterOrEqual', value[0], `${path}[0]`);
    return { op: 'and', conditions: [from, this.#operands.compare(operand, 'lessOrEqual', value[1], `${path}[1]`)] };
  }

  #each(
    value: unknown,
    path: string,
    make: (entry: unknown, path: string) => Condition,
    join: (conditions: readonly Condition[]) => Condition | undefined,
  ): Condition {
    if (typeof value !== 'object' || value === null || !(Symbol.iterator in value)) {
      this.#complain(path, 'expected a list of values');
      return { op: 'never' };
    }
    return (
      join([...(value as Iterable<unknown>)].map((entry, index) => make(entry, `${path}[${index}]`))) ?? { op: 'never' }
    );
  }

  #complain(path: string, message: string): void {
    this.#violations.push({ path, message });
  }
}

/** Why a server would not take it; undefined when it does, or may. */
function refusalOf({ abilities, path }: Property, lookup: string): string | undefined {
  if (abilities.has('search')) return undefined;
  if (!abilities.has('contains'))
    return `Exchange cannot search by ${path}; use search() with a query string, or filter in your own code`;
  return TEXT_LOOKUPS.includes(lookup)
    ? undefined
    : `Exchange only looks into ${path}; use ${path}__contains with a string`;
}

function lookupLike(name: string): boolean {
  return Object.hasOwn(IMPOSSIBLE, name) || suggest(name, LOOKUPS) !== undefined;
}

function unknownLookup(lookup: string): string {
  const instead = Object.hasOwn(IMPOSSIBLE, lookup) ? IMPOSSIBLE[lookup] : undefined;
  if (instead) return `Exchange has no lookup '${lookup}'; ${instead}`;
  const nearest = suggest(lookup, LOOKUPS);
  return `there is no lookup '${lookup}'${nearest ? `; did you mean '${nearest}'?` : `; there are ${LOOKUPS.join(', ')}`}`;
}
