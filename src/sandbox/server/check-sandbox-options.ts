/** What each option of a sandbox has to be, for callers whom no compiler warns. The types are in options.ts. */
import {
  callback,
  checkOptions,
  date,
  either,
  flag,
  listOf,
  number,
  object,
  oneOf,
  recordOf,
  shapeOf,
  text,
  whole,
} from '../base/check-options.js';
import { SERVER_VERSIONS } from '../base/versions.js';
import type { BearerOptions } from '../login/bearer.js';
import { AUTH_SCHEMES } from '../login/gate.js';
import { CHANNEL_BINDING_MODES } from '../ntlm/acceptor.js';
import {
  FAULT_KINDS,
  type FaultOptions,
  type MailboxOptions,
  type SandboxOptions,
  type ThrottlingOptions,
} from './options.js';

const FAULTS = shapeOf<FaultOptions>({
  rate: number(0, 1),
  kinds: listOf(oneOf(FAULT_KINDS)),
  seed: number(-Infinity),
  delayMs: number(0),
});

const SANDBOX = shapeOf<SandboxOptions>({
  mailboxes: recordOf(shapeOf<MailboxOptions>({ password: text, name: text })),
  host: text,
  port: whole(0, 65_535),
  tls: flag,
  data: text,
  serverVersion: oneOf(Object.keys(SERVER_VERSIONS)),
  auth: listOf(oneOf(AUTH_SCHEMES)),
  bearer: shapeOf<BearerOptions>({
    jwks: either('keys, a URL or the name of a file', text, object),
    audience: either('a string or an array of strings', text, listOf(text)),
    issuer: text,
    authorizationUri: text,
  }),
  channelBinding: oneOf(CHANNEL_BINDING_MODES),
  clientCa: text,
  impersonators: listOf(text),
  faults: FAULTS,
  throttling: shapeOf<ThrottlingOptions>({ connections: whole(1), requestsPerMinute: number(0) }),
  now: date,
  exact: flag,
  validate: callback,
});

/** Throws a ValidationError that lists everything that is wrong. */
export function checkSandboxOptions(options: unknown): void {
  checkOptions('The call of Sandbox.start()', options, SANDBOX);
}

export function checkFaults(options: unknown): void {
  if (options !== undefined) checkOptions('The value of sandbox.faults', options, FAULTS);
}
