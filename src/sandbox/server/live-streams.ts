/** Streams that are being answered, and what goes wrong with them on order. Knows neither HTTP nor what is told on them. */

/**
 * `cut`: the connection dies. `stall`: it stays, and nothing that is told on it arrives. `close`: the server says that it closes it, as it does
 * when its time is up. `evict`: the same, and the subscriptions are forgotten, those that have no stream, too.
 */
export const STREAM_TROUBLES = ['cut', 'stall', 'close', 'evict'] as const;
/** What goes wrong with streams. */
export type StreamTrouble = (typeof STREAM_TROUBLES)[number];

class LiveStream {
  readonly #ending = new AbortController();
  trouble: StreamTrouble | undefined;

  /** Aborted when it is to end. */
  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  meet(trouble: StreamTrouble): void {
    this.trouble = trouble;
    if (trouble !== 'stall') this.#ending.abort();
  }
}

export class LiveStreams {
  readonly #streams = new Set<LiveStream>();

  open(): LiveStream {
    const stream = new LiveStream();
    this.#streams.add(stream);
    return stream;
  }

  close(stream: LiveStream): void {
    this.#streams.delete(stream);
  }

  /** How many streams met it. */
  trouble(trouble: StreamTrouble): number {
    const met = [...this.#streams].filter((stream) => stream.trouble === undefined);
    for (const stream of met) stream.meet(trouble);
    return met.length;
  }
}
