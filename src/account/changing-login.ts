/**
 * A transport whose login can be replaced while others hold it: what begins afterwards goes out as the new one, what is under way ends as
 * the old one. Must not know what is sent.
 */
import type { HttpRequest, HttpResponse, HttpStream, Transport } from '../http/transport.js';

interface Used {
  readonly transport: Transport;
  /** Requests and streams under way. */
  users: number;
}

export class ChangingLogin implements Transport {
  #current: Used;
  readonly #retired = new Set<Used>();

  constructor(transport: Transport) {
    this.#current = { transport, users: 0 };
  }

  get scheme(): string | undefined {
    return this.#current.transport.scheme;
  }

  /** The connections of the one before are closed as soon as nothing goes over them. */
  async replace(transport: Transport): Promise<void> {
    const before = this.#current;
    this.#current = { transport, users: 0 };
    this.#retired.add(before);
    await this.#closeIfIdle(before);
  }

  async request(request: HttpRequest): Promise<HttpResponse> {
    const used = this.#current;
    used.users++;
    try {
      return await used.transport.request(request);
    } finally {
      await this.#leave(used);
    }
  }

  async openStream(request: HttpRequest): Promise<HttpStream> {
    const used = this.#current;
    used.users++;
    try {
      const stream = await used.transport.openStream(request);
      return this.#watched(stream, used);
    } catch (error) {
      await this.#leave(used);
      throw error;
    }
  }

  /** The stream, which says when it is over. */
  #watched(stream: HttpStream, used: Used): HttpStream {
    let isOver = false;
    const over = async () => {
      if (!isOver) await this.#leave(used);
      isOver = true;
    };
    const { body } = stream;
    async function* read(): AsyncGenerator<Uint8Array, void, undefined> {
      try {
        yield* body;
      } finally {
        await over();
      }
    }
    const cancel = () => {
      stream.cancel();
      void over();
    };
    return { ...stream, body: read(), cancel };
  }

  async #leave(used: Used): Promise<void> {
    used.users--;
    await this.#closeIfIdle(used);
  }

  async #closeIfIdle(used: Used): Promise<void> {
    if (used.users === 0 && this.#retired.delete(used)) await used.transport[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { transport } of [...this.#retired, this.#current]) await transport[Symbol.asyncDispose]();
    this.#retired.clear();
  }
}
