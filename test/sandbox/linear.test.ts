/** The sandbox reads what strangers send: mail, calendars, queries. Whatever that is, the time grows with it and not with its square. */
import { describe, expect, test } from '@jest/globals';
import { parseAddresses } from '../../src/sandbox/mime/addresses.js';
import { textOfHtml } from '../../src/sandbox/mime/body.js';
import { buildMessage } from '../../src/sandbox/mime/build.js';
import { parseMime } from '../../src/sandbox/mime/parse.js';
import { parseQueryString } from '../../src/sandbox/search/query-string.js';
import type { Store } from '../../src/sandbox/store/store.js';
import { expectLinear } from '../support/growth.js';

const again = (piece: string) => (size: number) => piece.repeat(Math.ceil(size / piece.length));

describe.each([
  '<',
  '<a',
  '<script ',
  '<script',
  '<style><',
  '<head></script>',
  '<br ',
  ' ',
  '&',
  '&a',
  '&#x1',
  '</p>',
  '<!--',
])('HTML: %j again and again', (piece) => {
  test('as text', () => expectLinear(again(piece), textOfHtml));
});

test('what is not shown of HTML is left out, and what has no end is not', () => {
  expect(textOfHtml('<head><title>x</title></head>a<SCRIPT>b<script></Script>c<style>d</style><b>e</b>')).toBe('ace');
  expect(textOfHtml('a<script>b<style>c</style>d')).toBe('abd');
});

describe.each([' ', '\t', '=', '=?', '=?a?b?', '=?utf-8?q?a?= ', '"', '\\"', '<', '<a>', '; a="', '; a=', ';\t', ','])(
  'mail: %j again and again',
  (piece) => {
    const mail = (head: string, body: string) => Buffer.from(`${head}\r\n\r\n${body}`, 'latin1');
    test('in a subject', () => expectLinear((size) => mail(`Subject: ${again(piece)(size)}x`, ''), parseMime));
    test('in an address', () => expectLinear((size) => `${again(piece)(size)}x`, parseAddresses));
    test('in a parameter', () =>
      expectLinear((size) => mail(`Content-Type: text/plain${again(piece)(size)}`, ''), parseMime));
    test('in a quoted-printable body', () =>
      expectLinear((size) => mail('Content-Transfer-Encoding: quoted-printable', `${again(piece)(size)}x`), parseMime));
  },
);

test.each(['a', ' ', '"', ',', '"ä"', 'ä '])('a header that is written: %j again and again', (piece) => {
  const message = (value: string) => ({ headers: [{ name: 'To', value }], attachments: [], seed: 's' });
  expectLinear((size) => message(`ä${again(piece)(size)}`), buildMessage);
});

test('names in a header that is written are encoded, addresses are not', () => {
  const headers = [{ name: 'To', value: 'Änn <a@b.test>, "Bö" <b@b.test>, c@b.test' }];
  const text = Buffer.from(buildMessage({ headers, attachments: [], seed: 's' })).toString();
  expect(text).toMatch(/^To: =\?utf-8\?B\?\S+\?= <a@b\.test>, =\?utf-8\?B\?\S+\?= <b@b\.test>, c@b\.test\r\n/i);
});

test.each(['a:', '"', 'a ', 'subject:"', 'subject:(', ' ', '(', ')', '-', 'size:1..'])(
  'a query: %j again and again',
  (piece) => {
    expectLinear(again(piece), (query) => {
      try {
        return parseQueryString(query, { clock: { now: () => new Date() }, timeZone: undefined, store: {} as Store });
      } catch (error) {
        return error;
      }
    });
  },
);
