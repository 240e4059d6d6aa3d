/** Finds the EWS endpoint of an address. The search itself is search.ts; where it looks is candidates.ts, whom it trusts is trust.ts. */
import { createTransport, type TransportOptions } from '../auth/create-transport.js';
import { AutodiscoverError, checkOptions } from '../errors.js';
import type { Transport } from '../http/transport.js';
import type { Candidate } from './candidates.js';
import { AUTODISCOVER_RULES, type AutodiscoverOptions, type AutodiscoverResult } from './options.js';

/**
 * Finds the EWS URL for an address. Throws AutodiscoverError with its `steps`; its `cause` is a refused login, or what a server said
 * about the address (`ErrorNonExistentMailbox`, `ErrorServerBusy`), if one did. Throws AbortError or TimeoutError
 * for the signal, and ValidationError for an option that is wrong and a setting that does not exist.
 */
export function discover(options: AutodiscoverOptions): Promise<AutodiscoverResult> {
  return discoverFrom(options);
}

/** The same, with a ladder and connections of the caller's. */
export async function discoverFrom(
  options: AutodiscoverOptions,
  candidates?: readonly Candidate[],
  connect: (options: TransportOptions) => Transport = createTransport,
): Promise<AutodiscoverResult> {
  checkOptions('The search for an endpoint', options, AUTODISCOVER_RULES);
  // Who knows the endpoint does not pay for the search.
  const { Search } = await import('./search.js');
  return new Search(options, connect).run(candidates ?? candidatesOf(options));
}

function candidatesOf({ url, email }: AutodiscoverOptions): Candidate[] | undefined {
  if (url === undefined) return undefined;
  const urls = Array.isArray(url) ? (url as readonly (string | URL)[]) : [url as string | URL];
  if (urls.length === 0) throw new AutodiscoverError(`There is no URL to ask for ${email}.`);
  return urls.map((each) => ({ kind: 'endpoint', url: new URL(each) }));
}
