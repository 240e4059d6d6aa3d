/**
 * Subscriptions that live on the same server, and the connections on which they are told of. Must not know how a subscription is made.
 * https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-maintain-affinity-between-group-of-subscriptions-and-mailbox-server
 */
import type { NotificationType } from '../../generated/index.js';
import type { Affinity } from '../client/request-headers.js';
import type { Listener } from '../requests/session.js';
import { connections, GAP, Openings } from './connections.js';

/** As many subscriptions as GetStreamingEvents takes. */
const MOST = 200;
const CONNECTION_MINUTES = 30;
/** Those that come within that time are heard on one connection; twice as long for each that was opened within the last minute. */
const GATHER_MS = 50;
const MOST_DOUBLED = 8;

/** A subscription, until it is forgotten, fails, or nobody wants it any more. */
export class Member {
  readonly listener: Listener;
  readonly subscriptionId: string;
  /** Its listener was heard under another subscription before. */
  readonly isAgain: boolean;
  /** Settles when it has left; fails with what would be the same the next time. */
  readonly left: Promise<void>;
  #settle: (error: unknown) => void = () => undefined;
  /** Whether anything was said on a connection that it was on. */
  heard = false;
  /** Whether a connection for others, too, was opened by it, and refused for good. */
  spoils = false;

  constructor(listener: Listener, subscriptionId: string, isAgain: boolean) {
    this.listener = listener;
    this.subscriptionId = subscriptionId;
    this.isAgain = isAgain;
    this.left = new Promise((resolve, reject) => {
      this.#settle = (error) => (error === undefined ? resolve() : reject(error));
    });
  }

  leave(error?: unknown): void {
    this.#settle(error);
  }
}

/** A connection after another, for the same subscriptions. */
class Line {
  readonly members: Map<string, Member>;
  readonly #ending = new AbortController();

  constructor(members: readonly Member[]) {
    this.members = new Map(members.map((member) => [member.subscriptionId, member]));
  }

  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  end(): void {
    this.#ending.abort();
  }

  drop(subscriptionIds: readonly string[]): Member[] {
    const gone = subscriptionIds.flatMap((id) => this.members.get(id) ?? []);
    for (const { subscriptionId } of gone) this.members.delete(subscriptionId);
    if (this.members.size === 0) this.end();
    return gone;
  }

  /** Gives those that are gone: all, where the server names none of them. */
  forget(subscriptionIds: readonly string[] | undefined): Member[] {
    const named = this.drop(subscriptionIds ?? []);
    return named.length > 0 ? named : this.drop([...this.members.keys()]);
  }

  hear(told: readonly NotificationType[] | typeof GAP): void {
    if (told === GAP) for (const { listener } of this.members.values()) listener.miss();
    else {
      for (const member of this.members.values()) member.heard = true;
      for (const notification of told) this.members.get(notification.subscriptionId)?.listener.hear(notification);
    }
  }
}

export class SubscriptionGroup {
  readonly affinity: Affinity;
  readonly #silenceMs: number;
  readonly #openings = new Openings();
  readonly #lines = new Set<Line>();
  readonly #waiting = new Set<Member>();
  #timer: NodeJS.Timeout | undefined;
  /** Listeners that subscribe here, or are heard. */
  users = 0;

  constructor(name: string, anchorMailbox: string, silenceMs: number) {
    this.affinity = { name, anchorMailbox };
    this.#silenceMs = silenceMs;
  }

  /** Hears of a subscription until it is forgotten, or its listener's signal fires. */
  async hear(member: Member): Promise<void> {
    const { signal } = member.listener;
    const end = () => member.leave();
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
    try {
      this.#gather(member);
      await member.left;
    } finally {
      signal.removeEventListener('abort', end);
      this.#waiting.delete(member);
      for (const line of this.#lines) line.drop([member.subscriptionId]);
      if (this.#waiting.size === 0) this.#stopGathering();
    }
  }

  #gather(member: Member): void {
    this.#waiting.add(member);
    if (this.#waiting.size >= MOST) {
      this.#open();
      return;
    }
    // Who is alone waits for nobody.
    const ms = this.users <= 1 ? 0 : GATHER_MS * 2 ** Math.min(MOST_DOUBLED, this.#openings.recent);
    this.#timer ??= setTimeout(() => this.#open(), ms);
  }

  #stopGathering(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /**
   * With those that wait, the members of smaller connections move to a new one: there are never more than two that are not full, and nobody moves
   * often.
   */
  #open(): void {
    this.#stopGathering();
    const members = [...this.#waiting];
    this.#waiting.clear();
    const small = [...this.#lines]
      .filter((line) => line.members.size < MOST)
      .sort((one, other) => one.members.size - other.members.size);
    for (const line of small) {
      if (line === small.at(-1) && line.members.size > 2 * members.length) break;
      members.push(...line.members.values());
      this.#lines.delete(line);
      line.end();
    }
    for (let at = 0; at < members.length; at += MOST) void this.#run(new Line(members.slice(at, at + MOST)));
  }

  async #run(line: Line): Promise<void> {
    this.#lines.add(line);
    let opener: Member | undefined;
    try {
      for await (const told of connections({
        prepare: async () => {
          [opener] = line.members.values();
          return { session: (opener as Member).listener.session, subscriptionIds: [...line.members.keys()] };
        },
        forgotten: (ids) => {
          for (const member of line.forget(ids)) member.leave();
        },
        connectionMinutes: CONNECTION_MINUTES,
        silenceMs: this.#silenceMs,
        signal: line.signal,
        openings: this.#openings,
        isFirst: [...line.members.values()].every(({ isAgain }) => !isAgain),
        affinity: this.affinity,
      }))
        line.hear(told);
    } catch (error) {
      if (opener) opener.spoils = line.members.size > 1;
      for (const member of line.forget(undefined)) member.leave(error);
    } finally {
      this.#lines.delete(line);
    }
  }
}
