/** An answer whose content is handed on while it arrives: which answers are read as a whole instead, and how they are left. */
import { describe, expect, test } from '@jest/globals';
import { receive } from '../../src/client/receive.js';
import type { HttpStream } from '../../src/http/transport.js';
import { committed } from '../../src/soap/committed.js';
import { fault, response, success } from './misbehaving.js';

const url = new URL('https://mail.b.test/EWS/Exchange.asmx');
const ATTACHMENTS =
  '<m:Attachments><t:FileAttachment><t:AttachmentId Id="a"/><t:Content>Y29udGVudA==</t:Content></t:FileAttachment></m:Attachments>';
const GOOD = response('GetAttachment', [success('GetAttachment', ATTACHMENTS)]);

/** What a stream came to: how it was left, what was handed on, and what is left as the answer. */
async function received(status: number, body: string, type = 'text/xml') {
  const seen = { finished: [] as string[], cancelled: 0, content: '', answer: '' };
  const stream: HttpStream = {
    status,
    headers: { 'content-type': type },
    challenges: [],
    url,
    body: (async function* () {
      yield Buffer.from(body.slice(0, 40));
      yield Buffer.from(body.slice(40));
    })(),
    finish: (answer) => void seen.finished.push(Buffer.from(answer.body).toString()),
    cancel: () => void seen.cancelled++,
  };
  const transport = { openStream: async () => stream } as never;
  const answer = await receive(transport, { method: 'POST', url }, {
    registry: committed,
    take: (bytes: Uint8Array) => {
      seen.content += Buffer.from(bytes).toString();
    },
    limits: undefined,
    broken: (beginning) => new Error(`broken: ${Buffer.from(beginning.body).toString()}`),
  } as Parameters<typeof receive>[2]);
  expect(answer.status).toBe(status);
  seen.answer = Buffer.from(answer.body).toString();
  return seen;
}

test('content is handed on, and the answer is without it', async () => {
  const { content, answer, cancelled } = await received(200, GOOD);
  expect([content, cancelled]).toEqual(['content', 1]);
  expect(answer).toContain('<t:AttachmentId Id="a"/>');
  expect(answer).not.toContain('Y29udGVudA==');
});

describe('is read as a whole, and the connection is told of all of it', () => {
  test.each([
    ['a refusal', 500, fault('ErrorItemNotFound'), 'text/xml'],
    ['one that looks like content', 500, GOOD, 'text/xml'],
    ['a redirection', 300, GOOD, 'text/xml'],
    ['a web page', 200, '<html><body>Log in, please, to read your mail here.</body></html>', 'text/html'],
  ])('%s', async (_, status, body, type) => {
    expect(await received(status, body, type)).toEqual({ finished: [body], cancelled: 0, content: '', answer: body });
  });
});

test('what is no XML is an error, made of how it begins', async () => {
  await expect(received(200, 'no XML at all')).rejects.toThrow('broken: no XML at all');
});
