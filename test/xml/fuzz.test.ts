/**
 * Whatever the bytes, the reader ends: with a value, or with an XmlError. Never another error, never a hang, never more memory than
 * the document is worth. And where saxes accepts a document too, both meet the same things in it. EWSKIT_FUZZ_BYTES makes it long.
 */
import { describe, expect, test } from '@jest/globals';
import { XmlError } from '../../src/errors.js';
import { decodeEnvelope } from '../../src/soap/documents.js';
import { parseXml } from '../../src/xml/element.js';
import { mutate, randomDocument, randomOf } from '../support/mutate.js';
import { corpusSamples, say } from '../support/shared.js';
import { eventsOfSaxes, eventsOfScanner } from '../support/xml-events.js';

const BYTES = Number(process.env['EWSKIT_FUZZ_BYTES'] ?? 1_000_000);
const SEED = Number(process.env['EWSKIT_FUZZ_SEED'] ?? 20260401);
const LIMIT = { maxMilliseconds: 1000, maxHeapGrowth: 200e6 };
const TIMEOUT = 60_000 + BYTES / 50;

const TYPES = 'http://schemas.microsoft.com/exchange/services/2006/types';
const OWN = [
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><t:ServerVersionInfo xmlns:t="${TYPES}" MajorVersion="15"/></s:Header><s:Body><m:GetItemResponse xmlns:m="${TYPES.replace('types', 'messages')}" xmlns:t="${TYPES}"><m:ResponseMessages><m:GetItemResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:Items><t:Message><t:ItemId Id="AAA=" ChangeKey="B"/><t:Subject>a &amp; b</t:Subject><t:Body BodyType="HTML">&lt;p&gt;x&#xD;</t:Body><t:DateTimeSent>2026-04-01T10:00:00Z</t:DateTimeSent><t:Size>12</t:Size><t:Categories><t:String>x</t:String></t:Categories><t:IsRead>true</t:IsRead></t:Message></m:Items></m:GetItemResponseMessage></m:ResponseMessages></m:GetItemResponse></s:Body></s:Envelope>`,
  '<?xml version="1.0" encoding="utf-8"?><Envelope><Body><FindItem Traversal="Shallow"><!-- x --><Restriction><And><IsEqualTo><FieldURI FieldURI="item:Subject"/><FieldURIOrConstant><Constant Value="&quot;"/></FieldURIOrConstant></IsEqualTo></And></Restriction><![CDATA[stray]]></FindItem></Body></Envelope>',
  '<s:Envelope xmlns:s="u"><s:Body><s:Fault><faultcode>a:b</faultcode><faultstring xml:lang="en">no</faultstring></s:Fault></s:Body></s:Envelope>',
].map((text) => Buffer.from(text));

/** Runs it; an XmlError is an answer like any other, and undefined. */
function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof XmlError) return undefined;
    throw error;
  }
}

function bothAccept(bytes: Buffer): boolean {
  const ours = attempt(() => eventsOfScanner(bytes));
  if (ours === undefined) return false;
  let theirs: string[];
  try {
    theirs = eventsOfSaxes(bytes.toString());
  } catch {
    return false;
  }
  expect(ours).toEqual(theirs);
  return true;
}

describe('fuzz', () => {
  test(
    'mutated documents: a value or an XmlError, soon',
    () => {
      const random = randomOf(SEED);
      const seeds = [...OWN, ...corpusSamples(/^soap-/, 150).map((bytes) => Buffer.from(bytes))];
      const heap = process.memoryUsage().heapUsed;
      let [bytes, documents, decoded, compared, slowest] = [0, 0, 0, 0, 0];
      while (bytes < BYTES) {
        const document = mutate(seeds[random(seeds.length)]!, seeds, random);
        const start = performance.now();
        try {
          if (attempt(() => decodeEnvelope(document))) decoded++;
          attempt(() => parseXml(document));
          slowest = Math.max(slowest, performance.now() - start);
          if ((document.length < 2000 || random(4) === 0) && bothAccept(document)) compared++;
        } catch (error) {
          throw new Error(`${(error as Error).stack}\nin the document ${JSON.stringify(document.toString('latin1'))}`);
        }
        bytes += document.length;
        documents++;
      }
      say(
        `fuzz: ${(bytes / 1e6).toFixed(1)} MB in ${documents} mutated documents, ${decoded} decoded, ${compared} judged equal by saxes, slowest ${slowest.toFixed(0)} ms`,
      );
      expect(slowest).toBeLessThan(LIMIT.maxMilliseconds);
      expect(process.memoryUsage().heapUsed - heap).toBeLessThan(LIMIT.maxHeapGrowth);
    },
    TIMEOUT,
  );

  test(
    'random structures: the same events as saxes',
    () => {
      const random = randomOf(SEED + 1);
      let bytes = 0;
      while (bytes < BYTES / 5) {
        const document = Buffer.from(randomDocument(random));
        bytes += document.length;
        if (!bothAccept(document)) throw new Error(`not read by both: ${document}`);
      }
    },
    TIMEOUT,
  );

  test.each([
    ['many elements inside one another', '<a>'.repeat(300_000)],
    ['many attributes', `<a ${Array.from({ length: 50_000 }, (_, at) => `b${at}="1"`).join(' ')}/>`],
    ['many declarations', `<a ${Array.from({ length: 50_000 }, (_, at) => `xmlns:p${at}="u"`).join(' ')}/>`],
    ['many references that are none', `<a>${'&'.repeat(500_000)};</a>`],
    ['many references', `<a>${'&#x41;'.repeat(200_000)}</a>`],
    ['a long name', `<${'a'.repeat(1_000_000)}/>`],
    ['a long comment without an end', `<a>${'<!-- '.repeat(200_000)}`],
    ['many CDATA sections', `<a>${'<![CDATA[x]]>'.repeat(100_000)}</a>`],
    [
      'a number of a million digits',
      `<Envelope><Body><GetItemResponse><ResponseMessages><GetItemResponseMessage><Items><Message><Size>${'9'.repeat(1_000_000)}</Size></Message></Items></GetItemResponseMessage></ResponseMessages></GetItemResponse></Body></Envelope>`,
    ],
    ['much white space', `<Envelope>${' '.repeat(2_000_000)}<Body/></Envelope>`],
  ])('%s: read or refused within a second', (_, text) => {
    const start = performance.now();
    attempt(() => parseXml(Buffer.from(text)));
    attempt(() => decodeEnvelope(Buffer.from(text)));
    expect(performance.now() - start).toBeLessThan(LIMIT.maxMilliseconds);
  });
});
