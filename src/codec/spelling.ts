/** Texts that mean a value and are not what the encoder would write for it: kept beside the value. */
import { Complaint, formatValue } from './format.js';
import { BINARY, DATE_TIME, type Scalar } from './scalar.js';
import { rememberSpelling } from './struct.js';

export function keepSpelling(scalar: Scalar, holder: object, key: string, value: unknown, text: string): void {
  if (scalar.code === DATE_TIME) return;
  const canonical = scalar.code === BINARY && !/\s/.test(text) ? text : formatValue(scalar, value);
  if (canonical !== text && !(canonical instanceof Complaint)) rememberSpelling(holder, key, text);
}
