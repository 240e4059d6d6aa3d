/** What a sandbox can be told when it is started. */
import type { SoapHeaders } from '../../soap/headers.js';
import type { ServerVersionName } from '../base/versions.js';
import type { BearerOptions } from '../login/bearer.js';
import type { AuthScheme } from '../login/gate.js';
import type { ChannelBindingMode } from '../ntlm/acceptor.js';
import type { ThrottlingOptions } from './throttle.js';
import type { FaultOptions } from './trouble.js';

export interface MailboxOptions {
  /** Default: `secret`. */
  password?: string;
  /** Display name; made of the address without one. */
  name?: string;
}

export type Direction = 'request' | 'response';

export interface SandboxOptions {
  /** By address. Default: alice, bob and carol@example.test. */
  mailboxes?: Record<string, MailboxOptions>;
  host?: string;
  /** 0, the default, takes a free one. */
  port?: number;
  /** With a certificate of its own. */
  tls?: boolean;
  /** File that keeps everything; without one it is gone when the sandbox stops. */
  data?: string;
  serverVersion?: ServerVersionName;
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
  throttling?: ThrottlingOptions;
  /** The time at which its clock starts. Default: now. */
  now?: Date;
  /** Answers as Exchange writes them where that differs from the schema, instead of valid ones. */
  exact?: boolean;
  /**
   * Sees every SOAP text, before it is read and before it is sent (as the schema wants it), but those that `faults` makes; tests
   * validate them here. A request and its answer, or answers, have the same `exchange`.
   */
  validate?: (xml: Uint8Array, direction: Direction, exchange: number) => void;
}

export interface SandboxCredentials {
  username: string;
  password: string;
}

/** A request that was answered. */
export interface RecordedRequest {
  /** `FindItem`. */
  operation: string;
  /** Address of who asked. */
  user: string;
  at: Date;
  /** HTTP status of the answer. */
  status: number;
  bytes: number;
  /** HTTP headers by lower-case name, without the logins. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** SOAP headers as they were read; empty for what was no SOAP. */
  soapHeaders: SoapHeaders;
}
