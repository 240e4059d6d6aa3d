/**
 * `{ subject__contains: 'x' }` to a condition tree. Every name and value is checked here, before anything is sent: a caller from
 * JavaScript has no compiler.
 */
import { isDate } from 'node:util/types';
import type { PathToExtendedFieldType } from '../../generated/index.js';
import { Complaint, formatValue, suggest } from '../codec/index.js';
import { ValidationError, type Violation } from '../errors.js';
import { nearestPath, type Property, propertyOf } from '../properties/index.js';
import { allOf, anyOf, type Condition, type Operand } from './condition.js';
import type { WhereFields } from './lookups.js';

/** What conditions may name: the properties of a type, and the caller's own. */
export interface Vocabulary {
  /** `MessageType` */
  readonly type: string;
  /** Extended properties by the names that the caller gave them. */
  readonly extended: Readonly<Record<string, PathToExtendedFieldType>>;
}

type Data = Readonly<Record<string, unknown>>;

/** Those that become a Contains. */
const TEXT_LOOKUPS = ['exact', 'iexact', 'contains', 'icontains', 'startswith', 'istartswith'] as const;
const LOOKUPS = [...TEXT_LOOKUPS, 'in', 'not', 'gt', 'gte', 'lt', 'lte', 'range', 'exists'] as const;
type Lookup = (typeof LOOKUPS)[number] | 'equal';

/** Lookups of Django and exchangelib that EWS cannot do, and what to do instead. */
const IMPOSSIBLE: Readonly<Record<string, string>> = {
  endswith: 'filter the results in your own code',
  iendswith: 'filter the results in your own code',
  regex: 'filter the results in your own code',
  iregex: 'filter the results in your own code',
  isnull: 'use __exists',
};

/** All of the given conditions must hold. */
export function and<F>(...conditions: readonly NoInfer<WhereFields<F>>[]): WhereFields<F> {
  return { and: conditions } as WhereFields<F>;
}

/** One of the given conditions must hold. */
export function or<F>(...conditions: readonly NoInfer<WhereFields<F>>[]): WhereFields<F> {
  return { or: conditions } as WhereFields<F>;
}

/** The given condition must not hold. */
export function not<F>(condition: NoInfer<WhereFields<F>>): WhereFields<F> {
  return { not: condition } as WhereFields<F>;
}

/** Parses what a caller wrote. Throws {@link ValidationError} with every wrong name and value. */
export function parseWhere(where: unknown, vocabulary: Vocabulary): Condition | undefined {
  const violations: Violation[] = [];
  const condition = new Parser(vocabulary, violations).where(where, 'filter');
  if (violations.length > 0) throw new ValidationError('The filter', violations);
  return condition;
}

class Parser {
  constructor(
    readonly vocabulary: Vocabulary,
    readonly violations: Violation[],
  ) {}

  where(where: unknown, path: string): Condition | undefined {
    if (typeof where !== 'object' || where === null || Array.isArray(where)) {
      this.#complain(path, 'expected an object of lookups such as { subject__contains: "x" }');
      return undefined;
    }
    const conditions = Object.entries(where as Data).flatMap(([key, value]) => {
      if (value === undefined) return [];
      const condition = this.#entry(key, value, path);
      return condition ? [condition] : [];
    });
    return allOf(conditions);
  }

  #entry(key: string, value: unknown, path: string): Condition | undefined {
    const at = `${path}.${key}`;
    if (key === 'and' || key === 'or') return this.#group(key, value, at);
    if (key === 'not') {
      const inner = Array.isArray(value) ? this.#group('and', value, at) : this.where(value, at);
      return inner && negate(inner);
    }
    const [operand, lookup] = this.#split(key, at) ?? [];
    return operand && lookup ? this.#lookup(operand, lookup, value, at) : undefined;
  }

  #group(op: 'and' | 'or', value: unknown, path: string): Condition | undefined {
    if (!Array.isArray(value)) {
      this.#complain(path, 'expected an array of conditions');
      return undefined;
    }
    const conditions = value
      .map((entry, index) => this.where(entry, `${path}[${index}]`))
      .filter((condition) => condition !== undefined);
    return op === 'and' ? allOf(conditions) : anyOf(conditions);
  }

  /** `subject__contains`: a path, or a path and a lookup after the last `__`. */
  #split(key: string, path: string): [Operand, Lookup] | undefined {
    const whole = this.#operand(key);
    if (whole) return [whole, 'equal'];
    const cut = key.lastIndexOf('__');
    const [name, lookup] = cut < 0 ? [key, ''] : [key.slice(0, cut), key.slice(cut + 2)];
    const operand = cut < 0 ? undefined : this.#operand(name);
    if (operand && (LOOKUPS as readonly string[]).includes(lookup)) return [operand, lookup as Lookup];
    this.#complain(
      path,
      operand ? unknownLookup(lookup) : this.#unknownField(cut < 0 || lookupLike(lookup) ? name : key),
    );
    return undefined;
  }

  #operand(name: string): Operand | undefined {
    const extended = this.vocabulary.extended[name];
    if (extended) return { extended, name };
    const property = propertyOf(this.vocabulary.type, name);
    return property && { property };
  }

  #unknownField(name: string): string {
    const nearest =
      nearestPath(this.vocabulary.type, name, 'search') ?? suggest(name, Object.keys(this.vocabulary.extended));
    return `${this.vocabulary.type.replace(/Type$/, '')} has no field '${name}'${nearest ? `; did you mean '${nearest}'?` : ''}`;
  }

  #lookup(operand: Operand, lookup: Lookup, value: unknown, path: string): Condition | undefined {
    const before = this.violations.length;
    const refusal = 'property' in operand && this.#refusal(operand.property, lookup);
    if (refusal) {
      this.#complain(path, refusal);
      return undefined;
    }
    const condition = this.#condition(operand, lookup, value, path);
    return this.violations.length === before ? condition : undefined;
  }

  /** Why a server would not take it; undefined when it does, or may. */
  #refusal({ abilities, path }: Property, lookup: Lookup): string | undefined {
    if (abilities.has('search')) return undefined;
    if (!abilities.has('contains'))
      return `Exchange cannot search by ${path}; use search() with a query string, or filter in your own code`;
    return (TEXT_LOOKUPS as readonly string[]).includes(lookup)
      ? undefined
      : `Exchange only looks into ${path}; use ${path}__contains with a string`;
  }

  #condition(operand: Operand, lookup: Lookup, value: unknown, path: string): Condition {
    const compare = (
      comparison: Extract<Condition, { op: 'compare' }>['comparison'],
      given: unknown,
      at = path,
    ): Condition => ({
      op: 'compare',
      operand,
      comparison,
      value: this.#text(operand, given, at),
    });
    switch (lookup) {
      case 'equal':
        return Array.isArray(value)
          ? this.#each(value, path, (entry, at) => compare('equal', entry, at), allOf)
          : compare('equal', value);
      case 'not':
        return compare('notEqual', value);
      case 'gt':
        return compare('greater', value);
      case 'gte':
        return compare('greaterOrEqual', value);
      case 'lt':
        return compare('less', value);
      case 'lte':
        return compare('lessOrEqual', value);
      case 'range':
        return this.#range(value, path, compare);
      case 'in':
        return this.#each(value, path, (entry, at) => compare('equal', entry, at), anyOf);
      case 'exists':
        if (typeof value !== 'boolean') this.#complain(path, 'expected true or false');
        return value === false ? { op: 'not', condition: { op: 'exists', operand } } : { op: 'exists', operand };
      default:
        if (lookup === 'contains' && isList(operand) && isCompared(operand))
          return this.#each(value, path, (entry, at) => compare('equal', entry, at), allOf);
        return this.#contains(operand, lookup, value, path);
    }
  }

  #range(
    value: unknown,
    path: string,
    compare: (op: 'greaterOrEqual' | 'lessOrEqual', value: unknown) => Condition,
  ): Condition {
    if (!Array.isArray(value) || value.length !== 2) {
      this.#complain(path, 'expected an array of two values: [from, to]');
      return { op: 'never' };
    }
    return { op: 'and', conditions: [compare('greaterOrEqual', value[0]), compare('lessOrEqual', value[1])] };
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

  #contains(operand: Operand, lookup: Lookup, value: unknown, path: string): Condition {
    if (typeof value !== 'string') this.#complain(path, `expected a string, got ${typeof value}`);
    const ignoreCase = lookup.startsWith('i');
    const plain = ignoreCase ? lookup.slice(1) : lookup;
    const mode = plain === 'exact' ? 'FullString' : plain === 'startswith' ? 'Prefixed' : 'Substring';
    return { op: 'contains', operand, mode, ignoreCase, value: String(value) };
  }

  #text(operand: Operand, value: unknown, path: string): string {
    const scalar = 'property' in operand ? operand.property.scalar : undefined;
    const plain =
      typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : value;
    const text = scalar ? formatValue(scalar, value) : isDate(value) ? value.toISOString() : plain;
    if (text instanceof Complaint) this.#complain(path, text.message);
    else if (typeof text !== 'string')
      this.#complain(
        path,
        `expected a text, got ${value === null ? 'null' : typeof value}; to ask for what is absent use __exists: false`,
      );
    return typeof text === 'string' ? text : '';
  }

  #complain(path: string, message: string): void {
    this.violations.push({ path, message });
  }
}

function isCompared(operand: Operand): boolean {
  return !('property' in operand) || operand.property.abilities.has('search');
}

function isList(operand: Operand): boolean {
  return 'property' in operand
    ? operand.property.member.slots[0]?.type?.shape === 'array'
    : operand.extended.propertyType.endsWith('Array');
}

function negate(condition: Condition): Condition | undefined {
  // "Not never" is everything: no condition at all.
  return condition.op === 'never' ? undefined : condition.op === 'not' ? condition.condition : { op: 'not', condition };
}

function lookupLike(name: string): boolean {
  return name in IMPOSSIBLE || suggest(name, LOOKUPS) !== undefined;
}

function unknownLookup(lookup: string): string {
  const instead = IMPOSSIBLE[lookup];
  if (instead) return `Exchange has no lookup '${lookup}'; ${instead}`;
  const nearest = suggest(lookup, LOOKUPS);
  return `there is no lookup '${lookup}'${nearest ? `; did you mean '${nearest}'?` : `; there are ${LOOKUPS.join(', ')}`}`;
}
