/**
 * Streaming notifications: a subscription, and a connection on which its events arrive (connections.ts). A subscription that the server has
 * forgotten is made anew.
 */
import { checkOptions, MILLISECONDS, type Rules, wholeNumber } from '../errors.js';
import { SILENCE_MS } from '../requests/get-streaming-events.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import type { Session } from '../requests/session.js';
import { streamingRequest, subscribe, type Targets, unsubscribe } from '../requests/subscribe.js';
import { connections, GAP, Openings } from './connections.js';
import { endingWith } from './ending.js';
import { checkNames, type EventName, type EventOf, eventsOf, eventTypesOf } from './events.js';

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

/**
 * The events of some folders as they happen. Iterate it once; it ends when its signal is aborted, when the loop is left, or when it
 * is disposed. Events that happen while no connection is open are not repeated by the server: follow `changes()` to miss nothing.
 */
export class EventStream<N extends EventName> implements AsyncIterable<EventOf<N>>, AsyncDisposable {
  readonly #session: Session;
  readonly #targets: () => Promise<Targets>;
  readonly #names: readonly N[];
  readonly #options: StreamOptions;
  readonly #ending: AbortController;
  readonly #openings = new Openings();
  #subscription: string | undefined;

  /** Made by folders and accounts: `await account.inbox.stream(['newMail'])`. */
  constructor(session: Session, targets: () => Promise<Targets>, names: readonly N[], options: StreamOptions) {
    checkOptions('stream()', options, STREAM_RULES);
    checkNames('stream()', names);
    this.#session = session;
    this.#targets = targets;
    this.#names = names;
    this.#options = options;
    this.#ending = endingWith(options.signal);
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

  async #subscribe(): Promise<string> {
    const request = streamingRequest({ targets: await this.#targets(), eventTypes: eventTypesOf(this.#names) });
    const { signal } = this.#ending;
    const made = await subscribe(this.#session, request, { ...this.#options, signal });
    this.#subscription = made.subscriptionId;
    return made.subscriptionId;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<EventOf<N>, void, undefined> {
    const { connectionMinutes = 30, silenceMs = SILENCE_MS } = this.#options;
    const session = this.#session;
    try {
      for await (const told of connections({
        prepare: async () => ({ session, subscriptionIds: [this.#subscription ?? (await this.#subscribe())] }),
        forgotten: () => {
          this.#subscription = undefined;
        },
        connectionMinutes,
        silenceMs,
        signal: this.#ending.signal,
        openings: this.#openings,
        isFirst: true,
      })) {
        if (told !== GAP) for (const notification of told) yield* eventsOf(notification, this.#names);
      }
    } finally {
      await this[Symbol.asyncDispose]();
    }
  }

  /** Closes the connection and ends the subscription. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort();
    const subscriptionId = this.#subscription;
    this.#subscription = undefined;
    if (subscriptionId !== undefined) await unsubscribe(this.#session, subscriptionId);
  }
}
