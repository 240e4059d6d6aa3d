/** The certificate by which a client proves itself in TLS: looked at before the first connection, where the reason can be told. */
import { AuthenticationError } from '../errors.js';
import type { TlsOptions } from '../http/tls-options.js';

/** Throws ERR_CREDENTIALS for a certificate, key or PFX that OpenSSL cannot use. */
export function checkClientCertificate(tls: TlsOptions | undefined): void {
  if (!hasCertificate(tls)) return;
  const { cert, key, pfx, passphrase } = tls;
  // Loaded for who has one: an import of the package does not wait for Node's TLS.
  const { createSecureContext } = process.getBuiltinModule('node:tls');
  try {
    createSecureContext({ cert, key, pfx, passphrase });
  } catch (error) {
    const { message } = error as Error;
    const remedy = /unsupported/i.test(message)
      ? 'The file is encrypted in a way that OpenSSL 3 no longer reads: make it anew (openssl pkcs12 -legacy -in old.pfx -nodes, then openssl pkcs12 -export).'
      : 'Check `passphrase`, and that `key` belongs to `cert`; both are the contents of the files, not their names.';
    throw new AuthenticationError('ERR_CREDENTIALS', `The client certificate cannot be used: ${message}.`, { remedy });
  }
}

/** Throws ERR_CREDENTIALS where the certificate is to be the login, and there is none. */
export function demandCertificate(tls: TlsOptions | undefined): void {
  if (hasCertificate(tls)) return;
  throw new AuthenticationError(
    'ERR_CREDENTIALS',
    'clientCertificate() is a login by the certificate of `tls`, and there is none.',
    {
      remedy: 'Set `tls: { cert, key }` or `tls: { pfx, passphrase }`.',
    },
  );
}

/** Set, and perhaps not presented: once the request is known, Node can do that over TLS 1.2 only. */
export function mayLackCertificate(tls: TlsOptions | undefined): boolean {
  return hasCertificate(tls) && (tls.maxVersion === undefined || tls.maxVersion === 'TLSv1.3');
}

function hasCertificate(tls: TlsOptions | undefined): tls is TlsOptions {
  return tls?.cert !== undefined || tls?.pfx !== undefined;
}
