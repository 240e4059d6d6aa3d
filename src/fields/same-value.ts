/** Whether two values would be written the same. */
import { isDate, isUint8Array } from 'node:util/types';

type Data = Readonly<Record<string, unknown>>;

/** Deep; instants are the same in any zone, and what is undefined is as if it were not there. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (isDate(a) || isDate(b)) return isDate(a) && isDate(b) && a.getTime() === b.getTime();
  if (isUint8Array(a) || isUint8Array(b)) return isUint8Array(a) && isUint8Array(b) && Buffer.compare(a, b) === 0;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => sameValue((a as Data)[key], (b as Data)[key]));
}
