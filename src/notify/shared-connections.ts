/**
 * The connections of all watches of a login: up to 200 subscriptions on one, so that many mailboxes need few. Each mailbox subscribes by itself; those that
 * may live on the same server are a group, and whoever comes while a connection is open gets another one, until it is worth to open one for all.
 */
import { onAbort } from '../client/on-abort.js';
import { Gate } from '../requests/gate.js';
import { endOfStream } from '../requests/get-streaming-events.js';
import type { Listener, Session, WatchSharing } from '../requests/session.js';
import { type Subscribed, subscribe, unsubscribe } from '../requests/subscribe.js';
import { Brake } from './brake.js';
import { backOff, pause } from './pause.js';
import { Member, SubscriptionGroup } from './subscription-group.js';

/** A subscription that lasted so long was a good one. */
const GOOD_MS = 60_000;
/** So often a subscription may be forgotten before it was heard of, until its mailbox is taken for one of another server. */
const STRANGE = 2;

export class SharedConnections implements WatchSharing {
  readonly #groups = new Map<string, SubscriptionGroup>();
  readonly #gate: Gate;
  readonly #brake = new Brake();
  /** Mailboxes by which no connection for others is opened again. */
  readonly #alone = new WeakSet<Session>();

  /** `looks`: how many look at a time. */
  constructor(looks: number) {
    this.#gate = new Gate(looks);
  }

  async look<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    let unlisten = (): void => undefined;
    const aborted = new Promise<never>((_, reject) => {
      unlisten = onAbort(signal, () => reject(signal.reason));
      if (signal.aborted) reject(signal.reason);
    });
    try {
      // Who is left behind in the queue asks nothing: its signal has fired.
      return await Promise.race([aborted, this.#gate.run(() => this.#brake.run(work, signal))]);
    } finally {
      unlisten();
    }
  }

  async listen(listener: Listener): Promise<void> {
    const { session, options, signal } = listener;
    let failures = 0;
    let strange = 0;
    while (!signal.aborted) {
      const group = this.#groupOf(listener, strange >= STRANGE || this.#alone.has(session));
      group.users++;
      const begun = performance.now();
      let waitMs = 0;
      let made: Subscribed | undefined;
      try {
        made = await subscribe(session, await listener.request(), { ...options, signal }, group.affinity);
        const member = new Member(listener, made.subscriptionId, failures > 0);
        try {
          await group.hear(member);
          strange = member.heard ? 0 : strange + 1;
        } finally {
          if (member.spoils) this.#alone.add(session);
        }
      } catch (error) {
        if (signal.aborted) return;
        const end = endOfStream(error, false);
        if (end.lasts) throw error;
        listener.miss();
        waitMs = end.waitMs ?? 0;
      } finally {
        if (signal.aborted && made) await unsubscribe(session, made.subscriptionId, group.affinity);
        if (--group.users === 0) this.#groups.delete(group.affinity.name);
      }
      if (performance.now() - begun >= GOOD_MS) failures = 0;
      await pause(waitMs + backOff(++failures), signal);
    }
  }

  /** `alone`: what is known of the others does not fit. */
  #groupOf({ session, silenceMs }: Listener, alone: boolean): SubscriptionGroup {
    const name = nameOf(session, silenceMs, alone);
    const known = this.#groups.get(name) ?? new SubscriptionGroup(name, session.email, silenceMs);
    this.#groups.set(name, known);
    return known;
  }
}

function nameOf({ email, grouping = '' }: Session, silenceMs: number, alone: boolean): string {
  return JSON.stringify(alone ? [grouping, silenceMs, email.toLowerCase()] : [grouping, silenceMs]);
}
