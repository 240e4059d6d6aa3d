/** The options of a client and of a call, and what is checked of them. Must not know what they do. */
import type { ExchangeVersionType } from '../../generated/index.js';
import type { Registry, StructConstructor } from '../codec/index.js';
import {
  having,
  isUrl,
  MILLISECONDS,
  OBJECT,
  oneOf,
  type Rules,
  rule,
  SIGNAL,
  secret,
  shapeOf,
  TEXT,
  TRUE_OR_FALSE,
} from '../errors.js';
import type { Transport } from '../http/transport.js';
import type { SoapHeaders } from '../soap/headers.js';
import type { XmlLimits } from '../xml/limits.js';
import type { Pace } from './pace.js';
import type { Affinity } from './request-headers.js';
import { isRetryPolicy, type RetryPolicy } from './retry-policy.js';
import type { RetryQuota } from './retry-quota.js';
import type { VersionMemory } from './version-memory.js';

/** What a client needs to know. */
export interface ClientOptions {
  endpoint: URL;
  transport: Transport;
  /** Of the edition that requests are written in and answers are read by. */
  registry: Registry;
  /** Write requests in this version instead of finding out. */
  requestVersion?: ExchangeVersionType | undefined;
  /** What other clients have found out of versions, and where this one's findings go. Default: neither. */
  versions?: VersionMemory | undefined;
  /** SOAP headers of every request whose operation takes them, and whose version knows them. */
  headers?: SoapHeaders | undefined;
  /** Mailbox that requests are about, sent as X-AnchorMailbox so that the right server gets them. */
  anchorMailbox?: string | undefined;
  /** Address by which requests name it, where that is another. */
  mailbox?: string | undefined;
  /** Limits for reading answers. */
  limits?: XmlLimits | undefined;
  /** `failFast()` or `faultTolerance({ maxWaitMs })`. Default: the latter with 30 seconds. */
  retry?: RetryPolicy | undefined;
  /** Milliseconds that a call may take in all, with its tries and waits. Default: no limit. */
  deadlineMs?: number | undefined;
  /** Shared by all clients whose requests the server counts together. Default: one of its own. */
  pace?: Pace | undefined;
  /** Of retries; shared by all clients of one server. Default: one of its own. */
  quota?: RetryQuota | undefined;
  /** Refuses operations that are not known to only read. */
  readOnly?: boolean | undefined;
}

/** Options of one call. */
export interface CallOptions {
  /** Ends the call with an AbortError, or a TimeoutError for `AbortSignal.timeout()`. */
  signal?: AbortSignal | undefined;
  /** Milliseconds of silence to bear; 0 or Infinity for no limit. */
  timeoutMs?: number | undefined;
  /** Milliseconds that the call may take in all, with its tries and waits. */
  deadlineMs?: number | undefined;
  /** Instead of the client's. */
  retry?: RetryPolicy | undefined;
  /** SOAP headers beside, and instead of, the client's. */
  headers?: SoapHeaders | undefined;
  /** `return`: leave errors of response messages in the response. Default: throw the first one. */
  errors?: 'throw' | 'return' | undefined;
  /** Classes to build instead of generated ones, by type name. */
  classes?: ReadonlyMap<string, StructConstructor> | undefined;
  /**
   * What in the request is a comfort only, members by their keys at any depth and what is asked for by its URI: left out where the server, or the version that the request
   * is written in, is older than they are. All others are refused there.
   */
  optional?: readonly string[] | undefined;
  /**
   * The group of subscriptions that Subscribe, GetEvents, GetStreamingEvents or Unsubscribe is about, where several mailboxes share one: whose
   * server it lives on, and the name of its cookies. Default: each mailbox by itself.
   */
  affinity?: Affinity | undefined;
}

const RETRY = rule('failFast() or faultTolerance({ ... })', isRetryPolicy);

export const CLIENT_RULES: Rules<ClientOptions> = {
  endpoint: secret(rule('a URL object', isUrl)),
  transport: having('a transport', 'request', 'openStream'),
  registry: having('a Registry', 'typeOf'),
  requestVersion: TEXT,
  versions: having('a VersionMemory', 'recall', 'remember'),
  headers: secret(OBJECT),
  anchorMailbox: TEXT,
  mailbox: TEXT,
  limits: OBJECT,
  retry: RETRY,
  deadlineMs: MILLISECONDS,
  pace: having('a Pace', 'enter', 'leave'),
  quota: having('a RetryQuota', 'take', 'give'),
  readOnly: TRUE_OR_FALSE,
};

export const CALL_RULES: Rules<CallOptions> = {
  signal: SIGNAL,
  timeoutMs: MILLISECONDS,
  deadlineMs: MILLISECONDS,
  retry: RETRY,
  headers: secret(OBJECT),
  errors: oneOf('throw', 'return'),
  classes: having('a Map', 'get', 'entries'),
  optional: rule('an array of keys', Array.isArray),
  affinity: shapeOf<Affinity>({ anchorMailbox: TEXT, name: TEXT }),
};
