/**
 * Streaming notifications: a subscription, and a connection on which its events arrive. The server closes the connection after a
 * while, and it is opened again after a pause; a subscription that the server has forgotten is made anew.
 */
import { checkOptions, MILLISECONDS, type Rules, wholeNumber } from '../errors.js';
import { endOfStream, SILENCE_MS, streamingEvents, streamingEventsRequest } from '../requests/get-streaming-events.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import type { Session } from '../requests/session.js';
import { streamingRequest, subscribe, type Targets, unsubscribe } from '../requests/subscribe.js';
import { checkNames, type EventName, type EventOf, eventsOf, eventTypesOf } from './events.js';
import { backOff, pause } from './pause.js';

/** How a stream is kept. */
export interface StreamOptions extends RequestOptions {
  /** Minutes after which the server closes the connection and it is opened again, 1 to 30. Default: 30. */
  connectionMinutes?: number | undefined;
  /** Milliseconds without a sign of life after which a connection is taken for dead. Exchange gives one a minute. Default: 120,000. */
  silenceMs?: number | undefined;
}

const STREAM_RULES: Rules<StreamOptions> = {
  ...REQUEST_RULES,
  connectionMinutes: wholeNumber(1, 30),
  silenceMs: MILLISECONDS,
};

/** A connection that lasted so long was a good one, with or without events. */
const GOOD_MS = 60_000;
/** So often a server is asked for a connection within a minute, whatever it says on them. */
const MOST_PER_MINUTE = 10;

/**
 * The events of some folders as they happen. Iterate it once; it ends when its signal is aborted, when the loop is left, or when it
 * is disposed. Events that happen while no connection is open are not repeated by the server: follow `changes()` to miss nothing.
 */
export class EventStream<N extends EventName> implements AsyncIterable<EventOf<N>>, AsyncDisposable {
  readonly #session: Session;
  readonly #targets: () => Promise<Targets>;
  readonly #names: readonly N[];
  readonly #options: StreamOptions;
  readonly #ending = new AbortController();
  readonly #onGap: (() => void) | undefined;
  /** When the last connections were opened. */
  #opened: number[] = [];
  #subscription: string | undefined;
  /** Whether the server has said anything on the connection. */
  #heard = false;
  /** Whether it has said that it closes it. */
  #isClosed = false;

  /** `onGap` is called where something may have happened that is not told: a connection broke, or the subscription is a new one. */
  constructor(
    session: Session,
    targets: () => Promise<Targets>,
    names: readonly N[],
    options: StreamOptions,
    onGap?: () => void,
  ) {
    checkOptions('stream()', options, STREAM_RULES);
    checkNames('stream()', names);
    this.#session = session;
    this.#targets = targets;
    this.#onGap = onGap;
    this.#names = names;
    this.#options = options;
    const { signal } = options;
    const end = () => this.#ending.abort(signal?.reason);
    signal?.addEventListener('abort', end, { once: true, signal: this.#ending.signal });
    if (signal?.aborted) end();
  }

  /** Subscribes, so that what happens from now on is heard. */
  async open(): Promise<this> {
    try {
      await this.#subscribe();
      return this;
    } catch (error) {
      // Nothing of it stays behind, at the caller's signal neither.
      this.#ending.abort();
      throw error;
    }
  }

  async #subscribe(): Promise<void> {
    const request = streamingRequest({ targets: await this.#targets(), eventTypes: eventTypesOf(this.#names) });
    const { signal } = this.#ending;
    const made = await subscribe(this.#session, request, { ...this.#options, signal });
    this.#subscription = made.subscriptionId;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<EventOf<N>, void, undefined> {
    let failures = 0;
    // What a connection that broke had been told is lost, and so is what it is told until the server sees that nobody listens.
    let hasGap = true;
    try {
      while (!this.#ending.signal.aborted) {
        const opened = performance.now();
        let waitMs = 0;
        let isClosed = false;
        try {
          for await (const told of this.#connection()) {
            if (hasGap) this.#onGap?.();
            hasGap = false;
            if (told.length > 0) failures = 0;
            yield* told;
          }
          isClosed = this.#isClosed;
        } catch (error) {
          if (this.#ending.signal.aborted) return;
          const end = endOfStream(error, this.#heard);
          if (end.lasts) throw error;
          if (end.forgotten) this.#subscription = undefined;
          waitMs = end.waitMs ?? 0;
        }
        if (!isClosed) {
          hasGap = true;
          this.#onGap?.();
        }
        if (performance.now() - opened >= GOOD_MS) failures = 0;
        // Also after a good end: a server that closes every connection at once would be asked without a pause.
        await this.#pause(++failures, waitMs);
      }
    } finally {
      await this[Symbol.asyncDispose]();
    }
  }

  /** The events of each message of a connection. A server that says that it closes it keeps what happens until the next one. */
  async *#connection(): AsyncGenerator<EventOf<N>[], void, undefined> {
    this.#heard = false;
    this.#isClosed = false;
    if (this.#subscription === undefined) await this.#subscribe();
    const { connectionMinutes = 30, silenceMs = SILENCE_MS } = this.#options;
    const request = streamingEventsRequest([this.#subscription as string], connectionMinutes);
    this.#opened = [...this.#opened.slice(1 - MOST_PER_MINUTE), performance.now()];
    for await (const message of streamingEvents(this.#session, request, this.#ending.signal, silenceMs)) {
      this.#heard = true;
      yield (message.notifications ?? []).flatMap((notification) => eventsOf(notification, this.#names));
      this.#isClosed = message.connectionStatus === 'Closed';
      if (this.#isClosed) return;
    }
  }

  /** Waits longer each time, as long as the server wants, and so that it is not asked too often. */
  #pause(failures: number, waitMs: number): Promise<void> {
    const [oldest = 0] = this.#opened;
    const isOften = this.#opened.length >= MOST_PER_MINUTE;
    const soonest = isOften ? oldest + 60_000 - performance.now() : 0;
    return pause(Math.max(waitMs + backOff(failures), soonest), this.#ending.signal);
  }

  /** Closes the connection and ends the subscription. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort();
    const subscriptionId = this.#subscription;
    this.#subscription = undefined;
    if (subscriptionId !== undefined) await unsubscribe(this.#session, subscriptionId);
  }
}
