/** Waiting for something that does not itself know the caller's AbortSignal. */
import { defaultMaxListeners, getMaxListeners, setMaxListeners } from 'node:events';

/** One signal may be given to many calls at once; Node takes more than ten listeners for a leak, and says so, unless it is told. */
export function expectMany(signal: AbortSignal | undefined): void {
  try {
    if (signal && getMaxListeners(signal) === defaultMaxListeners) setMaxListeners(0, signal);
  } catch {
    // Node does not know signals of other realms, and does not count their listeners.
  }
}

/** Settles as `promise` does, or rejects with `onAbort()` as soon as the signal fires; the promise is left to itself then, and may fail unheard. */
export async function abortable<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
  onAbort: () => Error,
): Promise<T> {
  if (!signal) return promise;
  let stop: () => void = () => undefined;
  const interrupted = new Promise<never>((_, reject) => {
    stop = () => reject(onAbort());
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, interrupted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
