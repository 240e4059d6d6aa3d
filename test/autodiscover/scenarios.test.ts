/** The search against scripted DNS and HTTP: every way that leads to an endpoint, and the unsafe ones refused. */
import { describe, expect, test } from '@jest/globals';
import { memoryCache } from '../../src/autodiscover/cache.js';
import type { AutodiscoverResult } from '../../src/autodiscover/options.js';
import type { SrvTarget } from '../../src/autodiscover/srv.js';
import {
  AUTO,
  EWS,
  found,
  lost,
  PLAIN,
  pox,
  ROOT,
  redirect,
  type Script,
  search,
  settings,
  soap,
  user,
} from './script.js';

describe('ways that lead there', () => {
  test.each<[string, Script, (readonly Partial<SrvTarget>[])?]>([
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
  ])('%s', async (...[, script, srv]) => {
    const { result, steps } = await search(script, {}, srv);
    expect(result).toMatchObject(found);
    expect(steps.at(-1)).toContain(`found ${EWS}`);
  });

  test('the order: domain, autodiscover, plain http, DNS; SOAP before POX before JSON', async () => {
    const { result, asked, steps } = await search({
      [`${ROOT}.svc`]: { status: 404 },
      [`${AUTO}.svc`]: { status: 404 },
    });
    expect(result).toMatchObject(lost);
    expect(asked).toEqual([
      `POST ${ROOT}.svc`,
      `POST ${ROOT}.xml`,
      `GET ${ROOT}.json`,
      `POST ${AUTO}.svc`,
      `POST ${AUTO}.xml`,
      `GET ${AUTO}.json`,
      PLAIN,
    ]);
    expect(steps).toHaveLength(8);
  });

  test('all settings, the version, and each step as it happens', async () => {
    const lines: string[] = [];
    const values = {
      ExternalEwsUrl: EWS,
      UserDisplayName: 'Ann',
      AutoDiscoverSMTPAddress: 'ann@b.test',
      MailboxDN: '/o=x',
    };
    const { result } = await search({ [`${ROOT}.svc`]: settings(values) }, { onStep: (step) => lines.push(step) });
    expect(result).toMatchObject({
      settings: values,
      displayName: 'Ann',
      autoDiscoverSmtpAddress: 'ann@b.test',
      serverVersion: '15.2.2562',
      source: `${ROOT}.svc`,
    });
    expect(lines).toEqual([`POST ${ROOT}.svc: found ${EWS}`]);
  });
});

describe('what is refused', () => {
  test.each<[string, Script, string, (readonly Partial<SrvTarget>[])?]>([
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
  ])('%s', async (...[, script, says, srv]) => {
    const { result, steps, trusted } = await search(script, {}, srv);
    expect(result).toMatchObject(lost);
    expect(steps.join('\n')).toContain(says);
    for (const { what } of trusted) expect(what).toMatch(/^POST https:\/\/([\w-]+\.)?b\.test\//i);
  });

  test('a circle of addresses', async () => {
    const { result } = await search({
      [`${ROOT}.svc`]: redirect('RedirectAddress', 'ann@c.test'),
      'https://c.test/autodiscover/autodiscover.svc': redirect('RedirectAddress', 'ANN@b.test'),
    });
    expect((result as Error).message).toContain('circle');
  });

  test('more than ten redirections', async () => {
    const hop = (n: number) => `https://n${n}.b.test/autodiscover/autodiscover.svc`;
    const script: Script = { [`${ROOT}.svc`]: { location: hop(0) } };
    for (let n = 0; n < 20; n++) script[hop(n)] = { location: hop(n + 1) };
    const { result, asked } = await search(script);
    expect((result as Error).message).toContain('more than 10 times');
    expect(asked).toHaveLength(11);
  });

  test('a parent domain is never guessed', async () => {
    const { asked } = await search({}, { email: 'ann@mail.eu.b.test' });
    for (const what of asked) expect(what).toMatch(/\/\/(autodiscover\.)?mail\.eu\.b\.test\//);
  });

  test('a refused login is not tried in the next dialogue; the JSON one has none', async () => {
    const { result, asked } = await search({ [`${ROOT}.svc`]: 'wrong password' });
    expect(asked.slice(0, 2)).toEqual([`POST ${ROOT}.svc`, `GET ${ROOT}.json`]);
    expect(result).toMatchObject({ ...lost, cause: { code: 'ERR_UNAUTHORIZED' } });
  });

  test('an unknown user is the cause', async () => {
    const { result } = await search({
      [`${ROOT}.svc`]: user('<ErrorCode>InvalidUser</ErrorCode><ErrorMessage>Invalid user</ErrorMessage>'),
    });
    expect(result).toMatchObject({ ...lost, cause: { code: 'ErrorNonExistentMailbox' } });
  });

  test('allowRedirect has the say over every other domain', async () => {
    const script: Script = {
      [`${ROOT}.svc`]: { location: 'https://hoster.test/autodiscover/autodiscover.svc' },
      'https://hoster.test/autodiscover/autodiscover.svc': settings(),
    };
    expect((await search(script, { allowRedirect: () => false })).result).toMatchObject(lost);
    expect((await search(script, { allowRedirect: ({ host }) => host === 'hoster.test' })).result).toMatchObject(found);
  });
});

describe('the cache', () => {
  const script: Script = { [`${AUTO}.svc`]: settings() };

  test('the service that answered is asked first', async () => {
    const cache = memoryCache();
    await search(script, { cache });
    const { asked, result } = await search(script, { cache });
    expect(asked).toEqual([`POST ${AUTO}.svc`]);
    expect(result).toMatchObject(found);
  });

  test('when it fails, it is forgotten and the search begins anew', async () => {
    const cache = memoryCache();
    await search(script, { cache });
    const { result, asked } = await search({ [`${ROOT}.svc`]: settings() }, { cache });
    expect(result).toMatchObject(found);
    expect(asked).toEqual([`POST ${AUTO}.svc`, `POST ${ROOT}.svc`]);
    expect(await cache.get('b.test')).toBe(`${ROOT}.svc`);
  });

  test('a host that a user allowed for himself is not remembered for others', async () => {
    const cache = memoryCache();
    const foreign: Script = { 'https://hoster.test/autodiscover/autodiscover.svc': settings() };
    const { result } = await search(foreign, { cache, allowRedirect: () => true }, [{ name: 'hoster.test' }]);
    expect(result).toMatchObject(found);
    expect(await cache.get('b.test')).toBeUndefined();
  });

  test('accounts of a domain that connect at once make one search', async () => {
    const cache = memoryCache();
    const all = await Promise.all(Array.from({ length: 20 }, () => search(script, { cache })));
    expect(all.map(({ result }) => (result as AutodiscoverResult).ewsUrl)).toEqual(Array(20).fill(EWS));
    expect(all.map(({ asked }) => asked.length)).toEqual([2, ...Array(19).fill(1)]);
  });

  test('who waits for another search can be aborted, and a search that fails holds nobody up', async () => {
    const cache = memoryCache();
    const abort = new AbortController();
    const running = search({}, { cache });
    const waiting = search(script, { cache, signal: abort.signal });
    const patient = search(script, { cache });
    abort.abort();
    expect((await waiting).result).toMatchObject({ code: 'ERR_ABORTED' });
    expect((await running).result).toMatchObject(lost);
    expect((await patient).result).toMatchObject(found);
  });

  test('an entry without https is not asked', async () => {
    const cache = memoryCache();
    await cache.set('b.test', 'http://b.test/autodiscover/autodiscover.svc');
    const { asked } = await search({}, { cache });
    expect(asked).not.toContain('POST http://b.test/autodiscover/autodiscover.svc');
  });
});
