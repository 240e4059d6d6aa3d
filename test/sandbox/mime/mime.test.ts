/** Internet messages: built and parsed again, their addresses, and the text of HTML. */
import { expect, test } from '@jest/globals';
import { parseAddresses } from '../../../src/sandbox/mime/addresses.js';
import { textOfHtml } from '../../../src/sandbox/mime/body.js';
import { buildMessage } from '../../../src/sandbox/mime/build.js';
import { parseDate } from '../../../src/sandbox/mime/dates.js';
import { parseMime } from '../../../src/sandbox/mime/parse.js';

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

const mail = (...lines: string[]) => Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1');

test.each([
  ['=?utf-8?Q?M=C3=BCller=2C_Anna?= <a@x.y>, b@x.y', ['Müller, Anna <a@x.y>', 'b@x.y']],
  ['=?utf-8?Q?A_=3Ca=40b=2Ec=3E?= <real@x.y>', ['A <a@b.c> <real@x.y>']],
  ['daemon@x.y (Mail Delivery)', ['Mail Delivery <daemon@x.y>']],
  ['p@x.y (Pete, boss), b@x.y', ['Pete, boss <p@x.y>', 'b@x.y']],
  ['Pete (the boss) <p@x.y>', ['Pete <p@x.y>']],
  ['undisclosed-recipients:;', []],
  ['Team: a@x.y, Bob <b@x.y>;, c@x.y', ['a@x.y', 'Bob <b@x.y>', 'c@x.y']],
  ['Mary <@a.y,@b.y:m@x.y>', ['Mary <m@x.y>']],
  ['<>', []],
  [',;', []],
  ['=?utf-8?Q?a=0D=0ABcc=3A_x?= <a@x.y>', ['a Bcc: x <a@x.y>']],
])('addresses: %s', (text, expected) => {
  expect(
    parseAddresses(text).map(({ name, emailAddress }) => (name ? `${name} <${emailAddress}>` : emailAddress)),
  ).toEqual(expected);
});

test.each([
  ['Fri, 21 Nov 1997 09(comment):   55  :  06 -0600', '1997-11-21T15:55:06.000Z'],
  ['21 Nov 97 09:55:06 GMT', '1997-11-21T09:55:06.000Z'],
  ['Thu, 13 Feb 1969 23:32 -0330', '1969-02-14T03:02:00.000Z'],
  ['Mon,5 Jan 2026 10:00:00 +0100 (CET)', '2026-01-05T09:00:00.000Z'],
  ['5 Jan 2026 10:00:00', '2026-01-05T10:00:00.000Z'],
  ['Mo, 05 Jan 26 10:00:00 EST', '2026-01-05T15:00:00.000Z'],
  ['Wed, 31 Dec 2025 23:59:60 +0000', '2026-01-01T00:00:00.000Z'],
  ['2026-01-05 10:00:00 +0100', '2026-01-05T09:00:00.000Z'],
  ['Tue, 01 Jan 275000 00:00:00 +0000', undefined],
  ['yesterday', undefined],
])('a date: %s', (text, expected) => {
  expect(parseDate(text)?.toISOString()).toBe(expected);
});

test.each([
  ['base64 in two padded pieces', ['Content-Transfer-Encoding: base64', '', 'YQ==', 'Yg=='], 'ab'],
  ['base64 with a footer', ['Content-Transfer-Encoding: base64', '', 'aGFsbG8=', '', '-- list --'], 'hallo'],
  ['an encoding with a comment', ['Content-Transfer-Encoding: quoted-printable (as sent)', '', 'a=C3=A9'], 'aé'],
  ['an encoding in quotes', ['Content-Transfer-Encoding: "base64"', '', 'aGFsbG8='], 'hallo'],
  ['a charset in single quotes', ["Content-Type: text/plain; charset='iso-8859-1'", '', 'Gr\xfc\xdfe'], 'Grüße'],
  ['8 bits without a charset', ['Subject: x', '', 'Gr\xfc\xdfe'], 'Grüße'],
  ['no boundary', ['Content-Type: multipart/mixed', '', 'hello'], 'hello'],
  ['a type that is none', ['Content-Type: text', '', 'hello'], 'hello'],
])('a body: %s', (_, lines, expected) => {
  expect(parseMime(mail(...lines)).text?.trim()).toBe(expected);
});

test.each([
  [mail('From a@x.y Mon Jan  5 10:00:00 2026', 'Subject: s', '', 'b')],
  [Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), mail('Subject: s', '', 'b')])],
  [Buffer.from('Subject: s\rFrom: a@x.y\r\rb\r')],
])('a mail in the form of other systems: row %#', (bytes) => {
  const { headers, text } = parseMime(bytes);
  expect([headers[0]?.name, headers[0]?.value, text?.trim()]).toEqual(['Subject', 's', 'b']);
});

test('parts without a name are named as Exchange names them, a message by its subject; names may be encoded', () => {
  const part = (type: string, ...more: string[]) => ['--b', `Content-Type: ${type}`, ...more, '', 'x'];
  const parts = [
    ...part('text/plain'),
    ...part('text/plain'),
    ...part('image/png'),
    ...part('message/rfc822'),
    ...part('application/pdf; name==?utf-8?Q?My_r=C3=A9sum=C3=A9.pdf?='),
    ...part('application/pdf', 'Content-Disposition: attachment; filename=My file.pdf'),
    ...part('application/x', 'Content-Transfer-Encoding: x-uuencode', '', 'begin 644 a', '%:&%L;&\\', '`', 'end'),
  ];
  const { attachments } = parseMime(mail('Content-Type: multipart/mixed; boundary=b', '', ...parts, '--b--'));
  expect(attachments.map((one) => one.name)).toEqual([
    'ATT00001.txt',
    'ATT00002.png',
    '',
    'My résumé.pdf',
    'My file.pdf',
    'ATT00006.bin',
  ]);
  expect(Buffer.from(attachments[5]!.content).toString()).toBe('hallo');
});
