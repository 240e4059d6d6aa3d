/**
 * Streaming notifications: a subscription, and a connection on which its events arrive. The server closes the connection after a
 * while, and it is opened again after a pause; a subscription that the server has forgotten is made anew.
 */
import type { TargetFolderIdType } from '../../generated/index.js';
import { checkOptions, type Rules, ValidationError, wholeNumber } from '../errors.js';
import { endOfStream, streamingEvents, streamingEventsRequest } from '../requests/get-streaming-events.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import type { Session } from '../requests/session.js';
import { streamingRequest, subscribe, unsubscribe } from '../requests/subscribe.js';
import { EVENT_NAMES, type EventName, type EventOf, eventTypeOf, toEvent } from './events.js';

/** How a stream is kept. */
export interface StreamOptions extends RequestOptions {
  /** Minutes after which the server closes the connection and it is opened again, 1 to 30. Default: 30. */
  connectionMinutes?: number | undefined;
}

const STREAM_RULES: Rules<StreamOptions> = { ...REQUEST_RULES, connectionMinutes: wholeNumber(1, 30) };

/** Longest pause before a connection is tried again. */
const MAX_PAUSE_MS = 60_000;
/** A connection that lasted so long was a good one, with or without events. */
const GOOD_MS = 60_000;
/** What setTimeout can count. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * The events of some folders as they happen. Iterate it once; it ends when its signal is aborted, when the loop is left, or when it
 * is disposed. Events that happen while no connection is open are not repeated by the server: follow `changes()` to miss nothing.
 */
export class EventStream<N extends EventName> implements AsyncIterable<EventOf<N>>, AsyncDisposable {
  readonly #session: Session;
  readonly #folders: () => Promise<readonly TargetFolderIdType[]>;
  readonly #names: readonly N[];
  readonly #options: StreamOptions;
  readonly #ending = new AbortController();
  #subscription: string | undefined;
  /** Whether the server has said anything on the connection. */
  #heard = false;

  constructor(
    session: Session,
    folders: () => Promise<readonly TargetFolderIdType[]>,
    names: readonly N[],
    options: StreamOptions,
  ) {
    checkOptions('stream()', options, STREAM_RULES);
    checkNames(names);
    this.#session = session;
    this.#folders = folders;
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
    const request = streamingRequest(await this.#folders(), this.#names.map(eventTypeOf));
    const { signal } = this.#ending;
    this.#subscription = await subscribe(this.#session, request, { ...this.#options, signal });
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<EventOf<N>, void, undefined> {
    let failures = 0;
    try {
      while (!this.#ending.signal.aborted) {
        const opened = performance.now();
        let waitMs = 0;
        try {
          for await (const event of this.#connection()) {
            failures = 0;
            yield event;
          }
        } catch (error) {
          if (this.#ending.signal.aborted) return;
          const end = endOfStream(error, this.#heard);
          if (end.lasts) throw error;
          if (end.forgotten) this.#subscription = undefined;
          waitMs = end.waitMs ?? 0;
        }
        if (performance.now() - opened >= GOOD_MS) failures = 0;
        // Also after a good end: a server that closes every connection at once would be asked without a pause.
        await this.#pause(++failures, waitMs);
      }
    } finally {
      await this[Symbol.asyncDispose]();
    }
  }

  async *#connection(): AsyncGenerator<EventOf<N>, void, undefined> {
    this.#heard = false;
    if (this.#subscription === undefined) await this.#subscribe();
    const request = streamingEventsRequest([this.#subscription as string], this.#options.connectionMinutes ?? 30);
    for await (const message of streamingEvents(this.#session, request, this.#ending.signal)) {
      this.#heard = true;
      for (const event of (message.notifications ?? []).flatMap(({ events }) => events ?? [])) {
        const seen = toEvent(event);
        if (seen) yield seen as EventOf<N>;
      }
      if (message.connectionStatus === 'Closed') return;
    }
  }

  /** Waits longer each time, and not always the same, so that many clients do not come back at once; and as long as the server wants. */
  #pause(failures: number, waitMs: number): Promise<void> {
    const { signal } = this.#ending;
    const own = Math.min(MAX_PAUSE_MS, 500 * 2 ** failures) * (0.5 + Math.random() / 2);
    const ms = Math.min(LONGEST_MS, waitMs + own);
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const timer = setTimeout(done, ms);
      function done(): void {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
      signal.addEventListener('abort', done, { once: true });
    });
  }

  /** Closes the connection and ends the subscription. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort();
    const subscriptionId = this.#subscription;
    this.#subscription = undefined;
    if (subscriptionId !== undefined) await unsubscribe(this.#session, subscriptionId);
  }
}

function checkNames(names: unknown): void {
  const wrong = Array.isArray(names) ? names.filter((name) => !EVENT_NAMES.includes(name as EventName)) : [names];
  if (wrong.length === 0 && (names as unknown[]).length > 0) return;
  const message = `expected an array of ${EVENT_NAMES.map((name) => `'${name}'`).join(', ')}`;
  throw new ValidationError('stream()', [{ path: 'events', message }]);
}
