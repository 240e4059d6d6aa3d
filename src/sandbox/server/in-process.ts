/**
 * The sandbox without a socket: a transport as `Account.connect({ protocol: { transport } })` takes one, which hands requests to what answers
 * them over HTTP, and their answers back. Knows no operation, and of the client only the form of its transports.
 */
import { TransportError } from '../base/codec.js';
import { type Answer, type Call, exchangeHeaders, isStream } from './http-server.js';

/** A request as a client's transport is given it. */
export interface InProcessRequest {
  /** `POST` or `GET`. */
  readonly method: string;
  /** Of the sandbox; its host does not count. */
  readonly url: URL;
  /** By lower-case name. */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  /** What is sent. */
  readonly body?: Uint8Array | { open(): AsyncIterable<Uint8Array> } | undefined;
  /** Ends the request. */
  readonly signal?: AbortSignal | undefined;
}

/** What comes before the body of an answer. */
export interface InProcessHead {
  /** The HTTP status. */
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Empty: whose requests these are is known. */
  readonly challenges: readonly string[];
  /** That of the request. */
  readonly url: URL;
}

/** A transport of one user. */
export interface InProcessTransport extends AsyncDisposable {
  /** Gives the whole answer. */
  request(request: InProcessRequest): Promise<InProcessHead & { readonly body: Uint8Array }>;
  /** Gives the answer as it arrives. */
  openStream(
    request: InProcessRequest,
  ): Promise<InProcessHead & { readonly body: AsyncIterable<Uint8Array>; cancel(): void }>;
}

export function inProcessTransport(login: string, answer: (call: Call) => Promise<Answer>): InProcessTransport {
  const open = async (request: InProcessRequest) => {
    const { method, url, headers = {}, signal } = request;
    signal?.throwIfAborted();
    const leaving = new AbortController();
    const body = await bytesOf(request.body);
    const answered = await answer({
      method,
      path: url.pathname.toLowerCase(),
      query: url.searchParams,
      login,
      application: false,
      body,
      headers,
      signal: AbortSignal.any([leaving.signal, ...(signal ? [signal] : [])]),
    });
    signal?.throwIfAborted();
    if (answered.reset) {
      leaving.abort();
      throw new TransportError('ERR_CONNECTION_RESET', 'The sandbox broke the connection off, as its faults have it.');
    }
    const head = { status: answered.status, headers: fieldsOf(answered, headers), challenges: [], url };
    return { ...head, body: piecesOf(answered.body), cancel: () => leaving.abort() };
  };
  return {
    openStream: open,
    async request(request) {
      const { body, cancel: _cancel, ...head } = await open(request);
      return { ...head, body: await bytesOf({ open: () => body }) };
    },
    // The sandbox is not its client's to close.
    async [Symbol.asyncDispose]() {},
  };
}

async function bytesOf(body: InProcessRequest['body']): Promise<Uint8Array> {
  if (body === undefined) return new Uint8Array();
  if (!('open' in body)) return body;
  const pieces: Uint8Array[] = [];
  for await (const piece of body.open()) pieces.push(piece);
  return pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces);
}

async function* piecesOf(body: Answer['body']): AsyncGenerator<Uint8Array> {
  if (isStream(body)) yield* body;
  else yield typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
}

function fieldsOf({ type, headers }: Answer, asked: Call['headers']): Record<string, string> {
  const all = { ...exchangeHeaders(asked['client-request-id']), ...headers, 'Content-Type': type };
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')]),
  );
}
