/**
 * Bytes to values without a string in between, for what is common and spelled plainly; everything else is for text.ts. Half of
 * the values of an answer are booleans, numbers, dates and enumerations.
 */
import { wordsOf } from '../xml/cursor.js';
import type { Scanner } from '../xml/scanner.js';
import { plainBase64 } from './base64.js';
import { BINARY, BOOLEAN, DATE_TIME, ENUMERATION, INTEGER, type Scalar, STRING } from './scalar.js';
import { utc } from './zoned-date.js';

const TRUE = wordsOf(Buffer.from('true'));
const FALSE = wordsOf(Buffer.from('false'));

/** The scanner's text range as a value, for what is common and spelled plainly; undefined for the rest. */
export function plainValue(scanner: Scanner, scalar: Scalar): unknown {
  const { bytes, textStart: start, textEnd: end } = scanner;
  switch (scalar.code) {
    case STRING:
      return scanner.textString();
    case ENUMERATION:
      return scalar.values?.get(scanner.textString())?.text;
    case BOOLEAN:
      if (scanner.textIs(TRUE)) return true;
      return scanner.textIs(FALSE) ? false : undefined;
    case INTEGER: {
      if (end - start > 9 || end === start || (bytes[start] === 0x30 && end - start > 1)) return undefined;
      let value = 0;
      for (let p = start; p < end; p++) {
        const digit = bytes[p]! - 0x30;
        if (digit < 0 || digit > 9) return undefined;
        value = value * 10 + digit;
      }
      return value;
    }
    case DATE_TIME:
      return end - start === 20 && bytes[end - 1] === 0x5a ? plainDate(bytes, start) : undefined;
    case BINARY:
      return plainBase64(bytes, start, end);
    default:
      return undefined;
  }
}

/** `YYYY-MM-DDTHH:MM:SSZ`; undefined when it is not. */
function plainDate(b: Buffer, p: number): Date | undefined {
  if (b[p + 4] !== 0x2d || b[p + 7] !== 0x2d || b[p + 10] !== 0x54 || b[p + 13] !== 0x3a || b[p + 16] !== 0x3a)
    return undefined;
  const year = two(b, p) * 100 + two(b, p + 2);
  const hour = two(b, p + 11);
  if (hour > 23) return undefined;
  const time = utc(year, two(b, p + 5), two(b, p + 8), hour, two(b, p + 14), two(b, p + 17));
  return Number.isNaN(time) ? undefined : new Date(time);
}

function two(b: Buffer, p: number): number {
  const [tens, ones] = [b[p]! - 0x30, b[p + 1]! - 0x30];
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? Number.NaN : tens * 10 + ones;
}
