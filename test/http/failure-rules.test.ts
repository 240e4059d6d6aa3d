/** What Node throws, by its code: what it is called here, what is said of it and what to do. */
import { describe, expect, test } from '@jest/globals';
import { TimeoutError, TransportError } from '../../src/errors.js';
import {
  aborted,
  closed,
  dripping,
  notHttp,
  ownFailure,
  place,
  timedOut,
  tooLarge,
  transportFailure,
} from '../../src/http/failures.js';
import { said } from '../support/said.js';

const url = new URL('https://mail.b.test/EWS/Exchange.asmx');
const PLACE = 'mail.b.test:443';

describe.each<[string[], string, string, string]>([
  [['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL'], 'ERR_HOST_NOT_FOUND', 'cannot be found in DNS.', 'Check the host name, and'],
  [['ECONNREFUSED'], 'ERR_CONNECTION_REFUSED', 'refused the connection.', 'Check the port, and that the server'],
  [
    ['EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EACCES', 'EPERM'],
    'ERR_NETWORK',
    'cannot be reached.',
    'Check the network, VPN and firewall.',
  ],
  [
    ['ETIMEDOUT', 'ESOCKETTIMEDOUT'],
    'ERR_TIMEOUT',
    'did not answer the connection attempt.',
    'Check host, port and firewall.',
  ],
  [
    ['ERR_TLS_CERT_ALTNAME_INVALID'],
    'ERR_CERTIFICATE',
    'has a certificate for another name.',
    'Connect by a name that is in the certificate',
  ],
  [
    [
      'CERTIFICATE_REQUIRED',
      'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
      'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
      'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
      'ERR_OSSL_X509_KEY_VALUES_MISMATCH',
      'PKCS12_X',
    ],
    'ERR_CERTIFICATE',
    'ended the TLS handshake.',
    'It may want a client certificate',
  ],
  [
    ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'],
    'ERR_CERTIFICATE',
    'has a certificate that is not valid today.',
    'Check the clock',
  ],
  [
    [
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED',
      'HOSTNAME_MISMATCH',
      'INVALID_CA',
      'INVALID_PURPOSE',
      'CERT_REVOKED',
    ],
    'ERR_CERTIFICATE',
    'has a certificate that is not trusted here.',
    'Pass the certificate of its authority',
  ],
  [
    ['EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_TLS_X'],
    'ERR_TLS',
    'does not speak TLS as we do.',
    'Check that the port is the HTTPS one',
  ],
  [['HPE_INVALID_CONSTANT'], 'ERR_NOT_EWS', 'answered with something that is not HTTP.', 'Check the port, and what'],
  [
    ['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE'],
    'ERR_CONNECTION_RESET',
    'closed the connection before it answered.',
    'Try again; if it stays, look at the server',
  ],
])('%j', (codes, ours, says, remedy) => {
  test.each(codes)('%s', (code) => {
    const error = transportFailure(Object.assign(new Error('why'), { code, secret: 's' }), url, 'head');
    expect(said(error)).toBe(`${PLACE} ${says}`);
    expect(error).toMatchObject({ code: ours, server: 'mail.b.test', remedy: expect.stringContaining(remedy) });
    expect(error instanceof TimeoutError).toBe(ours === 'ERR_TIMEOUT');
    expect({ ...(error.cause as object) }).toEqual({ code });
    expect((error.cause as Error).message).toBe('why');
  });
});

test.each([
  [Object.assign(new Error('why'), { code: 'EODD' }), `The request to ${PLACE} failed with EODD.`, 'why'],
  [Object.assign(new Error(''), { code: 'EODD' }), `The request to ${PLACE} failed with EODD.`, 'EODD'],
  [Object.assign(new Error('why'), { code: 5 }), `The request to ${PLACE} failed.`, 'why'],
  [new Error('why'), `The request to ${PLACE} failed.`, 'why'],
  ['text', `The request to ${PLACE} failed.`, 'text'],
  [
    Object.assign(new Error('XENOTFOUND'), { code: 'XENOTFOUND' }),
    `The request to ${PLACE} failed with XENOTFOUND.`,
    'XENOTFOUND',
  ],
])('%p is a failure of the network', (thrown, says, cause) => {
  const error = transportFailure(thrown, url, 'head');
  expect(said(error)).toBe(says);
  expect(error).toMatchObject({ code: 'ERR_NETWORK', cause: { message: cause } });
  expect(Object.hasOwn(error.cause as object, 'code')).toBe(says.includes(' with '));
});

test.each([
  'SSL routines:ssl3_read_bytes:tlsv13 alert certificate required:',
  'SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:',
  'SSL routines:ssl3_read_bytes:sslv3 alert bad certificate:',
  'SSL routines:ssl3_read_bytes:tlsv1 ALERT UNKNOWN CA:',
])('%s: the reason stands in the message only', (message) => {
  for (const code of ['EPROTO', undefined]) {
    const error = transportFailure(Object.assign(new Error(message), { code }), url, 'head');
    expect(said(error)).toBe(`${PLACE} ended the TLS handshake.`);
    expect(error.cause).toMatchObject({ code: 'CERTIFICATE_REQUIRED' });
  }
});

test('whatever it was: in the middle of the answer the answer is cut', () => {
  const error = transportFailure(Object.assign(new Error('why'), { code: 'ECONNREFUSED' }), url, 'body');
  expect(said(error)).toBe(`The answer of ${PLACE} ended before it was complete.`);
  expect(error).toMatchObject({
    code: 'ERR_TRUNCATED',
    server: 'mail.b.test',
    cause: { code: 'ECONNREFUSED' },
    remedy: expect.stringMatching(/^Try again; if it stays, look at the size and time limits/),
  });
});

test('what we have refused ourselves is found in whatever it was wrapped, to a depth of four', () => {
  const own = new TransportError('ERR_PIN', 'no');
  const wrapped = (depth: number): unknown => (depth === 0 ? own : new Error('x', { cause: wrapped(depth - 1) }));
  expect([0, 1, 3, 4].map((depth) => ownFailure(wrapped(depth)) === own)).toEqual([true, true, true, false]);
  expect(ownFailure(undefined)).toBeUndefined();
  expect(ownFailure({ cause: own })).toBeUndefined();
});

test.each([
  ['https://a.test/', 'a.test:443'],
  ['http://a.test/', 'a.test:80'],
  ['https://a.test:8443/', 'a.test:8443'],
  ['https://[2001:db8::1]/', '[2001:db8::1]:443'],
])('%s is named %s', (text, name) => {
  expect(place(new URL(text))).toBe(name);
});

test('what else is said of an exchange', () => {
  const rows = [
    [
      timedOut(url, 50, 'head'),
      'ERR_TIMEOUT',
      `${PLACE} did not answer for 50 ms.`,
      'Raise `timeoutMs` if the server needs longer.',
    ],
    [
      timedOut(url, 50, 'body'),
      'ERR_TIMEOUT',
      `${PLACE} stopped in the middle of its answer and was silent for 50 ms.`,
      'Raise `timeoutMs` if the server needs longer.',
    ],
    [
      dripping(url, 50),
      'ERR_TIMEOUT',
      `The answer of ${PLACE} came by single bytes for 100 ms.`,
      'Raise `timeoutMs` if the way to the server is that slow.',
    ],
    [
      tooLarge(url, 50),
      'ERR_TOO_LARGE',
      `The answer of ${PLACE} is longer than 50 bytes.`,
      'Ask for less at once, stream it, or raise `maxResponseBytes`.',
    ],
    [
      notHttp(url, 'oddly'),
      'ERR_NOT_EWS',
      `${PLACE} answered oddly.`,
      'Check the port, and what stands between here and the server.',
    ],
    [closed('mail.b.test'), 'ERR_ABORTED', 'The connection to mail.b.test was closed by this program.', undefined],
  ] as const;
  for (const [error, code, says, remedy] of rows) {
    expect(error).toMatchObject({ code, server: 'mail.b.test' });
    expect(error.remedy).toBe(remedy);
    expect(said(error)).toBe(says);
  }
});

test('who ended it: the caller, or his time', () => {
  const reason = new Error('enough');
  expect(aborted(url, AbortSignal.abort(reason))).toMatchObject({
    code: 'ERR_ABORTED',
    server: 'mail.b.test',
    cause: reason,
  });
  const over = new DOMException('over', 'TimeoutError');
  expect(aborted(url, AbortSignal.abort(over))).toBeInstanceOf(TimeoutError);
  expect(aborted(url, undefined).code).toBe('ERR_ABORTED');
});
