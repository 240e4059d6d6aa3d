/** What is taken out of a text before it is shown: credentials in any form and any capitals, and what a terminal would obey. In linear time. */
import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { maskXml } from '../../src/client/masking.js';
import {
  AuthenticationError,
  EwsError,
  keepLogin,
  keepSecret,
  maskText,
  shown,
  shownIn,
  shownInLine,
} from '../../src/errors.js';
import { expectLinear } from '../support/growth.js';

const LOGIN = Buffer.from('ann:hunter2').toString('base64');
const JWT = 'eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0.eyJhIjoxfQ.c2lnbmF0dXJl';

describe('credentials by their form', () => {
  test.each([
    [`Basic ${LOGIN}`, LOGIN],
    [`basic ${LOGIN}`, LOGIN],
    [`BASIC ${LOGIN}`, LOGIN],
    ['bearer abcdefghijklmnopq', 'abcdefgh'],
    ['Bearer\tabcdefghijklmnop', 'abcdefgh'],
    ['Authorization: Bearer abc', 'abc'],
    ['proxy-authorization: Basic YTpi', 'YTpi'],
    ['Set-Cookie: X-BackEndCookie=abc; path=/', 'abc'],
    ['Cookie: a=b', 'a=b'],
    [JWT, 'eyJ'],
    [`"${JWT}"`, 'eyJ'],
    ['got TlRMTVNTUAADAAAAGAAYAEgAAAA= there', 'TlRMTVNTUAAD'],
    ['http://ann:hunter2@proxy:3128/', 'hunter2'],
    ['https://user:p@ss@host/', 'p@ss'],
    ['https://u:hunter2@[::bad/x', 'hunter2'],
    ['https://x.test/?a=1&ACCESS_TOKEN=abcdef', 'abcdef'],
    ['grant_type=password&client_secret=abcdef&x=1', 'abcdef'],
    ['password=abcdef', 'abcdef'],
    ['{"password":"abc\\"def","x":1}', 'abc'],
    ['{"client_secret" : "abcdef"}', 'abcdef'],
    ['Digest username="ann", response="0123456789abcdef"', '0123456789'],
  ])('%s', (text, secret) => {
    expect(maskText(text)).not.toContain(secret);
    expect(maskText(text)).toContain('***');
  });

  test.each([
    'Check user name and password; try the user name as user@domain.',
    'It offers Negotiate, NTLM, Basic.',
    'The mailbox ann@b.test was not found at https://mail.b.test/EWS/Exchange.asmx?a=1.',
    'a code=ErrorItemNotFound',
  ])('%s: nothing is taken out', (text) => {
    expect(maskText(text)).toBe(text);
  });
});

describe('secrets that were sent', () => {
  test('are known wherever they come back, in whatever words', () => {
    keepSecret('opaqueTokenOfNoForm');
    expect(maskText('bad token opaqueTokenOfNoForm.')).toBe('bad token ***.');
    keepLogin(Buffer.from('ann:corr3ct-horse').toString('base64'));
    expect(maskText('no corr3ct-horse here')).toBe('no *** here');
  });

  test('words are not: a password that is one would take out much else', () => {
    keepSecret('short');
    keepLogin(Buffer.from('ann:Exchange').toString('base64'));
    expect(maskText('a short word of Exchange')).toBe('a short word of Exchange');
  });

  test('so many are kept, the newest', () => {
    for (let n = 0; n < 150; n++) keepSecret(`secret-number-${n}!`);
    expect(maskText('secret-number-0! secret-number-149!')).toBe('secret-number-0! ***');
  });
});

describe('elements of XML', () => {
  test.each([
    ['<t:NewPassword>x1</t:NewPassword>', '<t:NewPassword>***</t:NewPassword>'],
    ['<Password><![CDATA[hunter2]]></Password>', '<Password>***</Password>'],
    ['<a:Password x=">">hunter2</a:Password>', '<a:Password x=">">***</a:Password>'],
    ["<Token a='>'>x<!-- > -->y</Token>", "<Token a='>'>***</Token>"],
    ['<t:PASSWORD>x</t:PASSWORD>', '<t:PASSWORD>***</t:PASSWORD>'],
    ['<Secret>cut', '<Secret>***'],
    ['<Token a="cut', '<Token a="cut'],
    ['<Password/><Subject>x</Subject>', '<Password/><Subject>x</Subject>'],
    [
      '<m:GetPasswordExpirationDate>\n<m:Mailbox>a</m:Mailbox></m:GetPasswordExpirationDate>',
      '<m:GetPasswordExpirationDate>\n<m:Mailbox>a</m:Mailbox></m:GetPasswordExpirationDate>',
    ],
    ['<t:Subject>x3</t:Subject>', '<t:Subject>x3</t:Subject>'],
    ['', ''],
  ])('%s', (xml, masked) => {
    expect(maskXml(xml)).toBe(masked);
  });
});

describe('what a terminal obeys', () => {
  test.each(['\x1b[2J', '\x07', '\x9b31m', '\u202e', '\u2066', '\u2028', '\x00', '\r', '\x7f'])(
    '%j is taken out',
    (sign) => {
      expect(shown(`a${sign}b`)).not.toContain(sign[0]);
      expect(shown(`a${sign}b`)).toMatch(/^a\ufffd.*b$/);
    },
  );

  test('line feeds and tabs stay, but not in what is one line', () => {
    expect(shown('a\r\nb\tc')).toBe('a\nb\tc');
    expect(shownInLine('a\r\nb\tc')).toBe('a  b c');
  });
});

test('an error says none of it, whatever it is made of', () => {
  keepSecret('opaqueTokenOfNoForm');
  const echoed = 'opaqueTokenOfNoForm \x1b[2J';
  const error = new EwsError(echoed, echoed, { remedy: echoed, requestId: echoed, server: echoed });
  const refused = new AuthenticationError('ERR_UNAUTHORIZED', 'no', { offered: [echoed] });
  expect(inspect([error, refused], { showHidden: true }) + JSON.stringify([error, refused])).not.toMatch(
    /opaqueToken|\x1b/,
  );
  expect(shownIn({ a: [echoed, 1, null], b: { c: echoed } })).toEqual({
    a: ['*** \ufffd[2J', 1, null],
    b: { c: '*** \ufffd[2J' },
  });
});

describe('time grows with the text, not with its square', () => {
  const pieces = [
    'a',
    'QUJD',
    'eyJ-',
    'eyJa.',
    'Basic ',
    'Basic',
    'Digest a="',
    'a://',
    '"password":"',
    '"password":"\\',
    '&code=',
    'password=',
    'TlRM',
    'Cookie:',
    '://a@',
    ' ',
    '\\',
  ];
  test.each(pieces)('maskText: %j again and again', (piece) => {
    expectLinear((size) => piece.repeat(Math.ceil(size / piece.length)), maskText);
  });
  test.each(['a://', 'eyJ', 'Basic ', '"password":"', 'password', '://'])('maskText: %j and a long run', (head) => {
    for (const run of ['b', ' ', 'b-', 'b.', '\\"'])
      expectLinear((size) => head + run.repeat(size / run.length), maskText);
  });
  test.each([
    '<Password',
    '<Password>',
    '<a',
    '<Token ',
    '<Token a="',
    '<![CDATA[',
    '<!--',
    '<Token><!--',
    '<Token><![CDATA[',
    '<Token a=\'"',
    'Password',
    '<',
  ])('maskXml: %s again and again', (piece) => {
    expectLinear((size) => piece.repeat(Math.ceil(size / piece.length)), maskXml);
    expectLinear((size) => `<${piece}${'a'.repeat(size)}`, maskXml);
  });
});
