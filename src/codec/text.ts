/**
 * Texts to values: what the characters of a simple type mean. Lenient, as real servers need: white space around a value, `True`,
 * numbers wider than declared. What means nothing is INVALID, and the decoder keeps the element as it came.
 */
import { parseBase64 } from './base64.js';
import {
  BINARY,
  BOOLEAN,
  DATE,
  DATE_TIME,
  DOUBLE,
  ENUMERATION,
  INTEGER,
  LIST,
  LONG,
  type Scalar,
  STRING,
  UNION,
} from './scalar.js';
import { parseDateTime } from './zoned-date.js';

/** A text that is no value of its type. */
export const INVALID: unique symbol = Symbol('ewskit.invalid');

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);
const NUMBERS: ReadonlyMap<string, number> = new Map([
  ['INF', Number.POSITIVE_INFINITY],
  ['-INF', Number.NEGATIVE_INFINITY],
]);

/** The value of a text. */
export function parseText(scalar: Scalar, text: string): unknown {
  switch (scalar.code) {
    case STRING:
      return text;
    case BOOLEAN:
      return BOOLEANS.get(text.trim().toLowerCase()) ?? INVALID;
    case INTEGER:
    case LONG:
      return parseInteger(text.trim());
    case DOUBLE: {
      const trimmed = text.trim();
      const value =
        NUMBERS.get(trimmed) ??
        (/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(trimmed) ? Number(trimmed) : Number.NaN);
      return Number.isNaN(value) && trimmed !== 'NaN' ? INVALID : value;
    }
    case DATE_TIME:
      return parseDateTime(text.trim()) ?? INVALID;
    case DATE: {
      // gromox writes a time behind the days of recurrences: which day is meant is not in doubt.
      const match = /^\s*(-?\d{4,}-\d\d-\d\d)(?:T\d\d:\d\d:\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?\s*$/.exec(text);
      return match?.[1] ?? INVALID;
    }
    case ENUMERATION: {
      const known = scalar.values?.get(text) ?? scalar.values?.get(text.trim());
      return known?.text ?? text;
    }
    case BINARY:
      return parseBase64(text) ?? INVALID;
    case LIST: {
      const [item] = scalar.members as [Scalar];
      const words = text.trim();
      const items = words === '' ? [] : words.split(/\s+/).map((word) => parseText(item, word));
      return items.includes(INVALID) ? INVALID : items;
    }
    case UNION:
      return parseUnion(scalar, text);
  }
}

/** Whether a text that was read leniently is one that the schema allows, too, and may be sent to whoever checks that. */
export function isLexical(scalar: Scalar, text: string): boolean {
  switch (scalar.code) {
    case BOOLEAN:
      return BOOLEANS.has(text.trim());
    case DATE:
      return scalar.pattern?.test(text.trim()) ?? true;
    case ENUMERATION:
      return scalar.values?.has(text) ?? true;
    case LIST:
      return text
        .trim()
        .split(/\s+/)
        .every((word) => isLexical(scalar.members?.[0] as Scalar, word));
    default:
      return true;
  }
}

function parseInteger(text: string): unknown {
  // No integer of the schema is wider than 64 bits; of more digits than these a BigInt would take long to make.
  if (!/^[+-]?\d{1,40}$/.test(text)) return INVALID;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text.replace('+', ''));
}

function parseUnion(scalar: Scalar, text: string): unknown {
  let beyond: unknown = text;
  for (const member of scalar.members ?? []) {
    const value = parseText(member, text);
    if (value === INVALID) continue;
    if (member.pattern && !member.pattern.test(text)) continue;
    if (isInRange(member, value)) return value;
    // A server may write more than its schema allows; better that than a text, if no other member has room for it.
    if (beyond === text) beyond = value;
  }
  return beyond;
}

function isInRange({ min, max }: Scalar, value: unknown): boolean {
  if (typeof value !== 'number' && typeof value !== 'bigint') return true;
  return (min === undefined || value >= min) && (max === undefined || value <= max);
}
