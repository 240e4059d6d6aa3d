/** Answers that are no SOAP response: what is said of each, word by word, for whoever reads it has only this. */
import { describe, expect, test } from '@jest/globals';
import { GetFolder } from '../../generated/index.js';
import { charsetOf, detailsOf, isHtml, statusError, unreadable, wrongAnswer } from '../../src/client/answers.js';
import { Client } from '../../src/client/client.js';
import { failFast } from '../../src/client/retry-policy.js';
import { XmlError } from '../../src/errors.js';
import type { HttpResponse } from '../../src/http/transport.js';
import { committed } from '../../src/soap/committed.js';
import { said } from '../support/said.js';
import { response } from './misbehaving.js';

const url = new URL('https://mail.b.test/EWS/Exchange.asmx?a=1');
const answer = (status: number, body = '', headers: Record<string, string> = {}): HttpResponse => ({
  status,
  headers,
  challenges: [],
  url,
  body: Buffer.from(body),
});
const DETAILS = { requestId: 'r-1', server: 'EX1' };
const NAMED = { 'request-id': 'r-1', 'x-feserver': 'EX1' };

test('what a ticket needs: the id of the request, in either spelling, and the server behind the name', () => {
  expect(detailsOf(answer(200, '', NAMED), url)).toEqual(DETAILS);
  expect(detailsOf(answer(200, '', { requestid: 'r-2' }), url)).toEqual({ requestId: 'r-2', server: 'mail.b.test' });
  expect(detailsOf(answer(200, '', { ...NAMED, requestid: 'r-2' }), url)).toEqual(DETAILS);
});

test.each([
  ['text/xml; charset=utf-8', 'utf-8'],
  ['text/xml;charset="ISO-8859-1"', 'ISO-8859-1'],
  ["text/xml; a=b; CharSet = 'x:y.z_1-2'", 'x:y.z_1-2'],
  ['text/xml', undefined],
  ['charset=utf-8', undefined],
])('the encoding of %p is %p', (type, encoding) => {
  expect(charsetOf(answer(200, '', { 'content-type': type }))).toBe(encoding);
});

test('without a content type there is no encoding', () => {
  expect(charsetOf(answer(200))).toBeUndefined();
});

test('SOAP of another operation, or none', () => {
  const error = wrongAnswer('GetItem', 'GetFolderResponse', 'GetItemResponse', DETAILS);
  expect(said(error)).toBe('GetItem: the server answered with GetFolderResponse instead of GetItemResponse.');
  expect(error).toMatchObject({
    ...DETAILS,
    code: 'ERR_NOT_EWS',
    remedy: 'Check that the endpoint is an EWS one; a proxy may have mixed up two answers.',
  });
  expect(said(wrongAnswer('GetItem', '', 'X', DETAILS))).toBe(
    'GetItem: the server answered with an empty body instead of X.',
  );
});

describe('a good status without SOAP', () => {
  const cut = new XmlError('ERR_XML_TRUNCATED', 'it ends', 1);
  const wrong = new XmlError('ERR_XML_SYNTAX', 'it is none', 1);

  test('that ends in the middle', () => {
    const error = unreadable('GetItem', answer(200, '<a>', NAMED), url, cut);
    expect(said(error)).toBe('GetItem: the answer of mail.b.test ends in the middle.');
    expect(error).toMatchObject({
      ...DETAILS,
      code: 'ERR_TRUNCATED',
      cause: cut,
      remedy: 'Try again; if it stays, look at the size limits of the server and of the proxy before it.',
    });
  });

  test.each<[string, Record<string, string>, XmlError, string]>([
    ['', {}, cut, 'nothing (an empty body)'],
    ['', { 'content-type': 'text/html' }, wrong, 'nothing (an empty body)'],
    ['x', { 'content-type': 'TEXT/HTML' }, wrong, 'a web page (HTML)'],
    [' <!DOCTYPE html>', {}, wrong, 'a web page (HTML)'],
    ['<HTML>', { 'content-encoding': 'br' }, wrong, 'a web page (HTML)'],
    ['x', { 'content-encoding': 'br' }, wrong, "what is packed as 'br', where gzip was asked for,"],
    [
      'x',
      { 'content-encoding': 'z'.repeat(41) },
      wrong,
      `what is packed as '${'z'.repeat(40)}', where gzip was asked for,`,
    ],
    ['x', { 'content-encoding': 'gzip' }, wrong, 'something else (no content type)'],
    ['x', { 'content-encoding': 'X-GZIP' }, wrong, 'something else (no content type)'],
    ['x', { 'content-encoding': 'identity' }, wrong, 'something else (no content type)'],
    ['x', { 'content-type': 'text/plain' }, wrong, 'something else (text/plain)'],
    ['x', { 'content-type': 't'.repeat(101) }, wrong, `something else (${'t'.repeat(100)})`],
  ])('%j with %j', (body, headers, cause, what) => {
    const error = unreadable('GetItem', answer(200, body, headers), url, cause);
    expect(said(error)).toBe(`GetItem: https://mail.b.test/EWS/Exchange.asmx answered with ${what} instead of SOAP.`);
    expect(error).toMatchObject({
      code: 'ERR_NOT_EWS',
      cause,
      remedy: expect.stringMatching(/^Check that the endpoint/),
    });
  });

  test.each<[string, boolean]>([
    ['<html>', true],
    [' \n<!doctype html><x>', true],
    [`${' '.repeat(195)}<html>`, true],
    [`${' '.repeat(196)}<html>`, false],
    ['<xhtml>', false],
    ['', false],
  ])('a web page by its first 200 bytes: %j: %p', (body, html) => {
    expect(isHtml(answer(200, body))).toBe(html);
  });
});

describe('a status', () => {
  const PLACE = 'GetItem: mail.b.test answered with HTTP status';

  test.each<[number, string, Record<string, string>, string]>([
    [418, '', {}, ''],
    [500, '', { 'x-caserrorcode': 'ServerNotFound' }, ': the front end says ServerNotFound'],
    [500, '', { 'x-caserrorcode': 'c'.repeat(201) }, `: the front end says ${'c'.repeat(200)}`],
    [302, '', { 'x-caserrorcode': 'X', location: 'https://b.test/' }, ': the front end says X'],
    [302, '', { location: 'https://b.test/owa?token=1' }, ' and points to https://b.test/owa'],
    [300, '', { location: '/x#a' }, ' and points to /x'],
    [399, '', { location: '/x' }, ' and points to /x'],
    [299, '', { location: '/x' }, ''],
    [400, '', { location: '/x' }, ''],
    [302, '', { location: `/${'l'.repeat(300)}` }, ` and points to /${'l'.repeat(299)}`],
    [302, '', { location: '/GenericErrorPage.htm' }, ' and points to /GenericErrorPage.htm (genericerrorpage)'],
    [302, '', {}, ''],
    [500, "<h1>Server Error in '/EWS' Application.", {}, ": its application '/EWS' failed"],
    [500, "<h1>Server Error in '/OWA' Application.", {}, ''],
  ])('%i %j %j', (status, body, headers, more) => {
    expect(said(statusError('GetItem', answer(status, body, headers)))).toBe(`${PLACE} ${status}${more}.`);
  });

  test('with all that the answer says of itself', () => {
    const cause = new Error('why');
    expect(statusError('GetItem', answer(503, 'x', { ...NAMED, 'retry-after': '2' }), cause)).toMatchObject({
      code: 'ERR_HTTP_STATUS',
      status: 503,
      server: 'mail.b.test',
      requestId: 'r-1',
      retryAfterMs: 2000,
      cause,
    });
  });

  test('of an account that is locked: no other try', () => {
    const error = statusError('GetItem', answer(401, 'The referenced account is currently locked out', NAMED));
    expect(said(error)).toBe('GetItem: the account is locked out (401).');
    expect(error).toMatchObject({
      ...DETAILS,
      code: 'ERR_CREDENTIALS',
      remedy: 'Wait, or have an administrator unlock it.',
    });
  });

  test('what is said of the account or the version is looked for in the first 20,000 bytes', () => {
    const late = (count: number) => `${'x'.repeat(count)}ErrorInvalidSchemaVersionForMailboxVersion`;
    expect(statusError('GetItem', answer(500, late(20_000 - 42))).code).toMatch(/MailboxVersion/);
    expect(statusError('GetItem', answer(500, late(20_000 - 41))).code).toBe('ERR_HTTP_STATUS');
  });
});

test.each([
  [299, 'ERR_NOT_EWS'],
  [300, 'ERR_HTTP_STATUS'],
])('SOAP of another operation under status %i is %s', async (status, code) => {
  const transport = {
    request: async () => answer(status, response('GetItem', [])),
    openStream: () => Promise.reject(new Error('not here')),
    async [Symbol.asyncDispose]() {},
  };
  const client = new Client({ registry: committed, endpoint: url, transport, retry: failFast() });
  const request = {
    folderShape: { baseShape: 'IdOnly' as const },
    folderIds: [{ kind: 'folderId' as const, id: 'a' }],
  };
  await expect(client.call(GetFolder, request)).rejects.toMatchObject({ code });
});
