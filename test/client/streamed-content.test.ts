/** Content that is read while it is sent, and handed on while it arrives: what breaks off, and what is done then. */
import { describe, expect, test } from '@jest/globals';
import { CreateAttachment, type CreateAttachmentType, GetAttachment } from '../../generated/index.js';
import { Client } from '../../src/client/client.js';
import { faultTolerance } from '../../src/client/retry-policy.js';
import { TransportError, unsent } from '../../src/errors.js';
import type { BodySource, HttpRequest, Transport } from '../../src/http/transport.js';
import { committed } from '../../src/soap/committed.js';
import { ByteSource } from '../../src/xml/byte-source.js';

const endpoint = new URL('https://mail.b.test/EWS/Exchange.asmx');
const NS =
  'xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"';

const envelope = (operation: string, message: string): string =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><m:${operation}Response ${NS}><m:ResponseMessages>${message}</m:ResponseMessages></m:${operation}Response></s:Body></s:Envelope>`;
const got = (content: string): string =>
  envelope(
    'GetAttachment',
    `<m:GetAttachmentResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:Attachments><t:FileAttachment><t:AttachmentId Id="a"/><t:Content>${content}</t:Content></t:FileAttachment></m:Attachments></m:GetAttachmentResponseMessage>`,
  );
const refusal = (operation: string, code: string): string =>
  envelope(
    operation,
    `<m:${operation}ResponseMessage ResponseClass="Error"><m:MessageText>No.</m:MessageText><m:ResponseCode>${code}</m:ResponseCode><m:Attachments/></m:${operation}ResponseMessage>`,
  );
const attached = envelope(
  'CreateAttachment',
  '<m:CreateAttachmentResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:Attachments><t:FileAttachment><t:AttachmentId Id="a"/></t:FileAttachment></m:Attachments></m:CreateAttachmentResponseMessage>',
);

const DATA = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index * 7));
const reset = () => new TransportError('ERR_CONNECTION_RESET', 'The connection was closed.');

/** An answer in chunks; an error among them breaks it off. */
type Reply = readonly (string | Uint8Array | Error)[];

function clientOf(reply: (number: number, body: string) => Reply, contentType = 'text/xml; charset=utf-8') {
  const bodies: string[] = [];
  const lengths: (number | undefined)[] = [];
  async function read(body: HttpRequest['body']): Promise<string> {
    if (body instanceof Uint8Array || body === undefined) return Buffer.from(body ?? []).toString();
    lengths.push((body as BodySource).length);
    const chunks: Uint8Array[] = [];
    for await (const chunk of body.open()) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  }
  async function answer(request: HttpRequest) {
    bodies.push('');
    bodies[bodies.length - 1] = await read(request.body);
    const parts = reply(bodies.length, bodies.at(-1) as string);
    const [first] = parts;
    if (first instanceof Error) throw first;
    return { status: 200, headers: { 'content-type': contentType }, challenges: [], url: request.url, parts };
  }
  const transport: Transport = {
    async request(request) {
      const { parts, ...head } = await answer(request);
      return { ...head, body: Buffer.from(parts.join('')) };
    },
    async openStream(request) {
      const { parts, ...head } = await answer(request);
      async function* body() {
        for (const part of parts) {
          if (part instanceof Error) throw part;
          yield typeof part === 'string' ? Buffer.from(part) : part;
        }
      }
      return { ...head, body: body(), cancel: () => undefined };
    },
    async [Symbol.asyncDispose]() {},
  };
  const retry = faultTolerance({ firstWaitMs: 1, maxWaitMs: 500, maxAttempts: 4 });
  return { client: new Client({ registry: committed, endpoint, transport, retry }), bodies, lengths };
}

describe('content that arrives', () => {
  const ask = { attachmentIds: [{ id: 'a' }] };
  async function receive(client: Client) {
    const parts: Uint8Array[] = [];
    const response = await client.receive(GetAttachment, ask, (bytes) => void parts.push(Buffer.from(bytes)));
    return { bytes: Buffer.concat(parts), response };
  }
  const cut = (text: string, ...places: readonly number[]): string[] =>
    [0, ...places].map((place, index) => text.slice(place, places[index]));

  test('is handed on, and what is left is the response', async () => {
    const text = got(DATA.toString('base64').replace(/.{76}/g, '$&\r\n'));
    const { client } = clientOf(() => cut(text, 50, 700, 90_001, 90_002));
    const { bytes, response } = await receive(client);
    expect(bytes.equals(DATA)).toBe(true);
    expect(response).toMatchObject({ responseMessages: [{ attachments: [{ attachmentId: { id: 'a' } }] }] });
  });

  test('that breaks off is asked for again, and nothing is handed on twice', async () => {
    const text = got(DATA.toString('base64'));
    const { client, bodies } = clientOf((number) =>
      number < 3 ? [text.slice(0, number * 30_000), reset()] : cut(text, 10_000),
    );
    expect((await receive(client)).bytes.equals(DATA)).toBe(true);
    expect(bodies.length).toBe(3);
  });

  test('that is no base64, or is not whole, does not pass for a file', async () => {
    const text = DATA.toString('base64');
    for (const wrong of [`${text.slice(0, 500)}-_${text.slice(502)}`, text.slice(0, 497), `QQ==${text}`]) {
      const { client } = clientOf(() => [got(wrong)]);
      await expect(receive(client)).rejects.toMatchObject({ code: 'ERR_NOT_EWS' });
    }
    const { client } = clientOf(() => [got(text).slice(0, 5000)]);
    await expect(receive(client)).rejects.toMatchObject({ code: 'ERR_TRUNCATED' });
  });

  test('in another encoding is read all the same, and so is a refusal', async () => {
    const wide = Buffer.from(`\ufeff${got(DATA.toString('base64'))}`, 'utf16le');
    const { client } = clientOf(() => [wide.subarray(0, 101), wide.subarray(101)], 'text/xml');
    expect((await receive(client)).bytes.equals(DATA)).toBe(true);
    const refusing = clientOf(() => [refusal('GetAttachment', 'ErrorItemNotFound')]);
    await expect(receive(refusing.client)).rejects.toMatchObject({ code: 'ErrorItemNotFound' });
    const page = clientOf(() => ['<!doctype html><p>Log in'], 'text/html');
    await expect(receive(page.client)).rejects.toMatchObject({ code: 'ERR_NOT_EWS' });
  });
});

describe('content that is sent', () => {
  function sending(
    size: number | undefined,
    chunks: readonly Uint8Array[] = [DATA.subarray(0, 10), DATA.subarray(10)],
  ) {
    const opened = { times: 0 };
    const content = new ByteSource(size, async function* open() {
      opened.times++;
      yield* chunks;
    });
    const attachments = [{ kind: 'fileAttachment', name: 'a.bin', content }];
    return { request: { parentItemId: { id: 'i' }, attachments } as object as CreateAttachmentType, opened };
  }

  test('is base64 in its place; a known size is announced', async () => {
    const { client, bodies, lengths } = clientOf(() => [attached]);
    for (const size of [DATA.length, undefined]) await client.call(CreateAttachment, sending(size).request);
    for (const body of bodies) expect(/<t:Content>(.*)<\/t:Content>/.exec(body)?.[1]).toBe(DATA.toString('base64'));
    expect(lengths).toEqual([bodies[0]?.length, undefined]);
  });

  test('goes again when the server was too busy for it, and not when nobody knows what became of it', async () => {
    const busy = clientOf((number) => [number === 1 ? refusal('CreateAttachment', 'ErrorServerBusy') : attached]);
    const first = sending(DATA.length);
    await busy.client.call(CreateAttachment, first.request);
    const unreached = clientOf((number) => [number === 1 ? unsent(reset()) : attached]);
    const second = sending(DATA.length);
    await unreached.client.call(CreateAttachment, second.request);
    const lost = clientOf(() => [reset()]);
    const third = sending(DATA.length);
    await expect(lost.client.call(CreateAttachment, third.request)).rejects.toMatchObject({ fate: 'unknown' });
    expect([first, second, third].map(({ opened }) => opened.times)).toEqual([2, 2, 1]);
  });

  test('that is shorter or longer than it was said to be is broken off', async () => {
    for (const size of [DATA.length - 1, DATA.length + 1]) {
      const { client, bodies } = clientOf(() => [attached]);
      await expect(client.call(CreateAttachment, sending(size).request)).rejects.toThrow(
        /broken off.*It changed while/,
      );
      expect(bodies).toEqual(['']);
    }
  });
});
