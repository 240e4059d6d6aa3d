/**
 * Checks the options of a method at run time: a caller from JavaScript has no compiler, and an option that is misspelt or misplaced
 * must not be ignored. Knows no option by name.
 */
import { suggest } from '../codec/suggest.js';
import { ValidationError, type Violation } from '../errors.js';

/** What is expected instead of a value; undefined when the value will do. */
export type Check = (value: unknown) => string | undefined;

/** A check for each option of an interface, so that none can be forgotten. */
export type ChecksOf<Options> = { readonly [K in keyof Required<Options>]: Check };

export type Checks = Readonly<Record<string, Check>>;

/**
 * Throws {@link ValidationError} for what is no set of these options, before anything is sent.
 *
 * @param method how the caller wrote it, for the message: `folder.delete()`
 * @param instead what a caller probably wanted who passed something that this method does not take
 */
export function checkOptions(method: string, options: unknown, checks: Checks, instead?: string): void {
  if (options === undefined) return;
  const violations = optionViolations(options, checks, '', instead);
  if (violations.length > 0) throw new ValidationError(method, violations);
}

/** The same as a list, for options inside of others. */
export function optionViolations(options: unknown, checks: Checks, path = '', instead?: string): Violation[] {
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`);
  if (typeof options !== 'object' || options === null || !isPlain(options)) {
    const message = `expected an object of options, got ${describe(options)}${instead ? `; ${instead}` : ''}`;
    return [{ path: path === '' ? 'options' : path, message }];
  }
  return Object.entries(options).flatMap(([name, value]): Violation[] => {
    if (value === undefined) return [];
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (check === undefined) return [{ path: at(name), message: unknownOption(name, checks, instead) }];
    const expected = check(value);
    return expected === undefined ? [] : [{ path: at(name), message: `expected ${expected}, got ${describe(value)}` }];
  });
}

function unknownOption(name: string, checks: Checks, instead: string | undefined): string {
  const nearest = suggest(name, Object.keys(checks));
  if (nearest) return `there is no such option; did you mean '${nearest}'?`;
  return `there is no such option${instead ? `; ${instead}` : ''}`;
}

/** An item, a folder or a date is no set of options, even where it has members of such names. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** A value for a message: short, and never one that could be a secret. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'an empty text' : `the text ${JSON.stringify(value.slice(0, 40))}`;
  if (typeof value === 'number' || typeof value === 'boolean' || value === null || value === undefined)
    return String(value);
  if (Array.isArray(value)) return 'an array';
  if (typeof value !== 'object') return `a ${typeof value}`;
  const name = value.constructor?.name;
  return name === undefined || name === 'Object' ? 'an object' : `an object of ${name}`;
}
