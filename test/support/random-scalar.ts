/**
 * Random values of simple types, for property tests: every value that the schema allows may come out, the ugly ones often. Reads
 * the worked-out types; knows nothing of how they are written or read.
 */
import * as fc from 'fast-check';
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
} from '../../src/codec/scalar.js';
import { parseDateTime } from '../../src/codec/zoned-date.js';

/** Characters that XML allows, the awkward ones first. */
const CHARACTERS = fc.oneof(
  fc.constantFrom(...'&<>"\' \t\n\r', ']]>', '\u0085', '\u2028', '\ufffd', '\u{1f600}', 'é', '中'),
  fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme-ascii' }),
);
const TEXT = fc.array(CHARACTERS, { maxLength: 8 }).map((chars) => chars.join(''));
const URI = fc.webUrl();
const LANGUAGE = fc.constantFrom('en', 'en-US', 'zh-Hans-CN', 'de-DE');
const DURATION = fc.constantFrom('P1D', '-PT8H', 'PT0S', 'P1Y2M3DT4H5M6.789S', 'PT30M', 'P3M');
const TIME = fc.constantFrom('00:00:00', '23:59:59', '12:34:56.789', '01:02:03Z', '04:05:06+02:00');
const DAY = fc.date({
  min: new Date('0001-01-02T00:00:00Z'),
  max: new Date('9999-12-30T00:00:00Z'),
  noInvalidDate: true,
});
const ZONES = fc.constantFrom('', 'Z', '+02:00', '-11:30');
const FRACTIONS = fc.constantFrom('', '.5', '.1234567', '.000');

const dates = fc.oneof(
  DAY,
  fc
    .tuple(DAY, FRACTIONS, ZONES)
    .map(([day, fraction, zone]) => parseDateTime(day.toISOString().slice(0, 19) + fraction + zone)!),
);

/** Numbers that a double can hold; NaN and the infinities are values too. */
const doubles = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -0, 1e21, 1e-7, -1.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
);

function longs(scalar: Scalar): fc.Arbitrary<number | bigint> {
  const [min, max] = [BigInt(scalar.min ?? -(2n ** 70n)), BigInt(scalar.max ?? 2n ** 70n)];
  const whole = fc.oneof(fc.bigInt({ min, max }), fc.bigInt({ min: min < 0n ? -9n : min, max: 9n }));
  return whole.map((value) => (Number.isSafeInteger(Number(value)) ? Number(value) : value));
}

function strings(scalar: Scalar): fc.Arbitrary<string> {
  const special = { anyURI: URI, language: LANGUAGE, duration: DURATION, time: TIME, token: LANGUAGE }[scalar.name];
  if (special !== undefined) return special;
  if (scalar.pattern !== undefined) return fc.stringMatching(scalar.pattern);
  if (scalar.length === 0) return fc.constant('');
  return TEXT.map((text) => text.padEnd(scalar.minLength ?? 0, 'x'));
}

const made = new Map<Scalar, fc.Arbitrary<unknown>>();

/** The arbitrary of a simple type. */
export function scalarArbitrary(scalar: Scalar): fc.Arbitrary<unknown> {
  const arbitrary = made.get(scalar) ?? makeArbitrary(scalar);
  made.set(scalar, arbitrary);
  return arbitrary;
}

function makeArbitrary(scalar: Scalar): fc.Arbitrary<unknown> {
  switch (scalar.code) {
    case STRING:
      return strings(scalar);
    case BOOLEAN:
      return fc.boolean();
    case INTEGER:
      return fc.oneof(
        fc.integer({ min: Number(scalar.min), max: Number(scalar.max) }),
        fc.constantFrom(
          ...[Number(scalar.min), Number(scalar.max), 0, 1].filter(
            (value) => value >= scalar.min! && value <= scalar.max!,
          ),
        ),
      );
    case DATE_TIME:
      return dates;
    case DATE:
      return DAY.map((day) => day.toISOString().slice(0, 10));
    case ENUMERATION:
      return fc.constantFrom(...scalar.values!.keys());
    case DOUBLE:
      return doubles;
    case LONG:
      return longs(scalar);
    case BINARY:
      return fc.uint8Array({ maxLength: 9 });
    case LIST:
      return fc.array(scalarArbitrary(scalar.members![0]!), { maxLength: 4 });
    case UNION:
      return fc.oneof(...scalar.members!.map(scalarArbitrary));
  }
}
