/**
 * Values to texts, in the canonical form of XML Schema; strict, as servers are: a value that does not fit its type is a
 * complaint, which the encoder gives a path.
 */
// Not `instanceof`: a Date of another realm (a vm context, structuredClone under a test runner) is one, too.
import { isDate, isUint8Array } from 'node:util/types';
import { describe, didYouMean } from '../errors.js';
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
import { formatDateTime, ZonedDate } from './zoned-date.js';

/** Why a value does not fit its type. */
export class Complaint {
  constructor(
    readonly message: string,
    /** The text all the same, of a value that has the right kind and breaks only a rule of its type. */
    readonly text?: string,
  ) {}
}

/** The text of a value, not yet escaped, or a complaint. */
export function formatValue(scalar: Scalar, value: unknown): string | Complaint {
  switch (scalar.code) {
    case STRING:
      return typeof value === 'string' ? checkString(scalar, value) : wrong('a string', value);
    case ENUMERATION:
      return formatEnumeration(scalar, value);
    case BOOLEAN:
      return typeof value === 'boolean' ? String(value) : wrong('true or false', value);
    case INTEGER:
    case LONG:
      return isWhole(value)
        ? checkRange(scalar, value)
        : wrong(scalar.code === LONG ? 'a whole number or a bigint' : 'a whole number', value);
    case DOUBLE:
      return typeof value === 'number' ? formatDouble(value) : wrong('a number', value);
    case DATE_TIME:
      return formatDate(value);
    case DATE:
      return typeof value === 'string' && isDay(scalar, value) ? value : wrong("a date 'YYYY-MM-DD'", value);
    case BINARY:
      return isUint8Array(value) ? base64(value) : wrong('a Uint8Array', value);
    case LIST:
      return formatList(scalar, value);
    case UNION:
      return formatUnion(scalar, value);
  }
}

function wrong(expected: string, value: unknown, text?: string): Complaint {
  return new Complaint(`expected ${expected}, got ${describe(value)}`, text);
}

function checkString(scalar: Scalar, value: string): string | Complaint {
  if (scalar.minLength !== undefined && value.length < scalar.minLength)
    return new Complaint('expected a text that is not empty, got ""', value);
  if (scalar.length !== undefined && value.length !== scalar.length)
    return new Complaint(`expected ${scalar.length} characters, got ${value.length}`, value);
  return scalar.pattern && !scalar.pattern.test(value) ? wrong(`a ${scalar.name}`, value, value) : value;
}

function isWhole(value: unknown): value is number | bigint {
  return typeof value === 'bigint' || Number.isSafeInteger(value);
}

function checkRange(scalar: Scalar, value: number | bigint): string | Complaint {
  const text = String(value === 0 ? 0 : value);
  if (scalar.min !== undefined && value < scalar.min)
    return new Complaint(`expected ${scalar.min} or more, got ${value}`, text);
  if (scalar.max !== undefined && value > scalar.max)
    return new Complaint(`expected ${scalar.max} or less, got ${value}`, text);
  return text;
}

function formatDouble(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value).replace('e+', 'E').replace('e', 'E');
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'INF' : '-INF';
}

function formatDate(value: unknown): string | Complaint {
  if (value instanceof ZonedDate) return value.text;
  if (isDate(value)) return formatInstant(value.getTime(), value);
  const instant = (value as { epochMilliseconds?: unknown } | null | undefined)?.epochMilliseconds;
  return typeof instant === 'number' ? formatInstant(instant, value) : wrong('a Date', value);
}

/** Years of the calendar that XML Schema and .NET share. */
const FIRST = Date.parse('0001-01-01T00:00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

function formatInstant(time: number, value: unknown): string | Complaint {
  if (Number.isNaN(time)) return wrong('a Date', value);
  return time >= FIRST && time <= LAST
    ? formatDateTime(time)
    : wrong('a Date of the years 1 to 9999', value, formatDateTime(time));
}

/** A day that the calendar has: the 30th of February has the form of one. */
function isDay(scalar: Scalar, value: string): boolean {
  if (!scalar.pattern?.test(value)) return false;
  const day = value.slice(0, 10);
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? !/^\d{4}-/.test(value) : new Date(time).toISOString().startsWith(day);
}

function base64(value: Uint8Array): string {
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
}

function formatEnumeration(scalar: Scalar, value: unknown): string | Complaint {
  const values = scalar.values as ReadonlyMap<unknown, unknown>;
  if (values.has(value)) return value as string;
  const names = [...(scalar.values?.keys() ?? [])];
  const text = typeof value === 'string' ? value : undefined;
  const meant = didYouMean(value, names);
  if (meant) return new Complaint(`${describe(value)} is not a value of ${scalar.name}${meant}`, text);
  return wrong(
    names.length <= 12 ? `one of ${names.map((name) => `'${name}'`).join(', ')}` : `a ${scalar.name}`,
    value,
    text,
  );
}

function formatList(scalar: Scalar, value: unknown): string | Complaint {
  if (!Array.isArray(value)) return wrong('an array', value);
  const [item] = scalar.members as [Scalar];
  const texts = value.map((entry) => formatValue(item, entry));
  const complaint = texts.find((text) => text instanceof Complaint);
  if (complaint === undefined) return texts.join(' ');
  const all = texts.map((text) => (text instanceof Complaint ? text.text : text));
  return new Complaint(complaint.message, all.includes(undefined) ? undefined : all.join(' '));
}

function formatUnion(scalar: Scalar, value: unknown): string | Complaint {
  const tries = (scalar.members ?? []).map((member) => formatValue(member, value));
  return tries.find((text) => typeof text === 'string') ?? tries.at(-1) ?? wrong(scalar.name, value);
}
