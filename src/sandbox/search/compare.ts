/** The order of values within their type, as the store has it. Knows no property. */
import { isDate, isUint8Array } from 'node:util/types';

/** A constant is text; what it means is told by the value it is compared with. */
export function asTypeOf(text: string, like: unknown): unknown {
  if (isDate(like)) return new Date(text);
  if (typeof like === 'number') return text.trim() === '' ? Number.NaN : Number(text);
  if (typeof like === 'bigint') return /^-?\d+$/.test(text) ? BigInt(text) : Number(text);
  if (typeof like === 'boolean') return /^(true|1)$/i.test(text.trim());
  return text;
}

const RANKS: Record<string, number> = { Low: 0, Normal: 1, High: 2 };

/** Negative, 0 or positive; NaN where there is no order. Text is compared without regard to case, as the store does. */
export function compareValues(a: unknown, b: unknown): number {
  if (isDate(a) && isDate(b)) return a.getTime() - b.getTime();
  if (isUint8Array(a) && isUint8Array(b)) return Buffer.compare(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if ((typeof a === 'number' || typeof a === 'bigint') && (typeof b === 'number' || typeof b === 'bigint')) {
    return a < b ? -1 : a > b ? 1 : Number.isNaN(Number(a) - Number(b)) ? Number.NaN : 0;
  }
  const [left, right] = [String(a), String(b)];
  const [rankA, rankB] = [RANKS[left], RANKS[right]];
  if (rankA !== undefined && rankB !== undefined) return rankA - rankB;
  const [lowerA, lowerB] = [left.toLowerCase(), right.toLowerCase()];
  return lowerA < lowerB ? -1 : lowerA > lowerB ? 1 : 0;
}
