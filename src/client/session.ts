/**
 * What items and folders hold instead of an account: how to call the server, and as whom. That they know no more keeps the
 * modules a tree.
 */
import type { DistinguishedFolderIdNameType, DistinguishedFolderIdType } from '../../generated/index.js';
import type { StructConstructor } from '../codec/index.js';
import type { Client } from './client.js';
import type { CallOptions } from './options.js';

/** The connection of an account, as its items and folders see it. */
export interface Session {
  readonly client: Client;
  /** Primary address of the mailbox. */
  readonly email: string;
  /** IANA name of the zone in which wall times are meant. */
  readonly timeZone: string;
  /** The classes that answers are decoded into, bound to this session. */
  readonly classes: ReadonlyMap<string, StructConstructor>;
}

/** A distinguished folder of the session's mailbox: without the mailbox, the name means a folder of whoever is logged in. */
export function distinguishedFolder(session: Session, id: DistinguishedFolderIdNameType): DistinguishedFolderIdType {
  return { id, mailbox: { emailAddress: session.email } };
}

/** Options that every call of the facade takes. */
export interface RequestOptions {
  /** Ends the call, also while it waits. */
  signal?: AbortSignal | undefined;
}

/** The options of a call on a session. */
export function callOptions(session: Session, options: RequestOptions = {}, more: CallOptions = {}): CallOptions {
  return { ...more, signal: options.signal, classes: session.classes };
}
