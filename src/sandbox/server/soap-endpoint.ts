/**
 * Exchange.asmx: one SOAP text to its answer, or to the fault that refuses it; every one is recorded. Knows HTTP's calls and
 * answers, and who may do how much at a time, but no operation.
 */
import type { Context } from '../access/context.js';
import { type Registry, type SoapHeaders, speaking } from '../base/codec.js';
import { Failure, Fault } from '../base/failure.js';
import type { ServerVersion } from '../base/versions.js';
import { streamClosed, streamEvents } from '../operations/get-streaming-events.js';
import type { Store } from '../store/store.js';
import { asExchangeWrites } from '../wire/exact.js';
import { faultXml } from '../wire/fault-xml.js';
import { readRequest, type SchemaViolation } from '../wire/read-request.js';
import { encode, prepare, route } from '../wire/route.js';
import type { Contexts } from './contexts.js';
import { type Answer, type Call, XML } from './http-server.js';
import { LiveStreams } from './live-streams.js';
import type { RecordedRequest, SandboxOptions } from './options.js';
import type { Throttle } from './throttle.js';
import type { Trouble } from './trouble.js';

export interface SoapEndpointParts {
  store: Store;
  contexts: Contexts;
  throttle: Throttle;
  trouble: Trouble;
  version: ServerVersion;
  /** The edition that it speaks. */
  registry: Registry;
  options: Pick<SandboxOptions, 'validate' | 'exact' | 'operations' | 'onInternalError'>;
  /** Requests that the schema does not allow are refused, every one. */
  isStrict: boolean;
  /** Called after every request; `at` is filled in there. */
  record: (request: Omit<RecordedRequest, 'at'>) => void;
  /** Aborted when the server stops: streams end. */
  stopping: AbortSignal;
}

export class SoapEndpoint {
  readonly #parts: SoapEndpointParts;
  readonly streams = new LiveStreams();
  #exchanges = 0;

  constructor(parts: SoapEndpointParts) {
    this.#parts = parts;
  }

  /** With the fault that is to be met by chance, where there is one. */
  async answer(call: Call, backEnd: number): Promise<Answer> {
    const { trouble } = this.#parts;
    const fault = trouble.draw();
    const work = (wait?: () => Promise<void>): Promise<Answer> => this.#operate(call, backEnd, wait);
    return fault === undefined ? work() : trouble.answer(fault, work);
  }

  async #operate(call: Call, backEnd: number, wait?: () => Promise<void>): Promise<Answer> {
    const { store, contexts, throttle, trouble, version, registry, options, isStrict, record } = this.#parts;
    const caller = call.application ? undefined : store.mailboxes.byLogin(call.login);
    const user = caller?.address ?? call.login;
    const exchange = ++this.#exchanges;
    let operation = '';
    let soapHeaders: SoapHeaders = {};
    let status = 200;
    let violations: SchemaViolation[] = [];
    let internalError: unknown;
    let leave: (() => void) | undefined;
    try {
      options.validate?.(call.body, 'request', exchange);
      const entered = throttle.enter(user);
      leave = entered;
      await wait?.();
      await prepare(call.body);
      return speaking(registry, (): Answer => {
        const read = readRequest(call.body, isStrict);
        const { envelope } = read;
        ({ violations } = read);
        ({ operation, headers: soapHeaders } = envelope);
        trouble.failAsPlanned(operation);
        const context = contexts.of(envelope, caller, { login: call.login, backEnd });
        if (operation === 'GetStreamingEvents' && envelope.body) {
          const leaveStream = throttle.enterStream(context.mailbox.address);
          const left = (): void => {
            entered();
            leaveStream();
          };
          const body = this.#stream(envelope.body, context, call.signal, left, exchange);
          leave = undefined;
          return { status, type: XML, body };
        }
        return {
          status,
          type: XML,
          body: this.#written(operation, route(envelope, context, version, options.operations), exchange),
        };
      });
    } catch (error) {
      status = 500;
      if (error instanceof Fault && error.violation) violations = [{ message: error.message, ...error.violation }];
      if (!(error instanceof Failure)) internalError = error;
      const fault = faultOf(error, violations);
      if (fault.code === 'ErrorInternalServerError' && fault !== error) options.onInternalError?.(error, operation);
      const body = faultXml(fault);
      options.validate?.(Buffer.from(body), 'response', exchange);
      return { status, type: XML, body };
    } finally {
      // Counted out when the answer has gone, so that requests at one time are seen to be so. Who has waited was seen.
      if (wait) leave?.();
      else if (leave !== undefined) setImmediate(leave);
      const { authorization: _login, 'proxy-authorization': _proxy, ...headers } = call.headers;
      const failed = internalError === undefined ? {} : { internalError };
      record({ operation, user, status, bytes: call.body.length, headers, soapHeaders, violations, ...failed });
    }
  }

  #written(operation: string, bytes: Uint8Array, exchange: number): Uint8Array {
    const { validate, exact } = this.#parts.options;
    validate?.(bytes, 'response', exchange);
    return exact ? asExchangeWrites(operation, bytes) : bytes;
  }

  async *#stream(
    request: object,
    context: Context,
    signal: AbortSignal,
    leave: () => void,
    exchange: number,
  ): AsyncGenerator<Uint8Array> {
    const { stopping, version } = this.#parts;
    const stream = this.streams.open();
    const written = (body: object): Uint8Array =>
      withoutPrefix(this.#written('GetStreamingEvents', encode('GetStreamingEventsResponse', body, version), exchange));
    try {
      const ending = AbortSignal.any([signal, stopping, stream.signal]);
      // What is told while it is stalled is told nobody.
      for await (const body of streamEvents(request, context, ending))
        if (stream.trouble !== 'stall') yield written(body);
      if (stream.trouble === 'cut') throw new Error('The stream is cut, as it was ordered.');
      if (stream.signal.aborted) yield written(streamClosed());
    } finally {
      this.streams.close(stream);
      leave();
    }
  }
}

/** Exchange says nothing of its own mistakes; the sandbox's stand in `sandbox.requests`. */
function faultOf(error: unknown, [violation]: readonly SchemaViolation[]): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof Failure) return new Fault(error.code, error.message, error.values);
  // What an operation cannot do without was left out.
  if (violation !== undefined) return new Fault('ErrorSchemaValidation', violation.message, {}, violation);
  return new Fault('ErrorInternalServerError', 'An internal server error occurred. The operation failed.');
}

// Exchange writes the envelopes of a stream without a prefix, and clients cut the stream at `</Envelope>` (recorded answers).
function withoutPrefix(envelope: Uint8Array): Uint8Array {
  const text = Buffer.from(envelope).toString('utf8');
  const soap = 'http://schemas.xmlsoap.org/soap/envelope/';
  return Buffer.from(
    text.replace('<s:Envelope', `<Envelope xmlns="${soap}"`).replace('</s:Envelope>', '</Envelope>'),
    'utf8',
  );
}
