/**
 * The seam between what is said (bytes) and how it gets there (sockets, authentication, proxies). Everything above knows only
 * this interface; a test or an in-process server can implement it in a few lines. Must not know SOAP or EWS.
 */

/** Header fields by lower-case name. */
export type HttpHeaders = Readonly<Record<string, string | undefined>>;

/** A body that is produced while it is sent. `open` is called again when the request must be sent again. */
export interface BodySource {
  /** Length in bytes, for Content-Length; without it the body goes out chunked. */
  readonly length?: number | undefined;
  /** The body from its beginning; called again for each try. */
  open(): AsyncIterable<Uint8Array>;
}

/** A request as the transport is given it. */
export interface HttpRequest {
  /** `POST` or `GET`. */
  readonly method: string;
  /** An absolute URL. */
  readonly url: URL;
  /** Headers of the request; those of the login are added by the transport. */
  readonly headers?: HttpHeaders | undefined;
  /** What is sent; absent: nothing. */
  readonly body?: Uint8Array | BodySource | undefined;
  /** Ends the request. */
  readonly signal?: AbortSignal | undefined;
  /** The longest silence to bear: until the head of the answer, and between two chunks of its body. Waiting for a lane is free. */
  readonly timeoutMs?: number | undefined;
  /** True when sending it twice does no harm: then a kept-alive socket that turns out to be dead is replaced, once. */
  readonly idempotent?: boolean | undefined;
  /** Asked when the whole answer was read, before the connection takes another request; false closes it. Default: it is kept. */
  readonly keepsConnection?: ((head: HttpHead, body: Uint8Array) => boolean) | undefined;
  /**
   * Asked of an answer on a connection that was used before: whether it says that nobody read the request. Then it goes out once more, on a new
   * connection.
   */
  readonly unread?: ((head: HttpHead, body: Uint8Array) => boolean) | undefined;
  /** Requests of the same name come to the same machine: what their answers set as cookies goes back with them, and with no others. */
  readonly affinity?: string | undefined;
}

/** What comes before the body. Every status is an answer; none is thrown, but for 401. */
export interface HttpHead {
  /** The HTTP status. */
  readonly status: number;
  /** Headers by their names in small letters. */
  readonly headers: HttpHeaders;
  /** Every WWW-Authenticate field, one string for each, in order. */
  readonly challenges: readonly string[];
  /** Where the answer came from, after redirections. */
  readonly url: URL;
}

/** An answer that was read to its end. */
export interface HttpResponse extends HttpHead {
  /** All of it, unpacked. */
  readonly body: Uint8Array;
}

/** An answer whose body is still arriving. It holds a connection until the body is read to its end, left early, or cancelled. */
export interface HttpStream extends HttpHead {
  /** Can be iterated once; leaving the loop cancels. */
  readonly body: AsyncIterable<Uint8Array>;
  /** The longest silence that whoever reads it to its end has to bear; 0: any. */
  readonly silenceMs?: number | undefined;
  /** Closes the connection if the body has not ended; harmless otherwise. */
  cancel(): void;
  /** Called with the whole answer once it was read; closes the connection if it must not be used again. */
  finish?(response: HttpResponse): void;
}

/** Sends requests to one server as one identity. */
export interface Transport extends AsyncDisposable {
  /** By which scheme it logs in, as far as that is known. */
  readonly scheme?: string | undefined;
  /** Sends and reads the whole answer. */
  request(request: HttpRequest): Promise<HttpResponse>;
  /** Sends and returns as soon as the head is there. Streams have connections of their own and do not hold up requests. */
  openStream(request: HttpRequest): Promise<HttpStream>;
}
