/** What a streamed response gives before it has come to its end: how early the first item is out, and what all of them cost beside a whole decode. */
import { line } from './budgets.mjs';
import { messagesDocument } from './documents.mjs';
import { race } from './measure.mjs';

const CHUNK = 16_384;

/** Short bodies, and those of real mail. */
const DOCUMENTS = [
  ['1,000 messages', 1000, {}],
  ['200 messages of 20,000', 200, { body: 20_000 }],
];

export async function streamingLines({ codec }) {
  const lines = [await firstLine(codec)];
  for (const [what, count, options] of DOCUMENTS)
    lines.push(await costLine(codec, what, messagesDocument(count, options)));
  return lines;
}

async function* arriving(xml, took = () => undefined) {
  for (let at = 0; at < xml.length; at += CHUNK) {
    took(Math.min(at + CHUNK, xml.length));
    yield xml.subarray(at, at + CHUNK);
  }
}

async function firstLine({ decodeStream }) {
  const xml = messagesDocument(1000);
  let taken = 0;
  const stream = decodeStream(
    arriving(xml, (bytes) => {
      taken = bytes;
    }),
  );
  await stream.next();
  await stream.return?.();
  return line('first item out of a streamed response, bytes arrived', (100 * taken) / xml.length, {
    unit: '%',
    most: 10,
    detail: `chunks of ${CHUNK} bytes`,
  });
}

async function costLine({ decodeStream, decodeEnvelope }, what, xml) {
  const { streamed, whole } = await race(
    {
      streamed: async () => {
        for await (const _ of decodeStream(arriving(xml)));
      },
      whole: () => decodeEnvelope(xml),
    },
    { rounds: 5, warmUp: 5 },
  );
  return line(`streaming decode of ${what}, of whole decode`, streamed / whole, {
    most: 1.5,
    detail: `${streamed.toFixed(1)} ms, whole ${whole.toFixed(1)} ms`,
  });
}
