/** The codec as other layers see it: compiled types, scalars, and what the values carry. */

export { suggest } from '../errors.js';
export { type AttributeSlot, type Compiled, camelCase, compile, type Member, type Slot } from './compile.js';
export type { Refused } from './descriptor.js';
export { Complaint, formatValue } from './format.js';
export {
  EDITIONS,
  type Edition,
  editionIndex,
  type Operation,
  type StructConstructor,
  type TypeInfo,
  typeOf,
} from './registry.js';
export type { Scalar } from './scalar.js';
export { type Boxed, type Kind, Struct } from './struct.js';
export { INVALID, parseText } from './text.js';
export { formatDateTime, parseDateTime, ZonedDate } from './zoned-date.js';
