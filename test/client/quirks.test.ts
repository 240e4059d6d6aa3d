/** How servers that are not Exchange are told, and what their answers leave behind on a connection. */
import { expect, test } from '@jest/globals';
import { keepsConnection, notRead, serverKindOf } from '../../src/client/quirks.js';

const url = new URL('https://mail.b.test/');
const head = (status: number, headers: Record<string, string> = {}) => ({ status, headers, challenges: [], url });
const OF_EXCHANGE: Record<string, string>[] = [
  { server: 'Microsoft-IIS/10.0' },
  { server: 'Microsoft-HTTPAPI/2.0' },
  ...['x-feserver', 'x-calculatedbetarget', 'x-diaginfo', 'x-beserver', 'x-aspnet-version'].map((name) => ({
    server: 'nginx',
    [name]: 'x',
  })),
];
const build = (majorVersion: number, minorVersion: number, majorBuildNumber: number, minorBuildNumber: number) => ({
  majorVersion,
  minorVersion,
  majorBuildNumber,
  minorBuildNumber,
});

test.each(OF_EXCHANGE)('%j is of Exchange', (headers) => {
  expect(serverKindOf(headers)).toBe('Exchange');
  expect(keepsConnection(head(500, headers), Buffer.from('<s:Fault>'))).toBe(true);
  expect(notRead(head(400, headers), Buffer.from('no'))).toBe(false);
});

test.each([
  [{ server: 'gromox/2.1' }, {}, 'gromox'],
  [{ server: 'Grommunio' }, {}, 'gromox'],
  [{ server: 'Microsoft-IIS/10.0' }, build(15, 0, 847, 4040), 'gromox'],
  [{}, build(15, 0, 847, 4040), 'gromox'],
  [{}, build(15, 0, 847, 4041), undefined],
  [{ server: 'nginx' }, build(15, 0, 847, 40), 'other'],
  [{ server: 'not Microsoft-IIS' }, {}, 'other'],
  [{}, {}, undefined],
  [{ 'content-type': 'text/xml' }, {}, undefined],
])('%j and build %j: %s', (headers, info, kind) => {
  expect(serverKindOf(headers as Record<string, string>, info)).toBe(kind);
});

test.each([
  [400, {}, 'Bad Request', true],
  [400, {}, '', true],
  [401, {}, 'Bad Request', false],
  [500, {}, 'Bad Request', false],
  [400, { 'content-type': 'text/xml' }, 'x', false],
  [400, { 'content-type': 'application/SOAP+XML' }, 'x', false],
  [400, {}, '<html>', false],
  [400, {}, '{"error":1}', false],
  [400, {}, `${' '.repeat(199)}<`, false],
  [400, {}, `${' '.repeat(200)}<`, true],
])('%i with %j and %j: not read is %p', (status, headers, body, unread) => {
  expect(notRead(head(status, headers as Record<string, string>), Buffer.from(body))).toBe(unread);
});

test.each([
  [200, '<s:Envelope>', true],
  [404, '<s:Envelope>', true],
  [499, 'x', true],
  [400, '<s:Envelope>', false],
  [500, '<s:Envelope>', false],
  [503, '', false],
  [200, '<s:Fault>', false],
  [200, '<Fault >', false],
  [200, '<a.b-c:Fault>', false],
  [200, '<s:Faulty>', true],
  [200, `${' '.repeat(3991)}<s:Fault>`, false],
  [200, `${' '.repeat(3992)}<s:Fault>`, true],
])('another server says %i %#: the connection is kept is %p', (status, body, kept) => {
  expect(keepsConnection(head(status, { server: 'nginx' }), Buffer.from(body))).toBe(kept);
});
