/** Push notifications: a subscription whose events the server posts. Who takes the posts is push-receiver.ts. */
import { randomBytes } from 'node:crypto';
import type { NotificationType } from '../../generated/index.js';
import { A_URL, checkOptions, having, type Rules, TEXT, ValidationError, wholeNumber } from '../errors.js';
import { endingWith } from '../notify/ending.js';
import { checkNames, type EventName, type EventOf, eventsOf, eventTypesOf } from '../notify/events.js';
import { backOff, pause } from '../notify/pause.js';
import { endOfStream } from '../requests/get-streaming-events.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import type { Session } from '../requests/session.js';
import { pushRequest, subscribe, type Targets } from '../requests/subscribe.js';
import { EventQueue } from './event-queue.js';
import { expectPosts, type PushReceiver, SECRET } from './push-receiver.js';

/** Where events are posted, and who takes them. */
export interface PushOptions extends RequestOptions {
  /** What takes the posts, in a server that is reached by `url`. */
  receiver: PushReceiver;
  /** Where the server finds the receiver. A secret of the subscription's own is added to it. */
  url: string | URL;
  /** Where an earlier subscription ended: begins with what happened since. Default: with now. */
  watermark?: string | undefined;
  /** Minutes after which the server says that nothing has happened, 1 to 1440. Default: 30. */
  statusMinutes?: number | undefined;
  /** A text of the caller's that the server keeps with the subscription: for its logs. Exchange 2013. */
  callerData?: string | undefined;
}

const PUSH_RULES: Rules<PushOptions> = {
  ...REQUEST_RULES,
  receiver: having('a PushReceiver', 'listener', 'fetch'),
  url: A_URL,
  watermark: TEXT,
  statusMinutes: wholeNumber(1, 1440),
  callerData: TEXT,
};

/** So many signs of life may fail to come until the subscription is taken for gone. */
const MOST_MISSED = 2;

/** So many events wait to be taken; then the server is asked to come again. */
const MOST_WAITING = 10_000;

/**
 * The events of some folders, as the server posts them. When its signs of life fail to come, it has restarted, or given up a receiver that did not
 * answer: the subscription is made anew, from the last watermark. A loop ends with its signal, or when it is left; the next post is then answered by
 * `Unsubscribe`, for Exchange has no other end for such a subscription. A post that comes again is told once.
 */
export class EventPush<N extends EventName> implements AsyncIterable<EventOf<N>>, AsyncDisposable {
  readonly #session: Session;
  readonly #targets: () => Promise<Targets>;
  readonly #names: readonly N[];
  readonly #options: PushOptions;
  readonly #ending: AbortController;
  readonly #queue = new EventQueue<{ readonly told: EventOf<N>[]; readonly watermark: string | undefined }>();
  #secret = '';
  #silence: NodeJS.Timeout | undefined;
  /** What ended it, for the loop to tell. */
  #failure: { readonly error: unknown } | undefined;
  /** Where what was posted ends. */
  #last: string | undefined;
  #watermark: string;

  /** Made by folders and accounts: `await account.inbox.push(['newMail'], { receiver, url })`. */
  constructor(session: Session, targets: () => Promise<Targets>, names: readonly N[], options: PushOptions) {
    checkOptions('push()', options, PUSH_RULES);
    checkNames('push()', names);
    for (const path of ['receiver', 'url'] as const)
      if (options[path] === undefined)
        throw new ValidationError('push()', [{ path, message: `expected ${PUSH_RULES[path].expected}` }]);
    this.#session = session;
    this.#targets = targets;
    this.#names = names;
    this.#options = options;
    this.#watermark = options.watermark ?? '';
    this.#ending = endingWith(options.signal);
    this.#ending.signal.addEventListener('abort', () => clearTimeout(this.#silence), { once: true });
  }

  /** Where to begin next time: behind the events that have been taken. */
  get watermark(): string {
    return this.#watermark;
  }

  /** Subscribes, so that what happens from now on is told. */
  async open(): Promise<this> {
    try {
      await this.#subscribe(this.#options.watermark);
      return this;
    } catch (error) {
      this.#ending.abort();
      throw error;
    }
  }

  /** The receiver knows the secret before the server does; of an earlier subscription, nothing is wanted any more. */
  async #subscribe(watermark: string | undefined): Promise<void> {
    const { receiver, url, statusMinutes = 30, callerData } = this.#options;
    const { registry } = this.#session;
    const secret = randomBytes(24).toString('base64url');
    this.#secret = secret;
    const take = (notification: NotificationType) =>
      this.#secret === secret ? this.#take(notification) : ('Unsubscribe' as const);
    expectPosts(receiver, secret, { registry, take });
    const secretUrl = new URL(url);
    secretUrl.searchParams.set(SECRET, secret);
    const wanted = { targets: await this.#targets(), eventTypes: eventTypesOf(this.#names), watermark };
    const request = pushRequest(wanted, secretUrl.href, statusMinutes, callerData);
    const made = await subscribe(this.#session, request, this.#options);
    if (this.#watermark === '') this.#watermark = made.watermark ?? '';
    this.#last ??= watermark ?? made.watermark;
    this.#listen();
  }

  /** Until the signs of life fail to come. */
  #listen(): void {
    clearTimeout(this.#silence);
    if (this.#ending.signal.aborted) return;
    const { statusMinutes = 30 } = this.#options;
    this.#silence = setTimeout(() => void this.#renew(), MOST_MISSED * statusMinutes * 60_000).unref();
  }

  async #renew(): Promise<void> {
    const { signal } = this.#ending;
    for (let failures = 1; !signal.aborted; failures++)
      try {
        return await this.#subscribe(this.#last);
      } catch (error) {
        const { lasts, waitMs = 0 } = endOfStream(error, true);
        if (lasts) {
          this.#failure = { error };
          return this.#ending.abort();
        }
        await pause(waitMs + backOff(failures), signal);
      }
  }

  #take({ events = [] }: NotificationType): 'OK' | 'Unsubscribe' | undefined {
    if (this.#ending.signal.aborted) return 'Unsubscribe';
    this.#listen();
    if (this.#queue.size + events.length > MOST_WAITING) return undefined;
    const last = events.at(-1);
    // The answer to a post may be lost, and it then comes again.
    const isAgain = last?.kind !== 'statusEvent' && last?.watermark !== undefined && last.watermark === this.#last;
    if (isAgain) return 'OK';
    this.#last = last?.watermark;
    for (const event of events)
      this.#queue.add({ told: eventsOf({ events: [event] }, this.#names), watermark: event.watermark });
    return 'OK';
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<EventOf<N>, void, undefined> {
    try {
      for (;;) {
        const next = await this.#queue.next(this.#ending.signal);
        if (next === undefined) {
          if (this.#failure) throw this.#failure.error;
          return;
        }
        yield* next.told;
        this.#watermark = next.watermark ?? this.#watermark;
      }
    } finally {
      await this[Symbol.asyncDispose]();
    }
  }

  /** Nothing more is told; the next post is answered by `Unsubscribe`. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort();
  }
}
