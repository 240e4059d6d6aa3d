/**
 * `ewskit/raw`: every generated type and operation, and the codec itself. For those who want the protocol and no facade.
 */
export * from '../generated/index.js';
export { type Boxed, EDITIONS, type Edition, type Kind, type Operation, Struct, ZonedDate } from './codec/index.js';
export { EwsError, ValidationError, type Violation, XmlError } from './errors.js';
export {
  type DecodeEnvelopeOptions,
  decodeEnvelope,
  type Envelope,
  type EnvelopeBody,
  encodeEnvelope,
} from './soap/envelope.js';
export type { SoapFault } from './soap/fault.js';
export type { SoapHeaders } from './soap/headers.js';
export { type DecodeStreamOptions, decodeStream } from './soap/stream.js';
export type { XmlElement, XmlNode } from './xml/element.js';
export type { XmlLimits } from './xml/limits.js';
