/** Internet messages: built and parsed again, their addresses, and the text of HTML. */
import { expect, test } from '@jest/globals';
import { textOfHtml } from '../../../src/sandbox/mime/body.js';
import { buildMessage } from '../../../src/sandbox/mime/build.js';
import { parseAddresses, parseMime } from '../../../src/sandbox/mime/parse.js';

test('what is built parses to the same', () => {
  const built = buildMessage({
    headers: [
      { name: 'Subject', value: 'Grüße aus 日本, ziemlich lang, damit mehrere Wörter entstehen' },
      { name: 'To', value: '"Bär, B" <b@example.com>' },
    ],
    text: 'Zeile\r\n',
    html: '<p>Zeile</p>',
    attachments: [{ name: 'é & <x>.bin', contentType: 'application/octet-stream', content: new Uint8Array([0, 255]) }],
    seed: 'x',
  });
  const message = parseMime(built);
  expect(message.headers.find((one) => one.name === 'Subject')?.value).toBe(
    'Grüße aus 日本, ziemlich lang, damit mehrere Wörter entstehen',
  );
  expect([message.text, message.html]).toEqual(['Zeile\r\n', '<p>Zeile</p>']);
  expect(message.attachments.map((one) => [one.name, [...one.content]])).toEqual([['é & <x>.bin', [0, 255]]]);
});

test('addresses are split outside of quotes', () => {
  expect(parseAddresses('"Berg, Anna" <a@x.y>, b@x.y')).toEqual([
    { name: 'Berg, Anna', emailAddress: 'a@x.y' },
    { emailAddress: 'b@x.y' },
  ]);
});

test('text is made of HTML', () => {
  expect(textOfHtml('<html><head><style>p{}</style></head><body><p>a&amp;b</p>c<br>d&#x41;</body></html>')).toBe(
    'a&b\r\nc\r\ndA',
  );
});
