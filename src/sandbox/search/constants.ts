/** Whether the constant of a restriction is a value that its property can have. */
import { Failure } from '../base/failure.js';
import type { PathRef } from '../properties/paths.js';
import { type Simple, simpleTypesAt } from '../properties/property-table.js';

const BOOLEAN = /^(true|false|0|1)$/i;
const WHOLE = /^[+-]?\d+$/;
const NUMBER = /^(-?INF|NaN|[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?)$/i;

const isTime = (text: string): boolean => /^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text));

/** By the names of the schema's types, and of the types of extended properties. */
const FORMS: Readonly<Record<string, (text: string) => boolean>> = {
  boolean: (text) => BOOLEAN.test(text),
  int: (text) => WHOLE.test(text),
  short: (text) => WHOLE.test(text),
  long: (text) => WHOLE.test(text),
  double: (text) => NUMBER.test(text),
  dateTime: isTime,
  date: isTime,
  Boolean: (text) => BOOLEAN.test(text),
  Integer: (text) => WHOLE.test(text),
  Short: (text) => WHOLE.test(text),
  Long: (text) => WHOLE.test(text),
  Currency: (text) => WHOLE.test(text),
  Float: (text) => NUMBER.test(text),
  Double: (text) => NUMBER.test(text),
  SystemTime: isTime,
};

/** Learn, ResponseCode, ErrorInvalidValueForProperty: a comparison with what is no value of the property, a time with `true`. */
export function assertConstant({ kind, fieldURI = '', propertyType = '' }: PathRef, text: string): void {
  const types: (Simple | undefined)[] =
    kind === 'extendedFieldURI'
      ? [{ name: propertyType.replace(/Array$/, ''), values: undefined }]
      : kind === 'fieldURI'
        ? simpleTypesAt(fieldURI)
        : [];
  if (types.length > 0 && !types.some((type) => isValue(type, text.trim())))
    throw new Failure('ErrorInvalidValueForProperty');
}

function isValue(type: Simple | undefined, text: string): boolean {
  if (type?.values !== undefined) return type.values.has(text);
  return (type && FORMS[type.name]?.(text)) ?? true;
}
