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
  return compareTexts(lowerA, lowerB);
}

/** By code points, as the store's columns are ordered; JavaScript compares UTF-16, where a pair of surrogates comes before U+E000. */
function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  let place = 0;
  while (place < a.length && a.charCodeAt(place) === b.charCodeAt(place)) place++;
  const [left, right] = [a.charCodeAt(place), b.charCodeAt(place)].map((unit) =>
    unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit,
  );
  if (Number.isNaN(left) || Number.isNaN(right)) return a.length - b.length;
  return (left as number) - (right as number);
}
