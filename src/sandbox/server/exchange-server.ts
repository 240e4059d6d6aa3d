/**
 * The server behind a sandbox: store, logins, HTTP and operations put together, started and stopped. Keeps what tests want to look
 * at; how they see it is sandbox.ts.
 */
import { X509Certificate } from 'node:crypto';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ExternalMessage } from '../access/context.js';
import { Clock } from '../base/clock.js';
import { type Registry, registryFor, speaking } from '../base/codec.js';
import { loadFormats } from '../base/text-formats.js';
import { validates, versionOf } from '../base/versions.js';
import { Gate } from '../login/gate.js';
import { PushSender } from '../notify/push.js';
import type { SeedFolders } from '../seed/options.js';
import { seedMailbox } from '../seed/seed-mailbox.js';
import { Store } from '../store/store.js';
import { Subscriptions } from '../store/subscriptions.js';
import { type Certificate, makeCertificate } from '../tls/certificate.js';
import { checkFaults, checkSandboxOptions } from './check-sandbox-options.js';
import { Contexts } from './contexts.js';
import { answer, isOpen } from './front-end.js';
import { type Answer, type Call, HttpServer } from './http-server.js';
import { type InProcessTransport, inProcessTransport } from './in-process.js';
import { STREAM_TROUBLES, type StreamTrouble } from './live-streams.js';
import type { FaultOptions, RecordedRequest, SandboxOptions } from './options.js';
import { SoapEndpoint } from './soap-endpoint.js';
import { Throttle } from './throttle.js';
import { Trouble } from './trouble.js';
import { warnIfOpen } from './warn-open.js';

/** Where a sandbox is that has no socket: a name that nobody can have (RFC 2606). */
const NO_SOCKET = 'http://sandbox.ewskit.test';
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
  /** What is in it. */
  readonly certificate: string | undefined;
  /** `http://127.0.0.1:8080`, once it listens; a name that leads nowhere where it does not. */
  base = NO_SOCKET;
  readonly #http: HttpServer;
  readonly #answer: (call: Call) => Promise<Answer>;
  readonly #soap: SoapEndpoint;
  readonly #push: PushSender;
  readonly #subscriptions: Subscriptions;
  readonly #throttle: Throttle;
  readonly #contexts: Contexts;
  readonly #registry: Registry;
  /** Undefined until there is a snapshot. */
  #back: (() => void) | undefined;
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
    this.certificate = certificate?.cert;
    this.trouble.faults = options.faults;
    const { serverVersion = 'ExchangeSE', impersonators = [] } = options;
    const version = versionOf(serverVersion, registry.build);
    const own = options.edition && registry;
    const edition = own?.edition ?? serverVersion;
    const endpoint = () => this.endpoint;
    const subscriptions = new Subscriptions(options.throttling?.subscriptions);
    this.#subscriptions = subscriptions;
    const { external } = this;
    this.#registry = registry;
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
    this.#contexts = contexts;
    this.#push = new PushSender(store, subscriptions, version, (mailbox) => contexts.for(mailbox));
    this.#throttle = new Throttle(options.throttling);
    const soap = new SoapEndpoint({
      store,
      contexts,
      throttle: this.#throttle,
      trouble: this.trouble,
      version,
      registry,
      options,
      isStrict: options.strict ?? validates(serverVersion),
      record: (request) => this.#record(request),
      stopping: this.#stopping.signal,
    });
    this.#soap = soap;
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
      answer: (call) => this.#answer(call),
    });
    const { backEnds = 1 } = options;
    this.#answer = (call) => answer(call, { store, soap, serverVersion, own, backEnds, endpoint });
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
    const isNew = (address: string) => store.mailboxes.byAddress(address) === undefined;
    const seeds = Object.entries(mailboxes).filter(([address, { folders }]) => folders !== undefined && isNew(address));
    for (const [address, { password = 'secret', name }] of Object.entries(mailboxes))
      store.addMailbox(address, password, name);
    for (const [address, { name = address, members, isRoomList = false }] of Object.entries(options.lists ?? {}))
      store.lists.add({ address, name, members, isRoomList });
    const certificate = options.tls ? await makeCertificate(options.host ?? '127.0.0.1') : undefined;
    const server = new ExchangeServer(options, clock, store, certificate, registry);
    try {
      if (seeds.length > 0) await loadFormats();
      store.transaction(() => {
        for (const [address, { folders = {} }] of seeds) server.#seed(address, folders);
      });
      // A file is written as it goes, unless whoever tests asks for a snapshot.
      if (options.data === undefined) server.snapshot();
      if (options.listen === false) return server;
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

  #seed(address: string, folders: SeedFolders): void {
    const mailbox = this.store.mailboxes.byAddress(address);
    if (mailbox !== undefined) speaking(this.#registry, () => seedMailbox(this.#contexts.for(mailbox), folders));
  }

  get listens(): boolean {
    return this.base !== NO_SOCKET;
  }

  transportFor(address: string): InProcessTransport {
    return inProcessTransport(address, this.#answer);
  }

  setFaults(options: FaultOptions | undefined): void {
    checkFaults(options);
    this.trouble.faults = options;
  }

  snapshot(): void {
    const [faults, clockBack] = [this.trouble.faults, this.clock.mark()];
    this.store.mark();
    this.#back = () => {
      this.store.restore();
      clockBack();
      this.trouble.reset(faults);
      this.#throttle.reset();
      this.#subscriptions.clear();
      this.requests.length = 0;
      this.external.length = 0;
    };
  }

  reset(): void {
    if (this.#back === undefined)
      throw new Error('A sandbox with a data file is reset to a snapshot: call sandbox.snapshot() before.');
    this.#back();
  }

  troubleStreams(trouble: StreamTrouble): number {
    if (!STREAM_TROUBLES.includes(trouble))
      throw new TypeError(`Streams meet one of ${STREAM_TROUBLES.join(', ')}, not ${String(trouble)}.`);
    if (trouble === 'evict') this.#subscriptions.clear();
    return this.#soap.streams.trouble(trouble);
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
