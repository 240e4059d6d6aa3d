/** The search against scripted DNS and HTTP: every way that leads to an endpoint, and the unsafe ones refused. */
import { describe, expect, test } from '@jest/globals';
import { memoryCache } from '../../src/autodiscover/cache.js';
import type { AutodiscoverResult } from '../../src/autodiscover/options.js';
import { REFUSED, WAYS } from './rows.js';
import { AUTO, EWS, found, lost, PLAIN, ROOT, redirect, type Script, search, settings, user } from './script.js';

describe('ways that lead there', () => {
  test.each(WAYS)('%s', async (...[, script, srv]) => {
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
  test.each(REFUSED)('%s', async (...[, script, says, srv]) => {
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
