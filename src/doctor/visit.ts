/**
 * One examination under way: what the checks know of each other. They fill it in as they go: where the servers are, which of them are
 * dead, what was answered. Makes the requests without a login, each once. Knows no check.
 */
import { dialogueOf } from '../autodiscover/dialogue.js';
import { EwsError } from '../errors.js';
import { isExempt } from '../http/proxy.js';
import type { HttpRequest, HttpResponse, Transport } from '../http/transport.js';
import { Login } from './login.js';
import type { DiagnoseOptions } from './options.js';
import type { Target } from './target.js';
import type { World } from './world.js';

/** An answer of a server, with the local time around it. */
export interface Answer extends HttpResponse {
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  readonly receivedAt: number;
}

const TIMEOUT_MS = 10_000;

export class Visit {
  readonly options: DiagnoseOptions;
  readonly target: Target;
  readonly world: World;
  /** Ends everything: the caller's signal, or the deadline. */
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** Who logs in; undefined without credentials. */
  readonly login: Login | undefined;
  /** URL of Exchange.asmx, once it is known. */
  endpoint: URL | undefined;
  /** Autodiscover services, once they are known. */
  readonly services: URL[] = [];
  /** Those of the URLs that nobody named: the usual places on a server. What is amiss there need not be; no login goes there. */
  readonly assumed = new Set<URL>();
  /** Names that were found in DNS. */
  readonly resolved = new Set<string>();
  /** Origins to which no request gets: no connection comes about, or none that can be trusted. */
  readonly dead = new Set<string>();
  /** All answers so far, with a login and without. */
  readonly answers: Answer[] = [];
  readonly #asked = new Map<string, Promise<Answer | EwsError>>();

  constructor(options: DiagnoseOptions, target: Target, world: World, signal: AbortSignal) {
    this.options = options;
    this.target = target;
    this.world = world;
    this.signal = signal;
    this.timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    this.login = options.credentials && new Login(options.credentials, this);
    const { endpoint, autodiscover } = options;
    this.endpoint = endpoint === undefined ? target.endpoint : new URL(endpoint);
    const service = autodiscover === undefined ? target.service : new URL(autodiscover);
    if (service) this.services.push(service);
    if (service && service === target.service && !target.serviceIsNamed) this.assumed.add(service);
  }

  /** Every URL to look at: the endpoint first. */
  get urls(): URL[] {
    return [...(this.endpoint ? [this.endpoint] : []), ...this.services];
  }

  /** One URL of each server, those left out to which no connection comes about. */
  get servers(): URL[] {
    const byOrigin = new Map(this.urls.map((url) => [url.origin, url] as const).reverse());
    return [...byOrigin.values()].reverse().filter(({ origin }) => !this.dead.has(origin));
  }

  /** URLs on servers that can be reached, at which somebody can log in: all but the JSON dialogue of autodiscover. */
  get reachable(): URL[] {
    return this.urls.filter((url) => !this.dead.has(url.origin) && dialogueOf(url).authenticated);
  }

  /** The endpoint, if it can be reached. */
  get liveEndpoint(): URL | undefined {
    return this.reachable.find((url) => url === this.endpoint);
  }

  /** What a server says to a request without a login; asked once, told as often as wanted. An error is a value here. */
  async ask(method: 'GET' | 'POST', url: URL): Promise<Answer | EwsError> {
    const key = `${method} ${url.href}`;
    const asking = this.#asked.get(key) ?? this.#askNow(method, url);
    this.#asked.set(key, asking);
    return asking;
  }

  async #askNow(method: 'GET' | 'POST', url: URL): Promise<Answer | EwsError> {
    const { tls, proxy, userAgent = 'ewskit' } = this.options;
    const content = method === 'POST' ? { 'content-type': 'text/xml; charset=utf-8' } : {};
    const request: HttpRequest = {
      method,
      url,
      headers: { 'user-agent': userAgent, ...content },
      body: method === 'POST' ? new Uint8Array(0) : undefined,
      timeoutMs: this.timeoutMs,
    };
    try {
      return await this.timed({ request: (one) => this.world.ask(one, { proxy, tls }) }, request);
    } catch (error) {
      return this.asValue(error);
    }
  }

  /** Sends, and keeps the answer for the checks that look at all of them. */
  async timed(transport: Pick<Transport, 'request'>, request: HttpRequest): Promise<Answer> {
    const sentAt = this.world.now();
    const response = await transport.request({ ...request, signal: this.signal });
    const answer = { ...response, sentAt, receivedAt: this.world.now() };
    this.answers.push(answer);
    return answer;
  }

  /** An error of a server is told; an abort, and what is not ours, ends the check. */
  asValue(error: unknown): EwsError {
    if (!(error instanceof EwsError) || this.signal.aborted) throw error;
    return error;
  }

  /** Whether names are resolved by somebody else than this machine. */
  isProxied(url: URL): boolean {
    const { env } = this.world;
    const { proxy } = this.options;
    if (proxy !== undefined) return proxy !== false;
    const named = env['HTTPS_PROXY'] || env['https_proxy'] || env['ALL_PROXY'] || env['all_proxy'];
    return Boolean(named) && !isExempt(url, env['NO_PROXY'] ?? env['no_proxy'] ?? '');
  }
}
