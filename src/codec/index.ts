/**
 * The door of the codec, the only one for other layers: what is behind it may be moved and renamed freely. Generated code has a door of
 * its own, descriptor.ts, whose names it holds.
 */

export { parseBase64, plainBase64 } from './base64.js';
export { type AttributeSlot, type Compiled, compile, compiledType, type Member, type Slot } from './compile.js';
export { type DecodeOptions, Decoder, type StandIn } from './decode.js';
export type { Refused } from './descriptor.js';
export { type EncodeOptions, Encoder } from './encode.js';
export { Complaint, formatValue } from './format.js';
export { type ContentNode, parseNotation } from './notation.js';
export {
  declareNamespaces,
  EDITIONS,
  type Edition,
  type ElementInfo,
  type GeneratedEdition,
  type GeneratedSchema,
  NAMESPACES,
  type Operation,
  type Prefix,
  type PropertyTable,
  parseHeader,
  perRegistry,
  type Registry,
  registryOf,
  type TypeInfo,
  typeOf,
} from './registry.js';
export { rememberName } from './renamed.js';
export { BINARY, DATE_TIME, INTEGER, LONG, type Scalar, scalarOf } from './scalar.js';
export { type Boxed, type Kind, Struct, type StructConstructor } from './struct.js';
export { ZonedDate } from './zoned-date.js';
