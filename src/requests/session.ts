/**
 * What items, queries and folders hold instead of an account: which server, and as whom. That they know no more keeps the
 * modules a tree.
 */
import type { NotificationType, SubscribeType } from '../../generated/index.js';
import type { Client } from '../client/client.js';
import type { Registry, StructConstructor } from '../codec/index.js';
import type { ExtendedFields } from '../fields/own-fields.js';
import type { FindBudget } from './find-budget.js';
import type { RequestOptions } from './options.js';

/** The classes that answers are decoded into, by type name. */
export type Classes = ReadonlyMap<string, StructConstructor>;

/** The connection of an account, as its items and folders see it. */
export interface Session {
  readonly client: Client;
  /** The edition that is spoken. */
  readonly registry: Registry;
  /** Primary address of the mailbox. */
  readonly email: string;
  /** IANA name of the zone in which wall times are meant. */
  readonly timeZone: string;
  /** Address that mail of this mailbox is sent from; undefined when that is so anyway, because the owner is logged in. */
  readonly from: string | undefined;
  /** How many requests of one piece of work are under way at a time, unless its options say otherwise. */
  readonly concurrency: number;
  /** Shared by all for whom the server counts together what is found. */
  readonly findBudget: FindBudget;
  /** Shared by all watches on the login's connections to this server. */
  readonly watches: WatchSharing;
  /** What autodiscover says of the servers where it lies: subscriptions of mailboxes that have the same may share a connection. */
  readonly grouping: string | undefined;
  /** Fields of the caller's own, which every item of this session has. */
  readonly fields: ExtendedFields;
  /** Of what GetItem and CreateItem answer: members as they are. */
  readonly classes: Classes;
  /** Of what FindItem and SyncFolderItems answer, which cut members short. */
  readonly foundClasses: Classes;
}

/** Who wants to hear of some folders. */
export interface Listener {
  readonly session: Session;
  readonly options: RequestOptions;
  /** Milliseconds without a sign of life after which a connection is taken for dead. */
  readonly silenceMs: number;
  readonly signal: AbortSignal;
  /** What to subscribe by, each time that it is to be done. */
  request(): Promise<SubscribeType>;
  /** What is told of the folders. */
  hear(notification: NotificationType): void;
  /** Something may have happened that is not told. */
  miss(): void;
}

/** What the watches of a login share, as each of them sees it. */
export interface WatchSharing {
  /** Listens until the listener's signal fires, on a connection that others may be on, too. Throws what would be the same the next time. */
  listen(listener: Listener): Promise<void>;
  /**
   * Looks when its turn comes: so many look at a time that other calls find room beside them, and few where the server cannot be reached. Fails with the
   * signal's reason where that fires before.
   */
  look<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>;
}
