/**
 * Finds the EWS endpoint of an address: what can be asked of a search, and what comes of it. The search itself is search.ts; where it
 * looks is candidates.ts, whom it trusts is trust.ts.
 */
import type { ExchangeVersionType } from '../../generated/index.js';
import { createTransport, type TransportOptions } from '../auth/create-transport.js';
import { AutodiscoverError, ValidationError } from '../errors.js';
import type { Transport } from '../http/transport.js';
import type { DiscoveredSettings } from './answer.js';
import type { AutodiscoverCache } from './cache.js';
import type { Candidate } from './candidates.js';
import { Search } from './search.js';
import { unknownSettings } from './soap.js';
import type { ResolveSrv } from './srv.js';
import type { AutodiscoverStep } from './trace.js';

export interface AutodiscoverOptions
  extends Pick<TransportOptions, 'credentials' | 'tls' | 'proxy' | 'agent' | 'userAgent' | 'allowInsecure'> {
  email: string;
  /** Endpoint(s) to ask instead of searching: autodiscover.svc, .xml or .json. */
  url?: string | URL | readonly (string | URL)[] | undefined;
  /**
   * Milliseconds of silence to bear of each server. Default 10,000, and never more in a search, which asks many places where nobody
   * will ever answer; at an endpoint of `url` it counts as given.
   */
  timeoutMs?: number | undefined;
  /**
   * Asked before credentials go to a host of another domain. Without it, one that an https answer names is believed, and one that
   * plain http or DNS named is not. With it, its word decides on both.
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
  signal?: AbortSignal | undefined;
}

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

/**
 * Finds the EWS URL for an address. Throws AutodiscoverError with its `steps`; its `cause` is a refused login, or what a server said
 * about the address (`ErrorNonExistentMailbox`, `ErrorServerBusy`), if one did. Throws ERR_ABORTED for the signal, and ValidationError
 * for a setting that does not exist.
 */
export async function discover(
  options: AutodiscoverOptions,
  candidates = candidatesOf(options),
  connect: (options: TransportOptions) => Transport = createTransport,
): Promise<AutodiscoverResult> {
  const unknown = unknownSettings(options.settings ?? []);
  if (unknown.length > 0) {
    const violations = unknown.map((name) => ({ path: 'settings', message: `there is no user setting ${name}` }));
    throw new ValidationError('The search for an endpoint', violations);
  }
  return new Search(options, connect).run(candidates);
}

function candidatesOf({ url, email }: AutodiscoverOptions): Candidate[] | undefined {
  if (url === undefined) return undefined;
  const urls = Array.isArray(url) ? (url as readonly (string | URL)[]) : [url as string | URL];
  if (urls.length === 0) throw new AutodiscoverError(`There is no URL to ask for ${email}.`);
  return urls.map((each) => ({ kind: 'endpoint', url: new URL(each) }));
}
