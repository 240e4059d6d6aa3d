/** What a sandbox can be told when it is started, and what it tells of the requests that it answered. Loads nothing. */
import type { GeneratedEdition, SoapHeaders } from '../base/codec.js';
import type { ServerVersionName } from '../base/versions.js';
import type { BearerOptions } from '../login/bearer.js';
import type { AuthScheme } from '../login/gate.js';
import type { ChannelBindingMode } from '../ntlm/acceptor.js';
import type { SeedFolders } from '../seed/options.js';
import type { SchemaViolation } from '../wire/read-request.js';
import type { InProcessTransport } from './in-process.js';

/** A mailbox, and its owner. */
export interface MailboxOptions {
  /** Default: `secret`. */
  password?: string;
  /** Display name; made of the address without one. */
  name?: string;
  /** What is in it to begin with, by folder: `{ inbox: [{ subject: 'Hello' }, 'mails/welcome.eml'] }`. A `data` file's mailbox keeps what it has. */
  folders?: SeedFolders;
}

/** A distribution list of the directory. */
export interface ListOptions {
  /** Display name; the address without one. */
  name?: string;
  /** Addresses: of mailboxes, of other lists, of others. */
  members: readonly string[];
  /** Whether its members are rooms, as GetRoomLists gives them. */
  isRoomList?: boolean;
}

/** Whether a SOAP text comes in or goes out. */
export type Direction = 'request' | 'response';

/**
 * `busy`: ErrorServerBusy with BackOffMilliseconds. `reset`: the connection dies and nothing was done. `lost`: it was done, and the
 * connection dies before the answer. `delay`: late, and under way until then. `unavailable`: 503 with Retry-After. `html`: a page of some proxy.
 */
export const FAULT_KINDS = ['busy', 'reset', 'delay', 'unavailable', 'html', 'lost'] as const;
/** What goes wrong at random. */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** What goes wrong at random, and how often. */
export interface FaultOptions {
  /** Share of requests that meet one, 0 to 1. */
  rate: number;
  /** Default: all but `lost`. */
  kinds?: readonly FaultKind[] | undefined;
  /** The same seed gives the same faults to the same requests. Default 1. */
  seed?: number | undefined;
  /** How late `delay` is, and how long `busy` asks to wait. Default 100. */
  delayMs?: number | undefined;
}

/** When a sandbox refuses as busy. */
export interface ThrottlingOptions {
  /** Requests of one user at a time; what is more is refused with ErrorExceededConnectionCount. */
  connections?: number | undefined;
  /** Requests of one user within a minute; what is more is refused with ErrorServerBusy and BackOffMilliseconds. */
  requestsPerMinute?: number | undefined;
  /** Streams of one mailbox at a time, by whomever they are opened; what is more is refused with ErrorExceededConnectionCount. */
  streams?: number | undefined;
  /** Subscriptions of one mailbox; what is more is refused with ErrorExceededSubscriptionCount. */
  subscriptions?: number | undefined;
}

/** What a sandbox is, and how it behaves. */
export interface SandboxOptions {
  /** By address. Default: alice, bob and carol@example.test. */
  mailboxes?: Record<string, MailboxOptions>;
  /** Distribution lists by address. Default: none. */
  lists?: Record<string, ListOptions>;
  /** The address that it listens on. Default: 127.0.0.1. */
  host?: string;
  /** 0, the default, takes a free one. */
  port?: number;
  /** False: without a socket, for clients of the same process alone; see `sandbox.connectionFor()`. Default: true. */
  listen?: boolean;
  /** With a certificate of its own. */
  tls?: boolean;
  /** File that keeps everything; without one it is gone when the sandbox stops. */
  data?: string;
  /** The Exchange that it plays. Default: the newest. */
  serverVersion?: ServerVersionName;
  /**
   * An edition that `ewskit generate` made: what it adds to items is kept, found and given like the rest, and its operations are answered by
   * `operations`. Default: the edition of the Exchange that it plays.
   */
  edition?: GeneratedEdition;
  /**
   * Answers operations that the sandbox does not know, by name: the members of the response message (or of each of several), from the
   * request and the address of whoever asks.
   */
  operations?: Readonly<Record<string, (request: object, user: string) => object | readonly object[]>>;
  /** How users may log in. Default: `basic`. `certificate` needs `tls` and `clientCa`. */
  auth?: readonly AuthScheme[];
  /** Whose bearer tokens are taken. Default: the sandbox's own, see `tokenFor`. */
  bearer?: BearerOptions;
  /** Extended Protection of NTLM. Default `accept` with TLS, as on Exchange's EWS directory, else `off`. */
  channelBinding?: ChannelBindingMode;
  /** PEM of the authority whose client certificates are taken; the mail address or common name in one names the user. */
  clientCa?: string;
  /** Addresses of those who may act as anybody by ExchangeImpersonation. */
  impersonators?: readonly string[];
  /** Faults at random, see also `sandbox.faults` and `sandbox.failNext()`. */
  faults?: FaultOptions;
  /** When it refuses as busy. Default: never. */
  throttling?: ThrottlingOptions;
  /**
   * Servers behind the front end, on which the mailboxes lie in turn: a subscription lives on one, and the others do not know it. Whoever asks for
   * affinity comes to the one that his cookie names. Default: 1.
   */
  backEnds?: number;
  /** The time at which its clock starts. Default: now. */
  now?: Date;
  /**
   * Every request that Microsoft's schema does not allow is refused, whatever server is played. Default: as the server does it. Exchange
   * 2007 and 2010 refuse them all; later ones take children in another order, unknown and missing ones, see `requests[n].violations`.
   */
  strict?: boolean;
  /** Answers as Exchange writes them where that differs from the schema, instead of valid ones. */
  exact?: boolean;
  /**
   * Sees every SOAP text, before it is read and before it is sent (as the schema wants it), but those that `faults` makes; tests
   * validate them here. A request and its answer, or answers, have the same `exchange`.
   */
  validate?: (xml: Uint8Array, direction: Direction, exchange: number) => void;
  /**
   * Told when the sandbox itself fails at a request, a full disk for instance: the client learns no more than ErrorInternalServerError,
   * as from Exchange. See also `requests[n].internalError`.
   */
  onInternalError?: (error: unknown, operation: string) => void;
}

/** A login of a mailbox's owner. */
export interface SandboxCredentials {
  /** The mailbox's address. */
  username: string;
  /** `secret` unless the mailbox has another. */
  password: string;
}

/** What `Account.connect()` takes to open a mailbox of the sandbox. */
export interface SandboxConnection {
  /** The mailbox's address. */
  email: string;
  /** URL of Exchange.asmx. */
  endpoint: string;
  /** Of the mailbox's owner. */
  credentials: SandboxCredentials;
  /** There where the sandbox has no socket: requests are handed over. */
  protocol?: { transport: InProcessTransport };
  /** There where the sandbox has a certificate of its own. */
  tls?: { ca: string };
}

/** A request that was answered. */
export interface RecordedRequest {
  /** `FindItem`. */
  operation: string;
  /** Address of who asked. */
  user: string;
  /** When it came, by the sandbox's clock. */
  at: Date;
  /** HTTP status of the answer. */
  status: number;
  /** Length of the SOAP text. */
  bytes: number;
  /** HTTP headers by lower-case name, without the logins. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** SOAP headers as they were read; empty for what was no SOAP. */
  soapHeaders: SoapHeaders;
  /** What Microsoft's schema does not allow in it, whether it was refused for that or not. */
  violations: readonly SchemaViolation[];
  /** What the sandbox itself got wrong, where it answered ErrorInternalServerError. */
  internalError?: unknown;
}
