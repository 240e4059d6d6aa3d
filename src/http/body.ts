/** The body of a request, as Node sends it. */
import { Readable } from 'node:stream';
import type { BodySource, HttpRequest } from './transport.js';
import type { Watch } from './watch.js';

/** Bytes, or a stream of what is produced while it is sent. */
export function payload(body: HttpRequest['body'], watch: Watch): Buffer | Readable | undefined {
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
