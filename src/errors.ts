/**
 * The errors a caller can meet, one class per layer; `code` is a literal that can be switched over.
 *
 *   Error
 *   └─ EwsError                        code, remedy, cause
 *      ├─ TransportError               the bytes did not get there or back
 *      ├─ AuthenticationError          the server refused the credentials, or none fits its offer
 *      ├─ AutodiscoverError            no endpoint found; `steps` says what was tried
 *      ├─ XmlError                     the answer is not XML; `offset` in bytes
 *      ├─ ValidationError              the request is wrong and was not sent; `violations` by path
 *      ├─ SoapFaultError               the server refused the whole request
 *      ├─ ResponseError                the server refused one part of it; `code` is its ResponseCode
 *      │  └─ ServerBusyError           `backOffMs`
 *      ├─ DoesNotExistError            get(), folder(): nothing there
 *      └─ MultipleObjectsReturnedError get(): more than one
 *
 * No message, property or cause of these ever holds a password, a token or an Authorization header.
 */

/** What every error of this package has beside the message. */
export interface EwsErrorDetails {
  /** What the caller can do about it, a sentence. */
  remedy?: string | undefined;
  cause?: unknown;
  /** The server's id of the request (`request-id` header), for a support ticket. */
  requestId?: string | undefined;
  /** Host that answered, or that was asked. */
  server?: string | undefined;
}

/** One try of a request that was made more than once. */
export interface Attempt {
  /** When it failed. */
  readonly at: Date;
  /** Code of its error. */
  readonly code: string;
  /** HTTP status, where there was one. */
  readonly status?: number | undefined;
  /** Milliseconds that were waited before it. */
  readonly waitedMs: number;
}

/** Base of all errors thrown by ewskit. The remedy is part of the message. */
export class EwsError<Code extends string = string> extends Error {
  /** Literal to switch over; stable across releases. */
  readonly code: Code;
  readonly remedy: string | undefined;
  readonly requestId: string | undefined;
  readonly server: string | undefined;
  /** Every try of the request, the last one included; absent when there was one only. */
  declare readonly attempts?: readonly Attempt[] | undefined;
  /**
   * Of a request that changes something and got no proper answer: `not done` when it certainly never was carried out, `unknown`
   * when it may have been. Absent when the server itself says what came of it.
   */
  declare readonly fate?: 'not done' | 'unknown' | undefined;

  constructor(code: Code, message: string, details: EwsErrorDetails = {}) {
    super(
      details.remedy ? `${message} ${details.remedy}` : message,
      details.cause === undefined ? {} : { cause: details.cause },
    );
    this.name = new.target.name;
    this.code = code;
    this.remedy = details.remedy;
    this.requestId = details.requestId;
    this.server = details.server;
  }
}

export type TransportErrorCode =
  | 'ERR_HOST_NOT_FOUND'
  | 'ERR_CONNECTION_REFUSED'
  | 'ERR_CONNECTION_RESET'
  | 'ERR_NETWORK'
  | 'ERR_TLS'
  | 'ERR_CERTIFICATE'
  | 'ERR_PIN'
  | 'ERR_TIMEOUT'
  | 'ERR_ABORTED'
  | 'ERR_TRUNCATED'
  | 'ERR_TOO_LARGE'
  | 'ERR_NOT_EWS'
  | 'ERR_HTTP_STATUS'
  | 'ERR_INSECURE'
  | 'ERR_PROXY'
  | 'ERR_DEADLINE';

/** The bytes did not get to the server or back. `status` is the HTTP status where there was one. */
export class TransportError extends EwsError<TransportErrorCode> {
  readonly status: number | undefined;
  /** Milliseconds after which the server wants to be asked again (Retry-After). */
  declare readonly retryAfterMs?: number | undefined;
  /** False when not a byte of the request left, because there was no connection yet. */
  declare readonly sent?: false | undefined;

  constructor(
    code: TransportErrorCode,
    message: string,
    details: EwsErrorDetails & {
      status?: number | undefined;
      retryAfterMs?: number | undefined;
      sent?: false | undefined;
    } = {},
  ) {
    super(code, message, details);
    this.status = details.status;
    if (details.retryAfterMs !== undefined) this.retryAfterMs = details.retryAfterMs;
    if (details.sent === false) this.sent = false;
  }
}

export type AuthenticationErrorCode = 'ERR_UNAUTHORIZED' | 'ERR_NO_COMMON_SCHEME' | 'ERR_CREDENTIALS';

/** The server refused the credentials, or offers no scheme that they fit. `offered` are the scheme names it named. */
export class AuthenticationError extends EwsError<AuthenticationErrorCode> {
  readonly offered: readonly string[];

  constructor(
    code: AuthenticationErrorCode,
    message: string,
    details: EwsErrorDetails & { offered?: readonly string[] } = {},
  ) {
    super(code, message, details);
    this.offered = details.offered ?? [];
  }
}

/** No endpoint was found for the address. `steps` are the lines of what was tried and what came of it. */
export class AutodiscoverError extends EwsError<'ERR_AUTODISCOVER'> {
  readonly steps: readonly string[];

  constructor(message: string, details: EwsErrorDetails & { steps?: readonly string[] } = {}) {
    super('ERR_AUTODISCOVER', message, details);
    this.steps = details.steps ?? [];
  }
}

export type XmlErrorCode =
  | 'ERR_XML_SYNTAX'
  | 'ERR_XML_TRUNCATED'
  | 'ERR_XML_DTD'
  | 'ERR_XML_LIMIT'
  | 'ERR_XML_ENCODING';

/** The text is not XML that this package reads. `offset` counts bytes from the start; `path` names the open elements. */
export class XmlError extends EwsError<XmlErrorCode> {
  readonly offset: number;
  readonly path: string;

  constructor(code: XmlErrorCode, message: string, offset: number, path = '', details: EwsErrorDetails = {}) {
    super(code, `${message} at byte ${offset}${path && ` in ${path}`}.`, details);
    this.offset = offset;
    this.path = path;
  }
}

/** One thing wrong with a request: where (`items[3].start`) and what (`expected a Date, got "tomorrow"`). */
export interface Violation {
  path: string;
  message: string;
}

/** How many violations a message spells out; `violations` has them all. */
const SPELLED_OUT = 8;

/** The request is wrong; it was not sent. Every violation is listed, by path; the message has the first ones. */
export class ValidationError extends EwsError<'ERR_INVALID_REQUEST'> {
  readonly violations: readonly Violation[];

  constructor(subject: string, violations: readonly Violation[], details: EwsErrorDetails = {}) {
    const lines = violations.slice(0, SPELLED_OUT).map(({ path, message }) => `${path}: ${message}`);
    const more = violations.length - lines.length;
    const list = more > 0 ? `${lines.join('; ')}; and ${more} more in \`violations\`` : lines.join('; ');
    super('ERR_INVALID_REQUEST', `${subject} is not valid and was not sent: ${list}.`, details);
    this.violations = violations;
  }
}

/** get() or a folder path found nothing. */
export class DoesNotExistError extends EwsError<'ERR_DOES_NOT_EXIST'> {
  constructor(message: string, details: EwsErrorDetails = {}) {
    super('ERR_DOES_NOT_EXIST', message, details);
  }
}

/** get() found more than one. */
export class MultipleObjectsReturnedError extends EwsError<'ERR_MULTIPLE_OBJECTS'> {
  constructor(message: string, details: EwsErrorDetails = {}) {
    super('ERR_MULTIPLE_OBJECTS', message, details);
  }
}
