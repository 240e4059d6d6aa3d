/** The examination of a sandbox in the roles that it can play: logins, Extended Protection, versions, throttling. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import '../support/judged-sandboxes.js';
import { basic } from '../../src/auth/credentials.js';
import { Sandbox, type SandboxOptions, type ServerVersionName } from '../../src/sandbox.js';
import { examine } from './examine.js';

const email = 'alice@example.test';
const alice = { username: email, password: 'wonderland-7' };
const start = (options: SandboxOptions = {}) =>
  Sandbox.start({ mailboxes: { [email]: { password: alice.password } }, ...options });
const trusting = (sandbox: Sandbox) => ({ tls: { ca: readFileSync(sandbox.ca as string) } });

describe('a server that is well', () => {
  test('without credentials: no problem, and what shows only by a login is skipped', async () => {
    await using sandbox = await start();
    const found = await examine(sandbox.endpoint);
    expect(found.ok).toBe(true);
    expect(found.endpoint).toBe(sandbox.endpoint);
    expect(found.findings.filter(({ status }) => status === 'skipped').map(({ check }) => check)).toEqual([
      'login',
      'extended-protection',
      'version',
      'throttling',
    ]);
    expect(found.of('authentication')[0]).toMatchObject({ status: 'ok', facts: { schemes: ['Basic'] } });
    expect(sandbox.requests).toEqual([]);
  });

  test('with credentials: all of it is looked at', async () => {
    await using sandbox = await start({ tls: true, auth: ['ntlm'] });
    const found = await examine(sandbox.endpoint, { credentials: alice, ...trusting(sandbox) });
    expect(found.findings.filter(({ status }) => status !== 'ok')).toEqual([]);
    expect(found.of('login')[0]).toMatchObject({ what: `The login as ${email} works (NTLM).` });
    expect(found.of('version')[0]).toMatchObject({ facts: { build: '15.2.2562.17', product: 'Exchange Server SE' } });
    expect(found.of('clock')).toHaveLength(1);
    expect(found.of('affinity')[0]?.facts).toMatchObject({ frontEnds: ['SANDBOX'] });
  });

  test('for an address, its service is asked for the endpoint', async () => {
    await using sandbox = await start();
    const world = { lookup: async () => ['127.0.0.1'], resolveSrv: async () => [] };
    const found = await examine(email, { autodiscover: sandbox.autodiscoverUrl, credentials: alice }, world);
    expect(found).toMatchObject({ ok: true, endpoint: sandbox.endpoint });
    expect(found.of('autodiscover')[0]?.facts).toMatchObject({ source: sandbox.autodiscoverUrl, email });
    expect(found.of('endpoint')).toHaveLength(2);
  });
});

test('a service of the JSON dialogue, which needs no login, is not asked for one', async () => {
  await using sandbox = await start();
  const world = { lookup: async () => ['127.0.0.1'], resolveSrv: async () => [] };
  const autodiscover = sandbox.autodiscoverUrl.replace(/xml$/, 'json');
  const found = await examine(email, { autodiscover }, world);
  expect(found).toMatchObject({ ok: true, endpoint: sandbox.endpoint });
  expect(found.of('endpoint')).toHaveLength(1);
});

describe('TLS', () => {
  test('a certificate that the server signed itself is a problem, and nothing is sent; with `ca` it is none', async () => {
    await using sandbox = await start({ tls: true });
    const found = await examine(sandbox.endpoint, { credentials: alice });
    expect(found.ok).toBe(false);
    expect(found.of('tls').at(-1)).toMatchObject({ status: 'problem', facts: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } });
    expect(found.of('tls').at(-1)?.remedy).toContain('--ca');
    expect(found.of('endpoint')[0]?.status).toBe('skipped');
    expect(sandbox.requests).toEqual([]);
    const trusted = await examine(sandbox.endpoint, trusting(sandbox));
    expect(trusted.of('tls').map(({ status }) => status)).toEqual(['ok', 'ok']);
    expect(trusted.of('tls')[0]?.facts).toMatchObject({
      protocol: 'TLSv1.3',
      names: expect.arrayContaining(['127.0.0.1']),
    });
  });

  test('a key that is not the pinned one is a problem', async () => {
    await using sandbox = await start({ tls: true });
    const { tls } = trusting(sandbox);
    const found = await examine(sandbox.endpoint, { tls: { ...tls, pins: [`sha256/${'A'.repeat(43)}=`] } });
    expect(found.text).toMatch(/problem tls: .* has the key sha256\/.*, which is not pinned/);
    const pins = found.of('tls')[0]?.facts?.['pins'] as string[];
    expect((await examine(sandbox.endpoint, { tls: { ...tls, pins } })).ok).toBe(true);
  });
});

describe('Extended Protection', () => {
  test.each([
    ['off', 'warning', 'does not check'],
    ['accept', 'ok', 'accepts Extended Protection'],
    ['require', 'ok', 'requires Extended Protection'],
  ] as const)('%s is told from the others by logging in', async (mode, status, says) => {
    await using sandbox = await start({ tls: true, auth: ['ntlm'], channelBinding: mode });
    const found = await examine(sandbox.endpoint, { credentials: alice, ...trusting(sandbox) });
    expect(found.of('extended-protection')).toEqual([
      expect.objectContaining({ status, what: expect.stringContaining(says), facts: { mode } }),
    ]);
    expect(found.ok).toBe(true);
  });

  test.each([
    ['no credentials', { tls: true, auth: ['ntlm'] }, undefined, 'only by a login'],
    ['plain http', { auth: ['ntlm'] }, alice, 'no channel'],
    ['no NTLM', { tls: true, auth: ['basic'] }, alice, 'does not offer NTLM'],
    ['finished credentials', { tls: true, auth: ['ntlm', 'basic'] }, basic(alice), 'user name and password'],
  ] as const)('it is skipped with the reason: %s', async (_, options, credentials, says) => {
    await using sandbox = await start(options as SandboxOptions);
    const found = await examine(sandbox.endpoint, { credentials, ...(sandbox.ca ? trusting(sandbox) : {}) });
    expect(found.of('extended-protection')).toEqual([
      expect.objectContaining({ status: 'skipped', what: expect.stringContaining(says) }),
    ]);
  });
});

test.each<[ServerVersionName, string, string, string | undefined]>([
  ['ExchangeSE', '15.2.2562.17', 'Exchange Server SE', undefined],
  ['Exchange2016', '15.1.2507.6', 'Exchange Server 2016 CU23', '2025-10-14'],
  ['Exchange2013_SP1', '15.0.847.32', 'Exchange Server 2013 SP1', '2023-04-11'],
  ['Exchange2010_SP2', '14.3.123.3', 'Exchange Server 2010 SP3', '2020-10-13'],
  ['Exchange2007_SP1', '8.3.83.0', 'Exchange Server 2007 SP3', '2017-04-11'],
])(
  '%s is known by its build %s, and what its support has ended is a warning',
  async (serverVersion, build, product, ended) => {
    await using sandbox = await start({ serverVersion });
    const now = () => Date.parse('2026-01-01T00:00:00Z');
    const found = await examine(sandbox.endpoint, { credentials: alice }, { now });
    const [version] = found.of('version');
    expect(version).toMatchObject({ status: ended ? 'warning' : 'ok', facts: { build, product } });
    if (ended) expect(version?.what).toContain(`ended on ${ended}`);
  },
);

describe('throttling', () => {
  test('a server that is busy says for how long, in a warning', async () => {
    await using sandbox = await start({ throttling: { requestsPerMinute: 2 } });
    const found = await examine(sandbox.endpoint, { credentials: alice });
    expect(found.of('throttling')[0]).toMatchObject({
      status: 'warning',
      what: expect.stringContaining('ErrorServerBusy'),
      facts: { backOffMs: expect.any(Number) },
    });
    expect(found.ok).toBe(true);
  });

  test('one that bears it is told with the time it took', async () => {
    await using sandbox = await start();
    const found = await examine(sandbox.endpoint, { credentials: alice });
    expect(found.of('throttling')[0]).toMatchObject({ status: 'ok', facts: { atOnce: 4 } });
  });
});

test('a login that works and has no mailbox is told so', async () => {
  await using sandbox = await start();
  sandbox.failNext('ErrorNonExistentMailbox', { operation: 'GetFolder' });
  const found = await examine(sandbox.endpoint, { credentials: alice });
  expect(found.of('login')).toEqual([
    expect.objectContaining({ status: 'ok' }),
    expect.objectContaining({ status: 'warning', facts: { code: 'ErrorNonExistentMailbox' } }),
  ]);
});
