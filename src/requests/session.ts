/**
 * What items, queries and folders hold instead of an account: how to call the server, and as whom. That they know no more keeps the
 * modules a tree.
 */
import type { DistinguishedFolderIdNameType, DistinguishedFolderIdType } from '../../generated/index.js';
import type { CallOptions, Client } from '../client/client.js';
import type { Operation, StructConstructor } from '../codec/registry.js';
import type { Struct } from '../codec/struct.js';
import type { ExtendedFields } from '../fields/own-fields.js';
import type { RequestOptions } from './options.js';

/** The classes that answers are decoded into, by type name. */
export type Classes = ReadonlyMap<string, StructConstructor>;

/** The connection of an account, as its items and folders see it. */
export interface Session {
  readonly client: Client;
  /** Primary address of the mailbox. */
  readonly email: string;
  /** IANA name of the zone in which wall times are meant. */
  readonly timeZone: string;
  /** Address that mail of this mailbox is sent from; undefined when that is so anyway, because the owner is logged in. */
  readonly from: string | undefined;
  /** Fields of the caller's own, which every item of this session has. */
  readonly fields: ExtendedFields;
  /** Of what GetItem and CreateItem answer: members as they are. */
  readonly classes: Classes;
  /** Of what FindItem and SyncFolderItems answer, which cut members short. */
  readonly foundClasses: Classes;
}

/** Calls an operation of the server on a session. */
export function call<Request extends Struct, Response extends Struct>(
  session: Session,
  operation: Operation<Request, Response>,
  request: NoInfer<Request>,
  options: RequestOptions = {},
  more: CallOptions = {},
): Promise<Response> {
  return session.client.call(operation, request, callOptions(session, options, more));
}

/** The options of a call on a session. */
export function callOptions(session: Session, options: RequestOptions, more: CallOptions = {}): CallOptions {
  const { signal, timeoutMs, deadlineMs, retry } = options;
  return { classes: session.classes, ...more, signal, timeoutMs, deadlineMs, retry };
}

/** A distinguished folder of the session's mailbox: without the mailbox, the name means a folder of whoever is logged in. */
export function distinguishedFolder(session: Session, id: DistinguishedFolderIdNameType): DistinguishedFolderIdType {
  // Public folders belong to no mailbox, and Exchange refuses one beside them.
  return id === 'publicfoldersroot' ? { id } : { id, mailbox: { emailAddress: session.email } };
}
