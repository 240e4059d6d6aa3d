/** Contents that callers give, as bytes, or as what is read while it is sent. Must not know items. */
import { isUint8Array } from 'node:util/types';
import { EwsError } from '../errors.js';
import { type Content, isBlob } from '../fields/new-attachment.js';
import { ByteSource } from '../xml/byte-source.js';

/** Contents up to this length are sent as they are: a log shows them, and nothing is gained by pieces. */
const SMALL = 0x10000;
/** Whole groups of base64. */
const PORTION = 3 * 0x10000;

/** The content, under the name that its errors are to have. */
export function sourceOf(content: Content, name: string): Uint8Array | ByteSource {
  const bytes =
    typeof content === 'string' ? Buffer.from(content, 'utf8') : isUint8Array(content) ? content : undefined;
  if (bytes) return bytes.length <= SMALL ? bytes : new ByteSource(bytes.length, () => portionsOf(bytes));
  if (isBlob(content)) return new ByteSource(content.size, () => readable(content.stream(), name));
  if (typeof content === 'function') return new ByteSource(undefined, () => readable(content(), name));
  return new ByteSource(undefined, onlyOnce(content as AsyncIterable<Uint8Array>, name));
}

/** A content in pieces. */
export function piecesOf(content: Uint8Array | ByteSource): AsyncIterable<Uint8Array> {
  return content instanceof ByteSource ? content.open() : portionsOf(content);
}

async function* portionsOf(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, void> {
  for (let from = 0; from < bytes.length; from += PORTION) yield bytes.subarray(from, from + PORTION);
}

/** Errors of the caller's own stream say which content it was. */
async function* readable(stream: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array, void, void> {
  try {
    for await (const chunk of stream) {
      if (!isUint8Array(chunk)) throw new TypeError('it gives something else than Uint8Arrays');
      yield chunk;
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EwsError('ERR_CONTENT', `The content of '${name}' could not be read: ${reason}. Nothing was attached.`, {
      cause,
    });
  }
}

/** A stream that is gone when it was read. As long as nobody has read of it, it can be sent again. */
function onlyOnce(stream: AsyncIterable<Uint8Array>, name: string): () => AsyncIterable<Uint8Array> {
  let begun = false;
  return async function* open() {
    if (begun)
      throw new EwsError(
        'ERR_CONTENT',
        `The content of '${name}' is a stream that can be read once, and was; it was not sent again.`,
        {
          remedy: 'Give a function that opens the stream, a path or a Blob: those can be read again for a second try.',
        },
      );
    begun = true;
    yield* readable(stream, name);
  };
}
