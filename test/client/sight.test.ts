/** What is shown of requests: events, the log, and that no secret is in either. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, test } from '@jest/globals';
import { GetFolder } from '../../generated/index.js';
import { createTransport } from '../../src/auth/create-transport.js';
import { Client } from '../../src/client/client.js';
import { debugLog } from '../../src/client/debug-log.js';
import { maskHeaders, maskXml } from '../../src/client/masking.js';
import { faultTolerance } from '../../src/client/retry-policy.js';
import { maskText } from '../../src/errors.js';
import { committed } from '../../src/soap/committed.js';
import { clientOf } from './function-server.js';
import { fault, http, misbehaving, response, say, success } from './misbehaving.js';

const request = {
  folderShape: { baseShape: 'IdOnly' as const },
  folderIds: [{ kind: 'distinguishedFolderId' as const, id: 'inbox' as const }],
};

test('a call that is retried: request, response, retry, request, response; the log has a line for each', async () => {
  await using server = await misbehaving([say(http(500, fault('ErrorServerBusy', 5)))]);
  const retry = faultTolerance({ firstWaitMs: 1 });
  await using client = new Client({
    registry: committed,
    endpoint: server.url,
    transport: createTransport({ server: server.url }),
    retry,
  });
  const events: [string, Record<string, unknown>][] = [];
  const lines: string[] = [];
  const names = ['request', 'response', 'retry'];
  const listeners = names.map((name) => (event: unknown): void => {
    events.push([name, event as Record<string, unknown>]);
  });
  for (const [index, name] of names.entries()) subscribe(`ewskit:${name}`, listeners[index]!);
  {
    using _log = debugLog({ write: (line) => lines.push(line), xml: 'pretty' });
    await client.call(GetFolder, request);
  }
  for (const [index, name] of names.entries()) unsubscribe(`ewskit:${name}`, listeners[index]!);
  await client.call(GetFolder, request);
  expect(events.map(([name]) => name)).toEqual(['request', 'response', 'retry', 'request', 'response']);
  const [sent, busy, wait, , done] = events.map(([, event]) => event);
  expect(sent).toMatchObject({ operation: 'GetFolder', endpoint: server.url.href, version: 'Exchange2016' });
  expect(sent?.['xml']).toContain('<m:GetFolder>');
  expect(busy).toMatchObject({ id: sent?.['id'], status: 500, error: { code: 'ErrorServerBusy' } });
  expect(wait).toMatchObject({ waitMs: expect.any(Number), attempts: [{ code: 'ErrorServerBusy' }] });
  expect(done).toMatchObject({ status: 200, xml: expect.stringContaining('GetFolderResponse') });
  expect(lines).toHaveLength(5);
  expect(lines[0]).toMatch(/> GetFolder Exchange2016 to http.*\n<\?xml/);
  expect(lines[0]).toContain('\n    <m:GetFolder>');
});

test.each([
  ['Authorization: Basic dXNlcjpwYXNzd29yZA==', 'dXNlcjpwYXNzd29yZA'],
  ['Bearer eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0.eyJhIjoxfQ.c2lnbmF0dXJl', 'eyJ'],
  ['NTLM TlRMTVNTUAADAAAAGAAYAEgAAAA=', 'TlRMTVNTUAAD'],
  ['got TlRMTVNTUAADAAAAGAAYAEgAAAA= there', 'TlRMTVNTUAAD'],
  ['http://ann:hunter2@proxy:3128/', 'hunter2'],
  ['https://x.test/?a=1&access_token=abcdef', 'abcdef'],
  ['Digest username="ann", response="0123456789abcdef"', '0123456789'],
])('%s is masked', (text, secret) => {
  expect(maskText(text)).not.toContain(secret);
  expect(maskText(text)).toContain('***');
});

test('elements that open doors are masked, others are not', () => {
  expect(maskXml('<t:NewPassword>x1</t:NewPassword><t:Token a="b">x2</t:Token><t:Subject>x3</t:Subject>')).toBe(
    '<t:NewPassword>***</t:NewPassword><t:Token a="b">***</t:Token><t:Subject>x3</t:Subject>',
  );
});

test('headers that are not known to be harmless are shown by name only', () => {
  expect(maskHeaders({ 'set-cookie': 'a=b', 'x-feserver': 'EX1', authorization: 'x', 'x-new': 'y' })).toEqual({
    'set-cookie': '***',
    'x-feserver': 'EX1',
    authorization: '***',
    'x-new': '***',
  });
});

test.each([
  ['<Password/>x', '<Password/>x'],
  ['<t:Password>  </t:Password>', '<t:Password>  </t:Password>'],
  ['<t:Password a="/">x</t:Password>', '<t:Password a="/">***</t:Password>'],
  ['<t:Password a=">">x</t:Password>', '<t:Password a=">">***</t:Password>'],
  ["<t:Password a='>'>x</t:Password>", "<t:Password a='>'>***</t:Password>"],
  [`<t:Password a="'>">x</t:Password>`, `<t:Password a="'>">***</t:Password>`],
  ['<MYPASSWORDHASH>x<', '<MYPASSWORDHASH>***<'],
  ['<AccessToken>x', '<AccessToken>***'],
  ['<a:SerializedSecurityContext>x<', '<a:SerializedSecurityContext>***<'],
  ['<BinarySecret>x<', '<BinarySecret>***<'],
  ['<CipherValue>x<', '<CipherValue>***<'],
  ['<ClientSecret>x<', '<ClientSecret>***<'],
  ['<Pin>x<', '<Pin>***<'],
  ['<Secret>x<', '<Secret>***<'],
  ['<Pins>x<', '<Pins>x<'],
  ['<Pin>x<b>y</b></Pin>', '<Pin>***<b>y</b></Pin>'],
  ['<Pin><![CDATA[a<b]]>c</Pin>', '<Pin>***</Pin>'],
  ['<Pin><!-- a<b -->c</Pin>', '<Pin>***</Pin>'],
  ['<Pin><![CDATA[a', '<Pin>***'],
  ['<Pin', '<Pin'],
  ['<Pin>a</Pin><b>x</b><Pin>c</Pin>!', '<Pin>***</Pin><b>x</b><Pin>***</Pin>!'],
  ['< Pin>x', '< Pin>x'],
  [`<${'p'.repeat(92)}password>x<`, `<${'p'.repeat(92)}password>***<`],
  [`<${'p'.repeat(93)}password>x<`, `<${'p'.repeat(93)}password>x<`],
  ['no tag', 'no tag'],
  ['', ''],
])('%s is shown as %s', (xml, shown) => {
  expect(maskXml(xml)).toBe(shown);
});

test.each([
  'content-type',
  'content-length',
  'content-encoding',
  'date',
  'server',
  'location',
  'retry-after',
  'connection',
  'request-id',
  'requestid',
  'client-request-id',
  'x-feserver',
  'x-beserver',
  'x-calculatedbetarget',
  'x-diaginfo',
  'x-caserrorcode',
  'x-aspnet-version',
  'x-powered-by',
  'x-anchormailbox',
  'x-backendhttpstatus',
  'x-responseorigin',
  'user-agent',
  'accept',
  'accept-encoding',
  'transfer-encoding',
  'via',
])('the header %s is harmless', (name) => {
  expect(maskHeaders({ [name]: 'v' })).toEqual({ [name]: 'v' });
  expect(maskHeaders({ [`x${name}`]: 'v', [`${name}x`]: 'v' })).toEqual({ [`x${name}`]: '***', [`${name}x`]: '***' });
  expect(maskHeaders({ [name]: undefined })).toEqual({});
});

test('whoever copies an event, or writes it down, has its text', async () => {
  const { client } = clientOf(() => response('GetFolder', [success('GetFolder')]));
  const copies: Record<string, string>[] = [];
  const copy = (event: unknown) => void copies.push({ ...(event as object), json: JSON.stringify(event) });
  const names = ['ewskit:request', 'ewskit:response'];
  for (const name of names) subscribe(name, copy);
  await client.call(GetFolder, request);
  for (const name of names) unsubscribe(name, copy);
  expect(copies.map(({ xml, json }) => [xml, JSON.parse(json as string).xml])).toEqual([
    [expect.stringContaining('<m:GetFolder>'), expect.stringContaining('<m:GetFolder>')],
    [expect.stringContaining('<m:GetFolderResponse>'), expect.stringContaining('<m:GetFolderResponse>')],
  ]);
});
