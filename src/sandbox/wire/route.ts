/**
 * One request to one answer: bytes decoded, the operation's handler called within a transaction, the answer encoded. Knows
 * SOAP and the operations, not HTTP.
 */
import { XmlError } from '../../errors.js';
import { decodeEnvelope, type Envelope, encodeEnvelope } from '../../soap/envelope.js';
import { operationByName } from '../../soap/schema.js';
import type { Context } from '../access/context.js';
import { Failure, Fault } from '../base/failure.js';
import type { ServerVersion } from '../base/versions.js';
import { failed, type Handler } from '../operations/handler.js';
import { HANDLERS, messageKindOf } from '../operations/index.js';
import { hasOperation } from '../properties/schema.js';
import { violationOf } from './violations.js';

/** Bytes of the answer, or a fault thrown. */
export function route(envelope: Envelope, context: Context, version: ServerVersion): Uint8Array {
  // Some requests are named otherwise than their operation: GetUserAvailabilityRequest.
  const operation = envelope.operation.replace(/Request$/, '');
  const handler = HANDLERS[operation] as Handler<object> | undefined;
  if (handler === undefined || envelope.body === undefined || !hasOperation(operation, context.edition)) {
    throw new Fault('ErrorInvalidRequest', `The operation ${envelope.operation || '(none)'} is not supported.`);
  }
  return encode(
    operationByName(operation)?.response ?? `${operation}Response`,
    run(operation, handler, envelope.body, context),
    version,
  );
}

export function encode(operation: string, body: object, serverVersionInfo: ServerVersion): Uint8Array {
  return encodeEnvelope({ operation, body }, { serverVersionInfo });
}

/** The request, or a fault for what is no request. */
export function readRequest(bytes: Uint8Array): Envelope {
  let envelope: Envelope;
  try {
    envelope = decodeEnvelope(bytes);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    throw new Fault('ErrorSchemaValidation', error.message, {}, positionOf(bytes, error.offset));
  }
  const violation = violationOf(envelope, bytes);
  if (violation !== undefined)
    throw new Fault('ErrorSchemaValidation', violation.message, {}, positionOf(bytes, violation.offset));
  return envelope;
}

// An error that is not of one part becomes the one response message of an operation that answers with them.
function run(operation: string, handler: Handler<object>, request: object, context: Context): object {
  try {
    return context.store.transaction(() => handler(request, context));
  } catch (error) {
    if (!(error instanceof Failure) || error instanceof Fault) throw error;
    const kind = messageKindOf(operation);
    if (kind === undefined) throw new Fault(error.code, error.message, error.values);
    return { responseMessages: [failed(kind, error)] };
  }
}

function positionOf(bytes: Uint8Array, offset: number): { line: number; position: number } {
  const before = Buffer.from(bytes.subarray(0, offset)).toString('utf8');
  const lines = before.split('\n');
  return { line: lines.length, position: (lines.at(-1)?.length ?? 0) + 1 };
}
