/**
 * Simple types: what a text means as a value, and a value as text. A simple type of the schema is worked out to one of the
 * built-in ones, with the enumeration and the facets that restrict it.
 */
import { perRegistry, type Registry } from './registry.js';

/** How a scalar is decoded; numbers, so that the decoder can switch over them. */
export const STRING = 0;
export const BOOLEAN = 1;
export const INTEGER = 2;
export const DATE_TIME = 3;
export const ENUMERATION = 4;
export const DOUBLE = 5;
export const LONG = 6;
export const BINARY = 7;
export const LIST = 8;
export const UNION = 9;
export const DATE = 10;
export type ScalarCode = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

/** A simple type, worked out. */
export interface Scalar {
  readonly name: string;
  readonly code: ScalarCode;
  /** Enumeration values by their text, so that each decoded one is the same string object. */
  readonly values?: ReadonlyMap<string, EnumerationValue> | undefined;
  /** Item of a list, members of a union. */
  readonly members?: readonly Scalar[] | undefined;
  readonly min?: number | bigint | undefined;
  readonly max?: number | bigint | undefined;
  readonly minLength?: number | undefined;
  readonly length?: number | undefined;
  readonly pattern?: RegExp | undefined;
}

export interface EnumerationValue {
  readonly text: string;
  readonly since: string | undefined;
  readonly until: string | undefined;
}

/** Ranges that numbers cannot say exactly are bigints. */
type Range = readonly [number | bigint | undefined, number | bigint | undefined];

const INT_RANGES: Readonly<Record<string, Range>> = {
  byte: [-128, 127],
  unsignedByte: [0, 255],
  short: [-32768, 32767],
  unsignedShort: [0, 65535],
  int: [-2147483648, 2147483647],
  unsignedInt: [0, 4294967295],
};

const LONG_RANGES: Readonly<Record<string, Range>> = {
  long: [-(2n ** 63n), 2n ** 63n - 1n],
  unsignedLong: [0, 2n ** 64n - 1n],
  integer: [undefined, undefined],
  nonNegativeInteger: [0, undefined],
  positiveInteger: [1, undefined],
  nonPositiveInteger: [undefined, 0],
  negativeInteger: [undefined, -1],
};

const BUILTINS: Readonly<Record<string, ScalarCode>> = {
  string: STRING,
  anyURI: STRING,
  language: STRING,
  token: STRING,
  time: STRING,
  duration: STRING,
  normalizedString: STRING,
  NMTOKEN: STRING,
  NMTOKENS: STRING,
  Name: STRING,
  NCName: STRING,
  ID: STRING,
  IDREF: STRING,
  IDREFS: STRING,
  ENTITY: STRING,
  ENTITIES: STRING,
  QName: STRING,
  NOTATION: STRING,
  gYear: STRING,
  gYearMonth: STRING,
  gMonth: STRING,
  gMonthDay: STRING,
  gDay: STRING,
  hexBinary: STRING,
  anySimpleType: STRING,
  anyAtomicType: STRING,
  date: DATE,
  boolean: BOOLEAN,
  decimal: DOUBLE,
  float: DOUBLE,
  double: DOUBLE,
  dateTime: DATE_TIME,
  base64Binary: BINARY,
};

/** What duration, time and the like look like: they are strings here, but not any string may be sent as one. */
const PATTERNS: Readonly<Record<string, RegExp>> = {
  duration: /^-?P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/,
  time: /^(([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?|24:00:00(\.0+)?)(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)?$/,
  date: /^-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)?$/,
  language: /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/,
};

const builtins = new Map<string, Scalar>();
const scalarsOf = perRegistry(() => new Map<string, Scalar>());

/** The simple type of that name, built-in or of the schema; undefined for a complex one. */
export function scalarOf(registry: Registry, name: string): Scalar | undefined {
  return builtinScalar(name) ?? declaredScalar(registry, name);
}

/** One of XML Schema's own simple types; undefined for any other. */
function builtinScalar(name: string): Scalar | undefined {
  const known = builtins.get(name);
  if (known) return known;
  const made = builtin(name);
  if (made) builtins.set(name, made);
  return made;
}

function declaredScalar(registry: Registry, name: string): Scalar | undefined {
  const known = scalarsOf(registry);
  const made = known.get(name) ?? declared(registry, name);
  if (made) known.set(name, made);
  return made;
}

function builtin(name: string): Scalar | undefined {
  const range = INT_RANGES[name] ?? LONG_RANGES[name];
  if (range) return { name, code: name in INT_RANGES ? INTEGER : LONG, min: range[0], max: range[1] };
  const code = BUILTINS[name];
  return code === undefined ? undefined : { name, code, pattern: PATTERNS[name] };
}

function declared(registry: Registry, name: string): Scalar | undefined {
  const info = registry.simpleTypes.get(name);
  if (!info) return undefined;
  const [variety, ...words] = info.notation.trim().split(/\s+/);
  if (variety === 'list' || variety === 'union') {
    return {
      name,
      code: variety === 'list' ? LIST : UNION,
      members: words.map((word) => scalarOf(registry, word) as Scalar),
    };
  }
  const base = scalarOf(registry, words[0] ?? 'string') as Scalar;
  const facets = new Map(
    words.slice(1).flatMap((word) => (word.includes('=') ? [word.split('=') as [string, string]] : [])),
  );
  if (variety === 'enum')
    return {
      ...base,
      name,
      code: ENUMERATION,
      values: enumeration(words.slice(1).filter((word) => !word.includes('='))),
    };
  const number = (facet: string): number | undefined => (facets.has(facet) ? Number(facets.get(facet)) : undefined);
  const pattern = facets.get('pattern');
  return {
    ...base,
    name,
    min: number('minInclusive') ?? base.min,
    max: number('maxInclusive') ?? base.max,
    minLength: number('minLength') ?? base.minLength,
    length: number('length') ?? base.length,
    pattern: pattern === undefined ? base.pattern : new RegExp(`^(?:${decodeURIComponent(pattern)})$`, 'u'),
  };
}

function enumeration(words: readonly string[]): ReadonlyMap<string, EnumerationValue> {
  return new Map(
    words.map((word) => {
      const [value = '', since, until] = word.split('^');
      const text = value.replaceAll('%20', ' ');
      return [text, { text, since: since || undefined, until: until || undefined }];
    }),
  );
}
