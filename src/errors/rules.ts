/** Rules for options, as values: what every option of this package must be is said with these. Must not know whose options they are. */
import { isDate } from 'node:util/types';
import { isPlain, optionViolations, type Rule, type Rules, violationsOf } from './check-options.js';
import { didYouMean } from './suggest.js';

/** What a value must be, in words, and whether one is. */
export function rule(expected: string, holds: (value: unknown) => boolean): Rule {
  return { expected, holds };
}

/** The same, of what may be a password: it is not shown where it is wrong. */
export function secret(shown: Rule): Rule {
  return { ...shown, secret: true };
}

/** Also infinite, for no limit. */
export const MILLISECONDS = rule('milliseconds, 0 or more', (value) => typeof value === 'number' && value >= 0);
export const COUNT = rule('a whole number, 1 or more', (value) => Number.isInteger(value) && (value as number) >= 1);
export const TRUE_OR_FALSE = rule('true or false', (value) => typeof value === 'boolean');
export const TEXT = rule('a string', (value) => typeof value === 'string');
export const OBJECT = rule('an object', (value) => typeof value === 'object' && value !== null);
export const FUNCTION = rule('a function', (value) => typeof value === 'function');
/** An object of any realm, or its text. */
export const A_URL = secret(
  rule('a URL', (value) => isUrl(value) || (typeof value === 'string' && URL.canParse(value))),
);
/** Of any realm. A controller has a signal and is none. */
export const SIGNAL = rule(
  'an AbortSignal',
  (value) => has(value, 'addEventListener') && 'aborted' in (value as object),
);

export const A_DATE = rule('a valid Date', (value) => isDate(value) && !Number.isNaN(value.getTime()));

/** A number of a range. */
export function number(min: number, max = Number.POSITIVE_INFINITY): Rule {
  return inRange('a number', min, max, (value) => typeof value === 'number');
}

/** A whole number of a range. */
export function wholeNumber(min: number, max = Number.POSITIVE_INFINITY): Rule {
  return inRange('a whole number', min, max, Number.isInteger);
}

function inRange(what: string, min: number, max: number, is: (value: unknown) => boolean): Rule {
  const range = `${min === Number.NEGATIVE_INFINITY ? '' : ` from ${min}`}${max === Number.POSITIVE_INFINITY ? '' : ` to ${max}`}`;
  return rule(what + range, (value) => is(value) && (value as number) >= min && (value as number) <= max);
}

/** One of some names. */
export function oneOf(...values: readonly string[]): Rule {
  const quoted = values.map((value) => `'${value}'`).join(', ');
  return {
    ...rule(`one of ${quoted}`, (value) => values.includes(value as string)),
    hint: (value) => didYouMean(value, values),
  };
}

/** An object with these methods. */
export function having(expected: string, ...methods: readonly string[]): Rule {
  return rule(expected, (value) => methods.every((method) => has(value, method)));
}

/** An array, each of which is that. */
export function listOf(each: Rule): Rule {
  return {
    ...rule('an array', Array.isArray),
    inside: (value) => (value as unknown[]).flatMap((one, index) => violationsOf(one, each, `[${index}]`)),
  };
}

/** An object of which the keys are the caller's. */
export function recordOf(each: Rule): Rule {
  return {
    ...PLAIN,
    inside: (value) =>
      Object.entries(value as object).flatMap(([key, one]) =>
        one === undefined ? [] : violationsOf(one, each, `['${key}']`),
      ),
  };
}

/** An object of options. */
export function shapeOf<Options extends object>(rules: Rules<Options>): Rule {
  return { ...PLAIN, inside: (value) => optionViolations(value as Options, rules) };
}

const PLAIN = rule('an object', isPlain);

export function isUrl(value: unknown): boolean {
  return typeof (value as { href?: unknown } | null | undefined)?.href === 'string';
}

function has(value: unknown, method: string): boolean {
  return typeof (value as Record<string, unknown> | null | undefined)?.[method] === 'function';
}
