/** The bytes did not get to the server or back. Knows no HTTP. */
import { EwsError, type EwsErrorDetails, nameErrors } from './ews-error.js';

/** Why the bytes did not get there or back. */
export type TransportErrorCode =
  | 'ERR_HOST_NOT_FOUND'
  | 'ERR_CONNECTION_REFUSED'
  | 'ERR_CONNECTION_RESET'
  | 'ERR_NETWORK'
  | 'ERR_TLS'
  | 'ERR_CERTIFICATE'
  | 'ERR_PIN'
  | 'ERR_TRUNCATED'
  | 'ERR_TOO_LARGE'
  | 'ERR_NOT_EWS'
  | 'ERR_HTTP_STATUS'
  | 'ERR_EWS_DISABLED'
  | 'ERR_INSECURE'
  | 'ERR_PROXY'
  | TimeoutErrorCode;

/**
 * What ran out: `ERR_TIMEOUT` the silence to bear (`timeoutMs`), `ERR_DEADLINE` the time of the call (`deadlineMs`), `ERR_ABORTED` that
 * of the caller's signal (`AbortSignal.timeout()`).
 */
export type TimeoutErrorCode = 'ERR_TIMEOUT' | 'ERR_DEADLINE' | 'ERR_ABORTED';

export interface TransportErrorDetails extends EwsErrorDetails {
  status?: number | undefined;
  retryAfterMs?: number | undefined;
  sent?: false | undefined;
}

/** The bytes did not get to the server or back. `status` is the HTTP status where there was one. */
export class TransportError extends EwsError<TransportErrorCode> {
  static {
    nameErrors(TransportError, 'TransportError');
  }

  /** The HTTP status; undefined where there was no answer. */
  readonly status: number | undefined;
  /** Milliseconds after which the server wants to be asked again (Retry-After). */
  declare readonly retryAfterMs?: number | undefined;
  /** False when not a byte of the request left, because there was no connection yet. */
  declare readonly sent?: false | undefined;

  constructor(code: TransportErrorCode, message: string, details: TransportErrorDetails = {}) {
    super(code, message, details);
    this.status = details.status;
    if (details.retryAfterMs !== undefined) this.retryAfterMs = details.retryAfterMs;
    if (details.sent === false) this.sent = false;
  }
}

/**
 * There was no answer in time. A {@link TransportError}, because whoever handles a dead connection means a silent server, too; `name` is
 * that of the DOMException by which the platform says the same.
 */
export class TimeoutError extends TransportError {
  static {
    nameErrors(TimeoutError, 'TimeoutError');
  }

  /** Which of the times ran out. */
  declare readonly code: TimeoutErrorCode;

  constructor(code: TimeoutErrorCode, message: string, details: TransportErrorDetails = {}) {
    super(code, message, details);
  }
}
