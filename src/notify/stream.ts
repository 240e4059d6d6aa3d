/**
 * Streaming notifications: a subscription, and a connection on which its events arrive. The server closes the connection after a
 * while, and it is opened again; a subscription that the server has forgotten is made anew.
 */
import {
  GetStreamingEvents,
  type NonEmptyArrayOfBaseFolderIdsType,
  Subscribe,
  Unsubscribe,
} from '../../generated/index.js';
import { errorOf } from '../client/response-errors.js';
import { responseMessages } from '../client/responses.js';
import { callOptions, type RequestOptions, type Session } from '../client/session.js';
import { EwsError, TransportError } from '../errors.js';
import { type EventName, type EventOf, eventTypeOf, toEvent } from './events.js';

export interface StreamOptions extends RequestOptions {
  /** Minutes after which the server closes the connection and it is opened again, 1 to 30. Default: 30. */
  connectionMinutes?: number | undefined;
}

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
  readonly #folders: () => Promise<NonEmptyArrayOfBaseFolderIdsType>;
  readonly #names: readonly N[];
  readonly #options: StreamOptions;
  readonly #ending = new AbortController();
  #subscription: string | undefined;

  constructor(
    session: Session,
    folders: () => Promise<NonEmptyArrayOfBaseFolderIdsType>,
    names: readonly N[],
    options: StreamOptions,
  ) {
    this.#session = session;
    this.#folders = folders;
    this.#names = names;
    this.#options = options;
    options.signal?.addEventListener('abort', () => this.#ending.abort(), { once: true, signal: this.#ending.signal });
    if (options.signal?.aborted) this.#ending.abort();
  }

  /** Subscribes, so that what happens from now on is heard. */
  async open(): Promise<this> {
    const request = {
      subscription: {
        kind: 'streamingSubscriptionRequest' as const,
        folderIds: await this.#folders(),
        eventTypes: this.#names.map(eventTypeOf),
      },
    };
    const response = await this.#session.client.call(Subscribe, request, callOptions(this.#session, this.#options));
    this.#subscription = response.responseMessages[0]?.subscriptionId;
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
    const minutes = this.#options.connectionMinutes ?? 30;
    const request = { subscriptionIds: [this.#subscription as string], connectionTimeout: minutes };
    // The server sends a sign of life about every minute; two without one mean that the connection is dead.
    const options = { ...callOptions(this.#session, { signal: this.#ending.signal }), timeoutMs: 120_000 };
    for await (const response of this.#session.client.stream(GetStreamingEvents, request, options)) {
      for (const [index, message] of responseMessages(response).entries()) {
        const error = errorOf('GetStreamingEvents', index, message, response);
        if (error) throw error;
      }
      for (const { notifications } of response.responseMessages) {
        for (const event of (notifications ?? []).flatMap(({ events }) => events)) {
          const seen = toEvent(event);
          if (seen) yield seen as EventOf<N>;
        }
      }
      if (response.responseMessages.some(({ connectionStatus }) => connectionStatus === 'Closed')) return;
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
    // It would end by itself; a server that is gone, or has forgotten it, is no reason to fail here.
    if (subscriptionId !== undefined)
      await this.#session.client.call(Unsubscribe, { subscriptionId }, { errors: 'return' }).catch(() => undefined);
  }
}
