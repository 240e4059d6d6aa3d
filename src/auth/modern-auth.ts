/**
 * Hybrid modern authentication: an Exchange Server on premises that takes tokens says in its Bearer challenge which authority
 * issues them. A server that lies here could send its users to a sign-in page of its own: only known authorities are believed.
 * https://learn.microsoft.com/exchange/configure-oauth-authentication-between-exchange-and-exchange-online-organizations-exchange-2013-help
 */
import { AuthenticationError } from '../errors.js';
import { drain } from '../http/collect.js';
import { Lane } from '../http/lane.js';
import type { Network } from '../http/network.js';
import { challengeOf, parseChallenges } from './challenge.js';

/** What the challenge says; `authority` and `resource` go into `msal()`. */
export interface ModernAuth {
  /** `https://login.windows.net/<tenant>`; `common` where the server names no single tenant. */
  readonly authority: string;
  /** Whom the tokens must be for: the server itself. */
  readonly resource: string;
  /** The address of the authority as the server wrote it. */
  readonly authorizationUri: string;
  /** The id of Exchange as an application (not the id of yours). */
  readonly clientId: string | undefined;
  /** `application@tenant`, as written. */
  readonly trustedIssuers: readonly string[];
}

/** How the server is reached (`tls`, `proxy`, `agent`, as for `Account.connect`), and what is believed of its answer. */
export interface ModernAuthOptions extends Network {
  /** Host names of authorities to believe, beside Microsoft's: the AD FS of the organization, say. */
  trust?: readonly string[] | undefined;
  /** Ends the question with an AbortError. */
  signal?: AbortSignal | undefined;
}

const MICROSOFT = [
  'login.microsoftonline.com',
  'login.windows.net',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
  'login.chinacloudapi.cn',
];

/**
 * Asks a server, by a host name or the URL of Exchange.asmx; undefined if it does not offer modern authentication. Throws
 * TransportError if it cannot be reached, and AuthenticationError for an authority that is not known.
 */
export async function modernAuth(
  server: string | URL,
  options: ModernAuthOptions = {},
): Promise<ModernAuth | undefined> {
  const text = String(server);
  const url = new URL(text.includes('://') ? text : `https://${text}/EWS/Exchange.asmx`);
  const lane = new Lane(url.protocol === 'https:', { tls: options.tls, proxy: options.proxy, agent: options.agent });
  try {
    // Exchange tells all of it only to who seems to have a token.
    const headers = { authorization: 'Bearer ' };
    const answer = await lane.send({ method: 'GET', url, headers, signal: options.signal, idempotent: true });
    await drain(answer);
    return readModernAuth(answer.challenges, url, options.trust);
  } finally {
    lane.close();
  }
}

/** The facts in WWW-Authenticate fields. Throws ERR_CREDENTIALS for an authority that is not known. */
export function readModernAuth(
  challenges: readonly string[],
  server: URL,
  trust: readonly string[] = [],
): ModernAuth | undefined {
  const parameters = challengeOf(parseChallenges(challenges), 'Bearer')?.parameters;
  const uri = parameters?.['authorization_uri'];
  if (!parameters || !uri) return undefined;
  const trustedIssuers = (parameters['trusted_issuers'] ?? '').split(',').flatMap((issuer) => issuer.trim() || []);
  return {
    authority: authorityOf(believed(uri, server, trust), trustedIssuers),
    resource: server.origin,
    authorizationUri: uri,
    clientId: parameters['client_id'],
    trustedIssuers,
  };
}

function believed(uri: string, server: URL, trust: readonly string[]): URL {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  const known = [...MICROSOFT, ...trust.map((name) => name.toLowerCase())];
  if (url?.protocol === 'https:' && known.includes(url.hostname)) return url;
  throw new AuthenticationError(
    'ERR_CREDENTIALS',
    `${server.host} names an authority that is not known here: ${uri.slice(0, 200)}.`,
    { server: server.host, remedy: 'If it belongs to your organization, name its host in `trust`.' },
  );
}

/** Without the end of the path; with the one tenant that the issuers name, where the path has only `common`. */
function authorityOf(url: URL, trustedIssuers: readonly string[]): string {
  const path = url.pathname.replace(/\/oauth2(\/v2\.0)?\/authorize\/?$/i, '').replace(/\/+$/, '');
  const tenants = new Set(trustedIssuers.flatMap((issuer) => /@([\w.-]+)$/.exec(issuer)?.[1] ?? []));
  const [tenant] = tenants;
  return url.origin + (path === '/common' && tenants.size === 1 ? `/${tenant}` : path);
}
