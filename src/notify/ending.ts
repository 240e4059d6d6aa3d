/** The end of what goes on until it is left. Must not know what that is. */
import { onAbort } from '../client/on-abort.js';

/** An end of its own, which comes at the caller's signal, too; many may listen to that, and none does after its end. */
export function endingWith(signal: AbortSignal | undefined): AbortController {
  const ending = new AbortController();
  const unlisten = onAbort(signal, () => ending.abort(signal?.reason));
  ending.signal.addEventListener('abort', unlisten, { once: true });
  if (signal?.aborted) ending.abort(signal.reason);
  return ending;
}
