/** The three dialogues: which is spoken where, and the whole question of each. */
import { expect, test } from '@jest/globals';
import { dialogueOf } from '../../src/autodiscover/dialogue.js';

const at = (path: string) => new URL(`https://b.test${path}`);

test.each([
  ['/autodiscover/autodiscover.svc', 'SOAP'],
  ['/Autodiscover/Autodiscover.SVC/WSSecurity', 'SOAP'],
  ['/autodiscover/autodiscover.svc/a/b', 'POX'],
  ['/autodiscover/autodiscover.xml', 'POX'],
  ['/', 'POX'],
  ['/autodiscover/autodiscover.json', 'JSON'],
  ['/autodiscover/AUTODISCOVER.JSON/v1.0/ann@b.test', 'JSON'],
  ['/autodiscover.json5', 'POX'],
])('%s: %s', (path, name) => {
  const { method, authenticated, ...dialogue } = dialogueOf(at(path));
  expect(dialogue.name).toBe(name);
  expect([method, authenticated]).toEqual(name === 'JSON' ? ['GET', false] : ['POST', true]);
});

test.each(['svc', 'xml'])(
  'XML is posted to .%s, with the address that Exchange Online finds the tenant by',
  (suffix) => {
    const url = at(`/autodiscover/autodiscover.${suffix}`);
    const { body, ...request } = dialogueOf(url).request('a&b@b.test', url);
    expect(request).toEqual({
      method: 'POST',
      url,
      headers: { 'content-type': 'text/xml; charset=utf-8', accept: 'text/xml', 'x-anchormailbox': 'a&b@b.test' },
    });
    const text = Buffer.from(body as Uint8Array).toString();
    expect(text).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?>/);
    expect(text).toContain(
      suffix === 'svc' ? '<a:Mailbox>a&amp;b@b.test</a:Mailbox>' : '<EMailAddress>a&amp;b@b.test</EMailAddress>',
    );
  },
);

test('SOAP names where it is sent to, and what is asked for', () => {
  const url = at('/autodiscover/autodiscover.svc?a&b');
  const text = (names?: string[]) =>
    Buffer.from(dialogueOf(url).request('a@b.test', url, names).body as Uint8Array).toString();
  const settings = (names?: string[]) =>
    [...text(names).matchAll(/<a:Setting>(\w+)<\/a:Setting>/g)].map(([, name]) => name);
  expect(text()).toContain('<wsa:To>https://b.test/autodiscover/autodiscover.svc?a&amp;b</wsa:To>');
  expect(text()).toContain(
    'http://schemas.microsoft.com/exchange/2010/Autodiscover/Autodiscover/GetUserSettings</wsa:Action>',
  );
  expect(settings()).toHaveLength(57);
  expect(settings([])).toEqual([
    'UserDisplayName',
    'InternalEwsUrl',
    'ExternalEwsUrl',
    'CasVersion',
    'EwsSupportedSchemas',
    'AutoDiscoverSMTPAddress',
  ]);
  expect(settings(['MailboxDN'])).toContain('MailboxDN');
});

test('JSON is asked for by the query', () => {
  const url = at('/autodiscover/autodiscover.json');
  const request = dialogueOf(url).request('a@b.test', url);
  expect(request).toEqual({
    method: 'GET',
    url: new URL('https://b.test/autodiscover/autodiscover.json?Email=a%40b.test&Protocol=EWS&RedirectCount=1'),
    headers: { accept: 'application/json' },
  });
  const asked = request.url;
  expect(dialogueOf(asked).request('other@b.test', asked).url).toBe(asked);
});
