/** What a login and its accounts can be told, and what of it is checked. Must not know how connections are made. */
import type { DateTimePrecisionType, ExchangeVersionType } from '../../generated/index.js';
import type { TransportOptions } from '../auth/create-transport.js';
import type { Credentials, UserNameAndPassword } from '../auth/credentials.js';
import type { AutodiscoverOptions } from '../autodiscover/options.js';
import type { VersionMemory } from '../client/version-memory.js';
import type { GeneratedEdition } from '../codec/index.js';
import {
  COUNT,
  FUNCTION,
  having,
  MILLISECONDS,
  OBJECT,
  oneOf,
  optionViolations,
  type Rules,
  rule,
  secret,
  shapeOf,
  TEXT,
  TRUE_OR_FALSE,
  ValidationError,
  type Violation,
} from '../errors.js';
import { TLS_RULE } from '../http/tls-options.js';
import type { Transport } from '../http/transport.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import type { XmlLimits } from '../xml/limits.js';
import { canonicalCulture } from './culture.js';
import { type Impersonation, impersonationViolations } from './identity.js';
import type { AccountZone } from './zone.js';

/** For those who know the protocol. */
export interface ProtocolOptions {
  /** Write requests in this version instead of learning it from the server. */
  serverVersion?: ExchangeVersionType | undefined;
  /**
   * What is known of servers' versions, so that the first request to an old server need not be refused. Default: one for the process,
   * which remembers endpoints and mailboxes for a day; one of your own keeps to itself; false: nothing is remembered.
   */
  versions?: VersionMemory | false | undefined;
  /** Limits for reading answers. */
  limits?: XmlLimits | undefined;
  /** Precision of the times in answers to GetItem and FindItem. Default: seconds, as Exchange has it. Exchange 2010 SP2 and later. */
  dateTimePrecision?: DateTimePrecisionType | undefined;
  /** Instead of the network. It is closed with the login. */
  transport?: Transport | undefined;
}

/** How an endpoint is searched for. */
export type SearchOptions = Pick<
  AutodiscoverOptions,
  'url' | 'allowRedirect' | 'cache' | 'timeoutMs' | 'preferInternal' | 'onTrace'
>;

/** A login, and the way to the server. */
export interface ExchangeOptions
  extends Pick<
      TransportOptions,
      | 'tls'
      | 'proxy'
      | 'agent'
      | 'axios'
      | 'connections'
      | 'requestsPerConnection'
      | 'maxResponseBytes'
      | 'userAgent'
      | 'allowInsecure'
    >,
    Omit<RequestOptions, 'signal'> {
  /**
   * Requests of one bulk call or one loop that are under way at a time; its own options may say otherwise. All calls of the login together
   * have its `connections`, and fewer where the server says that it is busy. Default: 4, or the `connections` where those are fewer.
   */
  concurrency?: number | undefined;
  /** From `credentials()`, `oauth()` and their like; a plain user name and password is tried by the strongest scheme offered. */
  credentials: Credentials | UserNameAndPassword;
  /** URL of Exchange.asmx. Default: searched for by autodiscover, for each mailbox. */
  endpoint?: string | URL | undefined;
  /** How it is searched for. */
  autodiscover?: SearchOptions | undefined;
  /** Refuses every operation that is not known to only read, `call()` too, before it is sent. Default: false. */
  readOnly?: boolean | undefined;
  /**
   * What `ewskit generate` made of the schema of another edition: its operations can be called, and what it adds to items is read, named in
   * queries and written like the rest. Default: the edition that `ewskit/raw` is generated from.
   */
  edition?: GeneratedEdition | undefined;
  /** For those who know the protocol. */
  protocol?: ProtocolOptions | undefined;
}

/** How one mailbox is opened. */
export interface AccountOptions {
  /** Ends the search for the endpoint. */
  signal?: AbortSignal | undefined;
  /** As the login's, for this account. */
  readOnly?: boolean | undefined;
  /**
   * Act as the mailbox's owner, or as whom is named: the account is as if that user had logged in. Whoever logs in needs the right to.
   * Default: as oneself, by the rights that one has in the mailbox.
   */
  impersonate?: true | Impersonation | undefined;
  /**
   * Zone in which wall times and days are meant, here and on the server: new calendar items belong to it. An IANA name
   * (`Europe/Copenhagen`) or a Windows one (`Romance Standard Time`). Default: this computer's, which on a server is often UTC: say it. A
   * zone that Windows does not have is refused. Sent with each request that takes it, to Exchange 2010 and later.
   */
  timeZone?: string | undefined;
  /**
   * Language of what the server makes for this account, as a tag such as `de-DE` (RFC 5646): texts of errors, and the names of the
   * default folders where a mailbox is opened for the first time. Default: the mailbox's own. Exchange 2010 and later.
   */
  culture?: string | undefined;
}

/** A login with one mailbox. */
export interface ConnectOptions extends ExchangeOptions, AccountOptions {
  /**
   * Primary address of the mailbox to open: one's own, or a shared one or somebody else's, into whose folders `credentials` then need
   * rights (delegate access). All folders of the account are those of this mailbox.
   */
  email: string;
}

const URL_OF_ENDPOINT = secret(
  rule('the URL of Exchange.asmx, such as https://mail.contoso.com/EWS/Exchange.asmx', (value) =>
    URL.canParse(String(value)),
  ),
);
const CREDENTIALS = secret(
  rule(
    'basic(), oauth(), credentials() or { username, password }',
    (value) => typeof value === 'object' && value !== null,
  ),
);

const URLS = secret(
  rule('a URL, or several', (value) =>
    [value].flat().every((each) => typeof each === 'object' || URL.canParse(String(each))),
  ),
);

const SEARCH_RULES: Rules<SearchOptions> = {
  url: URLS,
  allowRedirect: FUNCTION,
  cache: rule('a cache, or false', (value) => value === false || (typeof value === 'object' && value !== null)),
  timeoutMs: MILLISECONDS,
  preferInternal: TRUE_OR_FALSE,
  onTrace: FUNCTION,
};

const PROTOCOL_RULES: Rules<ProtocolOptions> = {
  serverVersion: TEXT,
  versions: rule('a VersionMemory, or false', (value) => value === false || typeof value === 'object'),
  limits: OBJECT,
  dateTimePrecision: oneOf('Seconds', 'Milliseconds'),
  transport: having('a transport', 'request', 'openStream'),
};

const EXCHANGE_RULES: Rules<ExchangeOptions> = {
  credentials: CREDENTIALS,
  endpoint: URL_OF_ENDPOINT,
  autodiscover: shapeOf(SEARCH_RULES),
  readOnly: TRUE_OR_FALSE,
  edition: having('the edition that generated code exports', 'load'),
  protocol: shapeOf(PROTOCOL_RULES),
  tls: TLS_RULE,
  proxy: secret(rule('a URL, an object or false', (value) => ['string', 'object', 'boolean'].includes(typeof value))),
  agent: OBJECT,
  axios: having('an axios instance', 'request'),
  connections: COUNT,
  requestsPerConnection: COUNT,
  concurrency: COUNT,
  maxResponseBytes: COUNT,
  userAgent: TEXT,
  allowInsecure: TRUE_OR_FALSE,
  timeoutMs: MILLISECONDS,
  deadlineMs: MILLISECONDS,
  retry: REQUEST_RULES.retry,
};

const ACCOUNT_RULES: Rules<AccountOptions> = {
  signal: REQUEST_RULES.signal,
  readOnly: TRUE_OR_FALSE,
  impersonate: rule('true, or whom to act as', (value) => value === true || typeof value === 'object'),
  timeZone: TEXT,
  culture: rule('a language tag such as de-DE', (value) => canonicalCulture(value) !== undefined),
};

const EMAIL = rule('the address of a mailbox, such as anna@contoso.com', (value) =>
  /^[^@\s]+@[^@\s]+$/.test(typeof value === 'string' ? value : ''),
);

/** Throws ValidationError for what are no credentials. */
export function checkCredentials(given: unknown): void {
  refuse(
    'The login',
    CREDENTIALS.holds(given) ? [] : [{ path: 'credentials', message: `expected ${CREDENTIALS.expected}` }],
  );
}

/** Throws ValidationError with everything that is wrong with a login. */
export function checkExchange(options: ExchangeOptions): void {
  refuse('The connection', exchangeViolations(options, EXCHANGE_RULES));
}

/** Throws ValidationError with everything that is wrong with a login and its mailbox, at once. */
export function checkConnect(options: ConnectOptions, zone: AccountZone): void {
  const rules: Rules<ConnectOptions> = { ...EXCHANGE_RULES, ...ACCOUNT_RULES, email: EMAIL };
  refuse('The connection', [...exchangeViolations(options, rules), ...accountViolations(options, zone)]);
}

/** Throws ValidationError with everything that is wrong with how a mailbox is opened. */
export function checkAccount(email: string, options: AccountOptions, zone: AccountZone): void {
  const address = EMAIL.holds(email) ? [] : [{ path: 'email', message: `expected ${EMAIL.expected}` }];
  refuse('The account', [...address, ...optionViolations(options, ACCOUNT_RULES), ...accountViolations(options, zone)]);
}

function exchangeViolations<Options extends ExchangeOptions>(options: Options, rules: Rules<Options>): Violation[] {
  const violations = optionViolations(options, rules);
  if (typeof options !== 'object' || options === null) return violations;
  const { credentials } = options;
  if (credentials === undefined) violations.push({ path: 'credentials', message: `expected ${CREDENTIALS.expected}` });
  if ('email' in rules && (options as { email?: unknown }).email === undefined)
    violations.push({ path: 'email', message: `expected ${EMAIL.expected}` });
  return violations;
}

function accountViolations({ impersonate }: AccountOptions, { violation }: AccountZone): Violation[] {
  const zone = violation === undefined ? [] : [{ path: 'timeZone', message: violation }];
  return [...(impersonate === true ? [] : impersonationViolations(impersonate)), ...zone];
}

function refuse(subject: string, violations: readonly Violation[]): void {
  if (violations.length > 0) throw new ValidationError(subject, violations);
}
