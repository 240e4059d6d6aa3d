/**
 * TLS settings that a user can give; per account, never global. Beyond Node's own: keys that must be seen, and hosts whose
 * certificate is not looked at, each of them by name.
 */
import type { ConnectionOptions } from 'node:tls';
import { ValidationError, type Violation } from '../errors.js';

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

/** What is wrong with TLS settings; the paths start at `tls`. */
export function tlsViolations(tls: TlsOptions | undefined): Violation[] {
  const violations: Violation[] = [];
  const { pins, insecureHosts } = tls ?? {};
  if (tls && 'rejectUnauthorized' in tls && tls.rejectUnauthorized !== true) {
    const message = 'is not taken; name the hosts in `tls.insecureHosts`, or trust a private authority by `tls.ca`';
    violations.push({ path: 'tls.rejectUnauthorized', message });
  }
  if (pins !== undefined && (!Array.isArray(pins) || pins.length === 0 || !pins.every((pin) => PIN.test(pin)))) {
    const message = "expected one or more of the form 'sha256/BASE64=', the base64 of 32 bytes";
    violations.push({ path: 'tls.pins', message });
  }
  const names = Array.isArray(insecureHosts) ? insecureHosts : [insecureHosts];
  if (insecureHosts !== undefined && !names.every((name) => typeof name === 'string' && /^[^\s*/@]+$/.test(name))) {
    const message = "expected names of hosts in full, such as ['mail.lab.test'], without wildcards and ports";
    violations.push({ path: 'tls.insecureHosts', message });
  }
  return violations;
}

/** Throws ValidationError for settings that would mean less safety than they say. */
export function checkTlsOptions(tls: TlsOptions | undefined): void {
  const violations = tlsViolations(tls);
  if (violations.length > 0) throw new ValidationError('The connection', violations);
}
