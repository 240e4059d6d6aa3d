/**
 * The server behind a sandbox: store, logins, HTTP and operations put together, started and stopped. Keeps what tests want to look
 * at; how they see it is sandbox.ts.
 */
import { X509Certificate } from 'node:crypto';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ExternalMessage } from '../access/context.js';
import { Clock } from '../base/clock.js';
import { type Registry, registryFor } from '../base/codec.js';
import { validates, versionOf } from '../base/versions.js';
import { Gate } from '../login/gate.js';
import { PushSender } from '../notify/push.js';
import { Store } from '../store/store.js';
import { Subscriptions } from '../store/subscriptions.js';
import { type Certificate, makeCertificate } from '../tls/certificate.js';
import { checkFaults, checkSandboxOptions } from './check-sandbox-options.js';
import { Contexts } from './contexts.js';
import { answer, isOpen } from './front-end.js';
import { HttpServer } from './http-server.js';
import type { FaultOptions, RecordedRequest, SandboxOptions } from './options.js';
import { SoapEndpoint } from './soap-endpoint.js';
import { Throttle } from './throttle.js';
import { Trouble } from './trouble.js';
import { warnIfOpen } from './warn-open.js';

const KEPT_REQUESTS = 10_000;
const USERS = ['alice@example.test', 'bob@example.test', 'carol@example.test'];

export class ExchangeServer {
  readonly clock: Clock;
  readonly store: Store;
  readonly gate: Gate;
  readonly trouble = new Trouble();
  /** Requests answered so far, oldest first. */
  readonly requests: RecordedRequest[] = [];
  /** Mail to addresses that have no mailbox here. */
  readonly external: ExternalMessage[] = [];
  /** PEM file of the certificate, there until the server is closed. */
  readonly ca: string | undefined;
  /** `http://127.0.0.1:8080`, once it listens. */
  base = '';
  readonly #http: HttpServer;
  readonly #push: PushSender;
  readonly #stopping = new AbortController();

  private constructor(
    options: SandboxOptions,
    clock: Clock,
    store: Store,
    certificate: Certificate | undefined,
    registry: Registry,
  ) {
    this.clock = clock;
    this.store = store;
    this.ca = certificate?.file;
    this.trouble.faults = options.faults;
    const { serverVersion = 'ExchangeSE', impersonators = [] } = options;
    const version = versionOf(serverVersion, registry.build);
    const own = options.edition && registry;
    const edition = own?.edition ?? serverVersion;
    const endpoint = () => this.endpoint;
    const subscriptions = new Subscriptions();
    const { external } = this;
    const contexts = new Contexts({
      store,
      clock,
      external,
      subscriptions,
      serverVersion,
      edition,
      impersonators,
      endpoint,
    });
    this.#push = new PushSender(store, subscriptions, version, (mailbox) => contexts.for(mailbox));
    const soap = new SoapEndpoint({
      store,
      contexts,
      throttle: new Throttle(options.throttling),
      trouble: this.trouble,
      version,
      registry,
      options,
      isStrict: options.strict ?? validates(serverVersion),
      record: (request) => this.#record(request),
      stopping: this.#stopping.signal,
    });
    this.gate = new Gate({
      schemes: options.auth ?? ['basic'],
      bearer: options.bearer,
      channelBinding: options.channelBinding ?? (certificate ? 'accept' : 'off'),
      certificate: certificate && new X509Certificate(certificate.cert).raw,
      userOf: (login) => store.mailboxes.byLogin(login),
    });
    this.#http = new HttpServer({
      host: options.host ?? '127.0.0.1',
      port: options.port ?? 0,
      certificate,
      clientCa: options.clientCa,
      admit: (request) => this.gate.admit(request),
      isOpen,
      answer: (call) => answer(call, { store, soap, serverVersion, own, endpoint }),
    });
  }

  /** Throws a ValidationError for options that are wrong, before anything is made. */
  static async start(options: SandboxOptions): Promise<ExchangeServer> {
    checkSandboxOptions(options);
    const registry = await registryFor(options.edition);
    const clock = new Clock();
    if (options.now !== undefined) clock.set(options.now);
    const store = await Store.open(() => clock.now(), options.data);
    const mailboxes: SandboxOptions['mailboxes'] =
      options.mailboxes ?? Object.fromEntries(USERS.map((address) => [address, {}]));
    for (const [address, { password = 'secret', name }] of Object.entries(mailboxes))
      store.addMailbox(address, password, name);
    for (const [address, { name = address, members, isRoomList = false }] of Object.entries(options.lists ?? {}))
      store.lists.add({ address, name, members, isRoomList });
    const certificate = options.tls ? await makeCertificate(options.host ?? '127.0.0.1') : undefined;
    const server = new ExchangeServer(options, clock, store, certificate, registry);
    try {
      server.base = await server.#http.listen();
      warnIfOpen(options.host ?? '127.0.0.1');
      return server;
    } catch (error) {
      await server.close();
      throw error;
    }
  }

  /** URL of Exchange.asmx. */
  get endpoint(): string {
    return `${this.base}/EWS/Exchange.asmx`;
  }

  setFaults(options: FaultOptions | undefined): void {
    checkFaults(options);
    this.trouble.faults = options;
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    this.#push.close();
    await this.#http.close();
    this.store.close();
    if (this.ca !== undefined) rmSync(dirname(this.ca), { recursive: true, force: true });
  }

  #record(request: Omit<RecordedRequest, 'at'>): void {
    if (this.requests.length >= KEPT_REQUESTS) this.requests.shift();
    this.requests.push({ ...request, at: this.clock.now() });
    this.#push.wake();
  }
}
