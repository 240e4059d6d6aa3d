/** Reading a streamed answer to its end. */
import { tooLarge } from './failures.js';
import type { HttpHead, HttpResponse, HttpStream } from './transport.js';

/** 512 MB: an answer that is not streamed has no business being larger. */
export const MAX_RESPONSE_BYTES = 512 * 1024 * 1024;

/** The whole body in one piece; the limit counts decompressed bytes. */
export async function collect(stream: HttpStream, limit = MAX_RESPONSE_BYTES): Promise<HttpResponse> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream.body) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(stream.url, limit);
    chunks.push(chunk);
  }
  const [only] = chunks;
  const response = { ...headOf(stream), body: chunks.length === 1 && only ? only : Buffer.concat(chunks) };
  stream.finish?.(response);
  return response;
}

/** Reads and drops a body, so that the connection can be used again. */
export async function drain(stream: HttpStream): Promise<void> {
  for await (const _ of stream.body);
}

function headOf({ status, headers, challenges, url }: HttpHead): HttpHead {
  return { status, headers, challenges, url };
}
