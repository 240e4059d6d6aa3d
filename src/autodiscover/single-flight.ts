/**
 * One search for a domain at a time: who comes while one is under way waits for it, and then finds its outcome in the cache. Twenty
 * accounts of a company that connect at once make one search, not twenty.
 */
import { abortable } from '../http/abort.js';
import type { AutodiscoverCache } from './cache.js';

const flights = new WeakMap<AutodiscoverCache, Map<string, Promise<unknown>>>();

/** Runs `search`; before that it waits for one that is under way, whatever becomes of it. */
export async function oneAtATime<T>(
  cache: AutodiscoverCache | undefined,
  domain: string,
  search: () => Promise<T>,
  signal: AbortSignal | undefined,
  onAbort: () => Error,
): Promise<T> {
  if (!cache) return search();
  const running = flights.get(cache) ?? new Map<string, Promise<unknown>>();
  flights.set(cache, running);
  const before = running.get(domain);
  if (before) {
    await abortable(
      before.catch(() => undefined),
      signal,
      onAbort,
    );
  }
  const mine = search();
  // Those who waited together for one that failed search together: another turn for each could last for ever.
  if (!running.has(domain)) {
    running.set(domain, mine);
    const done = () => void (running.get(domain) === mine && running.delete(domain));
    mine.then(done, done);
  }
  return mine;
}
