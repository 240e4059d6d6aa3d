/** Decoding while bytes arrive: the same items as at once, wherever the chunks end; early; and in little memory. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { decodeEnvelope, decodeStream } from '../../src/raw.js';
import { randomOf } from '../support/mutate.js';

const T = 'xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"';
const M = 'xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"';
const envelope = (body: string): Buffer =>
  Buffer.from(
    `\uFEFF<?xml version="1.0" encoding="utf-8"?>\n<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><t:ServerVersionInfo ${T} MajorVersion="15"/></s:Header><s:Body>${body}</s:Body></s:Envelope>\n`,
  );

const message = (index: number): string =>
  `<t:Message><t:ItemId Id="id${index}"/><t:Subject>Grüße 日本 &amp; 🙂 ${index}</t:Subject><t:Body BodyType="Text"><![CDATA[<t:Message>${'x'.repeat(40)}]]></t:Body>${
    index % 3 === 0
      ? '<t:Attachments><t:ItemAttachment><t:Message><t:Subject>inner</t:Subject></t:Message></t:ItemAttachment></t:Attachments>'
      : ''
  }<t:Size>${index}</t:Size></t:Message>`;

const found = (count: number): Buffer =>
  envelope(
    `<m:FindItemResponse ${M} ${T}><m:ResponseMessages><m:FindItemResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:RootFolder TotalItemsInView="${count}" IncludesLastItemInRange="true"><t:Items>\n ${Array.from({ length: count }, (_, index) => message(index)).join('\n ')}<t:Contact/></t:Items></m:RootFolder></m:FindItemResponseMessage></m:ResponseMessages></m:FindItemResponse>`,
  );

/** Chunks of a document, cut where `sizes` say, and how many bytes were taken so far. */
function chunked(bytes: Uint8Array, size: () => number): { chunks: AsyncIterable<Uint8Array>; taken: () => number } {
  let at = 0;
  async function* cut(): AsyncGenerator<Uint8Array> {
    while (at < bytes.length) {
      const next = Math.min(bytes.length, at + Math.max(1, size()));
      const chunk = bytes.subarray(at, next);
      at = next;
      yield chunk;
    }
  }
  return { chunks: cut(), taken: () => at };
}

async function collect(stream: ReturnType<typeof decodeStream>): Promise<{ items: object[]; rest: unknown }> {
  const items: object[] = [];
  for (;;) {
    const next = await stream.next();
    if (next.done) return { items, rest: next.value };
    items.push(next.value);
  }
}

interface Found {
  responseMessages: { responseCode: string; rootFolder: { totalItemsInView: number; items: object[] } }[];
}
const folderOf = (body: unknown): Found['responseMessages'][number]['rootFolder'] =>
  (body as Found).responseMessages[0]!.rootFolder;

describe('items', () => {
  test('are those that decoding at once gives, whatever the chunks; the envelope has the rest', async () => {
    const bytes = found(7);
    const whole = folderOf(decodeEnvelope(bytes).body).items;
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 200 }), async (seed, most) => {
        const random = randomOf(seed);
        const { items, rest } = await collect(decodeStream(chunked(bytes, () => 1 + random(most)).chunks));
        expect(items).toEqual(whole);
        const { operation, headers, body } = rest as ReturnType<typeof decodeEnvelope>;
        expect([operation, headers.serverVersionInfo?.majorVersion]).toEqual(['FindItemResponse', 15]);
        expect([folderOf(body).items, folderOf(body).totalItemsInView]).toEqual([[], 7]);
      }),
      { numRuns: 60, seed: 20260102 },
    );
  });

  test('one byte at a time', async () => {
    const { items } = await collect(decodeStream(chunked(found(3), () => 1).chunks));
    expect(items.map((item) => (item as { size?: number }).size)).toEqual([0, 1, 2, undefined]);
  });

  test('the first is there before a tenth of the bytes has arrived', async () => {
    const bytes = found(1000);
    const { chunks, taken } = chunked(bytes, () => 4096);
    const stream = decodeStream(chunks);
    await stream.next();
    expect(taken() / bytes.length).toBeLessThan(0.1);
    await stream.return({ operation: '', headers: {} });
  });

  test('a fault, or a response without items, is an envelope like any other', async () => {
    const fault = envelope(
      '<s:Fault><faultcode>a:ErrorServerBusy</faultcode><faultstring>busy</faultstring></s:Fault>',
    );
    const { items, rest } = await collect(decodeStream(chunked(fault, () => 9).chunks));
    expect([items, (rest as { fault: { code: string } }).fault.code]).toEqual([[], 'ErrorServerBusy']);
  });

  test('bytes that end too early are an error, after the items that came', async () => {
    const bytes = found(5);
    const stream = decodeStream(chunked(bytes.subarray(0, Math.floor(bytes.length * 0.6)), () => 50).chunks);
    const items: object[] = [];
    const reading = (async () => {
      for await (const item of stream) items.push(item);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'ERR_XML_TRUNCATED' });
    expect(items.length).toBeGreaterThan(1);
  });
});

describe('content', () => {
  const attachment = (content: string): Buffer =>
    envelope(
      `<m:GetAttachmentResponse ${M} ${T}><m:ResponseMessages><m:GetAttachmentResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:Attachments><t:FileAttachment><t:Name>a.bin</t:Name><t:Content>${content}</t:Content></t:FileAttachment></m:Attachments></m:GetAttachmentResponseMessage></m:ResponseMessages></m:GetAttachmentResponse>`,
    );

  test('base64 is handed on as bytes while it arrives, whatever the chunks', async () => {
    const data = Buffer.from(Array.from({ length: 10_001 }, (_, index) => index * 7));
    for (const size of [1, 3, 64, 1000, 1e6]) {
      const parts: Uint8Array[] = [];
      const text = data.toString('base64').replace(/.{76}/g, '$&\r\n');
      const { rest } = await collect(
        decodeStream(chunked(attachment(text), () => size).chunks, { content: (bytes) => void parts.push(bytes) }),
      );
      expect(Buffer.concat(parts).equals(data)).toBe(true);
      const [found] = (
        rest as { body: { responseMessages: { attachments: { name: string; content?: Uint8Array }[] }[] } }
      ).body.responseMessages;
      expect([found?.attachments[0]?.name, found?.attachments[0]?.content?.length]).toEqual(['a.bin', 0]);
    }
  });

  test('memory does not grow with it', async () => {
    const block = Buffer.alloc(65_536, 'QUJD');
    const [head = '', tail = ''] = attachment('|').toString().split('|');
    let total = 0;
    let largest = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(head);
      for (let i = 0; i < 800; i++) yield block;
      yield Buffer.from(tail);
    }
    await collect(
      decodeStream(endless(), {
        content(bytes) {
          total += bytes.length;
          largest = Math.max(largest, bytes.length);
        },
      }),
    );
    expect(total).toBe((800 * 65_536 * 3) / 4);
    expect(largest).toBeLessThan(200_000);
  });
});
