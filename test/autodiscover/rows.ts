/** Scripts of DNS and HTTP that lead to an endpoint, and such that must not. */
import type { SrvTarget } from '../../src/autodiscover/srv.js';
import { AUTO, EWS, PLAIN, pox, ROOT, redirect, type Script, settings, soap } from './script.js';

type Srv = readonly Partial<SrvTarget>[];

export const WAYS: readonly [string, Script, Srv?][] = [
  ['SOAP at the domain', { [`${ROOT}.svc`]: settings() }],
  ['POX at the domain', { [`${ROOT}.xml`]: pox() }],
  ['JSON at the domain', { [`${ROOT}.json`]: { body: JSON.stringify({ Protocol: 'EWS', Url: EWS }) } }],
  ['SOAP at autodiscover', { [`${AUTO}.svc`]: settings() }],
  [
    'POX at autodiscover, a web page at the domain',
    { [`${ROOT}.svc`]: { body: '<html><p>hi' }, [`${ROOT}.xml`]: { body: '<html><p>hi' }, [`${AUTO}.xml`]: pox() },
  ],
  ['the domain refuses', { [`${ROOT}.svc`]: 'refuses', [`${AUTO}.svc`]: settings() }],
  ['the domain has a bad certificate', { [`${ROOT}.svc`]: 'bad certificate', [`${AUTO}.svc`]: settings() }],
  [
    'a plain http redirection within the domain',
    {
      [PLAIN]: { location: 'https://mail.b.test/autodiscover/autodiscover.xml' },
      'https://mail.b.test/autodiscover/autodiscover.svc': settings(),
    },
  ],
  [
    "a plain http redirection to Microsoft's",
    {
      [PLAIN]: { location: 'https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml' },
      'https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml': pox(),
    },
  ],
  ['SRV', { 'https://mail.b.test/autodiscover/autodiscover.svc': settings() }, [{ name: 'mail.b.test' }]],
  [
    'SRV on another port',
    { 'https://mail.b.test:8443/autodiscover/autodiscover.xml': pox() },
    [{ name: 'mail.b.test.', port: 8443 }],
  ],
  [
    'SRV: the second when the first is dead',
    { 'https://two.b.test/autodiscover/autodiscover.svc': settings() },
    [
      { name: 'two.b.test', priority: 9 },
      { name: 'one.b.test', priority: 1 },
    ],
  ],
  [
    'a redirection of the server to a URL',
    {
      [`${ROOT}.svc`]: redirect('RedirectUrl', 'https://other.b.test/autodiscover/autodiscover.svc'),
      'https://other.b.test/autodiscover/autodiscover.svc': settings(),
    },
  ],
  [
    'a redirection by https to another company that hosts',
    {
      [`${ROOT}.svc`]: { location: 'https://hoster.test/autodiscover/autodiscover.svc' },
      'https://hoster.test/autodiscover/autodiscover.svc': settings(),
    },
  ],
  [
    'a redirection to another address',
    {
      [`${ROOT}.svc`]: redirect('RedirectAddress', 'ann@c.test'),
      'https://autodiscover.c.test/autodiscover/autodiscover.svc': settings(),
    },
  ],
  ['only the internal URL', { [`${ROOT}.svc`]: settings({ InternalEwsUrl: EWS }) }],
  [
    'the server has an error, the other host not',
    {
      [`${ROOT}.svc`]: soap('<ErrorCode>ServerBusy</ErrorCode><ErrorMessage>busy</ErrorMessage>'),
      [`${AUTO}.svc`]: settings(),
    },
  ],
  [
    'a redirection that fails, then SRV',
    {
      [PLAIN]: { location: 'https://gone.b.test/autodiscover/autodiscover.xml' },
      'https://mail.b.test/autodiscover/autodiscover.svc': settings(),
    },
    [{ name: 'mail.b.test' }],
  ],
];

/** With what one of the steps says of it. */
export const REFUSED: readonly [string, Script, string, Srv?][] = [
  [
    'a plain http redirection to http',
    { [PLAIN]: { location: 'http://mail.b.test/autodiscover/autodiscover.xml' } },
    'not https',
  ],
  [
    'a plain http redirection to another domain',
    {
      [PLAIN]: { location: 'https://evil.test/autodiscover/autodiscover.xml' },
      'https://evil.test/autodiscover/autodiscover.xml': pox(),
    },
    'unprotected source',
  ],
  [
    'a plain http redirection with a user name in it',
    { [PLAIN]: { location: 'https://b.test@evil.test/autodiscover/autodiscover.xml' } },
    'not followed',
  ],
  [
    'a look-alike domain',
    {
      [PLAIN]: { location: 'https://notb.test/autodiscover/autodiscover.xml' },
      'https://notb.test/autodiscover/autodiscover.xml': pox(),
    },
    'unprotected source',
  ],
  [
    'SRV to another domain',
    { 'https://evil.test/autodiscover/autodiscover.svc': settings() },
    'unprotected source',
    [{ name: 'evil.test' }],
  ],
  ['SRV that says there is none', {}, 'names no host', [{ name: '.' }]],
  [
    'a redirection of the server to http',
    { [`${ROOT}.svc`]: redirect('RedirectUrl', 'http://mail.b.test/autodiscover/autodiscover.svc') },
    'not https',
  ],
  [
    'a redirection by https to http',
    { [`${ROOT}.svc`]: { location: 'http://b.test/autodiscover/autodiscover.svc' } },
    'not https',
  ],
  [
    'an EWS URL without https',
    { [`${ROOT}.svc`]: settings({ ExternalEwsUrl: 'http://mail.b.test/EWS/Exchange.asmx' }) },
    'not used',
  ],
  ['an EWS URL that is none', { [`${ROOT}.svc`]: settings({ ExternalEwsUrl: 'mail' }) }, 'no URL'],
  [
    'a circle of URLs, in any case',
    { [`${ROOT}.svc`]: redirect('RedirectUrl', `${ROOT.toUpperCase()}.SVC`) },
    'circle',
  ],
  ['a redirection from http to a file', { [PLAIN]: { location: 'file:///etc/passwd' } }, 'not followed'],
];
