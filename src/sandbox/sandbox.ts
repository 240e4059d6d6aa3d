/**
 * The sandbox as a value: started with its mailboxes, stopped with its block. Puts store, HTTP and operations together and
 * keeps what tests want to look at: the requests, the clock, what left by mail.
 */
import { X509Certificate } from 'node:crypto';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { editionIndex } from '../codec/registry.js';
import type { Envelope } from '../soap/envelope.js';
import type { SoapHeaders } from '../soap/headers.js';
import type { Context } from './access/context.js';
import { answerPox, answerSoap } from './autodiscover/pox.js';
import { Clock } from './base/clock.js';
import { Failure, Fault } from './base/failure.js';
import { SERVER_VERSIONS, type ServerVersion } from './base/versions.js';
import { Gate } from './login/gate.js';
import { Delivery, type External } from './mail/deliver.js';
import { PushSender } from './notify/push.js';
import { streamEvents } from './operations/get-streaming-events.js';
import { affinityCookies } from './server/affinity.js';
import { type Answer, type Call, HttpServer } from './server/http-server.js';
import type { RecordedRequest, SandboxCredentials, SandboxOptions } from './server/options.js';
import { discoverPage, isOpenPage, NOT_FOUND, photoPage, schemaPage } from './server/pages.js';
import { Throttle } from './server/throttle.js';
import { type FaultOptions, Trouble } from './server/trouble.js';
import type { Mailbox } from './store/mailboxes.js';
import { Store } from './store/store.js';
import { Subscriptions } from './store/subscriptions.js';
import { type Certificate, makeCertificate } from './tls/certificate.js';
import { asExchangeWrites } from './wire/exact.js';
import { faultXml } from './wire/fault-xml.js';
import { encode, readRequest, route } from './wire/route.js';
import { demandCulture, demandVersion, impersonatedOf, timeZoneOf, wantsMilliseconds } from './wire/soap-headers.js';

const KEPT_REQUESTS = 10_000;
const XML = 'text/xml; charset=utf-8';
// What Exchange answers to an application's token that says not for whom.
const IMPERSONATE = 'ExchangeImpersonation SOAP header must be present for this type of OAuth token.';

export class Sandbox {
  /** Time as the server sees it. */
  readonly clock: Clock;
  /** Every request answered so far, oldest first. */
  readonly requests: RecordedRequest[] = [];
  readonly #store: Store;
  readonly #server: HttpServer;
  readonly #version: ServerVersion;
  readonly #options: SandboxOptions;
  readonly #delivery = new Delivery();
  readonly #subscriptions = new Subscriptions();
  readonly #push: PushSender;
  readonly #trouble = new Trouble();
  readonly #throttle: Throttle;
  readonly #gate: Gate;
  readonly #stopping = new AbortController();
  #base = '';
  #ca: string | undefined;
  #exchanges = 0;

  private constructor(options: SandboxOptions, clock: Clock, store: Store, certificate: Certificate | undefined) {
    this.clock = clock;
    this.#options = options;
    this.#store = store;
    this.#version = SERVER_VERSIONS[options.serverVersion ?? 'ExchangeSE'];
    this.#ca = certificate?.file;
    this.#throttle = new Throttle(options.throttling);
    this.#trouble.faults = options.faults;
    this.#push = new PushSender(store, this.#subscriptions, this.#version, (mailbox) => this.#context(mailbox));
    this.#gate = new Gate({
      schemes: options.auth ?? ['basic'],
      bearer: options.bearer,
      channelBinding: options.channelBinding ?? (certificate ? 'accept' : 'off'),
      certificate: certificate && new X509Certificate(certificate.cert).raw,
      userOf: (login) => store.mailboxes.byLogin(login),
    });
    this.#server = new HttpServer({
      host: options.host ?? '127.0.0.1',
      port: options.port ?? 0,
      certificate,
      clientCa: options.clientCa,
      admit: (request) => this.#gate.admit(request),
      isOpen: isOpenPage,
      answer: (call) => this.#answer(call),
    });
  }

  static async start(options: SandboxOptions = {}): Promise<Sandbox> {
    const clock = new Clock();
    if (options.now !== undefined) clock.set(options.now);
    const store = await Store.open(() => clock.now(), options.data);
    const mailboxes = options.mailboxes ?? {
      'alice@example.test': {},
      'bob@example.test': {},
      'carol@example.test': {},
    };
    for (const [address, { password = 'secret', name }] of Object.entries(mailboxes))
      store.addMailbox(address, password, name);
    const certificate = options.tls ? await makeCertificate(options.host ?? '127.0.0.1') : undefined;
    const sandbox = new Sandbox(options, clock, store, certificate);
    sandbox.#base = await sandbox.#server.listen();
    return sandbox;
  }

  /** URL of Exchange.asmx. */
  get endpoint(): string {
    return `${this.#base}/EWS/Exchange.asmx`;
  }

  get autodiscoverUrl(): string {
    return `${this.#base}/autodiscover/autodiscover.xml`;
  }

  /** PEM file of the certificate, there until the sandbox is closed; undefined without TLS. */
  get ca(): string | undefined {
    return this.#ca;
  }

  get users(): string[] {
    return this.#store.mailboxes.all().map((mailbox) => mailbox.address);
  }

  /** What left the sandbox: mail to addresses that have no mailbox here. */
  get external(): readonly External[] {
    return this.#delivery.external;
  }

  /** Throws for an address that has no mailbox. */
  credentialsFor(address: string): SandboxCredentials {
    const mailbox = this.#store.mailboxes.byAddress(address);
    if (mailbox === undefined) throw new Error(`The sandbox has no mailbox ${address}.`);
    return { username: mailbox.address, password: mailbox.password };
  }

  /** The next requests (of that operation) are refused with this code, as a SOAP fault: `ErrorServerBusy`. */
  failNext(
    code: string,
    { operation, times = 1, backOffMs }: { operation?: string; times?: number; backOffMs?: number } = {},
  ): void {
    this.#trouble.plan(code, operation, times, backOffMs);
  }

  /** Faults at random, from now on; undefined for none. */
  set faults(options: FaultOptions | undefined) {
    this.#trouble.faults = options;
  }

  get faults(): FaultOptions | undefined {
    return this.#trouble.faults;
  }

  /** A bearer token for a user, where `auth` has `bearer` and the keys are the sandbox's own. More claims, or others, by `claims`. */
  tokenFor(address: string, options: { expiresInS?: number; claims?: Record<string, unknown> } = {}): string {
    return this.#gate.bearer.tokenFor(address, options);
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    this.#push.close();
    await this.#server.close();
    this.#store.close();
    if (this.#ca !== undefined) rmSync(dirname(this.#ca), { recursive: true, force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #answer(call: Call): Promise<Answer> {
    const { path } = call;
    if (isOpenPage(path)) return discoverPage(call, this.#store.mailboxes, this.endpoint);
    if (/\/autodiscover\/autodiscover\.(xml|svc)$/.test(path)) return this.#discover(call);
    const file = /^\/ews\/([\w.]+\.(?:wsdl|xsd))$/.exec(path)?.[1];
    if (file !== undefined) return schemaPage(file, this.#options.serverVersion ?? 'ExchangeSE');
    if (path === '/ews/exchange.asmx/s/getuserphoto') return photoPage(call, this.#store);
    if (path !== '/ews/exchange.asmx') return NOT_FOUND;
    if (call.method !== 'POST')
      return { status: 200, type: 'text/html; charset=utf-8', body: '<html><body>Exchange Web Services</body></html>' };
    const fault = this.#trouble.draw();
    const answer = await (fault === undefined
      ? this.#operate(call)
      : this.#trouble.answer(fault, () => this.#operate(call)));
    const cookies = affinityCookies(call, this.#base.startsWith('https:'));
    return { ...answer, headers: { ...answer.headers, ...(cookies.length > 0 && { 'Set-Cookie': cookies }) } };
  }

  #discover(call: Call): Answer {
    const { mailboxes } = this.#store;
    if (call.method !== 'POST') return { status: 200, type: 'text/html; charset=utf-8', body: '' };
    const body = call.path.endsWith('svc')
      ? answerSoap(call.body, mailboxes, this.endpoint, this.#version)
      : answerPox(call.body, mailboxes, this.endpoint);
    return { status: 200, type: XML, body };
  }

  async #operate(call: Call): Promise<Answer> {
    const caller = call.application ? undefined : this.#store.mailboxes.byLogin(call.login);
    const user = caller?.address ?? call.login;
    const exchange = ++this.#exchanges;
    let operation = '';
    let soapHeaders: SoapHeaders = {};
    let status = 200;
    let leave: (() => void) | undefined;
    try {
      this.#options.validate?.(call.body, 'request', exchange);
      leave = this.#throttle.enter(user);
      const envelope = readRequest(call.body);
      ({ operation, headers: soapHeaders } = envelope);
      this.#trouble.failAsPlanned(operation);
      const context = this.#contextOf(envelope, caller);
      if (operation === 'GetStreamingEvents' && envelope.body) {
        const body = this.#stream(envelope.body, context, call.signal, leave, exchange);
        leave = undefined;
        return { status, type: XML, body };
      }
      const bytes = route(envelope, context, this.#version);
      return { status, type: XML, body: this.#written(operation, bytes, exchange) };
    } catch (error) {
      status = 500;
      const fault = error instanceof Fault ? error : this.#unexpected(error);
      const bytes = faultXml(fault);
      this.#options.validate?.(Buffer.from(bytes), 'response', exchange);
      return { status, type: XML, body: bytes };
    } finally {
      // Counted out when the answer has gone, so that requests at one time are seen to be so.
      if (leave !== undefined) setImmediate(leave);
      if (this.requests.length >= KEPT_REQUESTS) this.requests.shift();
      const { authorization: _login, 'proxy-authorization': _proxy, ...headers } = call.headers;
      const bytes = call.body.length;
      this.requests.push({ operation, user, at: this.clock.now(), status, bytes, headers, soapHeaders });
      this.#push.wake();
    }
  }

  #written(operation: string, bytes: Uint8Array, exchange: number): Uint8Array {
    this.#options.validate?.(bytes, 'response', exchange);
    return this.#options.exact ? asExchangeWrites(operation, bytes) : bytes;
  }

  // Exchange says nothing of its own mistakes; the sandbox's are there to be found.
  #unexpected(error: unknown): Fault {
    if (error instanceof Failure) return new Fault(error.code, error.message, error.values);
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return new Fault('ErrorInternalServerError', `An internal server error occurred. The operation failed. ${text}`);
  }

  async *#stream(
    request: object,
    context: Context,
    signal: AbortSignal,
    leave: () => void,
    exchange: number,
  ): AsyncGenerator<Uint8Array> {
    const either = AbortSignal.any([signal, this.#stopping.signal]);
    try {
      for await (const body of streamEvents(request, context, either)) {
        const bytes = encode('GetStreamingEventsResponse', body, this.#version);
        yield withoutPrefix(this.#written('GetStreamingEvents', bytes, exchange));
      }
    } finally {
      leave();
    }
  }

  #contextOf(envelope: Envelope, caller: Mailbox | undefined): Context {
    demandVersion(envelope, this.#options.serverVersion ?? 'ExchangeSE');
    demandCulture(envelope);
    const asked = { timeZone: timeZoneOf(envelope), milliseconds: wantsMilliseconds(envelope) };
    const mailbox = impersonatedOf(envelope, this.#store.mailboxes);
    if (mailbox === undefined) {
      if (caller === undefined) throw new Fault('ErrorImpersonationFailed', IMPERSONATE);
      return this.#context(caller, asked);
    }
    if (caller !== undefined && mailbox.id !== caller.id && !this.#options.impersonators?.includes(caller.address))
      throw new Fault('ErrorImpersonateUserDenied');
    return this.#context(mailbox, asked);
  }

  #context(mailbox: Mailbox, asked: Partial<Pick<Context, 'timeZone' | 'milliseconds'>> = {}): Context {
    return {
      store: this.#store,
      clock: this.clock,
      mailbox,
      delivery: this.#delivery,
      subscriptions: this.#subscriptions,
      url: this.endpoint,
      edition: editionIndex(this.#options.serverVersion ?? 'ExchangeSE'),
      timeZone: asked.timeZone,
      milliseconds: asked.milliseconds ?? false,
    };
  }
}

// Exchange writes the envelopes of a stream without a prefix, and clients cut the stream at `</Envelope>` (recorded answers).
function withoutPrefix(envelope: Uint8Array): Uint8Array {
  const text = Buffer.from(envelope).toString('utf8');
  const soap = 'http://schemas.xmlsoap.org/soap/envelope/';
  return Buffer.from(
    text.replace('<s:Envelope', `<Envelope xmlns="${soap}"`).replace('</s:Envelope>', '</Envelope>'),
    'utf8',
  );
}
