/**
 * Values of the codec to JSON text and back: dates, bytes, big integers and what is no number survive, `undefined` members are dropped.
 * Knows no property by name.
 */
import { isDate, isUint8Array } from 'node:util/types';

/** A value as the codec gives it, written so that `parseValue` gives the same. */
export function stringifyValue(value: unknown): string {
  return JSON.stringify(tagged(value));
}

export function parseValue<T>(text: string): T {
  return JSON.parse(text, (_key, value: unknown) => {
    if (value === null || typeof value !== 'object') return value;
    const tag = value as { $d?: number; $b?: string; $n?: string; $f?: string };
    if (typeof tag.$d === 'number') return new Date(tag.$d);
    if (typeof tag.$b === 'string') return new Uint8Array(Buffer.from(tag.$b, 'base64'));
    if (typeof tag.$n === 'string') return BigInt(tag.$n);
    if (typeof tag.$f === 'string') return Number(tag.$f);
    return value;
  }) as T;
}

// Not a JSON.stringify replacer: Date.prototype.toJSON runs before a replacer sees the value.
function tagged(value: unknown): unknown {
  if (isDate(value)) return { $d: value.getTime() };
  if (isUint8Array(value)) return { $b: Buffer.from(value).toString('base64') };
  if (typeof value === 'bigint') return { $n: String(value) };
  // NaN and INF are values of xs:double, which JSON has not.
  if (typeof value === 'number' && !Number.isFinite(value)) return { $f: String(value) };
  if (Array.isArray(value)) return value.map(tagged);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, tagged(member)]));
}

/** A deep copy as plain data: no class instances but dates and bytes, nothing shared with the original. */
export function copyValue<T>(value: T): T {
  return copied(value) as T;
}

// Not structuredClone: its results belong to another realm under Jest, where `instanceof Date` then fails.
function copied(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (isDate(value)) return new Date(value.getTime());
  if (isUint8Array(value)) return new Uint8Array(value);
  if (Array.isArray(value)) return value.map(copied);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copied(member)]));
}
