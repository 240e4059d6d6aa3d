/** A server that repeats what it was sent, wherever it can: no error, event or log entry shows the secret, nor what a terminal would obey. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Account, basic, type Credentials, debugLog, failFast, oauth } from '../../src/index.js';
import { httpServer, rejection } from '../http/servers.js';

const NS =
  'xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"';
const soap = (body: string) => `<s:Envelope ${NS}><s:Body>${body}</s:Body></s:Envelope>`;
const message = (inner: string) =>
  soap(
    `<m:FindItemResponse><m:ResponseMessages><m:FindItemResponseMessage ResponseClass="Error">${inner}</m:FindItemResponseMessage></m:ResponseMessages></m:FindItemResponse>`,
  );
const fault = (text: string, detail = '') =>
  soap(
    `<s:Fault><faultcode>s:Client</faultcode><faultstring>${text}</faultstring><detail>${detail}</detail></s:Fault>`,
  );

interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
}

/** `sent` is the Authorization value, `secret` what is in it. */
const ECHOES: Record<string, (sent: string, secret: string) => Reply> = {
  faultstring: (sent) => ({ status: 500, body: fault(`got ${sent}`) }),
  'faultstring, the secret alone': (_, secret) => ({ status: 500, body: fault(`got ${secret}`) }),
  'detail of a fault': (sent, secret) => ({
    status: 500,
    body: fault('no', `<t:MessageXml><t:Value Name="x">${sent}</t:Value></t:MessageXml><Message>${secret}</Message>`),
  }),
  'code of a fault': (_, secret) => ({ status: 500, body: fault('no', `<ResponseCode>${secret}</ResponseCode>`) }),
  MessageText: (sent) => ({
    body: message(`<m:MessageText>${sent}</m:MessageText><m:ResponseCode>ErrorAccessDenied</m:ResponseCode>`),
  }),
  MessageXml: (_, secret) => ({
    body: message(
      `<m:MessageText>no</m:MessageText><m:ResponseCode>ErrorAccessDenied</m:ResponseCode><m:MessageXml><t:Value Name="a">${secret}</t:Value></m:MessageXml>`,
    ),
  }),
  error_description: (_, secret) => ({
    status: 401,
    headers: { 'www-authenticate': `Bearer error="invalid_token", error_description="bad ${secret}"` },
  }),
  'x-ms-diagnostics': (_, secret) => ({
    status: 401,
    headers: { 'www-authenticate': 'Bearer', 'x-ms-diagnostics': `2000003;reason="${secret}"` },
  }),
  'request-id and the name of the server': (sent, secret) => ({
    status: 503,
    headers: { 'request-id': sent, 'x-feserver': secret },
  }),
  'x-caserrorcode': (sent) => ({ status: 403, headers: { 'x-caserrorcode': `refused ${sent}` } }),
  Location: (sent, secret) => ({ status: 302, headers: { location: `https://x.test/${secret}?a=${sent}` } }),
  'Content-Type': (_, secret) => ({ headers: { 'content-type': `text/${secret}` }, body: 'x' }),
  'Set-Cookie': (sent) => ({ status: 500, headers: { 'set-cookie': `a=${sent}` } }),
  'a web page': (sent) => ({ headers: { 'content-type': 'text/html' }, body: `<html>${sent}</html>` }),
  CDATA: (_, secret) => ({
    body: message(
      `<m:ResponseCode>ErrorAccessDenied</m:ResponseCode><t:Password a="&gt;"><![CDATA[${secret}]]></t:Password>`,
    ),
  }),
};

let echo: (sent: string, secret: string) => Reply = () => ({});
const seen: unknown[] = [];
const CHANNELS = ['ewskit:request', 'ewskit:response', 'ewskit:retry'];
const keep = (event: unknown) => void seen.push(event);
let log: Disposable;
beforeAll(() => {
  log = debugLog({ write: keep, xml: 'raw' });
  for (const name of CHANNELS) subscribe(name, keep);
});
afterAll(() => {
  log[Symbol.dispose]();
  for (const name of CHANNELS) unsubscribe(name, keep);
});

const TOKEN = 'opaqueTokenOfNoForm';
const PASSWORD = 'corr3ct-horse-8';
const LOGIN = Buffer.from(`ann:${PASSWORD}`).toString('base64');
const SECRET = new RegExp([TOKEN, PASSWORD, LOGIN.slice(4, -2)].join('|'));

/** In every way in which a program could log a value. */
function written(value: unknown): string {
  const texts = [inspect(value, { depth: 12, showHidden: true, getters: false }), JSON.stringify(value), String(value)];
  for (let at = value; at instanceof Error; at = at.cause) texts.push(at.stack ?? '', at.message);
  return texts.join('\n');
}

const WHO: readonly [string, () => Credentials, secret: string][] = [
  ['a token', () => oauth({ getToken: () => TOKEN }), TOKEN],
  ['a password', () => basic({ username: 'ann', password: PASSWORD }), LOGIN],
];

describe.each(Object.entries(ECHOES))('repeated in %s', (_, reply) => {
  test.each(WHO)('%s is shown nowhere', async (_who, credentials, secret) => {
    echo = reply;
    seen.length = 0;
    await using server = await httpServer((request, response) => {
      const { status = 200, headers = {}, body = '' } = echo(request.headers.authorization ?? '', secret);
      response.writeHead(status, { 'content-type': 'text/xml', ...headers }).end(body);
    });
    await using account = await Account.connect({
      email: 'ann@b.test',
      endpoint: server.url,
      credentials: credentials(),
      retry: failFast(),
    });
    const error = await rejection(account.inbox.filter({ subject: 'x' }).toArray());
    expect(written(error)).not.toMatch(SECRET);
    for (const each of seen) expect(written(each)).not.toMatch(SECRET);
  });
});

test.each(Object.entries(ECHOES).filter(([name]) => /fault|Message/.test(name)))(
  'what a terminal obeys, in %s, is shown nowhere',
  async (_, reply) => {
    const hostile = '\u009b31m\u202e\u0085';
    await using server = await httpServer((_request, response) => {
      const { status = 200, body = '' } = reply(hostile, hostile);
      response.writeHead(status, { 'content-type': 'text/xml; charset=utf-8' }).end(body);
    });
    const credentials = basic({ username: 'ann', password: PASSWORD });
    await using account = await Account.connect({
      email: 'ann@b.test',
      endpoint: server.url,
      credentials,
      retry: failFast(),
    });
    const error = await rejection(account.inbox.filter({ subject: 'x' }).toArray());
    expect(written(error)).not.toMatch(/[\u0080-\u009f\u202e]/);
  },
);

test('the response of an error is there for who asks, and in no log', async () => {
  await using server = await httpServer((_request, response) => {
    response
      .writeHead(200, { 'content-type': 'text/xml' })
      .end(message('<m:MessageText>no</m:MessageText><m:ResponseCode>ErrorAccessDenied</m:ResponseCode>'));
  });
  const credentials = basic({ username: 'ann', password: PASSWORD });
  await using account = await Account.connect({
    email: 'ann@b.test',
    endpoint: server.url,
    credentials,
    retry: failFast(),
  });
  const error = await rejection(account.inbox.filter({ subject: 'x' }).toArray());
  expect(error['response']).toMatchObject({ responseMessages: [{ responseCode: 'ErrorAccessDenied' }] });
  expect(JSON.stringify(error)).not.toContain('responseMessages');
});

test('what getToken throws is told without what hangs on it', async () => {
  const thrown = Object.assign(new Error('Request failed with client_secret=s3cretOfMine'), {
    name: 'AxiosError',
    code: 'ERR_BAD_REQUEST',
    config: { data: 'client_secret=s3cretOfMine', headers: { authorization: `Basic ${LOGIN}` } },
  });
  const getToken = () => Promise.reject(thrown);
  await using server = await httpServer((_request, response) => response.end());
  await using account = await Account.connect({
    email: 'ann@b.test',
    endpoint: server.url,
    credentials: oauth({ getToken }),
    retry: failFast(),
  });
  const error = await rejection(account.inbox.filter({ subject: 'x' }).toArray());
  expect(error.cause).toMatchObject({
    name: 'AxiosError',
    code: 'ERR_BAD_REQUEST',
    message: 'Request failed with client_secret=***',
  });
  expect(written(error)).not.toMatch(/s3cretOfMine/);
  expect(written(error)).not.toMatch(SECRET);
});
