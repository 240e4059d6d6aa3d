/** An application of msal-node, made of our settings: loaded on first use, with the user's token store and our own network client. */
import type {
  ConfidentialClientApplication,
  Configuration,
  ICachePlugin,
  PublicClientApplication,
} from '@azure/msal-node';
import { AuthenticationError } from '../errors.js';
import { lendRequire } from '../http/lend-require.js';
import type { Network } from '../http/network.js';
import { loadOptional } from './load-optional.js';
import { networkClient } from './msal-network.js';
import type { MsalOptions, TokenStore } from './msal-options.js';

export type MsalLibrary = typeof import('@azure/msal-node');

/** What every question to the authority says. */
export interface Ask {
  scopes: string[];
  claims?: string;
}

export type MsalApplication = { readonly library: MsalLibrary } & (
  | { readonly application: PublicClientApplication; readonly open: PublicClientApplication }
  | { readonly application: ConfidentialClientApplication; readonly confidential: ConfidentialClientApplication }
);

/** Microsoft's own: msal-node knows them. All others have to be declared as known, or it asks Microsoft about them. */
const MICROSOFT_HOSTS = /(^|\.)(microsoftonline\.(com|us|de)|partner\.microsoftonline\.cn|windows\.net)$/;

/** msal-node, or an error that says how to get it. */
export async function loadMsal(caller: string): Promise<MsalLibrary> {
  const library = await loadOptional('@azure/msal-node', () => lendRequire(importMsal));
  if (library) return library;
  throw new AuthenticationError(
    'ERR_CREDENTIALS',
    `${caller} needs the package @azure/msal-node, which is not installed.`,
    {
      remedy: 'npm install @azure/msal-node',
    },
  );
}

export async function createApplication(
  options: MsalOptions,
  authority: string,
  network: () => Network,
): Promise<MsalApplication> {
  const library = await loadMsal('msal()');
  const { host, hostname } = new URL(authority);
  const configuration: Configuration = {
    auth: {
      clientId: options.clientId,
      authority,
      knownAuthorities: MICROSOFT_HOSTS.test(hostname) ? [] : [host],
      ...proof(options),
    },
    cache: options.store ? { cachePlugin: cachePlugin(options.store) } : {},
    system: { networkClient: networkClient(network) },
  };
  if (Object.keys(proof(options)).length > 0) {
    const confidential = new library.ConfidentialClientApplication(configuration);
    return { library, application: confidential, confidential };
  }
  const open = new library.PublicClientApplication(configuration);
  return { library, application: open, open };
}

/** In a `try`, bundlers take a package for optional: packed in where it is installed, left to the run where it is not. */
async function importMsal(): Promise<MsalLibrary> {
  try {
    return await import('@azure/msal-node');
  } catch (error) {
    return Promise.reject(error);
  }
}

/** How the application itself proves who it is; nothing for those on a person's own machine. */
function proof(options: MsalOptions): Partial<Configuration['auth']> {
  if ('clientSecret' in options) return { clientSecret: options.clientSecret };
  if ('clientCertificate' in options) return { clientCertificate: certificateProof(options.clientCertificate) };
  const { clientSecret: secret } =
    'authorizationCode' in options
      ? options.authorizationCode
      : 'usernamePassword' in options
        ? options.usernamePassword
        : {};
  return secret === undefined ? {} : { clientSecret: secret };
}

function certificateProof({ certificate, privateKey }: { certificate: string; privateKey: string }) {
  const { X509Certificate } = process.getBuiltinModule('node:crypto');
  try {
    const thumbprintSha256 = new X509Certificate(certificate).fingerprint256.replaceAll(':', '');
    return { thumbprintSha256, privateKey, x5c: certificate };
  } catch (cause) {
    throw new AuthenticationError('ERR_CREDENTIALS', 'The client certificate cannot be read.', {
      cause,
      remedy: 'It must be the text of a PEM file (-----BEGIN CERTIFICATE-----).',
    });
  }
}

/** Read before each use, so that programs can share a store; written only when something has changed. */
function cachePlugin(store: TokenStore): ICachePlugin {
  return {
    async beforeCacheAccess({ tokenCache }) {
      const text = await store.load();
      if (text) tokenCache.deserialize(text);
    },
    async afterCacheAccess({ cacheHasChanged, tokenCache }) {
      if (cacheHasChanged) await store.save(tokenCache.serialize());
    },
  };
}
