/**
 * Notification subscriptions: which changes each is told of, and since when. Held in memory: Exchange loses them too when it
 * restarts. Sending them (push, streaming) is the server's part.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../base/clock.js';
import { Failure } from '../base/failure.js';
import type { Change, EventKind } from './changes.js';

export interface Subscription {
  id: string;
  kind: 'pull' | 'push' | 'streaming';
  /** Mailbox whose changes are watched. */
  mailbox: number;
  /** Who was logged in; nobody else may use the subscription. Whom he impersonated does not matter, as with Exchange. */
  owner: string;
  /** Mailbox that asked for it, whose budget it is counted in. */
  asker: number;
  /** The server that has it: the others do not know it. */
  backEnd: number;
  /** Minutes without a question after which a pull subscription is forgotten, and when it was asked for last. */
  timeoutMinutes?: number | undefined;
  askedAt: number;
  /** Rows of folders; undefined watches all. */
  folders: ReadonlySet<number> | undefined;
  events: ReadonlySet<string>;
  /** Last change that was told. */
  position: number;
  /** Where push notifications are posted. */
  url?: string;
  callerData?: string | undefined;
  statusMinutes?: number;
}

const NAMES: Record<EventKind, string> = {
  created: 'CreatedEvent',
  modified: 'ModifiedEvent',
  deleted: 'DeletedEvent',
  moved: 'MovedEvent',
  copied: 'CopiedEvent',
  newMail: 'NewMailEvent',
};

/** Who asks, of which server, and when. */
export interface Asking {
  readonly caller: string;
  readonly backEnd: number;
  readonly clock: Clock;
}

const TOO_MANY =
  'You have exceeded the available subscriptions for your account.  Remove unnecessary subscriptions and try your request again.';

export class Subscriptions {
  readonly #byId = new Map<string, Subscription>();
  readonly #most: number;

  /** `most`: of one mailbox at a time. */
  constructor(most = Number.POSITIVE_INFINITY) {
    this.#most = most;
  }

  add(subscription: Omit<Subscription, 'id' | 'owner' | 'backEnd' | 'askedAt'>, asking: Asking): Subscription {
    this.#expire(asking.clock);
    const theirs = this.all().filter(({ asker }) => asker === subscription.asker);
    if (theirs.length >= this.#most) throw new Failure('ErrorExceededSubscriptionCount', TOO_MANY);
    // Exchange's: a length, the server's name, a GUID and what else it needs, in base64.
    const host = Buffer.from('ewskit.sandbox', 'latin1');
    const id = Buffer.concat([
      Buffer.from([host.length, 0]),
      host,
      Buffer.from([16, 0, 0, 0]),
      randomBytes(16),
    ]).toString('base64');
    const { caller, backEnd, clock } = asking;
    const added = { ...subscription, id, owner: caller, backEnd, askedAt: clock.now().getTime() };
    this.#byId.set(id, added);
    return added;
  }

  /** Of whoever is logged in. Throws ErrorSubscriptionNotFound, or ErrorSubscriptionAccessDenied for another's. */
  get(id: string, { caller, backEnd, clock }: Asking): Subscription {
    this.#expire(clock);
    const found = this.#byId.get(id);
    if (found === undefined || found.backEnd !== backEnd) throw new Failure('ErrorSubscriptionNotFound');
    if (found.owner !== caller)
      throw new Failure('ErrorSubscriptionAccessDenied', 'Access to the subscription is denied.');
    found.askedAt = clock.now().getTime();
    return found;
  }

  #expire(clock: Clock): void {
    const now = clock.now().getTime();
    for (const { id, timeoutMinutes, askedAt } of this.#byId.values())
      if (timeoutMinutes !== undefined && now - askedAt > timeoutMinutes * 60_000) this.#byId.delete(id);
  }

  has(id: string): boolean {
    return this.#byId.has(id);
  }

  remove(id: string): void {
    this.#byId.delete(id);
  }

  /** Forgets all of them. */
  clear(): void {
    this.#byId.clear();
  }

  all(): Subscription[] {
    return [...this.#byId.values()];
  }
}

/** Whether the subscription asked to be told of this change. */
export function concerns(subscription: Subscription, change: Change): boolean {
  if (!subscription.events.has(NAMES[change.event]) || change.associated) return false;
  const { folders } = subscription;
  if (folders === undefined) return true;
  if (folders.has(change.folder) || (change.oldFolder !== undefined && folders.has(change.oldFolder))) return true;
  return change.scope === 'folder' && folders.has(change.object);
}

/** A watermark is the number of a change, which clients must not look into. */
export function formatWatermark(position: number): string {
  const bytes = Buffer.alloc(28);
  bytes.write('AQAAAA==', 0, 'base64');
  bytes.writeUIntBE(position, 22, 6);
  return bytes.toString('base64');
}

export function parseWatermark(text: string): number {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== 28 || bytes[0] !== 1) throw new Failure('ErrorInvalidWatermark');
  return bytes.readUIntBE(22, 6);
}
