/** Texts that mean a value and are not what the encoder would write for it: kept beside the value. */
import { Complaint, formatValue } from './format.js';
import { BINARY, DATE_TIME, type Scalar } from './scalar.js';
import { rememberSpelling, spellings } from './struct.js';
import { INVALID, parseText } from './text.js';

/** Keeps a text by which a value came, if the encoder would write another. */
export function keepSpelling(scalar: Scalar, holder: object, key: string, value: unknown, text: string): void {
  if (scalar.code === DATE_TIME) return;
  const canonical = scalar.code === BINARY && !/\s/.test(text) ? text : formatValue(scalar, value);
  if (canonical !== text && !(canonical instanceof Complaint)) rememberSpelling(holder, key, text);
}

/** The spelling that a member came with, if it still means the member's value. */
export function spelled(value: Readonly<Record<string, unknown>>, key: string, scalar: Scalar): string | undefined {
  const text = spellings(value)?.get(key);
  if (text === undefined) return undefined;
  const meant = parseText(scalar, text);
  const held = value[key];
  const same =
    scalar.code === BINARY || Array.isArray(held)
      ? formatValue(scalar, meant) === formatValue(scalar, held)
      : Object.is(meant, held);
  return meant !== INVALID && same ? text : undefined;
}
