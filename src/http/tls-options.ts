/** TLS settings that a user can give, as Node names them; per account, never global. */
import type { ConnectionOptions } from 'node:tls';

/** `ca` adds trust in a private certificate authority; `cert` and `key` (or `pfx`) are the client's own certificate. */
export type TlsOptions = Pick<
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
  | 'rejectUnauthorized'
  | 'checkServerIdentity'
>;
