/** Mail that is not as it should be, and what a reader makes of it: broken structure, old charsets, text that flows, calendars within. */
import { describe, expect, test } from '@jest/globals';
import { decodeText } from '../../../src/sandbox/mime/decode.js';
import { headerOf, parseMime } from '../../../src/sandbox/mime/parse.js';
import { expectLinear } from '../../support/growth.js';

const mail = (...lines: string[]) => parseMime(Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1'));
const names = (...lines: string[]) => mail(...lines).attachments.map(({ name }) => name);
const MIXED = ['Content-Type: multipart/mixed; boundary=b', ''];

describe('structure', () => {
  test('without an empty line the text begins where the headers end', () => {
    const message = mail('Subject: s', 'To: a@b', ' , c@d', 'no empty line here', 'nor here');
    expect([headerOf(message.headers, 'To'), message.text]).toEqual([
      'a@b , c@d',
      'no empty line here\r\nnor here\r\n',
    ]);
    expect(mail('only text', '', 'and more').text).toBe('only text\r\n\r\nand more\r\n');
    expect(headerOf(mail('Subject: s', 'garbage', 'To: a@b', '', 'x').headers, 'To')).toBe('a@b');
  });

  test('a multipart within may have the boundary of the one about it', () => {
    const inner = ['--b', ...MIXED, '--b', 'Content-Type: text/plain', '', 'one', '--b--', ''];
    const file = ['--b', 'Content-Type: image/gif; name=x.gif', '', 'y', '--b--', '--b', '', 'not this'];
    const message = mail(...MIXED, ...inner, ...file);
    expect([message.text, message.attachments.map(({ name }) => name)]).toEqual(['one', ['x.gif']]);
  });

  test('between two boundaries is nothing', () => {
    expect(names(...MIXED, '--b', '--b', 'Content-Type: image/gif; name=x.gif', '', 'y', '--b', '--b--')).toEqual([
      'x.gif',
    ]);
  });

  test('the end of a multipart may be missing, and of the one within', () => {
    const within = ['--b', 'Content-Type: multipart/alternative; boundary=c', '', '--c', '', 'one'];
    expect(names(...MIXED, ...within, '--b', 'Content-Type: image/gif; name=x.gif', '', 'y')).toEqual(['x.gif']);
  });

  test('as many empty multiparts as there may be', () => {
    expectLinear(
      (size) => Buffer.from(`${MIXED.join('\r\n')}\r\n${`--b\r\n${MIXED[0]}\r\n\r\n`.repeat(size / 48)}`),
      parseMime,
    );
    expectLinear((size) => Buffer.from(`a: b\n${'c\n'.repeat(size / 2)}`), parseMime);
  });
});

describe('text that flows (RFC 3676)', () => {
  const flowed = (parameters: string, ...lines: string[]) =>
    mail(`Content-Type: text/plain; format=flowed${parameters}`, '', ...lines).text;

  test('a space at the end goes on in the next line, as deep in quotes; a signature does not', () => {
    expect(flowed('', 'one ', 'two', '> three ', '> four ', 'five', '-- ', 'me')).toBe(
      'one two\r\n> three four \r\nfive\r\n-- \r\nme\r\n',
    );
  });

  test('DelSp takes the space away; a space that was put before the line goes', () => {
    expect(flowed('; delsp=yes', 'long ', 'word', ' >x')).toBe('longword\r\n>x\r\n');
  });
});

test('calendars: the first is apart, whatever follows is a file', () => {
  const calendar = ['--b', 'Content-Type: text/calendar; method=REQUEST', '', 'BEGIN:VCALENDAR'];
  const message = mail(...MIXED, ...calendar, ...calendar, '--b--');
  expect([message.calendar?.file.name, message.attachments.map(({ name }) => name)]).toEqual([
    'ATT00001.ics',
    ['ATT00001.ics'],
  ]);
});

test.each([
  ['utf-7', 'Gr+APwA3w-e+-', 'Grüße+'],
  ['utf-32', '\xff\xfe\0\0G\0\0\0\xfc\0\0\0', 'Gü'],
  ['utf-32be', '\0\0\0G\0\0\0\xfc', 'Gü'],
  ['IBM850', 'Gr\x81\xe1e', 'Grüße'],
  ['cp437', '\x84\x94\x81', 'äöü'],
  ['cp852', 'Za\xbe\xa2\x88\x86', 'Zażółć'],
  ['cp-1252', '\x80', '€'],
  ['iso-2022-kr', '\x1b$)C\x0eGQ19>n\x0f x', '한국어 x'],
  ['iso-2022-cn', '\x1b$)A\x0eVPND\x0f', '中文'],
  ['hz-gb-2312', 'a~{VPND~}b~~', 'a中文b~'],
])('charset %s: %j', (charset, bytes, text) => {
  expect(decodeText(Buffer.from(bytes, 'latin1'), charset)).toBe(text);
  const word = `=?${charset}?B?${Buffer.from(bytes, 'latin1').toString('base64')}?=`;
  expect(headerOf(mail(`Subject: ${word} ${word}`, '', 'x').headers, 'Subject')).toBe(`${text}${text}`);
});
