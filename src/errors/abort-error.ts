/** The caller ended it. Must not know what was going on. */
import { EwsError, type EwsErrorDetails, nameErrors } from './ews-error.js';
import { TimeoutError } from './transport-error.js';

/**
 * The caller's signal fired, or what was in use was closed. No {@link TransportError}: nothing is wrong with the connection, and whoever
 * waits and tries again after those must not do so after this. `cause` is the signal's reason.
 */
export class AbortError extends EwsError<'ERR_ABORTED'> {
  static {
    nameErrors(AbortError, 'AbortError');
  }

  /** False when not a byte of the request left. */
  declare readonly sent?: false | undefined;

  constructor(message: string, details: EwsErrorDetails = {}) {
    super('ERR_ABORTED', message, details);
  }
}

/** The error for a signal that fired; when it was a clock (`AbortSignal.timeout()`), a {@link TimeoutError}. `what` begins the sentence. */
export function abortedBy(
  signal: AbortSignal | undefined,
  what: string,
  details: EwsErrorDetails = {},
): AbortError | TimeoutError {
  const cause: unknown = signal?.reason;
  return (cause as { name?: unknown } | null | undefined)?.name === 'TimeoutError'
    ? new TimeoutError('ERR_ABORTED', `${what} did not end in the time that its signal gave it.`, { ...details, cause })
    : new AbortError(`${what} was aborted.`, { ...details, cause });
}

/** Not a byte of the request left. */
export function unsent<E extends { readonly sent?: false | undefined }>(error: E): E {
  return Object.assign(error, { sent: false as const });
}
