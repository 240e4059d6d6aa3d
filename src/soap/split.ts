/**
 * Cuts a body that is several envelopes one after another, as the answer of GetStreamingEvents is, while it is still arriving.
 */

/** `</s:Envelope>`, with any prefix. */
const END = /<\/(?:[A-Za-z_][\w.-]*:)?Envelope\s*>/;
/** The longest end tag that may be cut in two by a chunk. */
const OVERLAP = 64;

/** The envelopes of a body, each as soon as it is complete. What follows the last one must be white space. */
export async function* splitEnvelopes(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let held = Buffer.alloc(0);
  let searched = 0;
  for await (const chunk of chunks) {
    held = Buffer.concat([held, chunk]);
    for (;;) {
      // Bytes as Latin-1: one character each, so that positions are those of the bytes.
      const match = END.exec(held.latin1Slice(searched, held.length));
      if (!match) break;
      const end = searched + match.index + match[0].length;
      yield held.subarray(0, end);
      held = held.subarray(end);
      searched = 0;
    }
    searched = Math.max(0, held.length - OVERLAP);
  }
  if (held.latin1Slice(0, held.length).trim() !== '') yield held;
}
