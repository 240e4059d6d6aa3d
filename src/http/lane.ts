/**
 * A lane: one connection to one server, used by one request at a time. Who logs in a connection logs in a lane.
 * Must not know authentication, SOAP or EWS.
 */
import type { AxiosLike } from './by-axios.js';
import type { Connection, ConnectionSlot } from './connection.js';
import type { CookieJar } from './cookies.js';
import { ConnectionGone } from './dead-socket.js';
import type { LaneStream, Wire } from './exchange.js';
import { closed } from './failures.js';
import type { LaneOptions, Network } from './network.js';
import { checkTlsOptions } from './tls-options.js';
import type { HttpRequest } from './transport.js';

/** With the first request, not with the program: Node's HTTP and TLS take as long to load as all of ours. */
const loadExchange = () => import('./exchange.js');
let loaded: Awaited<ReturnType<typeof loadExchange>> | undefined;

export class Lane {
  readonly network: Network;
  readonly #secure: boolean;
  readonly #cookies: CookieJar | undefined;
  readonly #axios: AxiosLike | undefined;
  readonly #closing = new AbortController();
  readonly #most: number;
  #wire: Wire | undefined;
  /** Requests that went over the connection. */
  #count = 0;

  /** `cookies`: kept and sent back on this lane, and on others that have the same jar. */
  constructor(
    secure: boolean,
    { tls, proxy, agent, axios, requestsPerConnection = Number.POSITIVE_INFINITY }: LaneOptions = {},
    cookies?: CookieJar,
  ) {
    if (tls) checkTlsOptions(tls);
    this.network = { tls, proxy, agent };
    this.#axios = axios;
    this.#most = requestsPerConnection;
    this.#secure = secure;
    this.#cookies = cookies;
  }

  /** The open connection, if there is one; another object after a reconnect. */
  get connection(): Connection | undefined {
    return this.#wire?.slot.current;
  }

  /**
   * Sends one request; the one before must have ended. With `on`, it goes out on that very connection or not at all
   * (`ConnectionGone`).
   */
  async send(request: HttpRequest, on?: Connection): Promise<LaneStream> {
    loaded ??= await loadExchange();
    if (on === undefined && this.#count++ >= this.#most) this.#replaceWire();
    this.#wire ??= loaded.createWire(this.#secure, this.network, this.#axios);
    const wire = this.#wire;
    if (this.#closing.signal.aborted) throw closed(request.url.host);
    if (on) await settled(wire.slot, on);
    wire.slot.pin(on);
    const cookie = this.#cookies?.header(request.url, Date.now(), request.affinity);
    const sent = cookie === undefined ? request : { ...request, headers: { ...request.headers, cookie } };
    const answer = await loaded.exchange(wire, sent);
    this.#cookies?.store(answer.setCookies, request.url, Date.now(), request.affinity);
    return answer;
  }

  /** The answer before was read, so nothing is lost with its connection. */
  #replaceWire(): void {
    this.#wire?.slot.close();
    this.#wire = undefined;
    this.#count = 1;
  }

  /** Fires when the lane is closed, for what is waited for before anything can be sent. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  close(): void {
    this.#closing.abort();
    this.#wire?.slot.close();
  }
}

/** A connection becomes idle, or is found closed, a moment after its last answer was read. */
async function settled(slot: ConnectionSlot, connection: Connection): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (slot.isIdle(connection)) return;
  }
  throw new ConnectionGone('The connection that the request belongs to is gone.');
}
