/** What a failure means for a request, by every HTTP status and code: done or not, worth another try or not; and what is said to do about it. */
import { describe, expect, test } from '@jest/globals';
import { statusError } from '../../src/client/answers.js';
import { errorOf } from '../../src/client/response-errors.js';
import { judge } from '../../src/client/verdict.js';
import {
  AbortError,
  AuthenticationError,
  EwsError,
  ProtocolError,
  TransportError,
  unsent,
  XmlError,
} from '../../src/errors.js';

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

test('a proxy that says no by a status below 500 says it again; no request was on its way', () => {
  const by = (status: number | undefined) => judge(new TransportError('ERR_PROXY', 'no', { status }));
  for (const [status, passing] of [
    [undefined, true],
    [400, false],
    [407, false],
    [499, false],
    [500, true],
    [504, true],
  ] as const)
    expect(by(status)).toEqual({ done: 'no', passing, triesIfUnknown: 3 });
});

test('a name that DNS does not find now is found later only where DNS says so', () => {
  const by = (code: string | undefined) => judge(new TransportError('ERR_HOST_NOT_FOUND', 'no', { cause: { code } }));
  expect([by('EAI_AGAIN'), by('ENOTFOUND'), by(undefined)].map(({ passing }) => passing)).toEqual([true, false, false]);
});

test.each([
  ['ERR_CONNECTION_REFUSED', { triesIfUnknown: 3 }],
  ['ERR_NETWORK', { triesIfUnknown: 3 }],
  ['ERR_TIMEOUT', { tries: 2 }],
  ['ERR_CONNECTION_RESET', {}],
  ['ERR_TRUNCATED', {}],
] as const)('%s: as often as the policy says, but for %j', (code, most) => {
  const { done: _done, passing: _passing, ...rest } = judge(new TransportError(code, 'no'));
  expect(rest).toEqual(most);
});

test.each([true, false])('whether it was sent is known only where it was not: %p', (sent) => {
  const done = sent ? 'unknown' : 'no';
  const marked = <E extends TransportError | AbortError>(error: E) => (sent ? error : unsent(error));
  for (const code of ['ERR_NETWORK', 'ERR_CONNECTION_RESET', 'ERR_TIMEOUT', 'ERR_TLS', 'ERR_NOT_EWS'] as const)
    expect(judge(marked(new TransportError(code, 'no'))).done).toBe(done);
  expect(judge(marked(new AbortError('no')))).toEqual({ done, passing: false });
});

describe('a refused login', () => {
  const by = (code: 'ERR_UNAUTHORIZED' | 'ERR_CREDENTIALS' | 'ERR_NO_COMMON_SCHEME', known?: boolean) =>
    judge(new AuthenticationError(code, 'no'), known);

  test('passes only where a server says 401, which overloaded ones do; twice more at most, and never with a stranger', () => {
    const few = { tries: 3, triesIfUnknown: 1 };
    expect(by('ERR_UNAUTHORIZED')).toEqual({ done: 'refused', passing: true, ...few });
    expect(by('ERR_UNAUTHORIZED', true)).toEqual({ done: 'unknown', passing: true, ...few });
    expect(by('ERR_NO_COMMON_SCHEME', true)).toEqual({ done: 'refused', passing: false, ...few });
    expect(by('ERR_CREDENTIALS', true)).toEqual({ done: 'no', passing: false });
  });
});

test('what is not understood leaves open what came of it; what never left is not done', () => {
  expect(judge(new XmlError('ERR_XML_SYNTAX', 'no', 0))).toEqual({ done: 'unknown', passing: false });
  expect(judge(new ProtocolError('ERR_PROTOCOL', 'no'))).toEqual({ done: 'unknown', passing: false });
  expect(judge(new EwsError('ErrorX', 'no'))).toEqual({ done: 'refused', passing: false });
  expect(judge(new Error('no'))).toEqual({ done: 'no', passing: false });
});

describe('a code of the server', () => {
  const BROKE = [
    'ErrorTooManyObjectsOpened',
    'ErrorInternalServerTransientError',
    'ErrorTimeoutExpired',
    'ErrorMailboxStoreUnavailable',
    'ErrorMailboxMoveInProgress',
    'ErrorConnectionFailed',
    'ErrorADUnavailable',
    'ErrorInsufficientResources',
    'ErrorNoRespondingCASInDestinationSite',
    'ErrorProxyTokenExpired',
  ];
  const by = (responseCode: string, more: object = {}) =>
    judge(errorOf('GetItem', 0, { responseClass: 'Error', responseCode, messageText: 'no', ...more } as never));

  test.each(BROKE)('%s: it began, and broke off', (code) => {
    expect(by(code)).toEqual({ done: 'unknown', passing: true, busy: code === 'ErrorTooManyObjectsOpened' });
  });

  test('ErrorServerBusy and ErrorExceededConnectionCount: turned away at the door', () => {
    const away = { done: 'no', passing: true, busy: true, waitMs: undefined };
    expect(by('ErrorServerBusy')).toEqual({ ...away, tooMany: false });
    expect(by('ErrorExceededConnectionCount')).toEqual({ ...away, tooMany: true });
    for (const [ms, waitMs] of [
      [0, 0],
      [20, 20],
      [-1, undefined],
    ] as const) {
      const messageXml = [
        { name: 'Value', namespace: 't', attributes: { Name: 'BackOffMilliseconds' }, children: [String(ms)] },
      ];
      expect(by('ErrorServerBusy', { messageXml }).waitMs).toBe(waitMs);
    }
  });

  test('any other is a refusal', () => {
    for (const code of ['ErrorItemNotFound', 'ErrorAccessDenied', 'ErrorInternalServerError'])
      expect(by(code)).toEqual({ done: 'refused', passing: false, heard: true });
  });
});
