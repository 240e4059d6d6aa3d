/**
 * What a failure means for the request: whether it was carried out, and whether asking again can help. Decides nothing; the loop
 * in retry.ts does.
 */
import { AbortError, AuthenticationError, EwsError, ProtocolError, TransportError, XmlError } from '../errors.js';
import { brokeOff, isBusyCode, isTooMany, isTurnedAway } from './passing-codes.js';
import { ResponseError, ServerBusyError, SoapFaultError } from './response-errors.js';

export interface Verdict {
  /**
   * Whether the request can have had an effect. `no` needs a proof: not a byte left, or EWS itself says that it turned the request away.
   * `refused`: the server says no, asking again does not help by itself.
   */
  readonly done: 'no' | 'unknown' | 'refused';
  /** Whether asking again can help. */
  readonly passing: boolean;
  /** The server asks for less: slow down. */
  readonly busy?: boolean;
  /** It says so of how many are under way at once. */
  readonly tooMany?: boolean;
  /** EWS was not too busy to say no to what was asked. */
  readonly heard?: boolean;
  /** The wait that the server asks for. */
  readonly waitMs?: number | undefined;
  /** Most tries of this kind, where the policy's number is too many. */
  readonly tries?: number;
  /** Most tries with a server that has never answered: it is likely to be a wrong address or password. */
  readonly triesIfUnknown?: number;
}

/** Judges an error of one try. `known`: the server has let us in before. */
export function judge(error: unknown, known = false): Verdict {
  if (error instanceof TransportError) return judgeTransport(error);
  if (error instanceof AbortError) return { done: doneBy(error), passing: false };
  if (error instanceof AuthenticationError) return judgeLogin(error, known);
  if (error instanceof XmlError || error instanceof ProtocolError) return { done: 'unknown', passing: false };
  if (error instanceof ResponseError || error instanceof SoapFaultError) return judgeCode(error);
  return { done: error instanceof EwsError ? 'refused' : 'no', passing: false };
}

/**
 * Servers answer 401 when they are overloaded, too. More than a few wrong passwords lock an account. Whoever was let in before and is
 * not now has met something that is not the login: of what was sent with it, nobody knows.
 */
function judgeLogin({ code }: AuthenticationError, known: boolean): Verdict {
  if (code === 'ERR_CREDENTIALS') return { done: 'no', passing: false };
  const passing = code === 'ERR_UNAUTHORIZED';
  return { done: known && passing ? 'unknown' : 'refused', passing, tries: 3, triesIfUnknown: 1 };
}

function judgeCode(error: ResponseError | SoapFaultError): Verdict {
  const { code } = error;
  const backOff = error instanceof ServerBusyError ? error.backOffMs : undefined;
  const waitMs = backOff !== undefined && backOff >= 0 ? backOff : undefined;
  const busy = isBusyCode(code);
  if (isTurnedAway(code)) return { done: 'no', passing: true, busy, waitMs, tooMany: isTooMany(code) };
  return brokeOff(code) ? { done: 'unknown', passing: true, busy } : { done: 'refused', passing: false, heard: true };
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
      // Also a record that does not fit in the middle of a connection.
      return { done, passing: false };
    case 'ERR_CERTIFICATE':
    case 'ERR_PIN':
    case 'ERR_INSECURE':
    case 'ERR_EWS_DISABLED':
      return { done: 'no', passing: false };
    case 'ERR_HTTP_STATUS':
      return judgeStatus(error);
    default:
      return { done, passing: false };
  }
}

/**
 * What is said of the request's target or form: whoever says so has not passed it on (RFC 9110, 15.5.5 and the like). Any other status
 * may stand in the place of an answer that a proxy, a firewall or a load balancer did not get or did not like: Envoy says 503 when the
 * server hangs up after it has done its work, and so does Varnish; firewalls that look into answers replace them by 403.
 */
const NOT_TAKEN: ReadonlySet<number> = new Set([404, 405, 410, 411, 413, 414, 415, 417, 421, 426, 431]);

function judgeStatus(error: TransportError): Verdict {
  const { status = 0, retryAfterMs: waitMs } = error;
  const done = NOT_TAKEN.has(status) ? 'no' : 'unknown';
  if (status === 429 || status === 503) return { done, passing: true, busy: true, waitMs };
  if (status === 408 || status === 502 || status === 504) return { done, passing: true, waitMs };
  if (status >= 500) return { done, passing: true, tries: 3, waitMs };
  return { done, passing: status === 302 && /genericerrorpage/i.test(error.message) };
}
