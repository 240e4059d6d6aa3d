/** What is pushed, as a stream that is pulled: nothing is asked for before it is read, and what is not read is not fetched. */
import type { ReadableStream as Streamed } from 'node:stream/web';
import type { TakeContent } from '../soap/stream.js';

/** A stream of what `fetch` hands on. Cancelling it ends the fetching. */
export function streamOf(
  fetch: (take: TakeContent, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal | undefined,
): Streamed<Uint8Array> {
  const cancelled = new AbortController();
  const until = signal ? AbortSignal.any([signal, cancelled.signal]) : cancelled.signal;
  let wanted: () => void = () => undefined;
  let begun = false;
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        wanted();
        if (begun) return;
        begun = true;
        const take = (bytes: Uint8Array): Promise<void> | undefined => {
          controller.enqueue(bytes);
          if ((controller.desiredSize ?? 0) > 0) return undefined;
          return new Promise((resolve) => {
            wanted = resolve;
          });
        };
        fetch(take as TakeContent, until).then(
          () => {
            if (!cancelled.signal.aborted) controller.close();
          },
          (error) => controller.error(error),
        );
      },
      cancel() {
        cancelled.abort();
        wanted();
      },
    },
    { highWaterMark: 0 },
  );
}
