/** Push subscriptions: the sandbox posts notifications to the client's own HTTP server, and stops when it is told to. */
import type { Context } from '../access/context.js';
import { decodeEnvelope, encodeEnvelope } from '../base/codec.js';
import { type Body, success } from '../base/response-message.js';
import type { ServerVersion } from '../base/versions.js';
import type { Mailbox } from '../store/mailboxes.js';
import type { Store } from '../store/store.js';
import type { Subscription, Subscriptions } from '../store/subscriptions.js';
import { notificationOf, takeEvents } from './events.js';

export class PushSender {
  readonly #store: Store;
  readonly #subscriptions: Subscriptions;
  readonly #version: ServerVersion;
  readonly #contextOf: (mailbox: Mailbox) => Context;
  readonly #busy = new Set<string>();
  readonly #told = new Map<string, number>();
  /** After a failure: when to try again, and how long to wait after the next. */
  readonly #waiting = new Map<string, { until: number; pause: number }>();
  readonly #timer: NodeJS.Timeout;

  constructor(
    store: Store,
    subscriptions: Subscriptions,
    version: ServerVersion,
    contextOf: (mailbox: Mailbox) => Context,
  ) {
    this.#store = store;
    this.#subscriptions = subscriptions;
    this.#version = version;
    this.#contextOf = contextOf;
    this.#timer = setInterval(() => this.wake(), 1000);
    this.#timer.unref();
  }

  /** Looks for something to tell; called after every request and once a second. */
  wake(): void {
    for (const subscription of this.#subscriptions.all()) {
      if (subscription.kind !== 'push' || this.#busy.has(subscription.id)) continue;
      this.#busy.add(subscription.id);
      void this.#tell(subscription).finally(() => this.#busy.delete(subscription.id));
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #tell(subscription: Subscription): Promise<void> {
    const waiting = this.#waiting.get(subscription.id);
    if (waiting !== undefined && Date.now() < waiting.until) return;
    const previous = subscription.position;
    const context = this.#contextOf(this.#store.mailboxes.byId(subscription.asker));
    const events = takeEvents(context, subscription);
    const last = this.#told.get(subscription.id) ?? Date.now();
    this.#told.set(subscription.id, last);
    const isDue = Date.now() - last > (subscription.statusMinutes ?? 1) * 60_000;
    if (events.length === 0 && !isDue) return;
    this.#told.set(subscription.id, Date.now());
    const answer = await this.#post(subscription, notificationOf(subscription, events, previous));
    this.#waiting.delete(subscription.id);
    if (answer === 'Unsubscribe') this.#subscriptions.remove(subscription.id);
    else if (answer === undefined) {
      // Exchange tries again after 30 s, then after twice as long each time.
      const pause = (waiting?.pause ?? 15_000) * 2;
      this.#waiting.set(subscription.id, { until: Date.now() + pause, pause });
      subscription.position = previous;
    }
  }

  async #post(subscription: Subscription, notification: Body): Promise<string | undefined> {
    const body = { responseMessages: [success('sendNotificationResponseMessage', { notification })] };
    try {
      const response = await fetch(subscription.url ?? '', {
        method: 'POST',
        headers: {
          'Content-Type': 'text/xml; charset=utf-8',
          SOAPAction: '"http://schemas.microsoft.com/exchange/services/2006/messages/SendNotification"',
        },
        body: encodeEnvelope({ operation: 'SendNotification', body }, { serverVersionInfo: this.#version }),
        // Whoever answers could otherwise have any address of this network asked.
        redirect: 'manual',
        signal: AbortSignal.timeout(10_000),
      });
      const answer = decodeEnvelope(new Uint8Array(await response.arrayBuffer()));
      return (answer.body as { subscriptionStatus?: string } | undefined)?.subscriptionStatus;
    } catch {
      return undefined;
    }
  }
}
