/** Encodings of answers: what the document says itself counts, then what carried it. */
import { expect, test } from '@jest/globals';
import { GetUserPhoto } from '../../generated/index.js';
import { Client } from '../../src/client/client.js';
import { failFast } from '../../src/client/retry-policy.js';
import { committed } from '../../src/soap/committed.js';
import { decodeEnvelope } from '../../src/soap/documents.js';
import { envelope } from '../codec/support.js';

const photo = (text: string) =>
  `<m:GetUserPhotoResponse ResponseClass="Success"><m:MessageText>${text}</m:MessageText><m:ResponseCode>NoError</m:ResponseCode><m:HasChanged>true</m:HasChanged></m:GetUserPhotoResponse>`;
const document = (declared = '') =>
  `${declared === '' ? '' : `<?xml version="1.0" encoding="${declared}"?>`}${envelope(photo('Grüße')).toString()}`;
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

test.each<[string, Buffer, string | undefined]>([
  ['UTF-8', Buffer.from(document()), undefined],
  ['UTF-8, which its carrier takes for something else', Buffer.from(document('utf-8')), 'iso-8859-1'],
  ['UTF-8 with a byte order mark, too', Buffer.from(`\ufeff${document()}`), 'iso-8859-1'],
  ['UTF-8 that was UTF-16 once', Buffer.from(document('utf-16')), undefined],
  ['Latin-1 by its declaration', Buffer.from(document('iso-8859-1'), 'latin1'), 'utf-8'],
  ['Latin-1 by its carrier alone', Buffer.from(document(), 'latin1'), 'iso-8859-1'],
  ['UTF-16 without a byte order mark', Buffer.from(document('utf-16'), 'utf16le'), undefined],
  ['UTF-16 without a declaration', Buffer.from(document(), 'utf16le'), undefined],
  ['UTF-16 with the other half first', utf16be(document('utf-16')), 'utf-16'],
  ['UTF-8, filled up with zeros', Buffer.from(`${document()}\0\0\0`), undefined],
  ['UTF-16, filled up with zeros', Buffer.from(`${document()}\0\0`, 'utf16le'), undefined],
  ['UTF-8 of a carrier that says nonsense', Buffer.from(document()), 'binary.thing'],
])('%s', (_, bytes, charset) => {
  expect(decodeEnvelope(bytes, { charset }).body).toMatchObject({ messageText: 'Grüße' });
});

test('an encoding that nobody knows is said to be so', () => {
  expect(() => decodeEnvelope(Buffer.from(document('x-own')))).toThrow('The encoding "x-own" is not known');
});

test.each(['br', 'deflate', 'gzip, gzip'])('an answer that is packed as %s is said to be so', async (packed) => {
  const endpoint = new URL('https://mail.b.test/EWS/Exchange.asmx');
  const headers = { 'content-type': 'text/xml', 'content-encoding': packed };
  const transport = {
    request: async () => ({
      status: 200,
      headers,
      challenges: [],
      url: endpoint,
      body: Buffer.from([0x8b, 0x07, 0x80]),
    }),
    openStream: () => Promise.reject(new Error('not here')),
    async [Symbol.asyncDispose]() {},
  };
  await using client = new Client({ registry: committed, endpoint, transport, retry: failFast() });
  await expect(client.call(GetUserPhoto, { email: 'a@b.test', sizeRequested: 'HR48x48' })).rejects.toMatchObject({
    code: 'ERR_NOT_EWS',
    message: expect.stringContaining(`packed as '${packed}', where gzip was asked for`),
  });
});

test.each([['text/xml; charset=iso-8859-1'], ['text/xml;charset="ISO-8859-1"; action=x']])(
  'the client hands on what Content-Type says: %s',
  async (type) => {
    const endpoint = new URL('https://mail.b.test/EWS/Exchange.asmx');
    const body = Buffer.from(document(), 'latin1');
    const transport = {
      request: async () => ({ status: 200, headers: { 'content-type': type }, challenges: [], url: endpoint, body }),
      openStream: () => Promise.reject(new Error('not here')),
      async [Symbol.asyncDispose]() {},
    };
    await using client = new Client({ registry: committed, endpoint, transport, retry: failFast() });
    const answer = await client.call(GetUserPhoto, { email: 'a@b.test', sizeRequested: 'HR48x48' });
    expect(answer).toMatchObject({ messageText: 'Grüße' });
  },
);
