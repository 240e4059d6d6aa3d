/**
 * What a failure means for the request: whether it was carried out, and whether asking again can help. Decides nothing; the loop
 * in retry.ts does.
 */
import { AbortError, AuthenticationError, EwsError, ProtocolError, TransportError, XmlError } from '../errors.js';
import { ResponseError, ServerBusyError, SoapFaultError } from './response-errors.js';

export interface Verdict {
  /** Whether the request can have had an effect. `refused`: the server says no, asking again does not help by itself. */
  readonly done: 'no' | 'unknown' | 'refused';
  /** Whether asking again can help. */
  readonly passing: boolean;
  /** The server asks for less: slow down. */
  readonly busy?: boolean;
  /** The wait that the server asks for. */
  readonly waitMs?: number | undefined;
  /** Most tries of this kind, where the policy's number is too many. */
  readonly tries?: number;
  /** Most tries with a server that has never answered: it is likely to be a wrong address or password. */
  readonly triesIfUnknown?: number;
}

/** The server turned the request away at the door. */
const BUSY: ReadonlySet<string> = new Set([
  'ErrorServerBusy',
  'ErrorTooManyObjectsOpened',
  'ErrorExceededConnectionCount',
]);

/** Something inside the server was not there; it says that the request failed. */
const TRANSIENT: ReadonlySet<string> = new Set([
  'ErrorInternalServerTransientError',
  'ErrorTimeoutExpired',
  'ErrorMailboxStoreUnavailable',
  'ErrorMailboxMoveInProgress',
  'ErrorConnectionFailed',
  'ErrorADUnavailable',
  'ErrorInsufficientResources',
  'ErrorNoRespondingCASInDestinationSite',
  'ErrorProxyTokenExpired',
]);

export function isBusyCode(code: string | undefined): boolean {
  return code !== undefined && BUSY.has(code);
}

/** Whether it passes by itself, and leaves open what became of the request. */
export function isTransientCode(code: string | undefined): boolean {
  return code !== undefined && TRANSIENT.has(code);
}

/** Judges an error of one try. */
export function judge(error: unknown): Verdict {
  if (error instanceof TransportError) return judgeTransport(error);
  if (error instanceof AbortError) return { done: doneBy(error), passing: false };
  // Servers answer 401 when they are overloaded, too. More than a few wrong passwords lock an account.
  if (error instanceof AuthenticationError)
    return { done: 'no', passing: error.code === 'ERR_UNAUTHORIZED', tries: 3, triesIfUnknown: 1 };
  if (error instanceof XmlError || error instanceof ProtocolError) return { done: 'unknown', passing: false };
  if (error instanceof ResponseError || error instanceof SoapFaultError) return judgeCode(error);
  return { done: error instanceof EwsError ? 'refused' : 'no', passing: false };
}

function judgeCode(error: ResponseError | SoapFaultError): Verdict {
  if (BUSY.has(error.code)) {
    const waitMs = error instanceof ServerBusyError ? error.backOffMs : undefined;
    return { done: 'no', passing: true, busy: true, waitMs: waitMs !== undefined && waitMs >= 0 ? waitMs : undefined };
  }
  return TRANSIENT.has(error.code) ? { done: 'unknown', passing: true } : { done: 'refused', passing: false };
}

function doneBy({ sent }: AbortError | TransportError): Verdict['done'] {
  return sent === false ? 'no' : 'unknown';
}

function judgeTransport(error: TransportError): Verdict {
  const done = doneBy(error);
  switch (error.code) {
    case 'ERR_HOST_NOT_FOUND':
      return { done: 'no', passing: (error.cause as { code?: string } | undefined)?.code === 'EAI_AGAIN' };
    case 'ERR_CONNECTION_REFUSED':
    case 'ERR_NETWORK':
      return { done: error.code === 'ERR_CONNECTION_REFUSED' ? 'no' : done, passing: true, triesIfUnknown: 3 };
    case 'ERR_PROXY':
      return { done: 'no', passing: error.status === undefined || error.status >= 500, triesIfUnknown: 3 };
    case 'ERR_CONNECTION_RESET':
    case 'ERR_TRUNCATED':
      return { done, passing: true };
    case 'ERR_TIMEOUT':
      return { done, passing: true, tries: 2 };
    case 'ERR_TLS':
    case 'ERR_CERTIFICATE':
    case 'ERR_PIN':
    case 'ERR_INSECURE':
      return { done: 'no', passing: false };
    case 'ERR_HTTP_STATUS':
      return judgeStatus(error);
    default:
      return { done, passing: false };
  }
}

function judgeStatus(error: TransportError): Verdict {
  const { status = 0, retryAfterMs: waitMs } = error;
  // Said before the request is looked at: by the queue of the web server, by a load balancer without a server.
  if (status === 429 || status === 503) return { done: 'no', passing: true, busy: true, waitMs };
  if (status === 408) return { done: 'no', passing: true };
  if (status === 502 || status === 504) return { done: 'unknown', passing: true, waitMs };
  if (status >= 500) return { done: 'unknown', passing: true, tries: 3, waitMs };
  if (status === 302 && /genericerrorpage/i.test(error.message)) return { done: 'unknown', passing: true };
  return { done: 'no', passing: false };
}
