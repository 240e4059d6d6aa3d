/**
 * The typed client: one call is encode, send, decode, and a refusal as an error. Knows no folders, items or queries.
 */
import type { ExchangeVersionType } from '../../generated/index.js';
import type { Operation, Registry, Struct } from '../codec/index.js';
import { type Attempt, checkOptions, EwsError, unsent, ValidationError, XmlError } from '../errors.js';
import { expectMany } from '../http/abort.js';
import { collect } from '../http/collect.js';
import { aborted } from '../http/failures.js';
import type { HttpRequest, HttpResponse, Transport } from '../http/transport.js';
import { type Envelope, readEnvelope, writeParts } from '../soap/envelope.js';
import { splitEnvelopes } from '../soap/split.js';
import type { TakeContent } from '../soap/stream.js';
import type { ByteSource } from '../xml/byte-source.js';
import { type AnswerDetails, charsetOf, detailsOf, statusError, unreadable, wrongAnswer } from './answers.js';
import { Deadline } from './deadline.js';
import { debugLogFromEnvironment } from './debug-log.js';
import { OlderMailboxes, targetOf } from './older-mailboxes.js';
import { CALL_RULES, type CallOptions, CLIENT_RULES, type ClientOptions } from './options.js';
import { Pace } from './pace.js';
import { keepsConnection, notRead, type ServerKind, serverKindOf } from './quirks.js';
import { isRead } from './read-only.js';
import { passingOver, receive } from './receive.js';
import { demandOperation, demandRead, throwFirst, tooNewFor } from './refusals.js';
import { affinityOf, httpHeaders, soapHeaders } from './request-headers.js';
import { errorOfFault } from './response-errors.js';
import { demandMessages } from './responses.js';
import { withRetries } from './retry.js';
import { faultTolerance } from './retry-policy.js';
import { RetryQuota } from './retry-quota.js';
import { publishRetry, Sighting } from './sight.js';
import { bodyOf, visibleOf } from './streamed-body.js';
import {
  editionOfServer,
  editionOfVersion,
  MAILBOX_VERSION_ERROR,
  REQUEST_VERSIONS,
  type ServerVersion,
  serverVersion,
  VERSION_ERRORS,
} from './versions.js';

const DEFAULT_RETRY = faultTolerance();

interface Answer {
  readonly body: object;
  readonly details: AnswerDetails;
}

/** `contentOf`: makes what takes the content of one try, of a call that hands it on. */
type AttemptOptions = CallOptions & { readonly contentOf?: (() => TakeContent) | undefined };

/** Calls operations on one endpoint as one identity. */
export class Client implements AsyncDisposable {
  readonly endpoint: URL;
  /** The edition that requests are written in and answers are read by. */
  readonly registry: Registry;
  readonly #transport: Transport;
  readonly #options: ClientOptions;
  readonly #pace: Pace;
  readonly #quota: RetryQuota;
  /** The version to write in, whatever the server says of itself. */
  #requestVersion: ExchangeVersionType | undefined;
  /** The version to begin with. */
  readonly #guess: ExchangeVersionType;
  #server: ServerVersion | undefined;
  #kind: ServerKind | undefined;
  readonly #older = new OlderMailboxes();
  #answered = false;

  constructor(options: ClientOptions) {
    checkOptions('The connection', options, CLIENT_RULES);
    this.endpoint = options.endpoint;
    this.registry = options.registry;
    this.#transport = options.transport;
    this.#options = options;
    this.#pace = options.pace ?? new Pace();
    this.#quota = options.quota ?? new RetryQuota();
    const known = options.versions?.recall(options.endpoint, options.anchorMailbox);
    this.#requestVersion = options.requestVersion ?? (known?.refusesNewer ? known.version : undefined);
    this.#guess = known?.version ?? (REQUEST_VERSIONS[0] as ExchangeVersionType);
    debugLogFromEnvironment();
  }

  /** How many requests are sent at once (the transport's lanes are a limit, too): as many as the server is known to bear, and one more. */
  get concurrency(): number {
    return this.#pace.limit;
  }

  /** What the server said of its version; undefined before the first answer. */
  get serverVersion(): ServerVersion | undefined {
    return this.#server;
  }

  /** Place of the server's edition among those of the registry; undefined before the first answer. */
  get serverEdition(): number | undefined {
    return this.#server && editionOfServer(this.#server, this.registry);
  }

  /** Whether its answers look like those of another server than Exchange. */
  get isForeign(): boolean {
    return this.#kind !== undefined && this.#kind !== 'Exchange';
  }

  /** The version that the next request is written in. */
  get requestVersion(): ExchangeVersionType {
    return this.#requestVersion ?? this.#server?.requestVersion ?? this.#guess;
  }

  /**
   * Calls an operation, as often as the retry policy allows. Throws {@link ValidationError} before sending, {@link TransportError},
   * {@link AuthenticationError}, {@link SoapFaultError}, and {@link ResponseError} for the first response message that is an error
   * (unless `errors` says otherwise); that error's `response` has the others. {@link ProtocolError} where there is not a message for
   * each part of the request.
   */
  call<Request extends Struct, Response extends Struct>(
    operation: Operation<Request, Response>,
    request: NoInfer<Request>,
    options: CallOptions = {},
  ): Promise<Response> {
    return this.#call(operation, request, options);
  }

  /**
   * Calls an operation that reads content, of any length: it is given to `take` while it arrives, and what is left is the response. What
   * breaks off is asked for again, and what was taken already is passed over then.
   */
  receive<Request extends Struct, Response extends Struct>(
    operation: Operation<Request, Response>,
    request: NoInfer<Request>,
    take: TakeContent,
    options: CallOptions = {},
  ): Promise<Response> {
    return this.#call(operation, request, options, passingOver(take));
  }

  async #call<Request extends Struct, Response extends Struct>(
    operation: Operation<Request, Response>,
    request: Request,
    options: CallOptions,
    contentOf?: () => TakeContent,
  ): Promise<Response> {
    demandOperation(operation);
    checkOptions(operation.name, options, CALL_RULES);
    demandRead(operation, this.#options.readOnly);
    expectMany(options.signal);
    using deadline = new Deadline(options.deadlineMs ?? this.#options.deadlineMs, options.signal, this.endpoint);
    const { signal } = deadline;
    let details: AnswerDetails | undefined;
    const context = {
      registry: this.registry,
      policy: options.retry ?? this.#options.retry ?? DEFAULT_RETRY,
      pace: this.#pace,
      quota: this.#quota,
      signal,
      partial: options.errors === 'return',
      known: () => this.#answered,
      onAbort: () => deadline.error ?? aborted(this.endpoint, signal),
      onRetry: (attempts: readonly Attempt[], waitMs: number, error: unknown) =>
        publishRetry(operation.name, this.endpoint, waitMs, attempts, error),
      attempt: async (each: Operation, body: object) => {
        try {
          const answer = await this.#versioned(each, body, { ...options, signal, contentOf });
          details = answer.details;
          return answer.body;
        } catch (error) {
          throw deadline.instead(error);
        }
      },
    };
    const { response, attempts } = await withRetries(context, operation, request);
    if (options.errors !== 'return') throwFirst(operation.name, response, details, attempts);
    return response as Response;
  }

  /** The bytes that a call would send. */
  encode(operation: Operation, request: object, options: CallOptions = {}, version = this.requestVersion): Uint8Array {
    return visibleOf(this.#encode(operation, request, options, version));
  }

  #encode(
    operation: Operation,
    request: object,
    options: CallOptions,
    version: ExchangeVersionType,
  ): (Uint8Array | ByteSource)[] {
    const headers = soapHeaders(operation, version, this.#options.headers, options.headers);
    const edition = this.serverEdition;
    const { registry } = this;
    if (edition !== undefined && registry.editionIndex(operation.since) > edition)
      throw tooNew(operation, registry.editions[edition]);
    const keys = new Set(options.optional);
    const optional = { keys, edition: Math.min(edition ?? registry.editions.length, editionOfVersion(version)) };
    return writeParts(registry, { operation: operation.name, body: request }, headers, { edition, optional });
  }

  /**
   * Calls an operation whose answer is several envelopes that arrive over time, and yields each as it comes. Leaving the loop
   * closes the connection.
   */
  async *stream<Request extends Struct, Response extends Struct>(
    operation: Operation<Request, Response>,
    request: NoInfer<Request>,
    options: CallOptions = {},
  ): AsyncGenerator<Response, void, undefined> {
    checkOptions(operation.name, options, CALL_RULES);
    demandRead(operation, this.#options.readOnly);
    const { signal, timeoutMs, affinity } = options;
    expectMany(signal);
    if (signal?.aborted) throw unsent(aborted(this.endpoint, signal));
    const body = this.encode(operation, request, options);
    const sighting = new Sighting(operation.name, this.endpoint, this.requestVersion, body);
    try {
      const answer = await this.#transport.openStream({
        method: 'POST',
        url: this.endpoint,
        headers: httpHeaders(operation, affinity?.anchorMailbox ?? this.#options.anchorMailbox),
        body,
        signal,
        timeoutMs,
        affinity: affinityOf(operation, this.#options.anchorMailbox, affinity),
      });
      // A refusal is one document, SOAP or not.
      const { totalBytes } = this.#options.limits ?? {};
      const parts = answer.status >= 300 ? [(await collect(answer)).body] : splitEnvelopes(answer.body, totalBytes);
      for await (const bytes of parts) {
        const part = { ...answer, body: bytes };
        const read = this.#read(operation, part, options);
        demandMessages(operation, undefined, read.body, read.details);
        sighting.answered(part);
        yield read.body as Response;
      }
    } catch (error) {
      sighting.failed(error);
      throw error;
    }
  }

  /** In the version that the server is known or hoped to take, or in older ones if it refuses that. */
  async #versioned(operation: Operation, request: object, options: AttemptOptions): Promise<Answer> {
    const target = targetOf(this.registry, request, this.#options.mailbox ?? this.#options.anchorMailbox);
    const version = this.#older.recall(target) ?? this.requestVersion;
    try {
      return await this.#attempt(operation, request, options, version);
    } catch (error) {
      if (!this.#isVersionError(error)) throw error;
      return this.#downwards(operation, request, options, { version, error, target });
    }
  }

  async #attempt(
    operation: Operation,
    request: object,
    options: AttemptOptions,
    version: ExchangeVersionType,
  ): Promise<Answer> {
    const parts = this.#encode(operation, request, options, version);
    const sighting = new Sighting(operation.name, this.endpoint, version, visibleOf(parts));
    const sent: HttpRequest = {
      method: 'POST',
      url: this.endpoint,
      headers: httpHeaders(operation, options.affinity?.anchorMailbox ?? this.#options.anchorMailbox),
      affinity: affinityOf(operation, this.#options.anchorMailbox, options.affinity),
      body: bodyOf(parts),
      signal: options.signal,
      timeoutMs: options.timeoutMs,
      idempotent: isRead(operation.name),
      keepsConnection,
      unread: notRead,
    };
    const take = options.contentOf?.();
    let answer: HttpResponse;
    try {
      answer = await (take ? this.#receive(operation, sent, take) : this.#transport.request(sent));
    } catch (error) {
      sighting.failed(error);
      throw error;
    }
    try {
      const read = this.#read(operation, answer, options);
      demandMessages(operation, request, read.body, read.details);
      sighting.answered(answer);
      return read;
    } catch (error) {
      sighting.answered(answer, error);
      throw error;
    }
  }

  #receive(operation: Operation, sent: HttpRequest, take: TakeContent): Promise<HttpResponse> {
    const { limits } = this.#options;
    return receive(this.#transport, sent, {
      registry: this.registry,
      take,
      limits,
      broken: (beginning, cause) => unreadable(operation.name, beginning, this.endpoint, cause),
    });
  }

  #read(operation: Operation, answer: HttpResponse, options: CallOptions): Answer {
    const envelope = this.#decode(operation.name, answer, options);
    this.#learn(envelope);
    this.#kind = serverKindOf(answer.headers, envelope.headers.serverVersionInfo) ?? this.#kind;
    const details = detailsOf(answer, this.endpoint);
    if (envelope.fault) {
      this.#answered = true;
      throw errorOfFault(operation.name, envelope.fault, details);
    }
    // An answer is one under whatever status: gromox says 404 with the photo of somebody who has none.
    if (!envelope.body || envelope.operation !== operation.response) {
      if (answer.status >= 300) throw statusError(operation.name, answer);
      throw wrongAnswer(operation.name, envelope.operation, operation.response, details);
    }
    this.#answered = true;
    const refused = tooNewFor(operation.name, envelope.body, details);
    if (refused) throw refused;
    return { body: envelope.body, details };
  }

  /** What the server says of its version, in whatever answer. */
  #learn({ headers: { serverVersionInfo: info } }: Envelope): void {
    const said = info && serverVersion(info);
    if (!said || said.build === this.#server?.build) return;
    this.#server = said;
    if (this.#requestVersion === undefined) this.#remember(said.requestVersion, false);
  }

  #remember(version: ExchangeVersionType, refusesNewer: boolean): void {
    const { versions, anchorMailbox } = this.#options;
    versions?.remember(this.endpoint, anchorMailbox, { version, refusesNewer });
  }

  /** An older server: asks in ever older versions. When none is accepted, the first refusal is the one that says most. */
  async #downwards(
    operation: Operation,
    request: object,
    options: AttemptOptions,
    refused: { readonly version: ExchangeVersionType; readonly error: EwsError; readonly target: string | undefined },
  ): Promise<Answer> {
    // One mailbox on an older server does not hold back the others.
    const mailbox = refused.error.code === MAILBOX_VERSION_ERROR ? refused.target : undefined;
    // A refusal often says how old the server is.
    const told = this.#server ? REQUEST_VERSIONS.indexOf(this.#server.requestVersion) : 0;
    const rest = REQUEST_VERSIONS.slice(Math.max(REQUEST_VERSIONS.indexOf(refused.version) + 1, told));
    const likely = mailbox === undefined ? undefined : rest.find((version) => version === this.#older.likely);
    for (const version of likely ? new Set([likely, ...rest]) : rest) {
      try {
        const answer = await this.#attempt(operation, request, options, version);
        if (mailbox !== undefined) this.#older.remember(mailbox, version);
        else if (this.#server?.requestVersion !== version) {
          this.#requestVersion = version;
          this.#remember(version, true);
        }
        return answer;
      } catch (error) {
        if (!this.#isVersionError(error)) throw error;
      }
    }
    throw refused.error;
  }

  #isVersionError(error: unknown): error is EwsError {
    return this.#options.requestVersion === undefined && error instanceof EwsError && VERSION_ERRORS.has(error.code);
  }

  #decode(operation: string, answer: HttpResponse, options: CallOptions): Envelope {
    try {
      const { classes } = options;
      return readEnvelope(this.registry, answer.body, {
        classes,
        limits: this.#options.limits,
        charset: charsetOf(answer),
      });
    } catch (cause) {
      if (!(cause instanceof XmlError)) throw cause;
      throw unreadable(operation, answer, this.endpoint, cause);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#transport[Symbol.asyncDispose]();
  }
}

function tooNew({ name, since }: Operation, edition: string | undefined): ValidationError {
  const message = `${name} is known since ${since}, and the server is ${edition}`;
  return new ValidationError(name, [{ path: 'operation', message }]);
}
