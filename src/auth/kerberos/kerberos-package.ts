/**
 * Kerberos by the package `kerberos` (MongoDB's; SSPI on Windows, GSSAPI elsewhere). It has no argument for channel bindings, so
 * servers that demand Extended Protection refuse it.
 */
import { AuthenticationError } from '../../errors.js';
import type { KerberosLibrary } from './library.js';

/** What is used of it. */
interface Package {
  initializeClient(
    service: string,
    options: { mechOID: number; user?: string; password?: string },
  ): Promise<{ step(challenge: string): Promise<string> }>;
  readonly GSS_MECH_OID_SPNEGO: number;
}

export function useKerberosPackage(loaded: unknown): KerberosLibrary {
  const { default: inner } = loaded as { default?: Package };
  const kerberos = inner?.initializeClient ? inner : (loaded as Package);
  return {
    name: 'kerberos',
    bindsChannel: false,
    async open(service, user) {
      if (user && process.platform !== 'win32') {
        throw new AuthenticationError('ERR_CREDENTIALS', 'The package kerberos takes no password on this system.', {
          remedy: 'Log in by kinit and leave the password out, or npm install koffi.',
        });
      }
      const options = {
        mechOID: kerberos.GSS_MECH_OID_SPNEGO,
        ...(user && { user: user.username, password: user.password }),
      };
      const client = await kerberos.initializeClient(service, options).catch((cause) => fail(service, cause));
      return {
        async step(token) {
          const answer = await client
            .step(token ? Buffer.from(token).toString('base64') : '')
            .catch((cause) => fail(service, cause));
          return Buffer.from(answer ?? '', 'base64');
        },
        close: () => undefined,
      };
    },
  };
}

function fail(service: string, cause: unknown): never {
  const reason = cause instanceof Error ? cause.message.trim().replace(/\.$/, '') : String(cause);
  throw new AuthenticationError('ERR_CREDENTIALS', `Kerberos gave no ticket for ${service}: ${reason}.`, {
    remedy:
      'Log in first (kinit; klist shows the tickets), and check KRB5CCNAME, /etc/krb5.conf and the service name (`spn`).',
  });
}
