/**
 * What Node throws, and a caller's axios, as a TransportError: a literal code, host and port, and what to do about it. The original is
 * reduced to its code and message, because axios errors carry the request with its headers. Must not know SOAP or EWS.
 */
import { types } from 'node:util';
import { AbortError, abortedBy, TimeoutError, TransportError, type TransportErrorCode } from '../errors.js';

/** How far the exchange had come: `head` until the first byte of the answer is understood, then `body`. */
export type Phase = 'head' | 'body';

interface Rule {
  readonly match: RegExp;
  readonly code: TransportErrorCode;
  readonly says: string;
  readonly remedy: string;
}

const CERTIFICATE_NAME = /^ERR_TLS_CERT_ALTNAME_INVALID$/;
const CLIENT_CERTIFICATE = /CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|BAD_CERTIFICATE|ALERT_UNKNOWN_CA|ERR_OSSL_|PKCS12/;
const SERVER_CERTIFICATE = /CERT|^UNABLE_TO_|SELF_SIGNED|^HOSTNAME_MISMATCH$|^INVALID_(CA|PURPOSE)$/;
const NOT_TLS = /^EPROTO$|^ERR_SSL_|^ERR_TLS_/;

/** First match wins. `says` follows the name of the server. */
const RULES: readonly Rule[] = [
  rule(
    /^(ENOTFOUND|EAI_)/,
    'ERR_HOST_NOT_FOUND',
    'cannot be found in DNS.',
    'Check the host name, and that this machine resolves it (VPN, hosts file).',
  ),
  rule(
    /^ECONNREFUSED$/,
    'ERR_CONNECTION_REFUSED',
    'refused the connection.',
    'Check the port, and that the server is running.',
  ),
  rule(
    /^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EACCES|EPERM)$/,
    'ERR_NETWORK',
    'cannot be reached.',
    'Check the network, VPN and firewall.',
  ),
  rule(
    /^(ETIMEDOUT|ESOCKETTIMEDOUT)$/,
    'ERR_TIMEOUT',
    'did not answer the connection attempt.',
    'Check host, port and firewall.',
  ),
  rule(
    CERTIFICATE_NAME,
    'ERR_CERTIFICATE',
    'has a certificate for another name.',
    'Connect by a name that is in the certificate, or set `tls: { servername }`.',
  ),
  rule(
    CLIENT_CERTIFICATE,
    'ERR_CERTIFICATE',
    'ended the TLS handshake.',
    'It may want a client certificate: pass `tls: { cert, key }` or `tls: { pfx, passphrase }`.',
  ),
  rule(
    /^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/,
    'ERR_CERTIFICATE',
    'has a certificate that is not valid today.',
    'Check the clock of this machine, or renew the certificate.',
  ),
  rule(
    SERVER_CERTIFICATE,
    'ERR_CERTIFICATE',
    'has a certificate that is not trusted here.',
    'Pass the certificate of its authority with `tls: { ca }`.',
  ),
  rule(
    NOT_TLS,
    'ERR_TLS',
    'does not speak TLS as we do.',
    'Check that the port is the HTTPS one, and the TLS versions of both sides.',
  ),
  rule(
    /^HPE_/,
    'ERR_NOT_EWS',
    'answered with something that is not HTTP.',
    'Check the port, and what stands between here and the server.',
  ),
  rule(
    /^(ECONNRESET|EPIPE|ECONNABORTED|ERR_STREAM_PREMATURE_CLOSE)$/,
    'ERR_CONNECTION_RESET',
    'closed the connection before it answered.',
    'Try again; if it stays, look at the server, or at the proxy or firewall before it.',
  ),
];

function rule(match: RegExp, code: TransportErrorCode, says: string, remedy: string): Rule {
  return { match, code, says, remedy };
}

/** The error for whatever was thrown while talking to `url`. */
export function transportFailure(thrown: unknown, url: URL, phase: Phase): TransportError {
  // In a test runner's realm Node's own errors are no instances of Error.
  const error = types.isNativeError(thrown) ? thrown : new Error(String(thrown));
  const code = codeOf(error);
  const details = { server: url.host, cause: plainCause(code, error) };
  if (phase === 'body') {
    return new TransportError('ERR_TRUNCATED', `The answer of ${place(url)} ended before it was complete.`, {
      ...details,
      remedy: 'Try again; if it stays, look at the size and time limits of the server and of the proxy before it.',
    });
  }
  const found = RULES.find(({ match }) => match.test(code));
  if (!found) {
    return new TransportError('ERR_NETWORK', `The request to ${place(url)} failed${code && ` with ${code}`}.`, details);
  }
  const { says, remedy } = found;
  return found.code === 'ERR_TIMEOUT'
    ? new TimeoutError(found.code, `${place(url)} ${says}`, { ...details, remedy })
    : new TransportError(found.code, `${place(url)} ${says}`, { ...details, remedy });
}

/** The error that the connection was refused with by us (a proxy, a pin), inside whatever it was wrapped in on its way. */
export function ownFailure(thrown: unknown): TransportError | undefined {
  for (let error = thrown, depth = 0; types.isNativeError(error) && depth < 4; error = error.cause, depth++) {
    if (error instanceof TransportError) return error;
  }
  return undefined;
}

export function aborted(url: URL, signal: AbortSignal | undefined): AbortError | TimeoutError {
  return abortedBy(signal, `The request to ${place(url)}`, { server: url.host });
}

export function timedOut(url: URL, timeoutMs: number, phase: Phase): TimeoutError {
  const silent = phase === 'head' ? 'did not answer' : 'stopped in the middle of its answer and was silent';
  return new TimeoutError('ERR_TIMEOUT', `${place(url)} ${silent} for ${timeoutMs} ms.`, {
    server: url.host,
    remedy: 'Raise `timeoutMs` if the server needs longer.',
  });
}

/** The answer comes, but so slowly that it would never end. */
export function dripping(url: URL, timeoutMs: number): TimeoutError {
  return new TimeoutError('ERR_TIMEOUT', `The answer of ${place(url)} came by single bytes for ${2 * timeoutMs} ms.`, {
    server: url.host,
    remedy: 'Raise `timeoutMs` if the way to the server is that slow.',
  });
}

export function tooLarge(url: URL, limit: number): TransportError {
  return new TransportError('ERR_TOO_LARGE', `The answer of ${place(url)} is longer than ${limit} bytes.`, {
    server: url.host,
    remedy: 'Ask for less at once, stream it, or raise `maxResponseBytes`.',
  });
}

/** It was answered, and not by what HTTP has for that. */
export function notHttp(url: URL, how: string): TransportError {
  return new TransportError('ERR_NOT_EWS', `${place(url)} answered ${how}.`, {
    server: url.host,
    remedy: 'Check the port, and what stands between here and the server.',
  });
}

export function closed(server: string): AbortError {
  return new AbortError(`The connection to ${server} was closed by this program.`, { server });
}

/** `mail.example.com:443`: the port always, because the wrong one is the usual mistake. */
export function place(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`;
}

function codeOf(error: Error): string {
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && code !== 'EPROTO') return code;
  // OpenSSL's reason stands in the message only: "...:SSL routines:...:tlsv13 alert certificate required:..."
  if (/alert certificate required|alert handshake failure|alert bad certificate|alert unknown ca/i.test(error.message))
    return 'CERTIFICATE_REQUIRED';
  return typeof code === 'string' ? code : '';
}

function plainCause(code: string, error: Error): Error {
  return Object.assign(new Error(error.message || code), code ? { code } : {});
}
