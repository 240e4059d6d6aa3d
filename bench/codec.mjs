/** How fast the codec is: decode against JSON.parse, saxes and other EWS clients; encode against JSON.stringify. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { line } from './budgets.mjs';
import { messagesDocument } from './documents.mjs';
import { median, race } from './measure.mjs';
import { exchangelib, requirePeer } from './peers.mjs';

const MESSAGES = 1000;

/** The lines of the table. */
export async function codecLines({ codec: { decodeEnvelope, encodeEnvelope } }) {
  const xml = messagesDocument(MESSAGES);
  const { body } = decodeEnvelope(xml);
  const items = body.responseMessages.map(({ items: [item] }) => item);
  const json = Buffer.from(JSON.stringify(body));
  const request = { operation: 'CreateItem', body: { messageDisposition: 'SaveOnly', items } };
  const size = `${MESSAGES} messages of ${Object.keys(items[0]).length - 1} fields, ${(xml.length / 1e6).toFixed(1)} MB`;
  const decoding = await race({ decode: () => decodeEnvelope(xml), parse: () => JSON.parse(json.toString()) });
  const encoding = await race({ encode: () => encodeEnvelope(request), stringify: () => JSON.stringify(request.body) });
  const { decode, parse } = decoding;
  const { encode, stringify } = encoding;
  const ms = (time) => `${time.toFixed(1)} ms`;
  return [
    line('decode, of JSON.parse', decode / parse, {
      most: 2,
      detail: `${size}: ${ms(decode)}, JSON.parse ${ms(parse)}`,
    }),
    await asciiLine(xml, decodeEnvelope),
    ...(await saxesLine(xml, decode)),
    ...(await fastXmlParserLine(xml, decode)),
    await ewsJavascriptApiLine(xml, decode),
    exchangelibLine(xml, decode),
    line('encode, of JSON.stringify', encode / stringify, {
      most: 2,
      detail: `CreateItem of the same: ${ms(encode)}, JSON.stringify ${ms(stringify)}`,
    }),
  ];
}

/** Where every character is ASCII, JSON.parse has it easier still: the hardest case for us. */
async function asciiLine(xml, decodeEnvelope) {
  const ascii = Buffer.from(xml.toString().replace(/[^ -~]/g, 'x'));
  const json = Buffer.from(JSON.stringify(decodeEnvelope(ascii).body));
  const { decode, parse } = await race({
    decode: () => decodeEnvelope(ascii),
    parse: () => JSON.parse(json.toString()),
  });
  return line('the same, all ASCII', decode / parse, {
    most: 2,
    detail: `${decode.toFixed(1)} ms, JSON.parse ${parse.toFixed(1)} ms`,
  });
}

/** saxes does nothing but tell the tokens; it starts from a string, which is made of the bytes first, as a client would. */
async function saxesLine(xml, decode) {
  const saxes = requirePeer('saxes');
  if (!saxes) return [line('decode, of bare saxes', undefined, { missing: 'saxes is not installed' })];
  const { took } = await race(
    { took: () => new saxes.SaxesParser({ xmlns: true }).write(xml.toString()).close() },
    { rounds: 7, warmUp: 2 },
  );
  return [
    line('decode, of bare saxes', decode / took, { most: 0.6, detail: `saxes ${took.toFixed(1)} ms, tokens only` }),
  ];
}

async function fastXmlParserLine(xml, decode) {
  const peer = requirePeer('fast-xml-parser');
  if (!peer) return [line('fast-xml-parser, of decode', undefined, { missing: 'fast-xml-parser is not installed' })];
  const parser = new peer.XMLParser({ ignoreAttributes: false, removeNSPrefix: true });
  const { took } = await race({ took: () => parser.parse(xml) }, { rounds: 3, warmUp: 1 });
  return [line('fast-xml-parser, of decode', took / decode, { detail: `${took.toFixed(0)} ms to untyped objects` })];
}

/** Its own GetItem call, with a transport that answers from memory. */
async function ewsJavascriptApiLine(xml, decode) {
  const what = 'ews-javascript-api, of decode';
  const ews = requirePeer('ews-javascript-api');
  if (!ews) return line(what, undefined, { missing: 'ews-javascript-api is not installed' });
  ews.EwsLogging.DebugLogEnabled = false;
  const service = new ews.ExchangeService(ews.ExchangeVersion.Exchange2013);
  service.Url = new ews.Uri('http://localhost/EWS/Exchange.asmx');
  service.Credentials = new ews.WebCredentials('nobody', 'nothing');
  const header = () => '';
  service.XHRApi = {
    apiName: 'memory',
    xhr: async () => ({
      status: 200,
      responseText: xml.toString(),
      getAllResponseHeaders: header,
      getResponseHeader: header,
    }),
    disconnect() {},
  };
  const ids = Array.from({ length: MESSAGES }, () => new ews.ItemId('x'));
  const times = [];
  for (let round = 0; round < 4; round++) {
    const start = performance.now();
    await service.BindToItems(ids, new ews.PropertySet(ews.BasePropertySet.FirstClassProperties));
    times.push(performance.now() - start);
  }
  const took = median(times.slice(1));
  return line(what, took / decode, { least: 18, detail: `${took.toFixed(0)} ms to its objects` });
}

function exchangelibLine(xml, decode) {
  const folder = mkdtempSync(join(tmpdir(), 'ewskit-bench-'));
  const file = join(folder, 'messages.xml');
  writeFileSync(file, xml);
  const found = exchangelib('bench/exchangelib_decode.py', file);
  rmSync(folder, { recursive: true });
  if (!found) return line('exchangelib, of decode', undefined, { missing: '/usr/bin/python3 has no exchangelib' });
  return line('exchangelib, of decode', found.milliseconds / decode, {
    least: 18,
    detail: `${found.version}: ${found.milliseconds.toFixed(0)} ms to its objects`,
  });
}
