/** Where two values differ first: for messages about values too large to print. */
import { inspect, isDeepStrictEqual } from 'node:util';

/** `items[0].start: expected A, got B`; undefined when the values are deeply and strictly equal. */
export function firstDifferenceOf(expected: unknown, actual: unknown, path = ''): string | undefined {
  if (isDeepStrictEqual(actual, expected)) return undefined;
  const show = (value: unknown): string => inspect(value, { depth: 1, breakLength: 200 }).slice(0, 300);
  if (isPlain(expected) && isPlain(actual) && expected.constructor === actual.constructor) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const at = Array.isArray(expected) ? `${path}[${key}]` : `${path}.${key}`;
      const found = firstDifferenceOf(
        (expected as Record<string, unknown>)[key],
        (actual as Record<string, unknown>)[key],
        at,
      );
      if (found !== undefined) return found;
    }
  }
  return `${path}: expected ${show(expected)}, got ${show(actual)}`;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof Date) && !(value instanceof Uint8Array);
}
