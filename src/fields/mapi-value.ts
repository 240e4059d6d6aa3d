/** Values of MAPI properties: how each MAPI type is in TypeScript, and as text on the wire. */
import { isUint8Array } from 'node:util/types';
import type { ExtendedPropertyType, MapiPropertyTypeType } from '../../generated/index.js';
import { MOMENT_FORMS, readMoment } from '../time/moment.js';
import type { ExtendedProperty } from './extended-property.js';

/** How a single value of a MAPI type is in TypeScript; types that are not here are texts. */
interface MapiScalars {
  Boolean: boolean;
  Short: number;
  Integer: number;
  /** A bigint beyond 2^53. */
  Long: number | bigint;
  /** In ten-thousandths, as MAPI has it. */
  Currency: number | bigint;
  Float: number;
  Double: number;
  ApplicationTime: number;
  SystemTime: Date;
  Binary: Uint8Array;
}

type Scalar<T> = T extends keyof MapiScalars ? MapiScalars[T] : string;

/** The value of a property of a MAPI type: `StringArray` is `string[]`. */
export type MapiValue<T extends MapiPropertyTypeType> = T extends `${infer S}Array` ? Scalar<S>[] : Scalar<T>;

type Range = readonly [min: bigint, max: bigint];

const RANGES: Readonly<Record<string, Range>> = {
  Short: [-(2n ** 15n), 2n ** 15n - 1n],
  Integer: [-(2n ** 31n), 2n ** 31n - 1n],
  Long: [-(2n ** 63n), 2n ** 63n - 1n],
  Currency: [-(2n ** 63n), 2n ** 63n - 1n],
};

/** Why a value cannot be one of a MAPI type. */
export class Unfit {
  constructor(readonly message: string) {}
}

export function isArrayType(type: MapiPropertyTypeType): boolean {
  return type.endsWith('Array');
}

/** A value, or several, as an ExtendedProperty; undefined for none (MAPI has no empty arrays). */
export function encodeMapi(
  property: ExtendedProperty,
  value: unknown,
  timeZone: string,
): ExtendedPropertyType | Unfit | undefined {
  const { path: extendedFieldURI, type } = property;
  if (!isArrayType(type)) {
    const text = textOf(type, value, timeZone);
    return text instanceof Unfit ? text : { extendedFieldURI, value: text };
  }
  if (!Array.isArray(value)) return new Unfit(`expected an array, for it is a ${type}`);
  const texts = value.map((entry) => textOf(singleType(type), entry, timeZone));
  const unfit = texts.findIndex((text) => text instanceof Unfit);
  if (unfit >= 0) return new Unfit(`[${unfit}]: ${(texts[unfit] as Unfit).message}`);
  return texts.length === 0 ? undefined : { extendedFieldURI, values: texts as string[] };
}

/** The text of a single value. */
export function textOf(type: string, value: unknown, timeZone: string): string | Unfit {
  const range = RANGES[type];
  if (range) return wholeText(value, range);
  switch (type) {
    case 'Boolean':
      return typeof value === 'boolean' ? String(value) : new Unfit('expected true or false');
    case 'Float':
    case 'Double':
    case 'ApplicationTime':
      return typeof value === 'number' && Number.isFinite(value) ? String(value) : new Unfit('expected a number');
    case 'SystemTime': {
      const read = readMoment(value, timeZone);
      if (read === undefined) return new Unfit(`expected ${MOMENT_FORMS}`);
      return ('at' in read ? read.at : read.from).toISOString();
    }
    case 'Binary':
      return isUint8Array(value)
        ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')
        : new Unfit('expected a Uint8Array');
    default:
      return typeof value === 'string' ? value : new Unfit('expected a text');
  }
}

function wholeText(value: unknown, [min, max]: Range): string | Unfit {
  const whole = typeof value === 'bigint' ? value : Number.isSafeInteger(value) ? BigInt(value as number) : undefined;
  return whole !== undefined && whole >= min && whole <= max
    ? String(whole)
    : new Unfit(`expected a whole number from ${min} to ${max}`);
}

export function singleType(type: string): string {
  return type.replace(/Array$/, '');
}

/** The value of what a server sent. What cannot be read as the type says is left as the text that it is, so that it is not lost. */
export function decodeMapi(type: MapiPropertyTypeType, { value, values }: ExtendedPropertyType): unknown {
  const single = singleType(type);
  // A server may answer one value of several without the list around it.
  if (isArrayType(type)) return (values ?? (value === undefined ? [] : [value])).map((text) => parse(single, text));
  return parse(single, value ?? values?.[0] ?? '');
}

const DECIMAL = /^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(Z|[+-]\d\d:\d\d|)$/;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

function parse(type: string, text: string): unknown {
  switch (type) {
    case 'Boolean':
      return /^(true|1)$/i.test(text) ? true : /^(false|0)$/i.test(text) ? false : text;
    case 'Short':
    case 'Integer':
    case 'Float':
    case 'Double':
    case 'ApplicationTime':
      return DECIMAL.test(text) ? Number(text) : text;
    case 'Long':
    case 'Currency':
      return parseLong(text);
    case 'SystemTime': {
      // Without a zone it is UTC, as in all that EWS says; Date would take it for the zone of this machine.
      const zone = INSTANT.exec(text.trim())?.[1];
      const date = zone === undefined ? undefined : new Date(text.trim() + (zone === '' ? 'Z' : ''));
      return date && !Number.isNaN(date.getTime()) ? date : text;
    }
    case 'Binary':
      return BASE64.test(text.replace(/\s+/g, '')) ? new Uint8Array(Buffer.from(text, 'base64')) : text;
    default:
      return text;
  }
}

function parseLong(text: string): unknown {
  if (!/^\s*[+-]?\d+\s*$/.test(text)) return text;
  return Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text.trim().replace(/^\+/, ''));
}
