/** What an account can be told when it connects. Types only. */
import type { DateTimePrecisionType, ExchangeVersionType } from '../../generated/index.js';
import type { TransportOptions } from '../auth/create-transport.js';
import type { Credentials, UserNameAndPassword } from '../auth/credentials.js';
import type { AutodiscoverOptions } from '../autodiscover/options.js';
import type { ClientOptions } from '../client/client.js';
import type { VersionMemory } from '../client/version-memory.js';
import type { XmlLimits } from '../xml/limits.js';
import type { Impersonation } from './identity.js';

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
