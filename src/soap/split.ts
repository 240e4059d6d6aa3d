/**
 * Cuts a body that is several envelopes one after another, as the answer of GetStreamingEvents is, while it is still arriving. Holds one
 * envelope, of limited length, and looks at each byte once.
 */
import { XmlError } from '../errors.js';

/** 16 MB: an envelope of events has a few hundred bytes for each. */
const MOST_BYTES = 16 * 1024 * 1024;

const NAME = Buffer.from('Envelope');
/** The longest end tag that is one: `</prefix:Envelope   >`. What is longer ends nothing. */
const LONGEST_TAG = 64;
const [LESS, SLASH, GREATER] = [0x3c, 0x2f, 0x3e];

/** The envelopes of a body, each as soon as it is complete. What follows the last one must be white space. */
export async function* splitEnvelopes(
  chunks: AsyncIterable<Uint8Array>,
  mostBytes = MOST_BYTES,
): AsyncGenerator<Uint8Array, void, undefined> {
  const held = new Held();
  let searched = 0;
  for await (const chunk of chunks) {
    held.add(chunk);
    for (;;) {
      const { bytes } = held;
      const end = endOfEnvelope(bytes, searched);
      if ((end ?? bytes.length) > mostBytes) throw tooLong(mostBytes);
      if (end === undefined) {
        searched = Math.max(0, bytes.length - LONGEST_TAG);
        break;
      }
      yield held.take(end);
      searched = 0;
    }
  }
  const last = held.take(held.bytes.length);
  if (last.latin1Slice(0, last.length).trim() !== '') yield last;
}

/** Bytes that have not been handed on, in a buffer that grows by doubling: chunks of one byte cost no more than long ones. */
class Held {
  #buffer = Buffer.alloc(0);
  #start = 0;
  #end = 0;

  get bytes(): Buffer {
    return this.#buffer.subarray(this.#start, this.#end);
  }

  add(chunk: Uint8Array): void {
    const { bytes } = this;
    if (this.#end + chunk.length > this.#buffer.length) {
      this.#buffer = Buffer.alloc(Math.max(4096, 2 * (bytes.length + chunk.length)));
      bytes.copy(this.#buffer);
      [this.#start, this.#end] = [0, bytes.length];
    }
    this.#buffer.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  /** The first bytes, as a buffer of their own. */
  take(length: number): Buffer {
    const taken = Buffer.from(this.bytes.subarray(0, length));
    this.#start += length;
    return taken;
  }
}

function tooLong(mostBytes: number): XmlError {
  const message = `An envelope of the stream has more than ${mostBytes} bytes`;
  return new XmlError('ERR_XML_LIMIT', message, mostBytes, '', {
    remedy: 'Raise `limits.totalBytes` if it is to be so long.',
  });
}

/** Where the first end tag of an envelope ends, looked for from a place on; undefined when there is none, or not all of it. */
function endOfEnvelope(bytes: Buffer, from: number): number | undefined {
  for (let at = bytes.indexOf(NAME, from); at >= 0; at = bytes.indexOf(NAME, at + NAME.length)) {
    let begin = at - 1;
    if (bytes[begin] === 0x3a) for (begin--; isNameByte(bytes[begin]) && at - begin < LONGEST_TAG; begin--);
    let end = at + NAME.length;
    while (isSpace(bytes[end]) && end - begin < LONGEST_TAG) end++;
    if (bytes[begin] === SLASH && bytes[begin - 1] === LESS && bytes[end] === GREATER) return end + 1;
  }
  return undefined;
}

function isNameByte(byte = 0): boolean {
  const letter = byte | 0x20;
  const digit = byte >= 0x30 && byte <= 0x39;
  return digit || (letter >= 0x61 && letter <= 0x7a) || byte === 0x2d || byte === 0x2e || byte === 0x5f || byte >= 0x80;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}
