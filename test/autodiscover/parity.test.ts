/**
 * Autodiscover against the list of what exchangelib's does (BEH-051 to BEH-072): each behaviour is the title of a test here or in a file
 * beside it, or stands below with the reason why there is nothing to test.
 */
import { readdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { generate } from 'selfsigned';
import { basic, oauth } from '../../src/auth/credentials.js';
import { fileCache, memoryCache } from '../../src/autodiscover/cache.js';
import { discover } from '../../src/autodiscover/discover.js';
import type { AutodiscoverResult } from '../../src/autodiscover/options.js';
import { USER_SETTINGS } from '../../src/autodiscover/soap.js';
import { httpServer, listen, rejection } from '../http/servers.js';
import { testWith } from '../support/shared.js';
import { temporaryFolder } from '../support/temp-folder.js';
import { AUTO, EWS, found, lost, PLAIN, pox, ROOT, redirect, search, settings, soap, user } from './script.js';

const DO_NOT_APPLY: Readonly<Record<string, string>> = {
  'BEH-069':
    'No scheme is ever read from an answer: the transport asks the EWS server itself for its offer (test/auth/schemes.test.ts).',
  'BEH-072':
    'There is no configuration whose endpoint is ignored: `Account.connect` takes either `endpoint`, and does not search, or it searches.',
};

test('every behaviour has its test, or a reason why not', () => {
  const files = readdirSync('test/autodiscover').filter((name) => name.endsWith('.test.ts'));
  const titles = files.flatMap((name) => [
    ...readFileSync(`test/autodiscover/${name}`, 'utf8').matchAll(
      /(?:test|describe)\S*\(\s*'([^'\n]*BEH-\d+[^'\n]*)'/g,
    ),
  ]);
  const tested = titles.flatMap(([, title = '']) => title.match(/BEH-\d+/g) ?? []);
  const known = Array.from({ length: 22 }, (_, n) => `BEH-${String(51 + n).padStart(3, '0')}`);
  expect([...new Set([...tested, ...Object.keys(DO_NOT_APPLY)])].sort()).toEqual(known);
});

describe('the ladder', () => {
  test('SOAP, POX and JSON all lead there (BEH-051)', async () => {
    for (const [suffix, reply] of Object.entries({
      svc: settings(),
      xml: pox(),
      json: { body: JSON.stringify({ Protocol: 'EWS', Url: EWS }) },
    })) {
      expect((await search({ [`${ROOT}.${suffix}`]: reply })).result).toMatchObject({
        ...found,
        source: `${ROOT}.${suffix}`,
      });
    }
  });

  test('the domain is asked before the host autodiscover (BEH-056, BEH-057)', async () => {
    const { asked } = await search({ [`${ROOT}.svc`]: { status: 404 }, [`${AUTO}.svc`]: settings() });
    expect(asked).toEqual([`POST ${ROOT}.svc`, `POST ${ROOT}.xml`, `GET ${ROOT}.json`, `POST ${AUTO}.svc`]);
  });

  test('the plain http question carries no credentials; its target gets them over https (BEH-058)', async () => {
    const target = 'https://mail.b.test/autodiscover/autodiscover';
    const { result, requests } = await search({
      [PLAIN]: { status: 301, location: `${target}.xml` },
      [`${target}.svc`]: settings(),
    });
    expect(result).toMatchObject(found);
    expect(requests.find(({ what }) => what === PLAIN)).toMatchObject({ credentials: false, body: '' });
    expect(requests.at(-1)).toMatchObject({ what: `POST ${target}.svc`, credentials: true });
  });

  test('a redirection without a Location, and an answer that is none, lead on to DNS (BEH-058, BEH-059)', async () => {
    for (const status of [200, 302, 500]) {
      const script = { [PLAIN]: { status }, 'https://mail.b.test/autodiscover/autodiscover.svc': settings() };
      expect((await search(script, {}, [{ name: 'mail.b.test' }])).result).toMatchObject(found);
    }
  });

  test('a host that does not exist is asked once, not once for each dialogue (BEH-064)', async () => {
    const { asked } = await search({ [`${AUTO}.svc`]: settings() });
    expect(asked).toEqual([`POST ${ROOT}.svc`, `POST ${AUTO}.svc`]);
  });

  test('nobody knows: the error lists every attempt with its reason (BEH-061)', async () => {
    const { result } = await search({ [`${ROOT}.svc`]: 'refuses', [`${AUTO}.svc`]: { status: 403 } });
    expect(result).toMatchObject(lost);
    expect((result as AutodiscoverResult).steps).toEqual([
      `POST ${ROOT}.svc: b.test refused the connection.`,
      `POST ${AUTO}.svc: HTTP 403`,
      `POST ${AUTO}.xml: HTTP 404`,
      `GET ${AUTO}.json without credentials: HTTP 404`,
      `${PLAIN} without credentials: HTTP 404, no redirection`,
      'DNS SRV _autodiscover._tcp.b.test: no answer (ENODATA)',
    ]);
  });

  test('a search bears 10 seconds of silence at most, whatever was configured; a named endpoint as long as asked (BEH-065)', async () => {
    const script = { [`${ROOT}.svc`]: settings() };
    const bears = async (options: object) => (await search(script, options)).requests.map(({ timeoutMs }) => timeoutMs);
    expect(await bears({})).toEqual([10_000]);
    expect(await bears({ timeoutMs: 120_000 })).toEqual([10_000]);
    expect(await bears({ timeoutMs: 500 })).toEqual([500]);
    await using server = await httpServer((_, response) => setTimeout(() => response.end(pox().body), 300));
    const patient = discover({ email: 'ann@b.test', url: server.url, timeoutMs: 20_000 });
    expect(await patient).toMatchObject(found);
    const hasty = await rejection(discover({ email: 'ann@b.test', url: server.url, timeoutMs: 20 }));
    expect(String(hasty['steps'])).toContain('did not answer for 20 ms');
  });

  test('nothing is asked a second time: there are no retries in a search (BEH-065)', async () => {
    const busy = soap('<ErrorCode>ServerBusy</ErrorCode>');
    const { asked } = await search({ [`${ROOT}.svc`]: busy, [`${AUTO}.svc`]: busy });
    expect(new Set(asked).size).toBe(asked.length);
  });

  test('a search that waits for DNS can be aborted', async () => {
    const abort = new AbortController();
    const resolveSrv = () => {
      queueMicrotask(() => abort.abort());
      return new Promise<never>((_, reject) => abort.signal.addEventListener('abort', () => reject(new Error('x'))));
    };
    const { result } = await search({}, { resolveSrv, signal: abort.signal });
    expect(result).toMatchObject({ code: 'ERR_ABORTED' });
  });

  // Some machines that run tests have IPv4 only.
  const all = Object.values(networkInterfaces()).flat();
  const ipv6 = all.find((one) => one?.address === '::1')?.address;
  testWith(ipv6, 'IPv6', 'a server that has no address but an IPv6 one is found (BEH-064)', async () => {
    const server = http.createServer((_, response) => response.end(pox().body));
    await new Promise<void>((resolve) => server.listen(0, '::1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const result = await discover({ email: 'ann@b.test', url: `http://[::1]:${port}/` });
      expect(result).toMatchObject(found);
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });
});

describe('redirections', () => {
  test('of the server, to a URL: followed; to an address: the search begins anew for that (BEH-060, BEH-063)', async () => {
    const other = 'https://other.b.test/autodiscover/autodiscover.svc';
    const { result, asked } = await search({
      [`${ROOT}.svc`]: redirect('RedirectUrl', other),
      [other]: redirect('RedirectAddress', 'ann@c.test'),
      'https://c.test/autodiscover/autodiscover.svc': settings(),
    });
    expect(result).toMatchObject({ ...found, email: 'ann@c.test' });
    expect(asked).toEqual([`POST ${ROOT}.svc`, `POST ${other}`, 'POST https://c.test/autodiscover/autodiscover.svc']);
  });

  test('an address that was asked for before ends the search, whatever its capitals (BEH-063)', async () => {
    const { result, asked } = await search({ [`${ROOT}.svc`]: redirect('RedirectAddress', 'Ann@B.test') });
    expect(result).toMatchObject(lost);
    expect((result as Error).message).toContain('circle');
    expect(asked).toEqual([`POST ${ROOT}.svc`]);
  });

  test('a URL that was visited, one without https, and the eleventh are not followed (BEH-062)', async () => {
    const hop = (n: number) => `https://n${n}.b.test/autodiscover/autodiscover.svc`;
    const chain = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [hop(n), { location: hop(n + 1) }]));
    const many = await search({ [`${ROOT}.svc`]: { location: hop(0) }, ...chain });
    expect((many.result as Error).message).toContain('more than 10 times');
    expect(many.asked).toHaveLength(11);
    const circle = await search({ [`${ROOT}.svc`]: { location: `${ROOT}.SVC` } });
    expect(circle.steps).toContain(`POST ${ROOT}.SVC: redirects in a circle`);
    const plain = await search({ [`${ROOT}.svc`]: { location: 'http://b.test/autodiscover/autodiscover.svc' } });
    expect(plain.steps[0]).toContain('not https: not followed');
  });

  test('a target whose certificate is not trusted hears nothing: no address, no credentials (BEH-062)', async () => {
    const pem = await generate([{ name: 'commonName', value: 'evil' }]);
    const heard: string[] = [];
    const web = https.createServer({ key: pem.private, cert: pem.cert }, (request, response) => {
      heard.push(request.url ?? '');
      response.end(pox().body);
    });
    await using evil = await listen(web, [], 'https');
    await using first = await httpServer((_, response) => response.writeHead(302, { location: evil.url.href }).end());
    const credentials = basic({ username: 'ann', password: 'hunter2' });
    const error = await rejection(discover({ email: 'ann@b.test', url: first.url, credentials }));
    expect(String(error['steps'])).toContain('certificate that is not trusted here');
    expect(heard).toEqual([]);
  });

  test('`allowRedirect` is the list of other domains that may be asked (BEH-062)', async () => {
    const asked: string[] = [];
    const allowRedirect = (url: URL) => {
      asked.push(url.hostname);
      return url.hostname === 'hoster.test';
    };
    const script = { 'https://hoster.test/autodiscover/autodiscover.svc': settings() };
    const named = [
      { name: 'evil.test', priority: 1 },
      { name: 'hoster.test', priority: 2 },
    ];
    const { result, trusted } = await search(script, { allowRedirect }, named);
    expect(result).toMatchObject(found);
    expect(asked).toEqual(['evil.test', 'hoster.test']);
    expect(trusted.map(({ what }) => what)).not.toContainEqual(expect.stringContaining('evil.test'));
  });

  test('a server that refused the login does not get it again, by whatever name it is reached', async () => {
    const { trusted, result, steps } = await search(
      {
        [`${AUTO}.svc`]: 'wrong password',
        [PLAIN]: { location: `${AUTO}.xml` },
        'https://mail.b.test/autodiscover/autodiscover.svc': redirect('RedirectUrl', `${AUTO}.xml`),
      },
      {},
      [{ name: 'mail.b.test' }],
    );
    expect(result).toMatchObject({ ...lost, cause: { code: 'ERR_UNAUTHORIZED' } });
    expect(trusted.filter(({ what }) => what.includes(AUTO))).toHaveLength(1);
    expect(steps.filter((line) => /refused the login before/.test(line))).toHaveLength(2);
  });
});

describe('the cache', () => {
  test('twenty accounts of a domain make one search; those of another do not wait for it (BEH-052)', async () => {
    const cache = memoryCache();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = search(
      {},
      { cache, resolveSrv: () => held.then(() => [{ name: 'mail.b.test', port: 443, priority: 0, weight: 0 }]) },
    );
    const other = await search(
      { 'https://c.test/autodiscover/autodiscover.svc': settings() },
      { cache, email: 'ann@c.test' },
    );
    expect(other.result).toMatchObject(found);
    release();
    await slow;
  });

  test('it keeps no login: who comes with another kind of credentials finds the same service (BEH-053)', async () => {
    const cache = memoryCache();
    await search({ [`${AUTO}.svc`]: settings() }, { cache });
    const credentials = oauth({ getToken: async () => 'token-of-another-user' });
    const { asked, result } = await search({ [`${AUTO}.svc`]: settings() }, { cache, credentials });
    expect(asked).toEqual([`POST ${AUTO}.svc`]);
    expect(result).toMatchObject(found);
  });

  test('a service that knew last time is asked once; when it does not know, it is forgotten and the search begins anew (BEH-055)', async () => {
    const cache = memoryCache();
    await search({ [`${AUTO}.svc`]: settings() }, { cache });
    const { asked, result } = await search(
      { [`${ROOT}.svc`]: settings(), [`${AUTO}.svc`]: { status: 503 } },
      { cache },
    );
    expect(asked).toEqual([`POST ${AUTO}.svc`, `POST ${ROOT}.svc`]);
    expect(result).toMatchObject({ source: `${ROOT}.svc` });
    expect(await cache.get('b.test')).toBe(`${ROOT}.svc`);
  });
});

test('the cache on disk: found there by another process, forgotten there when it fails, and holds no secret (BEH-054, BEH-055)', async () => {
  await using folder = await temporaryFolder('ewskit-parity-');
  const file = join(folder.path, 'autodiscover.json');
  await search({ [`${AUTO}.svc`]: settings() }, { cache: fileCache(file) });
  const again = await search({ [`${AUTO}.svc`]: settings() }, { cache: fileCache(file) });
  expect(again.asked).toEqual([`POST ${AUTO}.svc`]);
  expect(readFileSync(file, 'utf8')).not.toMatch(/ann|hunter2|Basic/);
  await search({}, { cache: fileCache(file) });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ version: 1, domains: {} });
});

describe('the answer', () => {
  test('all settings are asked for by name; with `settings`, those and what a search needs (BEH-066)', async () => {
    const namesIn = (body = '') => [...body.matchAll(/<a:Setting>(\w+)</g)].map(([, name]) => name);
    const all = await search({ [`${ROOT}.svc`]: settings() });
    expect(namesIn(all.requests[0]?.body)).toEqual(USER_SETTINGS);
    const some = await search({ [`${ROOT}.svc`]: settings() }, { settings: ['ExternalOABUrl'] });
    expect(namesIn(some.requests[0]?.body).sort()).toEqual([
      'AutoDiscoverSMTPAddress',
      'CasVersion',
      'EwsSupportedSchemas',
      'ExternalEwsUrl',
      'ExternalOABUrl',
      'InternalEwsUrl',
      'UserDisplayName',
    ]);
  });

  test('a setting that does not exist is refused before anything is sent (BEH-066)', async () => {
    const { result, asked } = await search({}, { settings: ['ExternalEwsUri'] });
    expect(result).toMatchObject({ code: 'ERR_INVALID_REQUEST', violations: [{ path: 'settings' }] });
    expect(asked).toEqual([]);
  });

  test('the URL for outside is taken; with `preferInternal` the one for inside (BEH-067)', async () => {
    const inside = 'https://in.b.test/EWS/Exchange.asmx';
    const script = { [`${ROOT}.svc`]: settings({ InternalEwsUrl: inside, ExternalEwsUrl: EWS }) };
    expect((await search(script)).result).toMatchObject({ ewsUrl: EWS });
    expect((await search(script, { preferInternal: true })).result).toMatchObject({ ewsUrl: inside });
    expect((await search({ [`${ROOT}.svc`]: settings() }, { preferInternal: true })).result).toMatchObject(found);
  });

  test('the newest schema is the newest known one of the list, not the last by the alphabet (BEH-068)', async () => {
    const values = {
      ExternalEwsUrl: EWS,
      EwsSupportedSchemas: 'Exchange2007, Exchange2010_SP2, Exchange2013, Exchange2013_SP1, Exchange3000, V2_1',
    };
    const { result } = await search({ [`${ROOT}.svc`]: settings(values) });
    expect(result).toMatchObject({ newestSchema: 'Exchange2013_SP1', serverVersion: '15.2.2562' });
    expect((await search({ [`${ROOT}.svc`]: settings() })).result).not.toHaveProperty('newestSchema');
  });

  test.each([
    ['InvalidUser', 'ErrorNonExistentMailbox'],
    ['InternalServerError', 'ErrorInternalServerError'],
    ['ServerBusy', 'ErrorServerBusy'],
    ['NotFederated', 'ErrorOrganizationNotFederated'],
    ['InvalidDomain', undefined],
    ['InvalidRequest', undefined],
    ['InvalidSetting', undefined],
    ['SettingIsNotAvailable', undefined],
  ])('the error %s of a user is the cause %s (BEH-070)', async (code, cause) => {
    const { result } = await search({ [`${ROOT}.svc`]: user(`<ErrorCode>${code}</ErrorCode>`) });
    expect(result).toMatchObject(lost);
    expect((result as { cause?: { code: string } }).cause?.code).toBe(cause);
  });

  test('an address that POX or JSON does not know is no mailbox either (BEH-070)', async () => {
    const unknown = {
      xml: '<Autodiscover><Response><Error><ErrorCode>500</ErrorCode></Error></Response></Autodiscover>',
      json: JSON.stringify({ ErrorCode: 'UserNotFound', ErrorMessage: 'The given user is not found.' }),
    };
    for (const [suffix, body] of Object.entries(unknown)) {
      const { result } = await search({ [`${ROOT}.${suffix}`]: { body } });
      expect(result).toMatchObject({ ...lost, cause: { code: 'ErrorNonExistentMailbox' } });
    }
  });

  test('settings that are not available are no errors (BEH-070)', async () => {
    const { result } = await search({ [`${ROOT}.svc`]: settings() });
    expect(result).toMatchObject({ settings: { ExternalEwsUrl: EWS } });
  });

  test('a refused login is told before what other servers said', async () => {
    const { result } = await search({
      [`${ROOT}.svc`]: user('<ErrorCode>InvalidUser</ErrorCode>'),
      [`${AUTO}.svc`]: 'wrong password',
    });
    expect(result).toMatchObject({ ...lost, cause: { code: 'ERR_UNAUTHORIZED' } });
  });

  test('without an address in the answer, it is the one that was asked for (BEH-071)', async () => {
    expect((await search({ [`${ROOT}.svc`]: settings() })).result).toMatchObject({ email: 'ann@b.test' });
    const values = { ExternalEwsUrl: EWS, AutoDiscoverSMTPAddress: 'ann.b@b.test' };
    expect((await search({ [`${ROOT}.svc`]: settings(values) })).result).toMatchObject({ email: 'ann.b@b.test' });
  });
});
