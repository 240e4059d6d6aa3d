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
  /** The end of a complaint: what was probably meant. */
  hint?(value: unknown): string;
  /** What is wrong inside of a value that holds, by paths below it. */
  inside?(value: unknown): readonly Violation[];
}

/** The rule of each option there is. */
export type Rules<Options> = { readonly [K in keyof Required<Options>]: Rule };

/**
 * Everything that is wrong with the options: unknown names, and values that break their rule. An option that is undefined is not given.
 * `instead` is what a caller probably wanted who passed something that is no option.
 */
export function optionViolations<Options extends object>(
  options: Options,
  rules: Rules<Options>,
  instead?: string,
): Violation[] {
  const hint = instead === undefined ? '' : `; ${instead}`;
  if (!isPlain(options))
    return [{ path: 'options', message: `expected an object of options, got ${describe(options)}${hint}` }];
  const named: Readonly<Record<string, Rule>> = rules;
  return Object.entries(options).flatMap(([path, value]: [string, unknown]): Violation[] => {
    const rule = Object.hasOwn(named, path) ? named[path] : undefined;
    if (rule === undefined)
      return [{ path, message: `there is no such option${didYouMean(path, Object.keys(rules)) || hint}` }];
    return value === undefined ? [] : violationsOf(value, rule, path);
  });
}

/** What is wrong with the value at a path. */
export function violationsOf(value: unknown, rule: Rule, path: string): Violation[] {
  if (!rule.holds(value)) {
    const got = rule.secret ? '' : `, got ${describe(value)}`;
    return [{ path, message: `expected ${rule.expected}${got}${rule.hint?.(value) ?? ''}` }];
  }
  const below = (inner: string): string => (inner.startsWith('[') ? path + inner : `${path}.${inner}`);
  return (rule.inside?.(value) ?? []).map((violation) => ({ ...violation, path: below(violation.path) }));
}

/** Throws {@link ValidationError} with everything that is wrong. `subject` begins the sentence. */
export function checkOptions<Options extends object>(
  subject: string,
  options: Options,
  rules: Rules<Options>,
  instead?: string,
): void {
  const violations = optionViolations(options, rules, instead);
  if (violations.length > 0) throw new ValidationError(subject, violations);
}

/** An item, a folder or a date is no set of options, whatever members it has. */
export function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
