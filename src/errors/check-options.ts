/**
 * What a compiler would have refused of an object of options, for callers that have none, and what it cannot see. An option that is
 * ignored because of a typing error, or a time that is NaN, shows hours later and elsewhere. Must not know whose options they are.
 */
import { describe } from './describe.js';
import { didYouMean } from './suggest.js';
import { ValidationError, type Violation } from './validation-error.js';

/** What an option must be, in words, and whether a value is that. */
export interface Rule {
  readonly expected: string;
  /** What is given can hold a password, also where it is wrong, and is not shown. */
  readonly secret?: boolean;
  holds(value: unknown): boolean;
}

/** The rule of each option there is. */
export type Rules<Options> = { readonly [K in keyof Required<Options>]: Rule };

/** Everything that is wrong with the options: unknown names, and values that break their rule. An option that is undefined is not given. */
export function optionViolations<Options extends object>(options: Options, rules: Rules<Options>): Violation[] {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    return [{ path: 'options', message: `expected an object, got ${describe(options)}` }];
  const named: Readonly<Record<string, Rule>> = rules;
  return Object.entries(options).flatMap(([path, value]: [string, unknown]): Violation[] => {
    const rule = Object.hasOwn(named, path) ? named[path] : undefined;
    if (rule === undefined)
      return [{ path, message: `there is no such option${didYouMean(path, Object.keys(rules))}` }];
    if (value === undefined || rule.holds(value)) return [];
    const got = rule.secret ? '' : `, got ${describe(value)}`;
    return [{ path, message: `expected ${rule.expected}${got}` }];
  });
}

/** Throws {@link ValidationError} with everything that is wrong. `subject` begins the sentence. */
export function checkOptions<Options extends object>(subject: string, options: Options, rules: Rules<Options>): void {
  const violations = optionViolations(options, rules);
  if (violations.length > 0) throw new ValidationError(subject, violations);
}

export function rule(expected: string, holds: (value: unknown) => boolean): Rule {
  return { expected, holds };
}

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

export function oneOf(...values: readonly string[]): Rule {
  return rule(`one of ${values.map((value) => `'${value}'`).join(', ')}`, (value) => values.includes(value as string));
}

/** An object with these methods. */
export function having(expected: string, ...methods: readonly string[]): Rule {
  return rule(expected, (value) => methods.every((method) => has(value, method)));
}

export function isUrl(value: unknown): boolean {
  return typeof (value as { href?: unknown } | null | undefined)?.href === 'string';
}

function has(value: unknown, method: string): boolean {
  return typeof (value as Record<string, unknown> | null | undefined)?.[method] === 'function';
}
