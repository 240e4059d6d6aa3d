/** The content coding `deflate`, in the form that it should have and in the one that it often has. Must not know HTTP. */
import { Duplex, pipeline, Readable } from 'node:stream';
import { createInflate, createInflateRaw } from 'node:zlib';

/**
 * RFC 9110, 8.4.1.2: the zlib format; some senders leave its header and checksum away, and browsers read both. The first byte tells: in
 * a header its lower half is 8 (RFC 1950, 2.2), while a bare stream that begins so would have a padding that is not zero.
 */
export function createEitherInflate(): Duplex {
  return Duplex.from(async function* (packed: AsyncIterable<Buffer>) {
    const chunks = packed[Symbol.asyncIterator]();
    const first = await chunks.next();
    if (first.done) return;
    const isBare = (first.value[0]! & 0x0f) !== 8;
    const whole = Readable.from(follow(first.value, chunks));
    yield* pipeline(whole, isBare ? createInflateRaw() : createInflate(), () => undefined);
  });
}

async function* follow(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer, void, void> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
