/** Trust is decided in one place: every edge of a search is judged by the same rule, and a host that is only a guess gets no secret. */
import { describe, expect, test } from '@jest/globals';
import { basic, credentials, ntlm, oauth } from '../../src/auth/credentials.js';
import { memoryCache } from '../../src/autodiscover/cache.js';
import { judgeHost } from '../../src/autodiscover/trust.js';
import { AUTO, EWS, found, lost, pox, ROOT, redirect, type Script, search, settings } from './script.js';

const EVIL = 'https://evil.test/autodiscover/autodiscover';
const EVIL_EWS = 'https://mail.evil.test/EWS/Exchange.asmx';
const user = { username: 'ann', password: 'hunter2' };

/** Each way in which a server of the own domain can name another. */
const EDGES: readonly [string, Script, asked: string][] = [
  ['302', { [`${AUTO}.svc`]: { location: `${EVIL}.svc` }, [`${EVIL}.svc`]: settings() }, `${EVIL}.svc`],
  [
    'RedirectUrl',
    { [`${AUTO}.svc`]: redirect('RedirectUrl', `${EVIL}.svc`), [`${EVIL}.svc`]: settings() },
    `${EVIL}.svc`,
  ],
  [
    'RedirectAddr',
    { [`${AUTO}.svc`]: redirect('RedirectAddress', 'ann@evil.test'), [`${EVIL}.svc`]: settings() },
    'https://evil.test/',
  ],
  ['EwsUrl of SOAP', { [`${AUTO}.svc`]: settings({ ExternalEwsUrl: EVIL_EWS }) }, EVIL_EWS],
  ['EwsUrl of POX', { [`${AUTO}.xml`]: pox(EVIL_EWS) }, EVIL_EWS],
  ['EwsUrl of JSON', { [`${AUTO}.json`]: { body: JSON.stringify({ Url: EVIL_EWS }) } }, EVIL_EWS],
];

describe.each(EDGES)('another domain named by %s', (_, script, place) => {
  test('is asked for, and not gone to where that is refused', async () => {
    const asked: string[] = [];
    const allowRedirect = ({ href }: URL) => {
      asked.push(href);
      return false;
    };
    const { result, requests } = await search(script, { allowRedirect });
    expect(result).toMatchObject(lost);
    expect(asked).toContain(place);
    expect(requests.filter(({ what }) => what.includes('evil'))).toEqual([]);
  });

  test('is gone to where it is allowed, and by the word of https alone', async () => {
    for (const options of [{ allowRedirect: () => true }, {}]) {
      const { result } = await search(script, options);
      expect(result).toHaveProperty('ewsUrl');
    }
  });
});

test("the internal EWS URL is judged like the external one: by the user's word", async () => {
  const script = { [`${AUTO}.svc`]: settings({ InternalEwsUrl: EVIL_EWS, ExternalEwsUrl: EWS }) };
  const { result } = await search(script, { preferInternal: true, allowRedirect: () => false });
  expect(result).toMatchObject(lost);
  expect((await search(script, { allowRedirect: () => false })).result).toMatchObject(found);
});

describe('a service that was remembered', () => {
  const script = { [`${AUTO}.svc`]: { location: `${EVIL}.svc` }, [`${EVIL}.svc`]: settings() };

  test('is asked for again: what one user trusted, another need not', async () => {
    const cache = memoryCache();
    expect((await search(script, { cache })).result).toMatchObject(found);
    const { requests } = await search(script, { cache, allowRedirect: () => false });
    expect(requests.filter(({ what }) => what.includes('evil'))).toEqual([]);
    // And is still there for who trusts it.
    expect((await search(script, { cache })).asked).toEqual([`POST ${EVIL}.svc`]);
  });

  test.each([
    'javascript:alert(1)',
    'http://evil.test/',
    'file:///etc/passwd',
    'https://u:p@b.test/',
    'no URL',
    'https://127.0.0.1/',
  ])('%s, by a cache of the caller, is not asked', async (url) => {
    const cache = { ...memoryCache(), get: async () => url };
    const { result, asked } = await search({ [`${AUTO}.svc`]: settings() }, { cache });
    expect(result).toMatchObject(found);
    expect(asked.filter((what) => !what.includes('b.test'))).toEqual([]);
  });
});

describe('nobody outside names this machine', () => {
  const HERE = [
    'https://127.0.0.1',
    'http://127.0.0.1',
    'https://localhost',
    'https://[::1]',
    'https://0.0.0.0',
    'https://[::ffff:127.0.0.1]',
  ];
  test.each(HERE)('as an EWS URL: %s', async (origin) => {
    const script = { [`${AUTO}.svc`]: settings({ ExternalEwsUrl: `${origin}/EWS/Exchange.asmx` }) };
    const { result, steps } = await search(script, { allowRedirect: () => true, allowInsecure: true });
    expect(result).toMatchObject(lost);
    expect(steps.join('\n')).toContain('is this machine, which nobody outside of it can mean: not used');
  });

  test.each<[string, Script]>([
    ['302', { [`${AUTO}.svc`]: { location: 'https://localhost/autodiscover/autodiscover.svc' } }],
    ['RedirectUrl', { [`${AUTO}.svc`]: redirect('RedirectUrl', 'https://127.0.0.1/autodiscover/autodiscover.svc') }],
    ['RedirectAddr', { [`${AUTO}.svc`]: redirect('RedirectAddress', 'ann@localhost') }],
  ])('by %s, whatever the user allows elsewhere', async (_, script) => {
    const { result, asked } = await search(script, { allowRedirect: () => true });
    expect(result).toMatchObject(lost);
    expect(asked.filter((what) => /127|localhost/.test(what))).toEqual([]);
  });

  test('by DNS', async () => {
    const { asked } = await search({}, { allowRedirect: () => true }, [{ name: 'localhost' }]);
    expect(asked.filter((what) => what.includes('localhost'))).toEqual([]);
  });

  test('this machine itself may: a service that the caller named here', async () => {
    const here = 'http://127.0.0.1:8080/EWS/Exchange.asmx';
    const script = { 'http://127.0.0.1:8080/autodiscover/autodiscover.xml': pox(here) };
    const { result } = await search(script, { url: 'http://127.0.0.1:8080/autodiscover/autodiscover.xml' });
    expect(result).toMatchObject({ ewsUrl: here });
  });
});

describe('the web site of the domain, which is only a guess', () => {
  const asking = (asks: 'Basic' | 'Bearer' | 'NTLM'): Script => ({ [`${ROOT}.svc`]: { ...settings(), asks } });
  const atRoot = ({ requests }: Awaited<ReturnType<typeof search>>) =>
    requests.filter(({ what }) => what.includes(`${ROOT}.`));

  test.each([
    ['basic()', basic(user), 'Basic'],
    ['credentials()', credentials(user), 'Basic'],
    ['oauth()', oauth({ getToken: () => 'hunter2' }), 'Bearer'],
  ] as const)(
    '%s: neither unasked nor asked it gets the secret; the error says so, and how to allow it',
    async (_, who, asks) => {
      const outcome = await search(asking(asks), { credentials: who });
      expect(outcome.result).toMatchObject({
        ...lost,
        cause: { code: 'ERR_CREDENTIALS' },
        remedy: expect.stringContaining('allowRedirect'),
      });
      expect(atRoot(outcome).filter(({ exposed }) => exposed)).toEqual([]);
      expect(outcome.steps[0]).toBe(
        `POST ${ROOT}.svc: asks for the password or token itself, and is only a guess: not sent`,
      );
      // Asked once, and by the dialogue that needs no login.
      expect(atRoot(outcome).map(({ what }) => what)).toEqual([`POST ${ROOT}.svc`, `GET ${ROOT}.json`]);
    },
  );

  test('with leave it gets it', async () => {
    const outcome = await search(asking('Basic'), { allowRedirect: ({ hostname }) => hostname === 'b.test' });
    expect(outcome.result).toMatchObject(found);
    expect(atRoot(outcome).map(({ exposed }) => exposed)).toEqual([false, true]);
  });

  test('a proof that is not the secret goes there without leave', async () => {
    expect((await search(asking('NTLM'), { credentials: ntlm(user) })).result).toMatchObject(found);
    expect((await search(asking('NTLM'), { credentials: credentials(user) })).result).toMatchObject(found);
  });

  test('it can say where the service is, and the named one gets the login', async () => {
    const script = {
      [`${ROOT}.svc`]: { location: `${AUTO}.svc` },
      [`${AUTO}.svc`]: { ...settings(), asks: 'Basic' },
    } as const;
    expect((await search(script, { credentials: basic(user) })).result).toMatchObject(found);
  });

  test('that autodiscover.domain refuses the login is told before it', async () => {
    const { result } = await search({ ...asking('Basic'), [`${AUTO}.svc`]: 'wrong password' });
    expect(result).toMatchObject({ ...lost, cause: { code: 'ERR_UNAUTHORIZED' } });
  });
});

describe('the rule', () => {
  const [yes, no] = [() => true, () => false];
  const KNOWN = [
    'outlook.com',
    'office365.com',
    'office365.us',
    'partner.outlook.cn',
    'onmicrosoft.com',
    'onmicrosoft.us',
    'partner.onmschina.cn',
  ];

  test.each<[string, Partial<Parameters<typeof judgeHost>[0]>, trusted: boolean, bySpecialLeave: boolean]>([
    ['mail.b.test', {}, true, false],
    ['B.TEST', { allowRedirect: no }, true, false],
    ['mail.other.test', {}, false, false],
    ['mail.other.test', { domain: '' }, false, false],
    ['mail.other.test', { vouched: true }, true, false],
    ['mail.other.test', { vouched: true, allowRedirect: no }, false, false],
    ['mail.other.test', { allowRedirect: yes }, true, true],
    ['mail.other.test', { vouched: true, allowRedirect: yes }, true, true],
    ...KNOWN.flatMap((name): [string, { allowRedirect: () => boolean }, boolean, boolean][] => [
      [name, { allowRedirect: no }, true, false],
      [`x.${name}`, { allowRedirect: no }, true, false],
      [`x${name}`, { allowRedirect: no }, false, false],
    ]),
    ['localhost', {}, false, false],
    ['localhost', { vouched: true, allowRedirect: yes }, false, false],
    ['localhost', { domain: 'localhost', allowRedirect: no }, true, false],
    ['127.0.0.1', { fromHere: true, allowRedirect: no }, true, false],
    ['127.0.0.1', { fromHere: false, vouched: true }, false, false],
    ['mail.other.test', { fromHere: true }, false, false],
  ])('%s with %j: trusted %p, by leave that others need not give %p', (host, more, trusted, bySpecialLeave) => {
    const url = new URL(`https://${host}/`);
    const named = { url, domain: 'b.test', vouched: false, allowRedirect: undefined, ...more };
    expect(judgeHost(named)).toEqual({ trusted, bySpecialLeave, why: expect.any(String) });
  });
});
