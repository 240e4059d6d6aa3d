/** winmail.dat: what Outlook put into it is the message's own. */
import { describe, expect, test } from '@jest/globals';
import { parseMime } from '../../../src/sandbox/mime/parse.js';
import { parseTnef } from '../../../src/sandbox/mime/tnef.js';
import { expectLinear } from '../../support/growth.js';

const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};
const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
const sized = (bytes: Buffer) => Buffer.concat([u32(1), u32(bytes.length), padded(bytes)]);

type Property = readonly [tag: number, value: Buffer];
const text = (tag: number, value: string): Property => [tag | 0x1f, sized(Buffer.from(`${value}\0`, 'utf16le'))];
const narrow = (tag: number, value: Buffer): Property => [tag | 0x1e, sized(value)];
const number = (tag: number, value: number): Property => [tag | 0x03, u32(value)];
const binary = (tag: number, value: Buffer): Property => [tag | 0x102, sized(value)];
const named = (value: string): Property => [
  0x8000001f,
  Buffer.concat([
    Buffer.alloc(16),
    u32(1),
    u32(10),
    padded(Buffer.from('name\0', 'utf16le')),
    sized(Buffer.from(value)),
  ]),
];
const properties = (...list: Property[]) =>
  Buffer.concat([u32(list.length), ...list.flatMap(([tag, value]) => [u32(tag), value])]);

const attribute = (level: number, id: number, data: Buffer) =>
  Buffer.concat([Buffer.from([level]), u32(id), u32(data.length), data, Buffer.alloc(2)]);
const message = (...list: Property[]) => attribute(1, 0x00069003, properties(...list));
const file = (title: string, data: Buffer | undefined, ...list: Property[]) =>
  Buffer.concat([
    attribute(2, 0x00069002, Buffer.alloc(14)),
    attribute(2, 0x00018010, Buffer.from(`${title}\0`, 'latin1')),
    ...(data ? [attribute(2, 0x0006800f, data)] : []),
    attribute(2, 0x00069005, properties(...list)),
  ]);
const stream = (...parts: Buffer[]) => Buffer.concat([u32(0x223e9f78), Buffer.from([1, 0]), ...parts]);

const mail = (tnef: Buffer, plain = 'As plain text') =>
  Buffer.from(
    [
      'Subject: From Outlook',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      plain,
      '--b',
      'Content-Type: application/ms-tnef; name="winmail.dat"',
      'Content-Transfer-Encoding: base64',
      'Content-Disposition: attachment; filename="winmail.dat"',
      '',
      tnef.toString('base64'),
      '--b--',
    ].join('\r\n'),
  );

const LONG = text(0x37070000, 'Überlanger Name.pdf');

describe('a mail with winmail.dat', () => {
  test('has the files that are in it, by their long names, with types and ids, and not the winmail.dat', () => {
    const whole = stream(
      message(named('passed over'), text(0x00370000, 'From Outlook')),
      file('UBERLA~1.PDF', Buffer.from('pdf'), LONG, text(0x370e0000, 'application/pdf')),
      file('p.png', Buffer.from('png'), text(0x37120000, 'p1'), number(0x37140000, 4)),
      file('kein.txt', Buffer.from('txt')),
    );
    const { attachments, text: plain } = parseMime(mail(whole));
    expect(plain).toBe('As plain text');
    expect(attachments.map(({ content, ...rest }) => ({ ...rest, text: Buffer.from(content).toString() }))).toEqual([
      {
        name: 'Überlanger Name.pdf',
        contentType: 'application/pdf',
        contentId: undefined,
        isInline: false,
        text: 'pdf',
      },
      { name: 'p.png', contentType: 'application/octet-stream', contentId: 'p1', isInline: true, text: 'png' },
      { name: 'kein.txt', contentType: 'application/octet-stream', contentId: undefined, isInline: false, text: 'txt' },
    ]);
  });

  test('has the HTML that is in it, in its own charset; the plain text stays', () => {
    const html = binary(0x10130000, Buffer.from('<p>\u041f\u0440\u0438</p>', 'utf8'));
    const found = parseMime(mail(stream(message(html, number(0x3fde0000, 65001)))));
    expect([found.html, found.text, found.attachments]).toEqual(['<p>При</p>', 'As plain text', []]);
  });

  test('texts that are no Unicode are in the code page of the stream', () => {
    const page = attribute(1, 0x00069007, Buffer.concat([u32(1251), u32(0)]));
    const name = narrow(0x37070000, Buffer.from([0xcf, 0xf0, 0xe8, 0x00]));
    const body = attribute(1, 0x0002800c, Buffer.from([0xcf, 0xf0, 0xe8, 0x00]));
    const found = parseTnef(stream(page, body, file('x', Buffer.from('1'), name)));
    expect([found?.text, found?.attachments[0]?.name]).toEqual(['При', 'При']);
  });

  test('a message within is a message, and its files are its own', () => {
    const inner = stream(
      message(
        text(0x00370000, 'Inner – one'),
        text(0x0c1a0000, 'Ann'),
        text(0x5d010000, 'ann@contoso.com'),
        [0x00390040, Buffer.from('00442906227ddc01', 'hex')],
        text(0x10000000, 'Inner text'),
      ),
      file('in.txt', Buffer.from('inside')),
    );
    const object: Property = [0x3701000d, sized(Buffer.concat([Buffer.alloc(16), inner]))];
    const [within] = parseMime(mail(stream(file('Inner', undefined, number(0x37050000, 5), object)))).attachments;
    expect([within?.contentType, within?.name]).toEqual(['message/rfc822', '']);
    const opened = parseMime(within?.content as Uint8Array);
    expect([opened.text, opened.attachments.map(({ name }) => name)]).toEqual(['Inner text', ['in.txt']]);
    expect(opened.headers.map(({ name, value }) => `${name}: ${value}`).slice(0, 3)).toEqual([
      'Subject: Inner – one',
      'From: Ann <ann@contoso.com>',
      'Date: Sun, 04 Jan 2026 02:30:00 GMT',
    ]);
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['another signature', Buffer.from('789f3e320000', 'hex')],
  ])('%s is a file like any other', (_, bytes) => {
    expect(parseMime(mail(bytes)).attachments.map(({ name }) => name)).toEqual(['winmail.dat']);
  });
});

test('what is cut off or broken anywhere is read as far as it goes', () => {
  const whole = stream(
    message(named('x'), text(0x10000000, 'text'), number(0x3fde0000, 65001), [0x1003, Buffer.from('ffffffff', 'hex')]),
    file('a.txt', Buffer.from('a'), LONG, [0x37011102, Buffer.concat([u32(2), u32(1), u32(0), u32(0)])]),
  );
  let files = 0;
  for (let at = 0; at < whole.length; at++) {
    files += parseTnef(whole.subarray(0, at))?.attachments.length ?? 0;
    for (const byte of [0x00, 0x7f, 0xff]) {
      const broken = Buffer.from(whole);
      broken[at] = byte;
      files += parseTnef(broken)?.attachments.length ?? 0;
    }
  }
  expect(files).toBeGreaterThan(whole.length);
});

test('time grows with the length', () => {
  const one = text(0x30010000, 'x');
  const list = (count: number) =>
    Buffer.concat([u32(count), ...Array.from({ length: count }, () => [u32(one[0]), one[1]]).flat()]);
  expectLinear(
    (count) =>
      stream(attribute(1, 0x00069003, list(count)), ...Array.from({ length: count / 10 }, () => file('a', one[1]))),
    (bytes) => parseTnef(bytes),
  );
});
