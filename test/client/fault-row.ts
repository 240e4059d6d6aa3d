/** A row of the fault table: what is asked, how the server misbehaves, and how it has to end. */
import type { CallOptions } from '../../src/client/options.js';
import { failFast, faultTolerance } from '../../src/client/retry-policy.js';
import type { Misbehaving, Step } from './misbehaving.js';

/** The operation that a row asks for: of `create` three drafts, of `sendNew` a new message that is sent. */
export const ASKED = {
  read: 'GetFolder',
  send: 'SendItem',
  sendNew: 'CreateItem',
  create: 'CreateItem',
  move: 'MoveItem',
  copy: 'CopyItem',
  delete: 'DeleteItem',
  update: 'UpdateItem',
  attach: 'CreateAttachment',
  folder: 'CreateFolder',
} as const;

export interface Row {
  readonly name: string;
  /** Default: read. */
  readonly ask?: keyof typeof ASKED;
  /** The server has let us in before. */
  readonly known?: true;
  readonly script: readonly Step[];
  readonly options?: CallOptions;
  /** `ok`, or the code of the error; a list where the operating system decides. */
  readonly ends: string | readonly string[];
  readonly fate?: 'not done' | 'unknown';
  /** How often what is asked for arrives whole. */
  readonly sent?: number;
  /** Least milliseconds that it must take. */
  readonly atLeastMs?: number;
  /** Resolves when the server has done all its script says, so that the next request comes after it. Default: at once. */
  readonly settled?: (server: Misbehaving) => Promise<unknown>;
}

/** Long enough for a request to arrive on a busy machine. */
export const short: CallOptions = { timeoutMs: 500 };
export const once: CallOptions = { retry: failFast() };
/** Looks for created items, and does not wait until the server can no longer be at work. */
export const looksOnly: CallOptions = { retry: faultTolerance({ maxWaitMs: 250, firstWaitMs: 4, maxAttempts: 4 }) };
export const IIS = { Server: 'Microsoft-IIS/10.0' };
export const HTML = '<!DOCTYPE html><html><body><h1>Sign in</h1></body></html>';
