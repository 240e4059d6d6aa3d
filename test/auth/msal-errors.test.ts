/** What msal-node throws, told in the words of the authority, with what to do about it. */
import { expect, test } from '@jest/globals';
import { translated } from '../../src/auth/msal-errors.js';
import { AuthenticationError } from '../../src/errors.js';
import { said } from '../support/said.js';

const AUTHORITY = 'https://login.b.test/tenant';
const told = (message: string, errorCode?: unknown) =>
  translated(Object.assign(new Error(message), errorCode === undefined ? {} : { errorCode }), AUTHORITY) as Record<
    string,
    unknown
  >;

test.each([
  [['invalid_client', 'unauthorized_client'], /^Check `clientId`, and its secret or certificate/],
  [['invalid_grant'], /^Sign in again/],
  [['invalid_scope', 'invalid_resource', 'invalid_target'], /^Check `resource` and `scopes`/],
  [['access_denied', 'consent_required'], /has to consent/],
  [['expired_token', 'code_expired', 'device_code_expired'], /took too long; start again/],
  [
    ['endpoints_resolution_error', 'openid_config_error', 'network_error', 'untrusted_authority'],
    /^Check `tenant` or `authority`/,
  ],
])('%j', (codes, remedy) => {
  for (const code of codes) {
    expect(said(told('no', code))).toBe('No token from login.b.test: no.');
    expect(told('no', code)).toMatchObject({
      code: 'ERR_CREDENTIALS',
      server: 'login.b.test',
      remedy: expect.stringMatching(remedy),
      cause: { message: 'no.', code },
    });
  }
});

test.each([undefined, 5, '', 'something_else'])('the code %p has no remedy', (code) => {
  const error = told('no', code);
  expect(error['remedy']).toBeUndefined();
  expect(Object.hasOwn(error['cause'] as object, 'code')).toBe(code === 'something_else');
});

test.each([
  ['two\n  lines.', 'two lines.'],
  [
    'invalid_client: Error(s): 7000215 - Timestamp: Not Available - Description: AADSTS7000215: Wrong. - Correlation ID: 1 - Trace ID: 2',
    'invalid_client: AADSTS7000215: Wrong.',
  ],
  ['Error(s): 5 - Description: Wrong - Correlation ID: 1', 'Wrong.'],
  ['Error(s): 5 - Description: Wrong', 'Error(s): 5 - Description: Wrong.'],
  ['Error(s): 5', 'Error(s): 5.'],
  ['x Description: - Correlation ID: 1', 'x Description: - Correlation ID: 1.'],
  ['y'.repeat(500), `${'y'.repeat(400)}.`],
  ['', '.'],
])('%j is told as %j', (message, words) => {
  expect(said(told(message))).toBe(`No token from login.b.test: ${words}`);
});

test('what is ours already, and what is no error, stays as it is', () => {
  const own = new AuthenticationError('ERR_CREDENTIALS', 'no');
  expect(translated(own, AUTHORITY)).toBe(own);
  expect(translated('text', AUTHORITY)).toBe('text');
});
