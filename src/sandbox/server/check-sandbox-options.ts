/** What each option of a sandbox has to be, for callers whom no compiler warns. The types are in options.ts. */
import {
  A_DATE,
  checkOptions,
  FUNCTION,
  having,
  listOf,
  number,
  OBJECT,
  oneOf,
  type Rules,
  recordOf,
  rule,
  secret,
  shapeOf,
  TEXT,
  TRUE_OR_FALSE,
  wholeNumber,
} from '../base/codec.js';
import { SERVER_VERSIONS } from '../base/versions.js';
import type { BearerOptions } from '../login/bearer.js';
import { AUTH_SCHEMES } from '../login/gate.js';
import { CHANNEL_BINDING_MODES } from '../ntlm/acceptor.js';
import type { SeedFolder } from '../seed/options.js';
import {
  FAULT_KINDS,
  type FaultOptions,
  type ListOptions,
  type MailboxOptions,
  type SandboxOptions,
  type ThrottlingOptions,
} from './options.js';

const FAULT_RULES: Rules<FaultOptions> = {
  rate: number(0, 1),
  kinds: listOf(oneOf(...FAULT_KINDS)),
  seed: number(Number.NEGATIVE_INFINITY),
  delayMs: number(0),
};

const ITEM = rule(
  'the properties of an item, or the name of an .eml, .ics or .vcf file',
  (value) => TEXT.holds(value) || OBJECT.holds(value),
);
const ITEMS = listOf(ITEM);
const FOLDER = shapeOf<SeedFolder>({ items: ITEMS, rights: recordOf(TEXT) });
const FOLDERS = recordOf({
  expected: 'an array of items, or { items, rights }',
  holds: (value) => OBJECT.holds(value),
  inside: (value) => (Array.isArray(value) ? ITEMS : FOLDER).inside?.(value) ?? [],
});

const SANDBOX_RULES: Rules<SandboxOptions> = {
  mailboxes: recordOf(secret(shapeOf<MailboxOptions>({ password: secret(TEXT), name: TEXT, folders: FOLDERS }))),
  lists: recordOf(shapeOf<ListOptions>({ name: TEXT, members: listOf(TEXT), isRoomList: TRUE_OR_FALSE })),
  host: TEXT,
  port: wholeNumber(0, 65_535),
  listen: TRUE_OR_FALSE,
  tls: TRUE_OR_FALSE,
  data: TEXT,
  serverVersion: oneOf(...Object.keys(SERVER_VERSIONS)),
  edition: having('the edition that generated code exports', 'load'),
  operations: recordOf(FUNCTION),
  auth: listOf(oneOf(...AUTH_SCHEMES)),
  bearer: shapeOf<BearerOptions>({
    jwks: secret(rule('keys, a URL or the name of a file', (value) => TEXT.holds(value) || OBJECT.holds(value))),
    audience: rule('a string or an array of strings', (value) => [value].flat().every(TEXT.holds)),
    issuer: TEXT,
    authorizationUri: TEXT,
  }),
  channelBinding: oneOf(...CHANNEL_BINDING_MODES),
  clientCa: secret(TEXT),
  impersonators: listOf(TEXT),
  faults: shapeOf(FAULT_RULES),
  throttling: shapeOf<ThrottlingOptions>({
    connections: wholeNumber(1),
    requestsPerMinute: number(0),
    streams: wholeNumber(0),
    subscriptions: wholeNumber(0),
  }),
  backEnds: wholeNumber(1),
  now: A_DATE,
  strict: TRUE_OR_FALSE,
  exact: TRUE_OR_FALSE,
  validate: FUNCTION,
  onInternalError: FUNCTION,
};

/** Throws a ValidationError that lists everything that is wrong. */
export function checkSandboxOptions(options: SandboxOptions): void {
  checkOptions('The call of Sandbox.start()', options, SANDBOX_RULES);
}

export function checkFaults(options: FaultOptions | undefined): void {
  if (options !== undefined) checkOptions('The value of sandbox.faults', options, FAULT_RULES);
}
