/** The checks that options are made of. */
import type { Check } from './check.js';

/** One of some texts. */
export function oneOf(...values: readonly string[]): Check {
  const names = values.map((value) => `'${value}'`).join(', ');
  return (value) => (values.includes(value as string) ? undefined : `one of ${names}`);
}

export const isFlag: Check = (value) => (typeof value === 'boolean' ? undefined : 'true or false');

export const isText: Check = (value) => (typeof value === 'string' ? undefined : 'a text');

export const isFunction: Check = (value) => (typeof value === 'function' ? undefined : 'a function');

/** A whole number of a range. */
export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER): Check {
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  return (value) =>
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max
      ? undefined
      : `a whole number ${range}`;
}

/** Infinity is no limit. (What a timer bears, 2^31 ms, is no limit to a caller.) */
export const isMilliseconds: Check = (value) =>
  typeof value === 'number' && value > 0 ? undefined : 'milliseconds, more than 0';

/** Not `instanceof`: signals of other realms and of polyfills are signals, too. */
export const isSignal: Check = (value) =>
  typeof (value as AbortSignal | null)?.aborted === 'boolean' &&
  typeof (value as AbortSignal).addEventListener === 'function'
    ? undefined
    : 'an AbortSignal';

/** For what is checked elsewhere, with more to say. */
export const anything: Check = () => undefined;
