/** A row of the fault table: what is asked, how the server misbehaves, and how it has to end. */
import type { CallOptions } from '../../src/client/options.js';
import { failFast } from '../../src/client/retry-policy.js';
import type { Misbehaving, Step } from './misbehaving.js';

export interface Row {
  readonly name: string;
  /** GetFolder, SendItem, or CreateItem of three. Default: read. */
  readonly ask?: 'read' | 'send' | 'create';
  readonly script: readonly Step[];
  readonly options?: CallOptions;
  /** `ok`, or the code of the error; a list where the operating system decides. */
  readonly ends: string | readonly string[];
  readonly fate?: 'not done' | 'unknown';
  /** Requests that arrive whole, the lookups of CreateItem included. */
  readonly requests?: number;
  /** Least milliseconds that it must take. */
  readonly atLeastMs?: number;
  /** Resolves when the server has done all its script says, so that the next request comes after it. Default: at once. */
  readonly settled?: (server: Misbehaving) => Promise<unknown>;
}

export const short: CallOptions = { timeoutMs: 150 };
export const once: CallOptions = { retry: failFast() };
export const IIS = { Server: 'Microsoft-IIS/10.0' };
export const HTML = '<!DOCTYPE html><html><body><h1>Sign in</h1></body></html>';
