/**
 * TLS settings that a user can give; per account, never global. Beyond Node's own: keys that must be seen, and hosts whose
 * certificate is not looked at, each of them by name.
 */
import type { ConnectionOptions } from 'node:tls';
import { FUNCTION, type Rules, rule, secret, shapeOf, TEXT, ValidationError, violationsOf } from '../errors.js';

/** Those that Node has, by its names. */
export type NodeTlsOptions = Pick<
  ConnectionOptions,
  | 'ca'
  | 'cert'
  | 'key'
  | 'pfx'
  | 'passphrase'
  | 'servername'
  | 'minVersion'
  | 'maxVersion'
  | 'ciphers'
  | 'checkServerIdentity'
>;

/**
 * `ca`: PEM of the authorities to trust, instead of those that come with Node. `cert` and `key` (or `pfx`): the client's own
 * certificate. The rest as Node has it.
 */
export interface TlsOptions extends NodeTlsOptions {
  /**
   * Public keys of which one must be in the server's certificate or in one that stands above it: `sha256/` and the base64 of the
   * SHA-256 of the key's SubjectPublicKeyInfo, as RFC 7469 has it. Name a second one that is kept in reserve, for the day when the
   * first is replaced. Any other server is refused with ERR_PIN before anything is sent, autodiscover services too. Beside the check
   * of the certificate, not instead of it. Absent: any key will do.
   */
  pins?: readonly string[] | undefined;
  /**
   * Names of hosts whose certificate is not checked, neither its name, nor its dates, nor who signed it: for a laboratory. Whoever is
   * on the way can then read and change everything; the process warns of it once for each host (EWSKIT_INSECURE_HOST). With `pins`,
   * the key of the certificate itself must be one of them, and the connection is safe again. Absent: all are checked, whatever
   * NODE_TLS_REJECT_UNAUTHORIZED says.
   */
  insecureHosts?: readonly string[] | undefined;
}

const PIN = /^sha256\/[A-Za-z0-9+/]{43}=$/;
const HOST = /^[^\s*/@]+$/;

const SECRET_DATA = secret(
  rule('the contents of a file, or several', (value) => typeof value === 'string' || typeof value === 'object'),
);

/** Node's own are looked into by Node. */
const TLS_RULES: Rules<TlsOptions & { rejectUnauthorized: true }> = {
  ca: SECRET_DATA,
  cert: SECRET_DATA,
  key: SECRET_DATA,
  pfx: SECRET_DATA,
  passphrase: secret(TEXT),
  servername: TEXT,
  minVersion: TEXT,
  maxVersion: TEXT,
  ciphers: TEXT,
  checkServerIdentity: FUNCTION,
  pins: rule(
    "one or more of the form 'sha256/BASE64=', the base64 of 32 bytes",
    (value) => Array.isArray(value) && value.length > 0 && value.every((pin) => PIN.test(pin as string)),
  ),
  insecureHosts: rule(
    "names of hosts in full, such as ['mail.lab.test'], without wildcards and ports",
    (value) => Array.isArray(value) && value.every((name) => typeof name === 'string' && HOST.test(name)),
  ),
  rejectUnauthorized: rule(
    'nothing else than true; name the hosts in `tls.insecureHosts`, or trust a private authority by `tls.ca`',
    (value) => value === true,
  ),
};

/** What `tls` must be. */
export const TLS_RULE = secret(shapeOf(TLS_RULES));

/** Throws ValidationError for settings that would mean less safety than they say. */
export function checkTlsOptions(tls: TlsOptions | undefined): void {
  const violations = tls === undefined ? [] : violationsOf(tls, TLS_RULE, 'tls');
  if (violations.length > 0) throw new ValidationError('The connection', violations);
}
