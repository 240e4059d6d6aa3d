/**
 * What items, queries and folders hold instead of an account: which server, and as whom. That they know no more keeps the
 * modules a tree.
 */
import type { Client } from '../client/client.js';
import type { Registry, StructConstructor } from '../codec/index.js';
import type { ExtendedFields } from '../fields/own-fields.js';
import type { FindBudget } from './find-budget.js';

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
  /** Fields of the caller's own, which every item of this session has. */
  readonly fields: ExtendedFields;
  /** Of what GetItem and CreateItem answer: members as they are. */
  readonly classes: Classes;
  /** Of what FindItem and SyncFolderItems answer, which cut members short. */
  readonly foundClasses: Classes;
}
