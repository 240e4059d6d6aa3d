/** What a failure means for a request, by every HTTP status and code: done or not, worth another try or not; and what is said to do about it. */
import { describe, expect, test } from '@jest/globals';
import { statusError } from '../../src/client/answers.js';
import { judge } from '../../src/client/verdict.js';
import { TransportError } from '../../src/errors.js';

const byStatus = (status: number) => judge(new TransportError('ERR_HTTP_STATUS', 'no', { status }));
const ALL = Array.from({ length: 300 }, (_, index) => index + 300);

describe('an HTTP status', () => {
  test('proves that a request was not taken where it speaks of its target or its form, and only there', () => {
    expect(ALL.filter((status) => byStatus(status).done === 'no')).toEqual([
      404, 405, 410, 411, 413, 414, 415, 417, 421, 426, 431,
    ]);
    expect(ALL.filter((status) => byStatus(status).done === 'refused')).toEqual([]);
  });

  test('passes where it speaks of time, load or the server itself', () => {
    const passing = ALL.filter((status) => byStatus(status).passing);
    expect(passing).toEqual([408, 429, ...ALL.filter((status) => status >= 500)]);
  });

  test('429 and 503 ask for less, and no other does', () => {
    expect(ALL.filter((status) => byStatus(status).busy)).toEqual([429, 503]);
  });

  test('one of the server that is not about load gets three tries', () => {
    const few = ALL.filter((status) => byStatus(status).tries === 3);
    expect(few).toEqual(ALL.filter((status) => status >= 500 && ![502, 503, 504].includes(status)));
  });
});

test.each<[TransportError['code'], string, boolean]>([
  ['ERR_HOST_NOT_FOUND', 'no', false],
  ['ERR_CONNECTION_REFUSED', 'no', true],
  ['ERR_NETWORK', 'unknown', true],
  ['ERR_PROXY', 'no', true],
  ['ERR_CONNECTION_RESET', 'unknown', true],
  ['ERR_TRUNCATED', 'unknown', true],
  ['ERR_TIMEOUT', 'unknown', true],
  ['ERR_TLS', 'unknown', false],
  ['ERR_CERTIFICATE', 'no', false],
  ['ERR_PIN', 'no', false],
  ['ERR_INSECURE', 'no', false],
])('%s after the request may have been sent: done %p, another try %p', (code, done, passing) => {
  expect(judge(new TransportError(code, 'no'))).toMatchObject({ done, passing });
});

test.each([
  [300, 'Redirections are not followed'],
  [399, 'Redirections are not followed'],
  [400, 'Check the endpoint'],
  [402, 'Check the endpoint'],
  [403, 'does not let this client in'],
  [404, '/EWS/Exchange.asmx'],
  [405, 'Check the endpoint'],
  [413, 'Send less at once'],
  [429, 'overloaded or down'],
  [499, 'Check the endpoint'],
  [500, 'event log'],
  [501, 'event log'],
  [502, 'got no answer of the server'],
  [503, 'overloaded or down'],
  [504, 'got no answer of the server'],
  [505, 'event log'],
])('HTTP status %i: the remedy says %p', (status, says) => {
  const answer = { status, headers: {}, challenges: [], url: new URL('https://mail.b.test/'), body: Buffer.from('no') };
  expect(statusError('GetItem', answer)).toMatchObject({ status, remedy: expect.stringContaining(says) });
});

test('an older server says by a 500 without SOAP that it does not know the version: the code says so', () => {
  const body = Buffer.from('<html>The specified server version is invalid.</html>');
  const answer = { status: 500, headers: {}, challenges: [], url: new URL('https://mail.b.test/'), body };
  const error = statusError('GetItem', answer);
  expect(error.code).toBe('ErrorInvalidSchemaVersionForMailboxVersion');
  expect(error.message).toContain('ErrorInvalidSchemaVersionForMailboxVersion');
  expect(statusError('GetItem', { ...answer, status: 501 }).code).toBe('ERR_HTTP_STATUS');
});
