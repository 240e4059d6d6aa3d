/** A login's way to its servers: endpoints are found, and each server gets one transport and one pace, which all accounts share. */
import { createTransport, type TransportOptions } from '../auth/create-transport.js';
import { Credentials, credentials, type UserNameAndPassword } from '../auth/credentials.js';
import { discover } from '../autodiscover/discover.js';
import type { AutodiscoverResult } from '../autodiscover/options.js';
import { Client } from '../client/client.js';
import type { ClientOptions } from '../client/options.js';
import { Pace } from '../client/pace.js';
import { RetryQuota } from '../client/retry-quota.js';
import { VersionMemory } from '../client/version-memory.js';
import type { Transport } from '../http/transport.js';
import { withClasses } from '../items/classes.js';
import { SharedConnections } from '../notify/shared-connections.js';
import { FindBudget } from '../requests/find-budget.js';
import type { Session } from '../requests/session.js';
import type { SoapHeaders } from '../soap/headers.js';
import { ChangingLogin } from './changing-login.js';
import { canonicalCulture } from './culture.js';
import { loadEdition } from './edition.js';
import { anchorOf, type Impersonation, impersonationHeader, senderOf } from './identity.js';
import type { AccountOptions, ExchangeOptions } from './options.js';
import type { AccountZone } from './zone.js';

/**
 * Of one piece of work, and of all together: so that two of them, or one and what a user does meanwhile, stay below what Exchange's own
 * throttling policy lets one user have (EWSMaxConcurrency: 10 in Exchange 2010, 27 since).
 * https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/ews-throttling-in-exchange
 */
const CONCURRENCY = 4;
const CONNECTIONS = 8;

const processVersions = new VersionMemory();

/** A mailbox that was opened, and what autodiscover said of it, if it was asked. */
interface Opened {
  readonly session: Session;
  readonly discovered: AutodiscoverResult | undefined;
}

export class Connections implements AsyncDisposable {
  readonly #options: ExchangeOptions;
  #credentials: Credentials;
  readonly #transports = new Map<string, ChangingLogin>();
  /** As whoever is logged in, by endpoint. Who is impersonated has a pace of his own: Exchange counts his requests for him. */
  readonly #paces = new Map<string, Pace>();
  /** As the paces. */
  readonly #findBudgets = new Map<string, FindBudget>();
  /** By endpoint, whoever asks: it is the server that is not well. */
  readonly #quotas = new Map<string, RetryQuota>();
  /** By endpoint, whoever is impersonated: a subscription belongs to whoever is logged in. */
  readonly #watches = new Map<string, SharedConnections>();

  constructor(options: ExchangeOptions) {
    this.#options = options;
    const { credentials: given } = options;
    this.#credentials = given instanceof Credentials ? given : credentials(given);
  }

  /** Opens a mailbox. Sends nothing but autodiscover requests, and those only without an endpoint. */
  async open(email: string, options: AccountOptions, zone: AccountZone): Promise<Opened> {
    const as = options.impersonate === true ? { primarySmtpAddress: email } : options.impersonate;
    const { endpoint, discovered } = await this.#endpointOf(email, options);
    const client = await this.client(endpoint, {
      headers: this.#headersOf(as, options, zone),
      anchorMailbox: anchorOf(email, as),
      mailbox: email,
      pace: as === undefined ? this.#paceOf(endpoint) : new Pace(this.connections),
      readOnly: options.readOnly ?? this.#options.readOnly,
    });
    const findBudget = as === undefined ? this.#findBudgetOf(endpoint) : new FindBudget();
    const from = as === undefined ? senderOf(email, this.#credentials.userName) : undefined;
    const session = withClasses({
      client,
      registry: client.registry,
      email,
      timeZone: zone.iana,
      from,
      concurrency: this.concurrency,
      findBudget,
      watches: this.#watchesOf(endpoint),
      grouping: discovered?.settings['GroupingInformation'],
      fields: {},
    });
    return { session, discovered };
  }

  /** A client of an endpoint, on the login's own connections. */
  async client(
    endpoint: URL,
    options: Omit<Partial<ClientOptions>, 'registry'> = { pace: this.#paceOf(endpoint) },
  ): Promise<Client> {
    const { edition, retry, deadlineMs, protocol = {} } = this.#options;
    const { serverVersion: requestVersion, versions, limits } = protocol;
    return new Client({
      endpoint,
      transport: this.#transportOf(endpoint),
      registry: await loadEdition(edition),
      requestVersion,
      versions: versions === false ? undefined : (versions ?? processVersions),
      limits,
      retry,
      deadlineMs,
      quota: this.#quotaOf(endpoint),
      ...options,
    });
  }

  #paceOf(endpoint: URL): Pace {
    const known = this.#paces.get(endpoint.href) ?? new Pace(this.connections);
    this.#paces.set(endpoint.href, known);
    return known;
  }

  #findBudgetOf(endpoint: URL): FindBudget {
    const known = this.#findBudgets.get(endpoint.href) ?? new FindBudget();
    this.#findBudgets.set(endpoint.href, known);
    return known;
  }

  #quotaOf(endpoint: URL): RetryQuota {
    const known = this.#quotas.get(endpoint.href) ?? new RetryQuota();
    this.#quotas.set(endpoint.href, known);
    return known;
  }

  #watchesOf(endpoint: URL): SharedConnections {
    const known = this.#watches.get(endpoint.href) ?? new SharedConnections(this.concurrency);
    this.#watches.set(endpoint.href, known);
    return known;
  }

  #transportOf(endpoint: URL): Transport {
    const { protocol } = this.#options;
    if (protocol?.transport) return protocol.transport;
    const known = this.#transports.get(endpoint.origin);
    if (known) return known;
    const made = new ChangingLogin(this.#newTransport(endpoint));
    this.#transports.set(endpoint.origin, made);
    return made;
  }

  #newTransport(server: URL): Transport {
    const { maxResponseBytes, requestsPerConnection } = this.#options;
    return createTransport({
      ...this.#way(),
      server,
      connections: this.connections,
      maxResponseBytes,
      requestsPerConnection,
    });
  }

  /** From the next request on, somebody logs in by these. */
  async setCredentials(given: Credentials | UserNameAndPassword): Promise<void> {
    this.#credentials = given instanceof Credentials ? given : credentials(given);
    for (const [origin, transport] of this.#transports) await transport.replace(this.#newTransport(new URL(origin)));
  }

  /** By which scheme a server is logged in to, as far as that is known. */
  schemeOf(endpoint: URL): string | undefined {
    return (this.#options.protocol?.transport ?? this.#transports.get(endpoint.origin))?.scheme;
  }

  /** How many requests of all accounts are under way at most. */
  get connections(): number {
    const { connections, concurrency = 0 } = this.#options;
    return connections ?? Math.max(CONNECTIONS, concurrency);
  }

  /** How many of one piece of work. */
  get concurrency(): number {
    return this.#options.concurrency ?? Math.min(CONCURRENCY, this.connections);
  }

  #way(): Omit<TransportOptions, 'server'> {
    const { tls, proxy, agent, axios, timeoutMs, userAgent, allowInsecure } = this.#options;
    return { credentials: this.#credentials, tls, proxy, agent, axios, timeoutMs, userAgent, allowInsecure };
  }

  async #endpointOf(
    email: string,
    { signal }: AccountOptions,
  ): Promise<{ endpoint: URL; discovered?: AutodiscoverResult }> {
    const { endpoint, autodiscover = {} } = this.#options;
    if (endpoint !== undefined) return { endpoint: new URL(endpoint) };
    const { timeoutMs: _ofRequests, ...way } = this.#way();
    const discovered = await discover({ ...way, ...autodiscover, email, signal });
    return { endpoint: new URL(discovered.ewsUrl), discovered };
  }

  /** The SOAP headers of every request of an account. */
  #headersOf(as: Impersonation | undefined, { culture }: AccountOptions, { windows }: AccountZone): SoapHeaders {
    const { dateTimePrecision } = this.#options.protocol ?? {};
    return {
      ...impersonationHeader(as),
      ...(culture !== undefined && { mailboxCulture: { value: canonicalCulture(culture) as string } }),
      ...(windows !== undefined && { timeZoneContext: { timeZoneDefinition: { id: windows } } }),
      ...(dateTimePrecision !== undefined && { dateTimePrecision }),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { transport } = this.#options.protocol ?? {};
    for (const each of [...this.#transports.values(), ...(transport ? [transport] : [])])
      await each[Symbol.asyncDispose]();
    this.#transports.clear();
  }
}
