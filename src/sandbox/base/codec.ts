/**
 * The one door through which the sandbox takes what it shares with the client: how EWS is written and read, what the schema says of
 * its types, operations and properties, and the errors of both. Codecs and tables only; what a server does is the sandbox's own.
 */
export type * from '../../../generated/index.js';
export { AlternateIdType } from '../../../generated/index.js';
export {
  type Compiled,
  compile,
  type GeneratedEdition,
  type Member,
  NAMESPACES,
  perRegistry,
  type Registry,
  type Slot,
  type TypeInfo,
  ZonedDate,
} from '../../codec/index.js';
export {
  A_DATE,
  checkOptions,
  didYouMean,
  FUNCTION,
  having,
  listOf,
  number,
  OBJECT,
  oneOf,
  type Rules,
  recordOf,
  rule,
  secret,
  shapeOf,
  TEXT,
  TRUE_OR_FALSE,
  TransportError,
  ValidationError,
  wholeNumber,
  XmlError,
} from '../../errors.js';
export { MONTHS, WEEKDAYS } from '../../ical/index.js';
export { emitRegistry, emitSchema } from '../../schema-text/committed.js';
export { toUtf8 } from '../../soap/encoding.js';
export type { Envelope } from '../../soap/envelope.js';
export type { SoapHeaders } from '../../soap/headers.js';
export { type ClockChange, changesIn } from '../../time/clock-changes.js';
export { instantBy, offsetAt } from '../../time/wall-time.js';
export { milliseconds, type OffsetAt, offsetsOf, type ZoneDefinition } from '../../time/zone-definition.js';
export { toIanaZone } from '../../time/zone-names.js';
export { camelCase } from '../../xml/camel-case.js';
export { escapeAttribute, escapeText } from '../../xml/chars.js';
export {
  childElement,
  childElements,
  parseXml,
  textOf,
  type XmlElement,
  type XmlNode,
} from '../../xml/element.js';
export {
  compiledType,
  decodeEnvelope,
  editionIndex,
  encodeEnvelope,
  operationByName,
  registryFor,
  speaking,
  spoken,
  typeOf,
} from './spoken.js';
