/**
 * One request and its answer over one socket, by axios. Everything is streamed here; who wants the whole body collects it.
 * Must not know authentication, SOAP or EWS.
 */
import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { pipeline, Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, type Gunzip } from 'node:zlib';
import type { AxiosInstance } from 'axios';
import { type AbortError, type TransportError, unsent } from '../errors.js';
import { ConnectionSlot, type Way } from './connection.js';
import { ConnectionGone, markDeadSocket } from './dead-socket.js';
import { aborted, closed, notHttp, ownFailure, type Phase, timedOut, transportFailure } from './failures.js';
import { lendRequire } from './lend-require.js';
import { after, type Timer } from './timer.js';
import type { TlsOptions } from './tls-options.js';
import type { BodySource, HttpHeaders, HttpRequest, HttpStream } from './transport.js';

const DEFAULT_TIMEOUT_MS = 120_000;
const NOT_SET: HttpHeaders = { accept: '*/*', 'accept-encoding': 'gzip' };

/** What a lane sends by: the place of its socket, and an axios that uses that. */
export interface Wire {
  readonly slot: ConnectionSlot;
  readonly axios: AxiosInstance;
}

/** Opens nothing yet. */
export async function createWire(secure: boolean, tls: TlsOptions | undefined, way: Way): Promise<Wire> {
  const slot = new ConnectionSlot(secure, tls, way);
  return { slot, axios: await createInstance(slot) };
}

/** An axios instance that does nothing by itself: no redirects, no statuses thrown, no transforms, no proxy, no decompression. */
async function createInstance(slot: ConnectionSlot): Promise<AxiosInstance> {
  const { default: axios } = await lendRequire(() => import('axios'));
  return axios.create({
    adapter: 'http',
    httpAgent: slot.agent,
    httpsAgent: slot.agent,
    proxy: false,
    maxRedirects: 0,
    maxBodyLength: -1,
    maxContentLength: -1,
    decompress: false,
    responseType: 'stream',
    timeout: 0,
    validateStatus: () => true,
    transformRequest: [(data: unknown) => data],
    transformResponse: [(data: unknown) => data],
  });
}

/** A stream that tells when it no longer holds its connection. */
export interface LaneStream extends HttpStream {
  /** Resolves when the body has ended, in whatever way. */
  readonly ended: Promise<void>;
  /** Every Set-Cookie field, one string for each, in order. */
  readonly setCookies: readonly string[];
  /** Whether the connection had been used before. */
  readonly reused: boolean;
}

/** Sends and returns with the head. */
export async function exchange({ axios, slot }: Wire, request: HttpRequest): Promise<LaneStream> {
  const watch = new Watch(request, slot);
  const { opened } = slot;
  /** Whether a connection stood when the request failed; before that, not a byte of it has left. */
  const marked = <E extends AbortError | TransportError>(error: E): E => {
    const reached = watch.request?.socket && (slot.opened === opened || slot.last?.ready);
    return reached ? error : unsent(error);
  };
  try {
    const { url } = request;
    const answered = axios.request<IncomingMessage>({
      url: url.origin + url.pathname + url.search,
      method: request.method,
      headers: { 'content-type': false, ...NOT_SET, ...lengthOf(request.body), ...request.headers },
      data: payload(request.body, watch),
      transport: {
        request: (options: object, done: (answer: IncomingMessage) => void) =>
          watch.start(url, slot.route(url, options), done),
      },
    } as object);
    // Not every end of a request is told to axios: this one waits for nobody.
    const { data } = await Promise.race([answered, watch.broken]);
    return toStream(data, watch, request, slot.opened === opened);
  } catch (thrown) {
    watch.end();
    if (watch.unreadable) throw watch.unreadable.error;
    if ((thrown as { code?: unknown }).code === 'EWSKIT_CONNECTION_GONE') throw new ConnectionGone('gone');
    if (watch.reason) throw marked(watch.reason);
    if (slot.closed) throw marked(closed(request.url.host));
    const error = marked(ownFailure(thrown) ?? transportFailure(thrown, request.url, 'head'));
    if (error.code === 'ERR_CONNECTION_RESET' && slot.opened === opened) markDeadSocket(error);
    throw error;
  }
}

/** Looks after one exchange: silence, the caller's signal, and the reason when we end it ourselves. */
class Watch {
  request: ClientRequest | undefined;
  answer: IncomingMessage | undefined;
  reason: AbortError | TransportError | undefined;
  /** The body, where it is produced while it is sent. */
  upload: Readable | undefined;
  /** What kept the caller's own content from being read. */
  unreadable: { readonly error: unknown } | undefined;
  readonly #asked: HttpRequest;
  readonly #slot: ConnectionSlot;
  /** 0: none. */
  readonly timeoutMs: number;
  readonly ended: Promise<void>;
  #resolveEnded: () => void = () => undefined;
  /** Rejects when the request ends before there is an answer. */
  readonly broken: Promise<never>;
  #break: (reason: Error) => void = () => undefined;
  readonly #onAbort = () => this.stop(aborted(this.#asked.url, this.#asked.signal));
  #timer: Timer | undefined;
  #ended = false;

  constructor(asked: HttpRequest, slot: ConnectionSlot) {
    this.#asked = asked;
    this.#slot = slot;
    const { timeoutMs = DEFAULT_TIMEOUT_MS } = asked;
    this.timeoutMs = Number.isFinite(timeoutMs) ? timeoutMs : 0;
    this.ended = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
    this.broken = new Promise((_, reject) => {
      this.#break = reject;
    });
    this.broken.catch(() => undefined);
    if (asked.signal?.aborted) this.#onAbort();
    asked.signal?.addEventListener('abort', this.#onAbort, { once: true });
    this.expect();
  }

  get url(): URL {
    return this.#asked.url;
  }

  get phase(): Phase {
    return this.answer ? 'body' : 'head';
  }

  start(url: URL, options: object, done: (answer: IncomingMessage) => void): ClientRequest {
    const request = (url.protocol === 'https:' ? https : http).request(options, done);
    this.request = request;
    // "101 Switching Protocols", which nobody asked for: no answer will follow, and the socket is not ours any more.
    request.once('upgrade', (_, socket) => {
      socket.destroy();
      this.stop(notHttp(url, 'with another protocol (HTTP status 101)'));
    });
    // Node tells an error first where there is one, and an answer before that.
    request.once('close', () => setImmediate(() => this.#vanished()));
    if (this.reason) this.#endRequest(request, this.reason);
    return request;
  }

  #vanished(): void {
    if (this.answer || this.#ended) return;
    this.#break(this.reason ?? Object.assign(new Error('The request was closed.'), { code: 'ECONNRESET' }));
  }

  /** Something must come within the time-out from now on. */
  expect(): void {
    this.#timer?.clear();
    if (this.timeoutMs <= 0 || this.#ended) return;
    this.#timer = after(this.timeoutMs, () => this.stop(timedOut(this.url, this.timeoutMs, this.phase)));
  }

  /** It came; while the caller works on it, no clock runs. */
  pause(): void {
    this.#timer?.clear();
  }

  stop(reason: AbortError | TransportError): void {
    if (this.#ended) return;
    this.reason ??= reason;
    if (this.answer) this.answer.destroy(this.reason);
    else {
      if (this.request) this.#endRequest(this.request, this.reason);
      this.#break(this.reason);
    }
  }

  /** The answer came before the whole request had gone: nobody wants the rest, and nothing else can follow it on this connection. */
  leaveOff(): void {
    if (this.request?.writableEnded === false) this.request.destroy();
  }

  #endRequest(request: ClientRequest, reason: Error): void {
    request.destroy(reason);
    if (!request.socket) this.#slot.abandon(reason);
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#timer?.clear();
    this.upload?.destroy();
    this.#asked.signal?.removeEventListener('abort', this.#onAbort);
    this.#resolveEnded();
  }
}

function toStream(answer: IncomingMessage, watch: Watch, request: HttpRequest, reused: boolean): LaneStream {
  const { socket } = answer;
  watch.answer = answer;
  watch.pause();
  answer.on('error', () => undefined);
  answer.once('close', () => watch.end());
  if (watch.reason) answer.destroy(watch.reason);
  const body = read(decoded(answer), watch);
  return {
    status: answer.statusCode ?? 0,
    headers: headersOf(answer),
    challenges: rawValues(answer, 'www-authenticate'),
    setCookies: rawValues(answer, 'set-cookie'),
    url: watch.url,
    reused,
    silenceMs: watch.timeoutMs,
    body,
    ended: watch.ended,
    cancel() {
      if (!answer.readableEnded) answer.destroy();
      watch.leaveOff();
      watch.end();
    },
    finish(response) {
      const misread = reused && request.unread?.(response, response.body);
      if (misread || request.keepsConnection?.(response, response.body) === false) socket.destroy();
    },
  };
}

async function* read(source: Readable, watch: Watch): AsyncGenerator<Uint8Array, void, void> {
  try {
    watch.expect();
    for await (const chunk of source) {
      watch.pause();
      yield chunk as Buffer;
      watch.expect();
    }
  } catch (thrown) {
    // No bytes at all are no gzip, but some servers label an empty body so.
    const empty = source !== watch.answer && watch.answer?.complete && (source as Gunzip).bytesWritten === 0;
    if (empty && (thrown as { code?: string }).code !== 'Z_DATA_ERROR') return;
    throw watch.reason ?? transportFailure(thrown, watch.url, 'body');
  } finally {
    watch.answer?.destroy();
    watch.leaveOff();
    watch.end();
  }
}

const DECODERS: ReadonlyMap<string, () => Transform> = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);
/** Packed more often than that is nothing that a server means. */
const MOST_LAYERS = 3;

/** We ask for gzip alone, but proxies pack with what they have, over what the server has packed. The last that was put on is first off. */
function decoded(answer: IncomingMessage): Readable {
  const layers = (answer.headers['content-encoding'] ?? '').toLowerCase().split(/[\s,]+/);
  return layers
    .flatMap((layer) => DECODERS.get(layer) ?? [])
    .slice(-MOST_LAYERS)
    .reduceRight<Readable>((body, decoder) => pipeline(body, decoder(), () => undefined), answer);
}

function headersOf(answer: IncomingMessage): HttpHeaders {
  const headers: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

function rawValues(answer: IncomingMessage, name: string): string[] {
  const { rawHeaders } = answer;
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}

function payload(body: HttpRequest['body'], watch: Watch): Buffer | Readable | undefined {
  if (body === undefined) return undefined;
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  watch.upload = Readable.from(upload(body, watch), { objectMode: false });
  return watch.upload;
}

/** While the caller's content is read no clock runs; while it is taken off our hands, one does. */
async function* upload(body: BodySource, watch: Watch): AsyncGenerator<Uint8Array, void, void> {
  try {
    watch.pause();
    for await (const chunk of body.open()) {
      watch.expect();
      yield chunk;
      watch.pause();
    }
    watch.expect();
  } catch (error) {
    watch.unreadable ??= { error };
    throw error;
  }
}

function lengthOf(body: HttpRequest['body']): HttpHeaders {
  return body && !(body instanceof Uint8Array) && body.length !== undefined
    ? { 'content-length': String(body.length) }
    : {};
}
