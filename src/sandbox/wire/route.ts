/**
 * One request to one answer: the operation's handler called within a transaction, the answer encoded. Knows SOAP and the operations,
 * not HTTP.
 */
import type { Context } from '../access/context.js';
import { type Envelope, encodeEnvelope, operationByName } from '../base/codec.js';
import { Failure, Fault } from '../base/failure.js';
import { failed } from '../base/response-message.js';
import { loadFormats } from '../base/text-formats.js';
import type { ServerVersion } from '../base/versions.js';
import type { Handler } from '../operations/handler.js';
import { HANDLERS } from '../operations/handlers.js';
import { hasOperation, messageKindOf } from './operation-facts.js';
import { type OwnOperations, ownHandler } from './own-operations.js';

/**
 * What a request needs that is not loaded with the sandbox: calendars and cards are what MimeContent holds, and whole items that come in are
 * read once as that, too.
 */
export async function prepare(request: Uint8Array): Promise<void> {
  const isWide = request[0] === 0 || request[1] === 0 || (request[0] ?? 0) >= 0xfe;
  const text = Buffer.from(request.buffer, request.byteOffset, request.length);
  if (isWide || text.includes('MimeContent') || text.includes('UploadItems')) await loadFormats();
}

/** Bytes of the answer, or a fault thrown. */
export function route(
  envelope: Envelope,
  context: Context,
  version: ServerVersion,
  own: OwnOperations = {},
): Uint8Array {
  // Some requests are named otherwise than their operation: GetUserAvailabilityRequest.
  const operation = envelope.operation.replace(/Request$/, '');
  const handler = (HANDLERS[operation] ?? ownHandler(operation, own)) as Handler<object> | undefined;
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
