/** What a streamed response gives before it has come to its end: how early the first item is out, and at what cost for all. */
import { line } from './budgets.mjs';
import { messagesDocument } from './documents.mjs';

const CHUNK = 16_384;

export async function streamingLines({ decodeStream }) {
  const xml = messagesDocument(1000);
  let taken = 0;
  async function* arriving() {
    for (; taken < xml.length; ) {
      const chunk = xml.subarray(taken, taken + CHUNK);
      taken += chunk.length;
      yield chunk;
    }
  }
  const started = performance.now();
  const stream = decodeStream(arriving());
  await stream.next();
  const first = (100 * taken) / xml.length;
  let items = 1;
  for (let next = await stream.next(); !next.done; next = await stream.next()) items++;
  const ms = (performance.now() - started).toFixed(0);
  return [
    line('first item out of a streamed response, bytes arrived', first, {
      unit: '%',
      most: 10,
      detail: `chunks of ${CHUNK} bytes; all ${items} items in ${ms} ms`,
    }),
  ];
}
