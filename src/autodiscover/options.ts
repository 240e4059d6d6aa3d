/** What can be asked of a search for an endpoint, what is checked of that, and what comes of it. Knows not how it is done. */
import type { ExchangeVersionType } from '../../generated/index.js';
import type { TransportOptions } from '../auth/create-transport.js';
import {
  A_URL,
  FUNCTION,
  having,
  isUrl,
  MILLISECONDS,
  OBJECT,
  type Rules,
  rule,
  SIGNAL,
  secret,
  TEXT,
  TRUE_OR_FALSE,
} from '../errors.js';
import { TLS_RULE } from '../http/tls-options.js';
import type { DiscoveredSettings } from './answer.js';
import type { AutodiscoverCache } from './cache.js';
import type { ResolveSrv } from './srv.js';
import type { AutodiscoverStep } from './trace.js';

type Network = Pick<
  TransportOptions,
  'credentials' | 'tls' | 'proxy' | 'agent' | 'axios' | 'userAgent' | 'allowInsecure'
>;

/** How an endpoint is searched for. */
export interface AutodiscoverOptions extends Network {
  /** Whose mailbox. */
  email: string;
  /** Endpoint(s) to ask instead of searching: autodiscover.svc, .xml or .json. */
  url?: string | URL | readonly (string | URL)[] | undefined;
  /**
   * Milliseconds of silence to bear of each server. Default 10,000, and never more in a search, which asks many places where nobody
   * will ever answer; at an endpoint of `url` it counts as given.
   */
  timeoutMs?: number | undefined;
  /**
   * Asked before credentials go to a host of another domain: of a redirection, of the EWS URL, of another address (then with
   * `https://` and its domain), of a service that was remembered. Without it, one that an https answer names is believed, and one that
   * plain http or DNS named is not. With it, its word decides on both. Asked, too, before the web site of the address's own domain, which
   * is only guessed to be a service, gets a token or a password by Basic: without it, it never does.
   */
  allowRedirect?: ((url: URL) => boolean) | undefined;
  /** The way to ask DNS for SRV records. Default: the DNS servers of this machine. */
  resolveSrv?: ResolveSrv | undefined;
  /** Remembers which service answered for a domain. Default: in memory, for the process. `fileCache()` keeps it; false: none. */
  cache?: AutodiscoverCache | false | undefined;
  /** Take the URL for inside the network where the answer has one. Default: the one for outside, which works from both sides. */
  preferInternal?: boolean | undefined;
  /** Names of the user settings to ask for, beside those that the result is made of. Default: all that there are. */
  settings?: readonly string[] | undefined;
  /** Called with each line of `steps` when it is known. */
  onStep?: ((line: string) => void) | undefined;
  /** Called with each step when it is known, also of a search that fails. */
  onTrace?: ((step: AutodiscoverStep) => void) | undefined;
  /** Ends the search with an AbortError. */
  signal?: AbortSignal | undefined;
}

/** How a server is reached. */
export const NETWORK_RULES: Rules<Network> = {
  credentials: secret(OBJECT),
  tls: TLS_RULE,
  proxy: secret(rule('a URL, or false', (value) => value === false || typeof value === 'string' || isUrl(value))),
  agent: OBJECT,
  axios: having('an axios instance', 'request'),
  userAgent: TEXT,
  allowInsecure: TRUE_OR_FALSE,
};

const CACHE = having('fileCache(), memoryCache() or false', 'get', 'set', 'delete');

export const AUTODISCOVER_RULES: Rules<AutodiscoverOptions> = {
  ...NETWORK_RULES,
  email: TEXT,
  url: secret(rule('a URL, or an array of them', (value) => [value].flat().every(A_URL.holds))),
  timeoutMs: MILLISECONDS,
  allowRedirect: FUNCTION,
  resolveSrv: FUNCTION,
  cache: rule(CACHE.expected, (value) => value === false || CACHE.holds(value)),
  preferInternal: TRUE_OR_FALSE,
  settings: rule('an array of names', Array.isArray),
  onStep: FUNCTION,
  onTrace: FUNCTION,
  signal: SIGNAL,
};

/** Where the mailbox is, and how that was found out. */
export interface AutodiscoverResult extends Omit<DiscoveredSettings, 'kind' | 'newestSchema'> {
  /** Primary address of the mailbox; where the answer does not say, the one that was asked for. */
  readonly email: string;
  /** The newest version of requests that the server says it takes; absent where it does not say. */
  readonly newestSchema?: ExchangeVersionType | undefined;
  /** The service that knew. */
  readonly source: string;
  /** What was tried, one line each. */
  readonly steps: readonly string[];
  /** The same with times and reasons, and with the decisions whom to trust. */
  readonly trace: readonly AutodiscoverStep[];
}
