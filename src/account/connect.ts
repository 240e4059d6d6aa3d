/** From an address and credentials to a session: endpoint, transport, client. */
import type { DateTimePrecisionType, ExchangeVersionType } from '../../generated/index.js';
import { createTransport, type TransportOptions } from '../auth/create-transport.js';
import { Credentials, credentials, type UserNameAndPassword } from '../auth/credentials.js';
import { type AutodiscoverOptions, discover } from '../autodiscover/discover.js';
import { Client, type ClientOptions } from '../client/client.js';
import type { Session } from '../client/session.js';
import { VersionMemory } from '../client/version-memory.js';
import { bindClasses } from '../items/classes.js';
import type { SoapHeaders } from '../soap/headers.js';
import type { XmlLimits } from '../xml/limits.js';
import { canonicalCulture, checkOptions } from './check-options.js';
import { anchorOf, type Impersonation, impersonationHeader } from './identity.js';
import { type AccountZone, zoneOf } from './zone.js';

export type { Impersonation } from './identity.js';

/** How to reach a mailbox. */
export interface ConnectOptions
  extends Pick<
      TransportOptions,
      'tls' | 'proxy' | 'agent' | 'connections' | 'timeoutMs' | 'userAgent' | 'allowInsecure'
    >,
    Pick<AutodiscoverOptions, 'allowRedirect' | 'cache'>,
    Pick<ClientOptions, 'retry' | 'deadlineMs'> {
  /**
   * Primary address of the mailbox to open: one's own, or a shared one or somebody else's, into whose folders `credentials` then need
   * rights (delegate access). All folders of the account are those of this mailbox.
   */
  email: string;
  /** From `basic()`, `oauth()` or `credentials()`; a plain user name and password is tried by the strongest scheme offered. */
  credentials: Credentials | UserNameAndPassword;
  /** URL of Exchange.asmx. Default: found by autodiscover. */
  endpoint?: string | URL | undefined;
  /** URL of an autodiscover service to ask, instead of searching for one. */
  autodiscover?: string | URL | undefined;
  /**
   * Zone in which wall times are meant, here and on the server: new calendar items belong to it, whole days begin with its midnight.
   * An IANA name (`Europe/Copenhagen`) or a Windows one (`Romance Standard Time`). Default: that of this computer. A zone that Windows
   * does not have is refused. Sent with each request that takes it, to Exchange 2010 and later; times in answers are instants anyway.
   */
  timeZone?: string | undefined;
  /**
   * Language of what the server makes for this account, as a tag such as `de-DE` (RFC 5646): texts of errors, and the names of the
   * default folders where a mailbox is opened for the first time. Default: the mailbox's own. Exchange 2010 and later.
   */
  culture?: string | undefined;
  /** Precision of the times in answers to GetItem and FindItem. Default: seconds, as Exchange has it. Exchange 2010 SP2 and later. */
  dateTimePrecision?: DateTimePrecisionType | undefined;
  /** Write requests in this version instead of learning it from the server. */
  serverVersion?: ExchangeVersionType | undefined;
  /**
   * What is known of servers' versions, so that the first request to an old server need not be refused. Default: one for the process,
   * which remembers endpoints and mailboxes for a day; one of your own keeps to itself; false: nothing is remembered.
   */
  versions?: VersionMemory | false | undefined;
  /** Act as another user, to whom the account then is as if that user had logged in; the account needs the right to. */
  impersonate?: Impersonation | undefined;
  /** Limits for reading answers. */
  limits?: XmlLimits | undefined;
  /** Ends the search for the endpoint. */
  signal?: AbortSignal | undefined;
}

const processVersions = new VersionMemory();

/** Opens a session. Sends nothing but autodiscover requests, and those only without an endpoint. */
export async function openSession(options: ConnectOptions): Promise<Session> {
  const zone = await zoneOf(options.timeZone);
  checkOptions(options, zone);
  const { email, tls, proxy, agent, timeoutMs, userAgent, allowInsecure } = options;
  const identity = options.credentials instanceof Credentials ? options.credentials : credentials(options.credentials);
  const network = { credentials: identity, tls, proxy, agent, timeoutMs, userAgent, allowInsecure };
  const endpoint = new URL(options.endpoint ?? (await discovered(options, network)));
  const client = new Client({
    endpoint,
    transport: createTransport({ ...network, server: endpoint, connections: options.connections }),
    requestVersion: options.serverVersion,
    versions: options.versions === false ? undefined : (options.versions ?? processVersions),
    headers: headersOf(options, zone),
    anchorMailbox: anchorOf(email, options.impersonate),
    limits: options.limits,
    retry: options.retry,
    deadlineMs: options.deadlineMs,
  });
  const session = { client, email, timeZone: zone.iana, classes: new Map() as Session['classes'] };
  // The classes know their session, and the session its classes.
  session.classes = bindClasses(session);
  return session;
}

async function discovered(options: ConnectOptions, network: Partial<TransportOptions>): Promise<string> {
  const { email, autodiscover: url, allowRedirect, cache, signal } = options;
  const { ewsUrl } = await discover({ ...network, email, url, allowRedirect, cache, signal });
  return ewsUrl;
}

/** The SOAP headers of every request of the account. */
function headersOf(options: ConnectOptions, { windows }: AccountZone): SoapHeaders {
  const { culture, dateTimePrecision } = options;
  return {
    ...impersonationHeader(options.impersonate),
    ...(culture !== undefined && { mailboxCulture: { value: canonicalCulture(culture) as string } }),
    ...(windows !== undefined && { timeZoneContext: { timeZoneDefinition: { id: windows } } }),
    ...(dateTimePrecision !== undefined && { dateTimePrecision }),
  };
}
