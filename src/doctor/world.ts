/** What an examination touches outside this process, in one place, so that a test can script it: DNS, sockets, the clock, the environment. */
import { lookup } from 'node:dns/promises';
import net, { type Socket } from 'node:net';
import { createTransport, type TransportOptions } from '../auth/create-transport.js';
import { type ResolveSrv, resolveSrv } from '../autodiscover/srv.js';
import { abortable } from '../http/abort.js';
import { collect } from '../http/collect.js';
import { aborted, timedOut } from '../http/failures.js';
import { Lane } from '../http/lane.js';
import { openTunnel, type ProxyOption, proxyFor } from '../http/proxy.js';
import { after } from '../http/timer.js';
import type { TlsOptions } from '../http/tls-options.js';
import { tlsTowards } from '../http/tls-trust.js';
import type { HttpRequest, HttpResponse, Transport } from '../http/transport.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** How a socket gets to a server. */
export interface SocketWay {
  readonly proxy: ProxyOption | undefined;
  /** For the way to the proxy: whom to trust. */
  readonly tls?: TlsOptions | undefined;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface World {
  /** Addresses of a host, of both families, as this machine resolves them. Rejects with a `code` when there are none. */
  lookup(host: string): Promise<string[]>;
  resolveSrv: ResolveSrv;
  /** A plain socket to the server of a URL, through the proxy that is in force for it; to the proxy itself for plain http. */
  openSocket(url: URL, way: SocketWay): Promise<Socket>;
  /** One request without a login on a connection of its own. Unlike a transport, it gives a 401 as the answer that it is. */
  ask(request: HttpRequest, way: Pick<SocketWay, 'proxy' | 'tls'>): Promise<HttpResponse>;
  /** A transport that may log in. */
  connect(options: TransportOptions): Transport;
  /** Milliseconds since 1970. */
  now(): number;
  env: Environment;
}

export const realWorld: World = {
  lookup: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  resolveSrv,
  ask,
  openSocket: (url, way) => openSocket(url, way, process.env),
  connect: createTransport,
  now: Date.now,
  env: process.env,
};

/** Of a page that is no answer of EWS, the beginning is enough. */
const MAX_BYTES = 4 * 1024 * 1024;

async function ask(
  request: HttpRequest,
  { proxy, tls }: { proxy: ProxyOption | undefined; tls: TlsOptions | undefined },
): Promise<HttpResponse> {
  const lane = new Lane(request.url.protocol === 'https:', { tls, proxy });
  try {
    return await collect(await lane.send(request), MAX_BYTES);
  } finally {
    lane.close();
  }
}

async function openSocket(
  url: URL,
  { proxy, tls = {}, timeoutMs, signal }: SocketWay,
  env: Environment,
): Promise<Socket> {
  const through = proxyFor(url, proxy, env);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  const limit = new AbortController();
  const timer = after(timeoutMs, () => limit.abort(timedOut(url, timeoutMs, 'head')));
  const either = AbortSignal.any([signal, limit.signal]);
  const stopped = () => (signal.aborted ? aborted(url, signal) : (limit.signal.reason as Error));
  const opening =
    through && url.protocol === 'https:'
      ? openTunnel(through, { host, port }, tlsTowards(through.hostname, tls), either)
      : connected(net.connect(through ? { host: through.hostname, port: through.port } : { host, port }), either);
  try {
    return await abortable(opening, either, stopped);
  } catch (error) {
    // One that comes too late is not wanted any more.
    opening.then(
      (socket) => socket.destroy(),
      () => undefined,
    );
    throw error;
  } finally {
    timer.clear();
  }
}

function connected(socket: Socket, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const stop = () => socket.destroy(new Error('stopped'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    socket.on('error', reject);
    socket.once('close', () => signal.removeEventListener('abort', stop));
    socket.once('connect', () => {
      signal.removeEventListener('abort', stop);
      resolve(socket);
    });
  });
}
