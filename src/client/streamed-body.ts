/**
 * Requests whose content is read while it is sent: bytes and base64 in turns, with no more than a block of it in memory. Must not know
 * what the content is.
 */
import { EwsError } from '../errors.js';
import type { BodySource } from '../http/transport.js';
import type { ByteSource } from '../xml/byte-source.js';

/** A multiple of three, so that blocks are whole groups of base64. */
const BLOCK = 3 * 0x8000;

/** What is sent, of the parts of an envelope. */
export function bodyOf(parts: readonly (Uint8Array | ByteSource)[]): Uint8Array | BodySource {
  const [only, source] = parts;
  if (source === undefined) return only as Uint8Array;
  return { length: lengthOf(parts), open: () => write(parts) };
}

/** The text of a request for those who look on: content that is read while it is sent is not in it. */
export function visibleOf(parts: readonly (Uint8Array | ByteSource)[]): Uint8Array {
  const bytes = parts.filter((part) => part instanceof Uint8Array);
  return bytes.length === 1 ? (bytes[0] as Uint8Array) : Buffer.concat(bytes);
}

function lengthOf(parts: readonly (Uint8Array | ByteSource)[]): number | undefined {
  let length = 0;
  for (const part of parts) {
    if (part instanceof Uint8Array) length += part.length;
    else if (part.size === undefined) return undefined;
    else length += 4 * Math.ceil(part.size / 3);
  }
  return length;
}

async function* write(parts: readonly (Uint8Array | ByteSource)[]): AsyncGenerator<Uint8Array, void, void> {
  for (const part of parts) {
    if (part instanceof Uint8Array) yield part;
    else yield* base64Of(part);
  }
}

async function* base64Of({ size, open }: ByteSource): AsyncGenerator<Uint8Array, void, void> {
  const block = Buffer.allocUnsafe(BLOCK);
  let filled = 0;
  let total = 0;
  for await (const chunk of open()) {
    total += chunk.length;
    if (size !== undefined && total > size) break;
    for (let from = 0; from < chunk.length; ) {
      const rest = chunk.length - from;
      // Large pieces take no detour over the block.
      if (filled === 0 && rest >= BLOCK) {
        yield base64(chunk.subarray(from, from + rest - (rest % 3)));
        from += rest - (rest % 3);
        continue;
      }
      const taken = Math.min(rest, BLOCK - filled);
      block.set(chunk.subarray(from, from + taken), filled);
      from += taken;
      filled += taken;
      if (filled < BLOCK) continue;
      yield base64(block);
      filled = 0;
    }
  }
  if (size !== undefined && total !== size) throw otherSize(size, total);
  if (filled > 0) yield base64(block.subarray(0, filled));
}

function base64({ buffer, byteOffset, length }: Uint8Array): Uint8Array {
  return Buffer.from(Buffer.from(buffer, byteOffset, length).toString('base64'), 'latin1');
}

/** The length of the request was announced: the rest of it would be missing, or be taken for the next one. */
function otherSize(expected: number, got: number): EwsError {
  const was = got > expected ? `more than ${expected}` : `${got} instead of ${expected}`;
  return new EwsError('ERR_CONTENT', `Content that was being sent had ${was} bytes; the request was broken off.`, {
    remedy: 'It changed while it was read: attach it again when nobody writes to it, or give its size rightly.',
  });
}
