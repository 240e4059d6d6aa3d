/** Looks after a request on its way: the time that it may take, the caller's signal, and the end that Node does not tell of. */
import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import type { AbortError, TransportError } from '../errors.js';
import type { ConnectionSlot } from './connection.js';
import { aborted, notHttp, type Phase, timedOut } from './failures.js';
import { after, type Timer } from './timer.js';
import type { HttpRequest } from './transport.js';

const DEFAULT_TIMEOUT_MS = 120_000;

/** Looks after one exchange: silence, the caller's signal, and the reason when we end it ourselves. */
export class Watch {
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
  #whenEnded: (() => void) | undefined;
  #break: ((reason: Error) => void) | undefined;
  readonly #onAbort = () => this.stop(aborted(this.#asked.url, this.#asked.signal));
  #timer: Timer | undefined;
  /** When something must have come, by the monotonic clock. */
  #until = Number.POSITIVE_INFINITY;
  #ended = false;

  constructor(asked: HttpRequest, slot: ConnectionSlot) {
    this.#asked = asked;
    this.#slot = slot;
    const { timeoutMs = DEFAULT_TIMEOUT_MS } = asked;
    this.timeoutMs = Number.isFinite(timeoutMs) ? timeoutMs : 0;
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

  /** The head of the answer, or why there is none: not every end of a request is told to who sends it, and this waits for nobody. */
  head(
    send: (done: (answer: IncomingMessage) => void, failed: (error: unknown) => void) => void,
  ): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      this.#break = reject;
      if (this.reason) reject(this.reason);
      send(resolve, reject);
    });
  }

  /** Resolves when the exchange is over, in whatever way. */
  get ended(): Promise<void> {
    if (this.#ended) return Promise.resolve();
    return new Promise((resolve) => {
      this.#whenEnded = resolve;
    });
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
    this.#break?.(this.reason ?? Object.assign(new Error('The request was closed.'), { code: 'ECONNRESET' }));
  }

  /** Something must come within the time-out from now on. */
  expect(): void {
    if (this.timeoutMs <= 0 || this.#ended) return;
    this.#until = performance.now() + this.timeoutMs;
    if (!this.#timer) this.#arm(this.timeoutMs);
  }

  /** It came; while the caller works on it, no time counts. */
  pause(): void {
    this.#until = Number.POSITIVE_INFINITY;
  }

  /** One timer, whatever comes in between: it looks how much is left when it runs. */
  #arm(ms: number): void {
    this.#timer = after(ms, () => {
      this.#timer = undefined;
      const left = this.#until - performance.now();
      if (left <= 0) this.stop(timedOut(this.url, this.timeoutMs, this.phase));
      else if (Number.isFinite(left)) this.#arm(left);
    });
  }

  stop(reason: AbortError | TransportError): void {
    if (this.#ended) return;
    this.reason ??= reason;
    if (this.answer) this.answer.destroy(this.reason);
    else {
      if (this.request) this.#endRequest(this.request, this.reason);
      this.#break?.(this.reason);
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
    this.#whenEnded?.();
  }
}
