/**
 * One request and its answer over one socket. Everything is streamed here; who wants the whole body collects it. Must not know
 * authentication, SOAP or EWS.
 */
import type { IncomingMessage } from 'node:http';
import { type Duplex, pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, type Gunzip } from 'node:zlib';
import { type AbortError, type TransportError, unsent } from '../errors.js';
import { type AxiosLike, sendByAxios } from './by-axios.js';
import { sendByNode } from './by-node.js';
import { ConnectionSlot } from './connection.js';
import { ConnectionGone, markDeadSocket } from './dead-socket.js';
import { closed, ownFailure, transportFailure } from './failures.js';
import { createEitherInflate } from './inflate.js';
import type { Network } from './network.js';
import type { HttpHeaders, HttpRequest, HttpStream } from './transport.js';
import { Watch } from './watch.js';

const NOT_SET: HttpHeaders = { accept: '*/*', 'accept-encoding': 'gzip' };

/** What a lane sends by: the place of its socket, and the axios that the caller gave. */
export interface Wire {
  readonly slot: ConnectionSlot;
  readonly axios: AxiosLike | undefined;
}

/** Opens nothing yet. */
export function createWire(secure: boolean, network: Network, axios: AxiosLike | undefined): Wire {
  return { slot: new ConnectionSlot(secure, network.tls, network), axios };
}

/** A stream that tells when it no longer holds its connection. */
export interface LaneStream extends HttpStream {
  /** Resolves when the body has ended, in whatever way; asked for once. */
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
    const ready = { ...request, headers: { ...NOT_SET, ...lengthOf(request.body), ...request.headers } };
    const answer = await watch.head((done, failed) => {
      if (axios) sendByAxios(axios, ready, slot, watch).then(done, failed);
      else sendByNode(ready, slot, watch, done, failed);
    });
    return toStream(answer, watch, request, slot.opened === opened);
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
    challenges: challengesOf(answer),
    setCookies: answer.headers['set-cookie'] ?? [],
    url: watch.url,
    reused,
    silenceMs: watch.timeoutMs,
    body,
    get ended() {
      return watch.ended;
    },
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

const DECODERS: ReadonlyMap<string, () => Duplex> = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createEitherInflate],
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

/** Node joins those of several fields, and then nobody can tell where one ends. */
function challengesOf({ headers, rawHeaders }: IncomingMessage): string[] {
  if (headers['www-authenticate'] === undefined) return [];
  return rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'www-authenticate',
  );
}

function lengthOf(body: HttpRequest['body']): HttpHeaders {
  return body && !(body instanceof Uint8Array) && body.length !== undefined
    ? { 'content-length': String(body.length) }
    : {};
}
