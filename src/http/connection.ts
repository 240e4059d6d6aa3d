/**
 * The one socket of a lane, and the agent that opens it. Schemes that log in the connection (NTLM, Kerberos) need to know which
 * socket they are on, that it is still the same one, and the certificate it saw. Must not know any of those schemes.
 */
import { EventEmitter } from 'node:events';
import http, { type Agent, type ClientRequestArgs } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { ConnectionGone } from './dead-socket.js';
import { openTunnel, type ProxyOption, type ProxyServer, proxyFor, tunnelFailure } from './proxy.js';
import type { TlsOptions } from './tls-options.js';
import { isInsecureHost, pinned, secured, tlsTowards } from './tls-trust.js';

/** A socket from connect to close; compared by identity. */
export interface Connection {
  readonly secure: boolean;
  /** The server's certificate (DER), known once the TLS handshake is done. */
  certificate: Uint8Array | undefined;
  /** Whether requests can be sent on it: connected, and secure where it is to be. */
  ready: boolean;
}

/** How sockets get to the server, when not directly. */
export interface Way {
  /** Default: what HTTPS_PROXY, HTTP_PROXY and NO_PROXY say. */
  readonly proxy?: ProxyOption | undefined;
  /** Opens the sockets instead of Node: its `connect()` (the agents of proxy-agents) or `createConnection()`. */
  readonly agent?: Agent | undefined;
}

/** Idle sockets are closed by us before servers do (IIS: 120 s), so that a request rarely meets a dying one. */
const IDLE_MS = 100_000;

/** Node has filled in both by the time it asks an agent for a socket. */
type Target = ClientRequestArgs & { readonly host: string; readonly port: number | string };
type Created = (error: Error | null, stream: Duplex) => void;
type Connect = typeof Agent.prototype.createConnection;
/** An agent of the agent-base family. */
type Connector = { connect?: (request: EventEmitter, options: object) => Promise<Duplex> | Duplex };

/** Holds at most one socket to one origin. */
export class ConnectionSlot {
  readonly agent: Agent;
  #current: Connection | undefined;
  #socket: Socket | undefined;
  /** Ends the opening of a socket that no request has been given yet. */
  #abandon: ((error: Error) => void) | undefined;
  #pin: Connection | undefined;
  #closed = false;
  readonly #tls: TlsOptions;
  readonly #way: Way;
  readonly #connect: Connect;
  /** The connection that was opened last, also when it is gone. */
  last: Connection | undefined;
  /** How many sockets were opened so far: unchanged over a request means that it went out on a kept-alive one. */
  opened = 0;

  constructor(secure: boolean, tls: TlsOptions = {}, way: Way = {}) {
    this.#tls = tls;
    this.#way = way;
    const options = { keepAlive: true, maxSockets: 1, timeout: IDLE_MS };
    const { pins: _pins, insecureHosts: _hosts, ...own } = tls;
    // A resumed TLS session shows no server certificate, and without it there is no channel binding: hence no session cache.
    this.agent = secure ? new https.Agent({ ...own, ...options, maxCachedSessions: 0 }) : new http.Agent(options);
    const given = way.agent as (Agent & Connector) | undefined;
    const base: Agent = given && typeof given.connect !== 'function' ? given : this.agent;
    this.#connect = base.createConnection.bind(base);
    this.agent.createConnection = (target, done) =>
      this.#open(secure, (secure ? this.#checked(target as Target) : target) as Target, done);
  }

  /** The options of a request, as the proxy of a plain http server wants them: the whole URL, and the login. */
  route<O extends object>(url: URL, options: O): O {
    const proxy = url.protocol === 'http:' ? this.#proxy(url) : undefined;
    if (!proxy) return options;
    const { headers = {} } = options as { headers?: object };
    const login = proxy.authorization ? { 'proxy-authorization': proxy.authorization } : {};
    return { ...options, path: url.origin + url.pathname + url.search, headers: { ...headers, ...login } };
  }

  #proxy(url: URL): ProxyServer | undefined {
    return this.#way.agent ? undefined : proxyFor(url, this.#way.proxy, process.env);
  }

  get current(): Connection | undefined {
    return this.#current;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** The next request may use this connection only, or fail with {@link ConnectionGone}; undefined lifts that. */
  pin(connection: Connection | undefined): void {
    this.#pin = connection;
  }

  /** Whether a request sent now goes out on that connection, because it is open and has nothing to do. */
  isIdle(connection: Connection): boolean {
    const socket = this.#current === connection ? this.#socket : undefined;
    return (
      socket !== undefined &&
      Object.values(this.agent.freeSockets).some((free) => free?.includes(socket) && !socket.destroyed)
    );
  }

  /** Ends the way to a server while nothing can be sent yet: Node tells a request that is ended then only when it gets its socket. */
  abandon(error: Error): void {
    this.#abandon?.(error);
  }

  /** Closes the socket, also under a request that is using it. */
  close(): void {
    this.#closed = true;
    this.agent.destroy();
    this.abandon(new Error('closed'));
  }

  #open(secure: boolean, target: Target, done?: Created): Duplex | null | undefined {
    const answer: Created = (error, stream) => process.nextTick(() => done?.(error, stream));
    if (this.#pin) {
      answer(new ConnectionGone('The connection that the request belongs to is gone.'), undefined as never);
      return undefined;
    }
    const connection: Connection = { secure, certificate: undefined, ready: false };
    this.last = connection;
    this.opened++;
    const { pins } = this.#tls;
    const given = new AbortController();
    const detour = this.#detour(secure, target, given.signal);
    if (!detour && !(secure && pins)) return this.#adopt(this.#connect(target) as Socket, connection);
    let [waiting, socket]: [boolean, Socket | undefined] = [true, undefined];
    const settle = (error: Error | null, opened?: Socket): void => {
      if (!waiting) return void opened?.destroy();
      waiting = false;
      this.#abandon = undefined;
      answer(error, opened ? this.#adopt(opened, connection) : (undefined as never));
    };
    this.#abandon = (error) => {
      given.abort();
      socket?.destroy();
      settle(error);
    };
    const opening = detour ?? Promise.resolve(this.#connect(target) as Socket);
    void opening
      .then((opened) => {
        socket = opened;
        if (!secure) return opened;
        return pins ? this.#pinned(opened, target, pins) : secured(opened).then(() => opened);
      })
      .then((opened) => settle(null, opened), settle);
    return undefined;
  }

  /** Whether the certificate is checked is said outright, so that no environment variable decides it. */
  #checked(target: Target): Target {
    return { ...target, rejectUnauthorized: !isInsecureHost(target.host, this.#tls) } as Target;
  }

  #pinned(socket: Socket, { host, port }: Target, pins: readonly string[]): Promise<Socket> {
    return pinned(socket, `${host}:${port}`, pins, isInsecureHost(host, this.#tls));
  }

  /** A socket that takes another way; undefined for the straight one. `signal`: nobody waits for it any more. */
  #detour(secure: boolean, target: Target, signal: AbortSignal): Promise<Socket> | undefined {
    const own = this.#way.agent as Connector | undefined;
    if (typeof own?.connect === 'function') {
      const options = { ...target, secureEndpoint: secure };
      return Promise.resolve(own.connect(new EventEmitter(), options)) as Promise<Socket>;
    }
    const { host, port } = target;
    let proxy: ProxyServer | undefined;
    try {
      proxy = this.#proxy(new URL(`${secure ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`));
    } catch (error) {
      return Promise.reject(error);
    }
    if (!proxy) return undefined;
    return secure ? this.#tunnel(proxy, target, signal) : Promise.resolve(this.#plainTo(proxy, target));
  }

  async #tunnel(proxy: ProxyServer, target: Target, signal: AbortSignal): Promise<Socket> {
    const place = { host: target.host, port: Number(target.port) };
    const way = await openTunnel(proxy, place, tlsTowards(proxy.hostname, this.#tls), signal);
    const socket = this.#connect({ ...target, socket: way } as object) as Socket;
    const stop = () => socket.destroy();
    signal.addEventListener('abort', stop, { once: true });
    try {
      await secured(socket);
      return socket;
    } catch (error) {
      throw tunnelFailure(error, proxy, place);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** For plain http the proxy itself is asked. */
  #plainTo({ hostname, port, secure }: ProxyServer, target: Target): Socket {
    const via = { ...target, host: hostname, port };
    if (!secure) return this.#connect(via) as Socket;
    return new https.Agent().createConnection({ ...via, ...tlsTowards(hostname, this.#tls) }) as Socket;
  }

  #adopt(socket: Socket, connection: Connection): Socket {
    this.#current = connection;
    this.#socket = socket;
    if (socket instanceof TLSSocket) {
      const secured = () => {
        connection.ready = true;
        // getPeerX509Certificate() works once per socket on Node 20 and breaks this call afterwards: never use it.
        connection.certificate = socket.getPeerCertificate()?.raw;
      };
      if (socket.getProtocol() && !socket.connecting && socket.getPeerCertificate()?.raw) secured();
      else socket.once('secureConnect', secured);
    } else if (socket.connecting) socket.once('connect', () => (connection.ready = true));
    else connection.ready = true;
    // Bytes that nobody asked for would be read as the answer to the next request.
    socket.on('data', () => {
      if (this.isIdle(connection)) socket.destroy();
    });
    socket.once('close', () => {
      if (this.#current === connection) this.#current = undefined;
    });
    return socket;
  }
}
