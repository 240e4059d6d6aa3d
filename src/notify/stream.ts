/**
 * Streaming notifications: a subscription, and a connection on which its events arrive. The server closes the connection after a
 * while, and it is opened again; a subscription that the server has forgotten is made anew.
 */
import type { TargetFolderIdType } from '../../generated/index.js';
import { checkOptions, EwsError, type Rules, TransportError, ValidationError, wholeNumber } from '../errors.js';
import { streamingEvents, streamingEventsRequest } from '../requests/get-streaming-events.js';
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

/** The server has forgotten the subscription: it restarted, moved the mailbox, or waited too long. */
const LOST: ReadonlySet<string> = new Set([
  'ErrorSubscriptionNotFound',
  'ErrorInvalidSubscription',
  'ErrorExpiredSubscription',
]);

/** Longest pause before a connection is tried again. */
const MAX_PAUSE_MS = 60_000;

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
    options.signal?.addEventListener('abort', () => this.#ending.abort(), { once: true, signal: this.#ending.signal });
    if (options.signal?.aborted) this.#ending.abort();
  }

  /** Subscribes, so that what happens from now on is heard. */
  async open(): Promise<this> {
    const request = streamingRequest(await this.#folders(), this.#names.map(eventTypeOf));
    this.#subscription = await subscribe(this.#session, request, this.#options);
    return this;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<EventOf<N>, void, undefined> {
    let failures = 0;
    try {
      while (!this.#ending.signal.aborted) {
        try {
          for await (const event of this.#connection()) {
            failures = 0;
            yield event;
          }
        } catch (error) {
          if (this.#ending.signal.aborted) return;
          if (error instanceof EwsError && LOST.has(error.code)) await this.open();
          else if (!(error instanceof TransportError)) throw error;
          else await this.#pause(++failures);
        }
      }
    } finally {
      await this[Symbol.asyncDispose]();
    }
  }

  async *#connection(): AsyncGenerator<EventOf<N>, void, undefined> {
    if (this.#subscription === undefined) await this.open();
    const request = streamingEventsRequest([this.#subscription as string], this.#options.connectionMinutes ?? 30);
    for await (const message of streamingEvents(this.#session, request, this.#ending.signal)) {
      for (const event of (message.notifications ?? []).flatMap(({ events }) => events)) {
        const seen = toEvent(event);
        if (seen) yield seen as EventOf<N>;
      }
      if (message.connectionStatus === 'Closed') return;
    }
  }

  /** Waits longer each time, and not always the same, so that many clients do not come back at once. */
  #pause(failures: number): Promise<void> {
    const { signal } = this.#ending;
    const ms = Math.min(MAX_PAUSE_MS, 500 * 2 ** failures) * (0.5 + Math.random() / 2);
    return new Promise((resolve) => {
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
