/**
 * The transport that users get: lanes to one server, with one identity logged in on them. Nothing is global; two accounts never
 * share a connection.
 */
import { AuthenticationError, COUNT, checkOptions, MILLISECONDS, type Rules, TransportError } from '../errors.js';
import type { AxiosLike } from '../http/by-axios.js';
import { collect, drain, MAX_RESPONSE_BYTES } from '../http/collect.js';
import type { Way } from '../http/connection.js';
import { CookieJar } from '../http/cookies.js';
import { metDeadSocket } from '../http/dead-socket.js';
import type { LaneStream } from '../http/exchange.js';
import { Lane } from '../http/lane.js';
import { LanePool } from '../http/lane-pool.js';
import { isLoopback } from '../http/loopback.js';
import { checkTlsOptions, type TlsOptions } from '../http/tls-options.js';
import type { HttpRequest, HttpResponse, HttpStream, Transport } from '../http/transport.js';
import type { Authenticator } from './authenticator.js';
import { checkClientCertificate, demandCertificate, mayLackCertificate } from './client-certificate.js';
import type { Credentials } from './credentials.js';
import type { LoginGate } from './login-gate.js';
import { forbiddenWithCertificate, noCommonScheme, offeredSchemes, unauthorized } from './refusals.js';
import { type Prove, sendAs } from './rounds.js';
import { SchemeChoice } from './scheme-choice.js';

/** How a server is reached, and as whom. */
export interface TransportOptions extends Way {
  /** A host name (https is meant) or any URL on the server; only its scheme, host and port count. */
  server: string | URL;
  /** Who logs in. Default: nobody. */
  credentials?: Credentials | undefined;
  /** Whom to trust, and a certificate of one's own. Default: what Node trusts. */
  tls?: TlsOptions | undefined;
  /**
   * An axios instance of your own: requests go through it, with its interceptors. Redirects, statuses, proxies and packed bodies stay with
   * ewskit, whatever its defaults say. Default: Node's own `http`, which costs a third of it.
   */
  axios?: AxiosLike | undefined;
  /** Connections for requests. Default 4; of an account 8, or its `concurrency` where that is more. */
  connections?: number | undefined;
  /**
   * Requests after which a connection is closed, and the next request opens another one and logs in anew: for servers that keep too much of
   * each. Default: connections are kept as long as they work.
   */
  requestsPerConnection?: number | undefined;
  /** Connections for streams, beside those. Default 10, which is also what Exchange allows a user by default. */
  streams?: number | undefined;
  /** The longest silence of the server to bear, unless a request says otherwise. Default 120 s. */
  timeoutMs?: number | undefined;
  /** Bytes of an answer, unpacked, beyond which it is given up. Default: 512 MiB. */
  maxResponseBytes?: number | undefined;
  /** The User-Agent header. Default: `ewskit`. */
  userAgent?: string | undefined;
  /** Allows credentials over plain http, where everyone on the way can read them. */
  allowInsecure?: boolean | undefined;
}

/** Where a wrong value would make every request wait for ever, or fail at once. */
const NUMBERS: Rules<
  Pick<TransportOptions, 'timeoutMs' | 'connections' | 'streams' | 'maxResponseBytes' | 'requestsPerConnection'>
> = {
  timeoutMs: MILLISECONDS,
  connections: COUNT,
  streams: COUNT,
  maxResponseBytes: COUNT,
  requestsPerConnection: COUNT,
};

/** A transport to one server as one identity. Opens nothing until the first request. */
export function createTransport(options: TransportOptions): Transport {
  const server = serverUrl(options.server);
  if (options.credentials && server.protocol === 'http:' && !options.allowInsecure && !isLoopback(server.hostname)) {
    throw new TransportError(
      'ERR_INSECURE',
      `Credentials are not sent to ${server.host} over plain http; nothing was sent.`,
      {
        server: server.host,
        remedy: 'Use https, or set `allowInsecure: true` if the network is yours alone.',
      },
    );
  }
  const { timeoutMs, connections, streams, maxResponseBytes, requestsPerConnection } = options;
  const numbers = { timeoutMs, connections, streams, maxResponseBytes, requestsPerConnection };
  checkOptions('The connection', numbers, NUMBERS);
  checkTlsOptions(options.tls);
  checkClientCertificate(options.tls);
  if (options.credentials?.schemes.length === 0) demandCertificate(options.tls);
  return new SessionTransport(server, options);
}

function serverUrl(server: string | URL): URL {
  const text = String(server);
  const url = new URL(text.includes('://') ? text : `https://${text}`);
  if (url.username || url.password) {
    throw new AuthenticationError('ERR_CREDENTIALS', 'A server URL must not contain a user name or password.', {
      remedy: 'Pass them as `credentials`.',
    });
  }
  if (url.protocol === 'https:' || url.protocol === 'http:') return url;
  throw new TypeError(`The server must be a host name or an http(s) URL, not one with ${url.protocol}`);
}

class SessionTransport implements Transport {
  readonly #server: URL;
  readonly #options: TransportOptions;
  readonly #credentials: Credentials | undefined;
  readonly #choice: SchemeChoice | undefined;
  readonly #gate: LoginGate | undefined;
  readonly #requests: LanePool;
  readonly #streams: LanePool;

  constructor(server: URL, options: TransportOptions) {
    this.#server = server;
    this.#options = options;
    this.#credentials = options.credentials;
    this.#choice = options.credentials && new SchemeChoice(options.credentials);
    this.#gate = options.credentials?.gateOf(server);
    const cookies = new CookieJar(server);
    const create = () => new Lane(server.protocol === 'https:', options, cookies);
    this.#requests = new LanePool(server, options.connections ?? 4, create);
    this.#streams = new LanePool(server, options.streams ?? 10, create);
  }

  get scheme(): string | undefined {
    return this.#choice?.current;
  }

  async request(request: HttpRequest): Promise<HttpResponse> {
    const limit = this.#options.maxResponseBytes ?? MAX_RESPONSE_BYTES;
    const refusals = this.#refusals();
    const prepared = this.#prepare(request);
    const { lane, release } = await this.#requests.lease(request.signal);
    try {
      const answer = await this.#send(lane, prepared, refusals);
      const whole = await collect(answer, limit);
      if (!answer.reused || !prepared.unread?.(whole, whole.body)) return whole;
      return await collect(await this.#send(lane, prepared, refusals), limit);
    } finally {
      release();
    }
  }

  async openStream(request: HttpRequest): Promise<HttpStream> {
    const refusals = this.#refusals();
    const prepared = this.#prepare(request);
    const { lane, release } = await this.#streams.lease(request.signal);
    try {
      const { ended, setCookies: _kept, reused: _used, ...stream } = await this.#send(lane, prepared, refusals);
      void ended.then(release);
      return stream;
    } catch (error) {
      release();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#requests[Symbol.dispose]();
    this.#streams[Symbol.dispose]();
  }

  /** As they stand when a request begins: a refusal that comes while it waits for a lane is the answer to it, too. */
  #refusals(): number {
    return this.#gate?.refusals ?? 0;
  }

  #prepare(request: HttpRequest): HttpRequest {
    if (request.url.origin !== this.#server.origin) {
      throw new TransportError(
        'ERR_INSECURE',
        `This transport talks to ${this.#server.origin} only, not to ${request.url.origin}.`,
        {
          server: request.url.host,
          remedy: 'Create a transport for that server.',
        },
      );
    }
    const { timeoutMs = this.#options.timeoutMs, headers } = request;
    return { ...request, timeoutMs, headers: { 'user-agent': this.#options.userAgent ?? 'ewskit', ...headers } };
  }

  async #send(lane: Lane, request: HttpRequest, refusals: number): Promise<LaneStream> {
    try {
      return await this.#authenticate(lane, request, refusals);
    } catch (error) {
      if (!request.idempotent || !metDeadSocket(error)) throw error;
      return this.#authenticate(lane, request, refusals);
    }
  }

  async #authenticate(lane: Lane, request: HttpRequest, refusals: number): Promise<LaneStream> {
    const [choice, gate] = [this.#choice, this.#gate];
    if (!choice || !gate) return this.#judge(await lane.send(request));
    const logIn = (scheme: Authenticator) => {
      const prove: Prove = (send) => gate.prove(request, refusals, async () => this.#judge(await send(), scheme));
      return sendAs(scheme, lane, request, prove);
    };
    const scheme = await choice.scheme(lane, request);
    if (scheme) return this.#judge(await logIn(scheme), scheme);
    const answer = await lane.send(request);
    if (answer.status !== 401) return this.#judge(answer);
    await drain(answer);
    return logIn(choice.choose(answer));
  }

  /** The answer, unless it says that we may not come in. */
  async #judge(answer: LaneStream, used?: Authenticator): Promise<LaneStream> {
    if (answer.status === 403 && mayLackCertificate(this.#options.tls)) {
      await drain(answer);
      throw forbiddenWithCertificate(answer);
    }
    if (answer.status !== 401) return answer;
    await drain(answer);
    const offered = offeredSchemes(answer);
    const name = used?.scheme.toLowerCase();
    if (this.#credentials && offered.length > 0 && !offered.some((each) => each.toLowerCase() === name)) {
      throw noCommonScheme(answer, this.#credentials);
    }
    throw unauthorized(answer, used, this.#credentials);
  }
}
