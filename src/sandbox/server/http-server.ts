/**
 * HTTP for the sandbox: paths in any case, the headers that Exchange sends, keep-alive, streaming answers. Who may come in is the
 * gate's part. Knows no operation.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Admission } from '../login/gate.js';
import type { Certificate } from '../tls/certificate.js';

/** Type of SOAP texts. */
export const XML = 'text/xml; charset=utf-8';

/** An answer; `body` may arrive in pieces. */
export interface Answer {
  status: number;
  type: string;
  body: Uint8Array | string | AsyncIterable<Uint8Array>;
  headers?: Record<string, string | string[]>;
  /** The connection dies instead. */
  reset?: boolean;
}

/** A request that was authenticated, or that needs no login. */
export interface Call {
  method: string;
  /** In lower case. */
  path: string;
  query: URLSearchParams;
  login: string;
  /** The login is that of an application, which has no mailbox. */
  application: boolean;
  body: Uint8Array;
  headers: IncomingMessage['headers'];
  /** Aborted when the client goes away. */
  signal: AbortSignal;
}

export interface ServerOptions {
  host: string;
  port: number;
  certificate: Certificate | undefined;
  /** PEM of the authority of client certificates; with one they are asked for. */
  clientCa: string | undefined;
  admit: (request: IncomingMessage) => Promise<Admission>;
  /** Paths that need no login. */
  isOpen: (path: string) => boolean;
  answer: (call: Call) => Promise<Answer>;
}

/** What Exchange says in every answer. */
export function exchangeHeaders(requestId: string | string[] | undefined): Record<string, string> {
  return {
    'Cache-Control': 'private',
    Server: 'Microsoft-IIS/10.0',
    'request-id': String(requestId ?? randomUUID()),
    'X-CalculatedBETarget': 'sandbox.ewskit.test',
    'X-FEServer': 'SANDBOX',
    'X-BEServer': 'SANDBOX',
    'X-DiagInfo': 'SANDBOX',
    'X-AspNet-Version': '4.0.30319',
    'X-Powered-By': 'ASP.NET',
  };
}

export class HttpServer {
  readonly #server: Server;
  readonly #options: ServerOptions;

  constructor(options: ServerOptions) {
    this.#options = options;
    const listener = (request: IncomingMessage, response: ServerResponse) => void this.#handle(request, response);
    const { certificate, clientCa } = options;
    // Who has no certificate, or another authority's, is told so by HTTP and not by a broken handshake.
    const ask = clientCa === undefined ? {} : { requestCert: true, rejectUnauthorized: false, ca: clientCa };
    this.#server = certificate
      ? createSecureServer({ key: certificate.key, cert: certificate.cert, ...ask }, listener)
      : createServer(listener);
    // IIS keeps a connection for two minutes.
    this.#server.keepAliveTimeout = 120_000;
  }

  /** The base URL, once it listens. */
  async listen(): Promise<string> {
    const { host, port, certificate } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, resolve);
    });
    const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
    return `${certificate ? 'https' : 'http'}://${name.includes(':') ? `[${name}]` : name}:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Requests that are being answered are answered; idle and streaming connections are closed. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeIdleConnections();
    const timer = setTimeout(() => this.#server.closeAllConnections(), 1000);
    await closed;
    clearTimeout(timer);
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const headers = exchangeHeaders(request.headers['client-request-id']);
    const abort = new AbortController();
    response.on('close', () => abort.abort());
    try {
      const body = await readAll(request);
      if (body === undefined) {
        response.writeHead(413, { ...headers, Connection: 'close', 'Content-Length': 0 }).end();
        return;
      }
      const url = new URL(request.url ?? '/', 'http://sandbox');
      const path = url.pathname.toLowerCase();
      const admission = this.#options.isOpen(path) ? { login: '' } : await this.#options.admit(request);
      if ('status' in admission) {
        const { status, challenges, reason } = admission;
        // The reason is for whoever debugs a client. Exchange gives one for tokens only, in a field that clients show to their users.
        const isToken = /^bearer /i.test(request.headers.authorization ?? '');
        const field = isToken ? 'x-ms-diagnostics' : 'x-sandbox-diagnostics';
        const diagnostics = reason === undefined ? {} : { [field]: `2000001;reason="${reason}"` };
        const challenge = challenges.length > 0 ? { 'WWW-Authenticate': challenges } : {};
        response.writeHead(status, { ...headers, ...diagnostics, ...challenge, 'Content-Length': 0 }).end();
        return;
      }
      const call: Call = {
        method: request.method ?? 'GET',
        path,
        query: url.searchParams,
        login: admission.login,
        application: admission.application ?? false,
        body,
        headers: request.headers,
        signal: abort.signal,
      };
      await send(response, await this.#options.answer(call), headers);
    } catch (error) {
      // What went wrong in here is nobody's business out there.
      if (!response.headersSent)
        response.writeHead(isNoUrl(error) ? 400 : 500, { ...headers, 'Content-Length': 0 }).end();
      else response.destroy();
    }
  }
}

/** A path that is none, or with escapes that mean nothing. */
function isNoUrl(error: unknown): boolean {
  return error instanceof URIError || (error as NodeJS.ErrnoException).code === 'ERR_INVALID_URL';
}

async function send(response: ServerResponse, answer: Answer, headers: Record<string, string>): Promise<void> {
  if (answer.reset) {
    // A stream is begun, so that it ends and what it holds is let go.
    if (isStream(answer.body)) for await (const _piece of answer.body) break;
    response.destroy();
    return;
  }
  const all = { ...headers, ...answer.headers, 'Content-Type': answer.type };
  if (!isStream(answer.body)) {
    const bytes = typeof answer.body === 'string' ? Buffer.from(answer.body, 'utf8') : answer.body;
    response.writeHead(answer.status, { ...all, 'Content-Length': bytes.length }).end(bytes);
    return;
  }
  response.writeHead(answer.status, all);
  for await (const piece of answer.body) {
    if (response.destroyed) break;
    response.write(piece);
  }
  response.end();
}

export function isStream(body: Answer['body']): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && Symbol.asyncIterator in body;
}

/** As much as the front end of Exchange takes by default, maxAllowedContentLength of EWS. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Undefined for what is too large, read or announced, before anybody has logged in. */
async function readAll(request: IncomingMessage): Promise<Uint8Array | undefined> {
  if (Number(request.headers['content-length']) > MOST_BYTES) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += (chunk as Uint8Array).length;
    if (size > MOST_BYTES) return undefined;
    chunks.push(chunk as Uint8Array);
  }
  return chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks);
}
