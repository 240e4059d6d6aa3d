/**
 * `ewskit/raw`: every generated type and operation, and the codec itself. For those who want the protocol and no facade.
 */
export * from '../generated/index.js';
export {
  type Boxed,
  EDITIONS,
  type Edition,
  type GeneratedEdition,
  type GeneratedSchema,
  type Kind,
  type Operation,
  type PropertyTable,
  Struct,
  ZonedDate,
} from './codec/index.js';
export { EwsError, ValidationError, type Violation, XmlError } from './errors.js';
export {
  type DecodeEnvelopeOptions,
  type DecodeStreamOptions,
  decodeEnvelope,
  decodeStream,
  type EncodeEnvelopeOptions,
  encodeEnvelope,
} from './soap/documents.js';
export type { Envelope, EnvelopeBody } from './soap/envelope.js';
export type { SoapFault } from './soap/fault.js';
export type { SoapHeaders } from './soap/headers.js';
export type { XmlElement, XmlNode } from './xml/element.js';
export type { XmlLimits } from './xml/limits.js';
