/**
 * Where Kerberos comes from: the GSSAPI of the system through `koffi`, or the package `kerberos`. Both are optional; the first
 * can bind a login to its TLS connection (Extended Protection), the second cannot but exists for Windows and macOS too.
 */
import { AuthenticationError } from '../../errors.js';
import { loadOptional } from '../load-optional.js';
import type { KerberosLibrary } from './library.js';

export type Import = (name: string) => Promise<unknown>;

/** Both have native parts, which no bundler packs in: they are told to leave this to the run. */
const importNative: Import = (name) => import(/* webpackIgnore: true */ /* @vite-ignore */ name);

/** The best there is. Throws ERR_CREDENTIALS with the command to install one. */
export async function loadKerberos(
  wanted?: 'koffi' | 'kerberos',
  load: Import = importNative,
): Promise<KerberosLibrary> {
  const problems: string[] = [];
  if (wanted !== 'kerberos') {
    const koffi = await loadOptional('koffi', () => load('koffi'));
    const { openGssapi } = await import('./gssapi.js');
    const library = koffi ? openGssapi(koffi as typeof import('koffi'), problems) : undefined;
    if (library) return library;
  }
  if (wanted !== 'koffi') {
    const kerberos = await loadOptional('kerberos', () => load('kerberos'));
    const { useKerberosPackage } = await import('./kerberos-package.js');
    if (kerberos) return useKerberosPackage(kerberos);
  }
  throw new AuthenticationError(
    'ERR_CREDENTIALS',
    `Kerberos needs a package that is not installed.${problems.map((problem) => ` ${problem}`).join('')}`,
    {
      remedy:
        'On Linux: npm install koffi (works with Extended Protection; needs libgssapi-krb5). Elsewhere: npm install kerberos.',
    },
  );
}
