/** From an address and credentials to a session: endpoint, transport, client. */
import { createTransport, type TransportOptions } from '../auth/create-transport.js';
import { Credentials, credentials } from '../auth/credentials.js';
import { discover } from '../autodiscover/discover.js';
import { Client } from '../client/client.js';
import type { Session } from '../client/session.js';
import { VersionMemory } from '../client/version-memory.js';
import { bindClasses } from '../items/classes.js';
import type { SoapHeaders } from '../soap/headers.js';
import { canonicalCulture, checkOptions } from './check-options.js';
import { anchorOf, impersonationHeader } from './identity.js';
import type { ConnectOptions } from './options.js';
import { type AccountZone, zoneOf } from './zone.js';

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
