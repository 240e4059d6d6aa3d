/** Reading a streamed answer to its end, which has to come: what is too long or too slow is given up. */
import { dripping, tooLarge } from './failures.js';
import type { HttpHead, HttpResponse, HttpStream } from './transport.js';

/** 512 MB: an answer that is not streamed has no business being larger. */
export const MAX_RESPONSE_BYTES = 512 * 1024 * 1024;
/** Nor has a refusal: beyond that nobody reads on, and what there is says enough. */
const MAX_REFUSAL_BYTES = 16 * 1024 * 1024;
/** What is only read so that the connection can be kept. A new one costs less than this. */
const MAX_DRAINED_BYTES = 256 * 1024;

/** Fewer bytes in twice the longest silence to bear are silence, too: one a second would never end. */
const LEAST_BYTES = 1024;

/** The whole body in one piece; of a refusal as much of it as is of use. */
export async function collect(stream: HttpStream, limit = MAX_RESPONSE_BYTES): Promise<HttpResponse> {
  const enough = stream.status >= 300 ? Math.min(limit, MAX_REFUSAL_BYTES) : Number.POSITIVE_INFINITY;
  const chunks: Uint8Array[] = [];
  let size = 0;
  const pace = new Pace(stream);
  for await (const chunk of stream.body) {
    pace.took(chunk.byteLength);
    size += chunk.byteLength;
    if (size > enough) break;
    if (size > limit) throw tooLarge(stream.url, limit);
    chunks.push(chunk);
  }
  const [only] = chunks;
  const response = { ...headOf(stream), body: chunks.length === 1 && only ? only : Buffer.concat(chunks) };
  stream.finish?.(response);
  return response;
}

/** Reads and drops a body, so that the connection can be used again; one that is long closes it instead. */
export async function drain(stream: HttpStream): Promise<void> {
  let size = 0;
  const pace = new Pace(stream);
  for await (const chunk of stream.body) {
    pace.took(chunk.byteLength);
    size += chunk.byteLength;
    if (size > MAX_DRAINED_BYTES) return;
  }
}

/** Sees to it that a body comes at more than a drip. */
class Pace {
  readonly #stream: HttpStream;
  #since = performance.now();
  #size = 0;

  constructor(stream: HttpStream) {
    this.#stream = stream;
  }

  /** Throws where too little has come for too long. */
  took(bytes: number): void {
    const { url, silenceMs = 0 } = this.#stream;
    this.#size += bytes;
    if (silenceMs <= 0) return;
    const now = performance.now();
    if (now - this.#since <= 2 * silenceMs) return;
    if (this.#size < LEAST_BYTES) throw dripping(url, silenceMs);
    this.#since = now;
    this.#size = 0;
  }
}

function headOf({ status, headers, challenges, url }: HttpHead): HttpHead {
  return { status, headers, challenges, url };
}
