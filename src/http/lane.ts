/**
 * A lane: one connection to one server, used by one request at a time. Who logs in a connection logs in a lane.
 * Must not know authentication, SOAP or EWS.
 */
import type { AxiosInstance } from 'axios';
import { type Connection, ConnectionGone, ConnectionSlot, type Way } from './connection.js';
import type { CookieJar } from './cookies.js';
import { createInstance, exchange, type LaneStream } from './exchange.js';
import { closed } from './failures.js';
import type { TlsOptions } from './tls-options.js';
import type { HttpRequest } from './transport.js';

/** How a server is reached: what another request of the same program needs, too, to get out of this network. */
export interface Network extends Way {
  /** Whom to trust, and a certificate of one's own. Default: what Node trusts. */
  readonly tls?: TlsOptions | undefined;
}

export class Lane {
  readonly network: Network;
  readonly #slot: ConnectionSlot;
  readonly #cookies: CookieJar | undefined;
  readonly #closing = new AbortController();
  #axios: Promise<AxiosInstance> | undefined;

  /** `cookies`: kept and sent back on this lane, and on others that have the same jar. */
  constructor(secure: boolean, tls?: TlsOptions, way: Way = {}, cookies?: CookieJar) {
    this.network = { tls, proxy: way.proxy, agent: way.agent };
    this.#slot = new ConnectionSlot(secure, tls, way);
    this.#cookies = cookies;
  }

  /** The open connection, if there is one; another object after a reconnect. */
  get connection(): Connection | undefined {
    return this.#slot.current;
  }

  /**
   * Sends one request; the one before must have ended. With `on`, it goes out on that very connection or not at all
   * (`ConnectionGone`).
   */
  async send(request: HttpRequest, on?: Connection): Promise<LaneStream> {
    if (this.#slot.closed) throw closed(request.url.host);
    this.#axios ??= createInstance(this.#slot);
    const axios = await this.#axios;
    if (on) await this.#settled(on);
    this.#slot.pin(on);
    const cookie = this.#cookies?.header(request.url);
    const sent = cookie === undefined ? request : { ...request, headers: { ...request.headers, cookie } };
    const answer = await exchange(axios, this.#slot, sent);
    this.#cookies?.store(answer.setCookies, request.url);
    return answer;
  }

  /** A connection becomes idle, or is found closed, a moment after its last answer was read. */
  async #settled(connection: Connection): Promise<void> {
    for (let turn = 0; turn < 3; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#slot.isIdle(connection)) return;
    }
    throw new ConnectionGone('The connection that the request belongs to is gone.');
  }

  /** Fires when the lane is closed, for what is waited for before anything can be sent. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  close(): void {
    this.#closing.abort();
    this.#slot.close();
  }
}
