/** From an address and credentials to a session: endpoint, transport, client. */
import type { ExchangeVersionType } from '../../generated/index.js';
import { createTransport, type TransportOptions } from '../auth/create-transport.js';
import { Credentials, credentials, type UserNameAndPassword } from '../auth/credentials.js';
import { type AutodiscoverOptions, discover } from '../autodiscover/discover.js';
import { Client, type ClientOptions } from '../client/client.js';
import type { Session } from '../client/session.js';
import { ValidationError, type Violation } from '../errors.js';
import { bindClasses } from '../items/classes.js';
import type { SoapHeaders } from '../soap/headers.js';
import type { XmlLimits } from '../xml/limits.js';

/** Who to act as, when not as oneself. One of the three. */
export interface Impersonation {
  primarySmtpAddress?: string | undefined;
  principalName?: string | undefined;
  sid?: string | undefined;
}

/** How to reach a mailbox. */
export interface ConnectOptions
  extends Pick<
      TransportOptions,
      'tls' | 'proxy' | 'agent' | 'connections' | 'timeoutMs' | 'userAgent' | 'allowInsecure'
    >,
    Pick<AutodiscoverOptions, 'allowRedirect' | 'cache'>,
    Pick<ClientOptions, 'retry' | 'deadlineMs'> {
  /** Primary address of the mailbox. */
  email: string;
  /** From `basic()`, `oauth()` or `credentials()`; a plain user name and password is tried by the strongest scheme offered. */
  credentials: Credentials | UserNameAndPassword;
  /** URL of Exchange.asmx. Default: found by autodiscover. */
  endpoint?: string | URL | undefined;
  /** URL of an autodiscover service to ask, instead of searching for one. */
  autodiscover?: string | URL | undefined;
  /** IANA name of the zone in which wall times are meant. Default: that of this computer. */
  timeZone?: string | undefined;
  /** Write requests in this version instead of learning it from the server. */
  serverVersion?: ExchangeVersionType | undefined;
  /** Act as another user; the account needs the right to. */
  impersonate?: Impersonation | undefined;
  /** Limits for reading answers. */
  limits?: XmlLimits | undefined;
  signal?: AbortSignal | undefined;
}

/** Opens a session. Sends nothing but autodiscover requests, and those only without an endpoint. */
export async function openSession(options: ConnectOptions): Promise<Session> {
  check(options);
  const { email, tls, proxy, agent, timeoutMs, userAgent, allowInsecure, signal } = options;
  const identity = options.credentials instanceof Credentials ? options.credentials : credentials(options.credentials);
  const endpoint =
    options.endpoint === undefined
      ? new URL(
          (
            await discover({
              email,
              url: options.autodiscover,
              credentials: identity,
              tls,
              proxy,
              agent,
              allowRedirect: options.allowRedirect,
              cache: options.cache,
              timeoutMs,
              userAgent,
              allowInsecure,
              signal,
            })
          ).ewsUrl,
        )
      : new URL(options.endpoint);
  const client = new Client({
    endpoint,
    transport: createTransport({
      server: endpoint,
      credentials: identity,
      tls,
      proxy,
      agent,
      connections: options.connections,
      timeoutMs,
      userAgent,
      allowInsecure,
    }),
    requestVersion: options.serverVersion,
    headers: impersonation(options.impersonate),
    anchorMailbox: options.impersonate?.primarySmtpAddress ?? email,
    limits: options.limits,
    retry: options.retry,
    deadlineMs: options.deadlineMs,
  });
  const session = {
    client,
    email,
    timeZone: options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    classes: new Map() as Session['classes'],
  };
  // The classes know their session, and the session its classes.
  session.classes = bindClasses(session);
  return session;
}

function impersonation(as: Impersonation | undefined): SoapHeaders {
  if (!as) return {};
  const { primarySmtpAddress, principalName, sid } = as;
  return {
    exchangeImpersonation: {
      connectingSID: {
        ...(primarySmtpAddress === undefined ? {} : { primarySmtpAddress: { value: primarySmtpAddress } }),
        ...(principalName === undefined ? {} : { principalName: { value: principalName } }),
        ...(sid === undefined ? {} : { sid: { value: sid } }),
      },
    },
  };
}

/** What a compiler would have refused. */
function check(options: ConnectOptions): void {
  const violations: Violation[] = [];
  const { email, endpoint, timeZone } = options;
  if (typeof email !== 'string' || !/^[^@\s]+@[^@\s]+$/.test(email))
    violations.push({ path: 'email', message: 'expected the address of a mailbox, such as anna@contoso.com' });
  if (typeof options.credentials !== 'object' || options.credentials === null)
    violations.push({
      path: 'credentials',
      message: 'expected basic(), oauth(), credentials() or { username, password }',
    });
  if (endpoint !== undefined && !URL.canParse(String(endpoint)))
    violations.push({
      path: 'endpoint',
      message: 'expected the URL of Exchange.asmx, such as https://mail.contoso.com/EWS/Exchange.asmx',
    });
  if (timeZone !== undefined && !isZone(timeZone))
    violations.push({
      path: 'timeZone',
      message: `'${timeZone}' is no IANA time zone; expected one such as Europe/Copenhagen`,
    });
  if (violations.length > 0) throw new ValidationError('The connection', violations);
}

function isZone(name: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
