/** A 401 that stays, as an AuthenticationError: what the server offers, what was sent, what to try. Never with a secret. */
import { AuthenticationError } from '../errors.js';
import { place } from '../http/failures.js';
import type { HttpHead } from '../http/transport.js';
import type { Authenticator } from './authenticator.js';
import { challengeOf, parseChallenges } from './challenge.js';
import type { Credentials } from './credentials.js';
import { otherForms, type UserNameForm } from './user-name.js';

/** Scheme names of the server's offer, each once. */
export function offeredSchemes(head: HttpHead): string[] {
  return [...new Set(parseChallenges(head.challenges).map(({ scheme }) => scheme))];
}

/** The server knows the scheme we used, and did not accept the proof. */
export function unauthorized(
  head: HttpHead,
  used: Authenticator | undefined,
  credentials: Credentials | undefined,
): AuthenticationError {
  const offered = offeredSchemes(head);
  if (!credentials || used === undefined) {
    return failure(
      'ERR_UNAUTHORIZED',
      head,
      offered,
      `${place(head.url)} wants to know who asks (401).`,
      'Pass `credentials`.',
    );
  }
  const { scheme } = used;
  const form = credentials.userNameForm;
  const sent = form ? `, with the user name in the form ${form}` : '';
  const why = scheme === 'Bearer' ? bearerReason(head) : '';
  return failure(
    'ERR_UNAUTHORIZED',
    head,
    offered,
    `${place(head.url)} refused the ${scheme} login (401)${sent}.${why}`,
    used.advice ?? advice(scheme, form),
  );
}

/** What can answer which offer. */
const FITTING = [
  ['bearer', 'msal({ ... }) or oauth({ getToken })'],
  ['negotiate', 'kerberos()'],
  ['ntlm', 'credentials({ username, password })'],
  ['digest', 'credentials({ username, password })'],
  ['basic', 'credentials({ username, password })'],
] as const;

/** None of what we have fits what the server offers. */
export function noCommonScheme(head: HttpHead, credentials: Credentials): AuthenticationError {
  const offered = offeredSchemes(head);
  const ours = credentials.schemes.map(({ scheme }) => scheme).join(', ');
  const fitting = FITTING.filter(([scheme]) => offered.some((name) => name.toLowerCase() === scheme));
  const remedy =
    fitting.length > 0
      ? `Use ${[...new Set(fitting.map(([, use]) => use))].join(', or ')}; or enable one of ours on the server's EWS virtual directory.`
      : "Enable NTLM, Negotiate, Basic or OAuth on the server's EWS virtual directory.";
  return failure(
    'ERR_NO_COMMON_SCHEME',
    head,
    offered,
    `${place(head.url)} offers ${offered.join(', ') || 'no scheme'}; these credentials can do ${ours || 'nothing but show the client certificate of `tls`'}.`,
    remedy,
  );
}

/**
 * Refused although a client certificate is set. Servers that ask for it only for some paths do so after the handshake, which TLS 1.3
 * has its own way for that Node does not speak; in TLS 1.2 it is a renegotiation, which works.
 */
export function forbiddenWithCertificate(head: HttpHead): AuthenticationError {
  return failure(
    'ERR_UNAUTHORIZED',
    head,
    offeredSchemes(head),
    `${place(head.url)} refused access (403), although a client certificate is set.`,
    "If the server asks for the certificate for this path only, set `tls: { maxVersion: 'TLSv1.2' }`; otherwise check that it maps the certificate to a user with access.",
  );
}

function advice(scheme: string, form: UserNameForm | undefined): string {
  if (!form) {
    return 'Check that the token is meant for this server (audience), has the permission for EWS, and belongs to a user with a mailbox.';
  }
  const user = `Check user name and password; try the user name as ${otherForms(form)}; check that the account is neither locked nor expired.`;
  if (scheme === 'Basic' || scheme === 'Digest') return user;
  return `${user} If the server demands Extended Protection, \`channelBinding\` must not be off, and no proxy may end TLS on the way.`;
}

function failure(
  code: 'ERR_UNAUTHORIZED' | 'ERR_NO_COMMON_SCHEME',
  head: HttpHead,
  offered: readonly string[],
  message: string,
  remedy: string,
): AuthenticationError {
  const offer = code === 'ERR_UNAUTHORIZED' && offered.length > 0 ? ` It offers ${offered.join(', ')}.` : '';
  return new AuthenticationError(code, message + offer, {
    offered,
    remedy,
    server: head.url.host,
    requestId: head.headers['request-id'],
  });
}

function bearerReason(head: HttpHead): string {
  const parameters = challengeOf(parseChallenges(head.challenges), 'Bearer')?.parameters;
  const reason = parameters?.['error_description'] ?? parameters?.['error'] ?? head.headers['x-ms-diagnostics'];
  return reason ? ` The server says: ${reason.slice(0, 300)}.` : '';
}
