/**
 * The one door through which the sandbox takes what it shares with the client: how EWS is written and read, what the schema says of
 * its types, operations and properties, and the errors of both. Codecs and tables only; what a server does is the sandbox's own.
 */
import { type Compiled, compiledType as compiledIn, type Operation } from '../../codec/index.js';
import { committed } from '../../soap/committed.js';

export type * from '../../../generated/index.js';
export { AlternateIdType } from '../../../generated/index.js';
export { schema } from '../../../generated/schema.js';
export {
  type Compiled,
  compile,
  editionIndex,
  type Member,
  NAMESPACES,
  type Slot,
  type TypeInfo,
  typeOf,
  ZonedDate,
} from '../../codec/index.js';
export {
  A_DATE,
  checkOptions,
  FUNCTION,
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
  ValidationError,
  wholeNumber,
  XmlError,
} from '../../errors.js';
export { emitSchema } from '../../schema-text/committed.js';
export { decodeEnvelope, encodeEnvelope } from '../../soap/documents.js';
export type { Envelope } from '../../soap/envelope.js';
export type { SoapHeaders } from '../../soap/headers.js';
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

/** The complex type of that name, worked out; undefined when there is none. */
export function compiledType(name: string): Compiled | undefined {
  return compiledIn(committed, name);
}

/** The operation of that name; undefined when there is none. */
export function operationByName(name: string): Operation | undefined {
  return committed.operations.get(name);
}
