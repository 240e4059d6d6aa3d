/** Listening to a caller's signal, to which many may listen. */
import { expectMany } from '../http/abort.js';

/** Calls `listener` when the signal fires; gives the way to stop listening. */
export function onAbort(signal: AbortSignal | undefined, listener: () => void): () => void {
  expectMany(signal);
  signal?.addEventListener('abort', listener, { once: true });
  return () => signal?.removeEventListener('abort', listener);
}
