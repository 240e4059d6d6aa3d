/** Reading WWW-Authenticate, as servers really write it. */
import { expect, test } from '@jest/globals';
import { parseChallenges } from '../../src/auth/challenge.js';

const plain = (fields: string[]) =>
  parseChallenges(fields).map(({ scheme, token, parameters }) => ({ scheme, token, ...parameters }));

test.each([
  [
    'one field each',
    ['Negotiate', 'NTLM', 'Basic realm="mail.example.com"'],
    [{ scheme: 'Negotiate' }, { scheme: 'NTLM' }, { scheme: 'Basic', realm: 'mail.example.com' }],
  ],
  [
    'all in one field',
    ['Negotiate, NTLM, Basic realm="a, b", charset=UTF-8'],
    [{ scheme: 'Negotiate' }, { scheme: 'NTLM' }, { scheme: 'Basic', realm: 'a, b', charset: 'UTF-8' }],
  ],
  ['a token', ['NTLM TlRMTVNTUAACAAAA=='], [{ scheme: 'NTLM', token: 'TlRMTVNTUAACAAAA==' }]],
  [
    'a token without padding, then another scheme',
    ['Negotiate oYG2MIGz, NTLM'],
    [{ scheme: 'Negotiate', token: 'oYG2MIGz' }, { scheme: 'NTLM' }],
  ],
  ['an escaped quote', ['Basic realm="the \\"inner\\" one"'], [{ scheme: 'Basic', realm: 'the "inner" one' }]],
  [
    'Exchange with modern authentication',
    [
      'Bearer client_id="0000", trusted_issuers="0000@*", authorization_uri="https://login.example/x"',
      'Basic Realm=""',
    ],
    [
      { scheme: 'Bearer', client_id: '0000', trusted_issuers: '0000@*', authorization_uri: 'https://login.example/x' },
      { scheme: 'Basic', realm: '' },
    ],
  ],
  ['rubbish', [', ,"=', ''], []],
  [
    'a field that begins with a parameter',
    ['realm="x", Basic realm="y"'],
    [{ scheme: 'realm' }, { scheme: 'x' }, { scheme: 'Basic', realm: 'y' }],
  ],
])('challenges are read: %s', (_, fields, expected) => {
  expect(plain(fields)).toEqual(expected.map((each) => ({ token: undefined, ...each })));
});
