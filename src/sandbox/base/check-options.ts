/**
 * Options that a caller gives, checked against a description of them before anything is done: unknown keys with the one that was
 * probably meant, wrong types and ranges by path. Knows no option by name, and never repeats a value that may be a secret.
 */
import { suggest, ValidationError, type Violation } from './codec.js';

/** Says what is wrong with the value at a path. */
export type Check = (value: unknown, path: string) => Violation[];

/** Throws a ValidationError that lists everything that is wrong; `subject` is the call. */
export function checkOptions(subject: string, options: unknown, check: Check): void {
  const violations = check(options, '').map(({ path, message }) => ({ path: path || 'options', message }));
  if (violations.length > 0) throw new ValidationError(subject, violations);
}

function expected(what: string, fits: (value: unknown) => boolean, got = kindOf): Check {
  return (value, path) => (fits(value) ? [] : [{ path, message: `expected ${what}, got ${got(value)}` }]);
}

export const text = expected('a string', (value) => typeof value === 'string');
export const flag = expected('true or false', (value) => typeof value === 'boolean');
export const callback = expected('a function', (value) => typeof value === 'function');
export const date = expected('a valid Date', (value) => value instanceof Date && !Number.isNaN(value.getTime()));

export function number(least: number, most = Infinity): Check {
  return numeric('a number', least, most, (value) => typeof value === 'number');
}

export function whole(least: number, most = Infinity): Check {
  return numeric('a whole number', least, most, Number.isInteger);
}

function numeric(what: string, least: number, most: number, fits: (value: unknown) => boolean): Check {
  const range = [least === -Infinity ? '' : ` from ${least}`, most === Infinity ? '' : ` to ${most}`].join('');
  return expected(
    `${what}${range}`,
    (value) => fits(value) && Number(value) >= least && Number(value) <= most,
    // A number in the place of one is no secret.
    (value) => (typeof value === 'number' ? String(value) : kindOf(value)),
  );
}

/** One of some names, which are no secrets. */
export function oneOf(names: readonly string[]): Check {
  return (value, path) => {
    if (names.includes(value as string)) return [];
    const given = typeof value === 'string' ? `'${value}'` : kindOf(value);
    const meant = typeof value === 'string' ? suggest(value, names) : undefined;
    const message = `expected one of ${names.join(', ')}, got ${given}`;
    return [{ path, message: meant === undefined ? message : `${message}; did you mean '${meant}'?` }];
  };
}

export function listOf(check: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return expected('an array', Array.isArray)(value, path);
    return value.flatMap((one, index) => check(one, `${path}[${index}]`));
  };
}

/** What fits one of the checks; `what` names them all. */
export function either(what: string, ...checks: readonly Check[]): Check {
  return expected(what, (value) => checks.some((check) => check(value, '').length === 0));
}

/** An object of which the keys are the caller's. */
export function recordOf(check: Check): Check {
  return (value, path) => {
    if (!isObject(value)) return object(value, path);
    return Object.entries(value).flatMap(([key, one]) => (one === undefined ? [] : check(one, `${path}['${key}']`)));
  };
}

/** An object with these members, each of which may be left out. */
export function shapeOf<T extends object>(members: { readonly [Key in keyof T]-?: Check }): Check {
  const checks = new Map(Object.entries<Check>(members));
  return (value, path) => {
    if (!isObject(value)) return object(value, path);
    return Object.entries(value).flatMap(([key, one]) => {
      const at = path === '' ? key : `${path}.${key}`;
      const check = checks.get(key);
      if (check !== undefined) return one === undefined ? [] : check(one, at);
      const meant = suggest(key, checks.keys());
      const known = meant === undefined ? `known are ${[...checks.keys()].join(', ')}` : `did you mean '${meant}'?`;
      return [{ path: at, message: `there is no such option; ${known}` }];
    });
  };
}

export const object = expected('an object', isObject);

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return 'an array';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : 'a Date';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
