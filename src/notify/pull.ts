/** Pull notifications: a subscription, whose events are asked for when somebody wants them. */
import { checkOptions, type Rules, TEXT, wholeNumber } from '../errors.js';
import { getEvents } from '../requests/get-events.js';
import { endOfStream } from '../requests/get-streaming-events.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import { Progress } from '../requests/progress.js';
import type { Session } from '../requests/session.js';
import { pullRequest, subscribe, type Targets, unsubscribe } from '../requests/subscribe.js';
import { checkNames, type EventName, type EventOf, eventsOf, eventTypesOf } from './events.js';

/** How events are pulled. */
export interface PullOptions extends RequestOptions {
  /** Where an earlier subscription ended: begins with what happened since. Default: with now. */
  watermark?: string | undefined;
  /** Minutes without a question after which the server ends the subscription, 1 to 1440. Default: 30. */
  timeoutMinutes?: number | undefined;
}

const PULL_RULES: Rules<PullOptions> = { ...REQUEST_RULES, watermark: TEXT, timeoutMinutes: wholeNumber(1, 1440) };

/**
 * The events of some folders, asked for when they are wanted: a loop ends with what there is now, or with its signal; another loop gives what
 * came since. A subscription that the server has forgotten is made anew, from the same watermark.
 */
export class EventPull<N extends EventName> implements AsyncIterable<EventOf<N>>, AsyncDisposable {
  readonly #session: Session;
  readonly #targets: () => Promise<Targets>;
  readonly #names: readonly N[];
  readonly #options: PullOptions;
  #subscription: string | undefined;
  #watermark: string;

  /** Made by folders and accounts: `await account.inbox.pull(['newMail'])`. */
  constructor(session: Session, targets: () => Promise<Targets>, names: readonly N[], options: PullOptions) {
    checkOptions('pull()', options, PULL_RULES);
    checkNames('pull()', names);
    this.#session = session;
    this.#targets = targets;
    this.#names = names;
    this.#options = options;
    this.#watermark = options.watermark ?? '';
  }

  /** Where to begin next time: behind the events that have been taken. */
  get watermark(): string {
    return this.#watermark;
  }

  /** Subscribes, so that what happens from now on is told. */
  async open(): Promise<this> {
    await this.#subscribe();
    return this;
  }

  async #subscribe(): Promise<string> {
    const { timeoutMinutes = 30 } = this.#options;
    const since = this.#watermark === '' ? {} : { watermark: this.#watermark };
    const wanted = { targets: await this.#targets(), eventTypes: eventTypesOf(this.#names), ...since };
    const made = await subscribe(this.#session, pullRequest(wanted, timeoutMinutes), this.#options);
    this.#subscription = made.subscriptionId;
    if (this.#watermark === '') this.#watermark = made.watermark ?? '';
    return made.subscriptionId;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<EventOf<N>, void, undefined> {
    const { signal } = this.#options;
    const progress = new Progress('GetEvents', this.#watermark);
    try {
      while (!signal?.aborted) {
        const notification = await this.#ask();
        for (const event of notification.events ?? []) {
          for (const told of eventsOf({ events: [event] }, this.#names)) yield told;
          this.#watermark = event.watermark ?? this.#watermark;
        }
        if (!notification.moreEvents) return;
        progress.step(this.#watermark);
      }
    } catch (error) {
      if (!signal?.aborted) throw error;
    }
  }

  async #ask() {
    const id = this.#subscription ?? (await this.#subscribe());
    try {
      return await getEvents(this.#session, id, this.#watermark, this.#options);
    } catch (error) {
      if (!endOfStream(error, true).forgotten) throw error;
      return getEvents(this.#session, await this.#subscribe(), this.#watermark, this.#options);
    }
  }

  /** Ends the subscription. */
  async [Symbol.asyncDispose](): Promise<void> {
    const id = this.#subscription;
    this.#subscription = undefined;
    if (id !== undefined) await unsubscribe(this.#session, id);
  }
}
