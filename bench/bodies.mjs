/**
 * How fast the codec is by the length of bodies, with and without what is not ASCII: real mail has 20 KB of HTML, of which a tenth is references.
 * Each line has its peer in the same run, and is the median of five turns after a warm-up; base64 and the memory that values hold are here, too.
 */
import { line } from './budgets.mjs';
import { messagesDocument } from './documents.mjs';
import { held, race } from './measure.mjs';
import { requirePeer } from './peers.mjs';

/** Characters of a body, and how many messages have one. */
const SIZES = [
  [0, 1000],
  [1_500, 1000],
  [20_000, 200],
  [200_000, 20],
];
const TURNS = { rounds: 5, warmUp: 5 };
const MOST = { parse: 2, saxes: 0.6, stringify: 2, held: 1.6 };

/** The lines of the table. */
export async function bodyLines({ codec, say }) {
  const lines = [];
  for (const [length, count] of SIZES)
    for (const ascii of [true, false]) {
      say(`bodies of ${length}${ascii ? ', ASCII' : ''}`);
      lines.push(...(await linesOf(codec, length, count, ascii)));
    }
  return [...lines, ...(await base64Lines(codec))];
}

async function linesOf({ decodeEnvelope, encodeEnvelope }, length, count, ascii) {
  const xml = messagesDocument(count, { body: length, ascii });
  const { body } = decodeEnvelope(xml);
  const items = body.responseMessages.map(({ items: [item] }) => item);
  const json = Buffer.from(JSON.stringify(body));
  const request = { operation: 'CreateItem', body: { messageDisposition: 'SaveOnly', items } };
  const saxes = requirePeer('saxes');
  const times = await race(
    {
      decode: () => decodeEnvelope(xml),
      parse: () => JSON.parse(json.toString()),
      encode: () => encodeEnvelope(request),
      stringify: () => JSON.stringify(request.body),
      ...(saxes && { saxes: () => new saxes.SaxesParser({ xmlns: true }).write(xml.toString()).close() }),
    },
    TURNS,
  );
  const what = `bodies of ${length.toLocaleString('en')}${ascii ? ', ASCII' : ''}`;
  const megabytes = xml.length / 1e6;
  const speed = (ms) => `${((megabytes / ms) * 1000).toFixed(0)} MB/s`;
  return [
    line(`decode ${what}, of JSON.parse`, times.decode / times.parse, {
      most: MOST.parse,
      detail: `${count} messages, ${megabytes.toFixed(1)} MB: ${speed(times.decode)}`,
    }),
    line(`decode ${what}, of bare saxes`, saxes && times.decode / times.saxes, {
      most: MOST.saxes,
      ...(saxes ? { detail: `saxes ${speed(times.saxes)}` } : { missing: 'saxes is not installed' }),
    }),
    line(`encode ${what}, of JSON.stringify`, times.encode / times.stringify, {
      most: MOST.stringify,
      detail: speed(times.encode),
    }),
    heldLine(decodeEnvelope, xml, what),
  ];
}

/** What the values of a document hold, after the garbage is gone. */
function heldLine(decodeEnvelope, xml, what) {
  const title = `memory held by ${what}, of the XML`;
  const kept = [];
  const before = held();
  if (before === undefined) return line(title, undefined, { missing: 'run node with --expose-gc' });
  for (let round = 0; round < 3; round++) kept.push(decodeEnvelope(xml));
  return line(title, (held() - before) / kept.length / xml.length, { most: MOST.held });
}

/** An attachment: base64 in both directions, beside what Node needs for it alone. */
async function base64Lines({ decodeEnvelope, encodeEnvelope }) {
  const content = Buffer.alloc(10_000_000, 'ewskit ');
  const request = {
    operation: 'CreateAttachment',
    body: { parentItemId: { id: 'x' }, attachments: [{ kind: 'fileAttachment', name: 'a', content }] },
  };
  const xml = Buffer.from(encodeEnvelope(request));
  const text = content.toString('base64');
  const times = await race(
    {
      decode: () => decodeEnvelope(xml),
      from: () => Buffer.from(text, 'base64'),
      encode: () => encodeEnvelope(request),
      to: () => content.toString('base64'),
    },
    TURNS,
  );
  const detail = (ms) => `${(xml.length / 1000 / ms).toFixed(0)} MB/s of base64`;
  return [
    line('decode an attachment of 10 MB, of Buffer.from', times.decode / times.from, { detail: detail(times.decode) }),
    line('encode an attachment of 10 MB, of toString', times.encode / times.to, { detail: detail(times.encode) }),
  ];
}
