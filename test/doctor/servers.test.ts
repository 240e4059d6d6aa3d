/** Servers that are not well, on real sockets: each trouble is a finding with a remedy, none hangs the examination or locks an account. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { diagnose } from '../../src/doctor/diagnose.js';
import { encodeEnvelope } from '../../src/soap/documents.js';
import { closedPort, httpServer, rawServer, rejection } from '../http/servers.js';
import { examine } from './examine.js';

const alice = { username: 'EXAMPLE\\alice', password: 'wonderland-7' };
const challenge = { 'www-authenticate': 'Basic realm="x"' };

/** What a server that answers every request so is found to be. */
async function examined(
  answer: (response: ServerResponse, request: IncomingMessage, body: string) => unknown,
  options = {},
) {
  await using server = await httpServer((request, response, body) => answer(response, request, body));
  const found = await examine(`http://127.0.0.1:${server.port}/EWS/Exchange.asmx`, options);
  return { ...found, requests: server.requests };
}

describe('what is no Exchange', () => {
  test('nobody listens: one problem, and what would need a connection is skipped', async () => {
    const found = await examine(`127.0.0.1:${await closedPort()}`, { credentials: alice });
    expect(found.findings.filter(({ status }) => status === 'problem')).toEqual([
      expect.objectContaining({ check: 'connection', what: expect.stringContaining('refused the connection') }),
    ]);
    for (const check of ['tls', 'endpoint', 'login', 'version', 'clock'] as const)
      expect(found.of(check)[0]?.status).toBe('skipped');
  });

  test('a web page is told from Exchange', async () => {
    const found = await examined((response) => response.end('<!DOCTYPE html><html><p>Welcome</html>'));
    expect(found.ok).toBe(false);
    expect(found.text).toContain('answers with a web page (HTML)');
  });

  test.each([
    [403, 'lets nobody in'],
    [404, 'does not exist'],
    [500, 'fails (500)'],
    [503, 'overloaded or switched off'],
    [405, 'HTTP status 405'],
  ])('a status of %p is a problem: %s', async (status, says) => {
    const found = await examined((response) => response.writeHead(status).end());
    expect(found.of('endpoint')[0]).toMatchObject({ status: 'problem', what: expect.stringContaining(says) });
  });

  test('a service that nobody named need not be there: a warning, and one that was named is a problem', async () => {
    await using server = await httpServer((request, response) => {
      const status = request.url?.startsWith('/EWS/') ? 401 : 404;
      response.writeHead(status, status === 401 ? challenge : {}).end();
    });
    const origin = `http://127.0.0.1:${server.port}`;
    const found = await examine(origin);
    expect(found.of('endpoint').map(({ status }) => status)).toEqual(['ok', 'warning']);
    expect(found.ok).toBe(true);
    const named = await examine(`${origin}/autodiscover/autodiscover.svc`);
    expect(named.of('endpoint').map(({ status }) => status)).toEqual(['ok', 'problem']);
  });

  test('what is not HTTP is a problem', async () => {
    await using server = await rawServer((socket) => socket.end('220 mail.example.com ESMTP ready\r\n'));
    const found = await examine(`http://127.0.0.1:${server.port}`);
    expect(found.of('endpoint')[0]?.what).toContain('not HTTP');
  });

  test('a redirection to a login page names the pre-authentication; its query is not shown', async () => {
    const found = await examined((response) =>
      response.writeHead(302, { location: 'https://mail.b.test/owa/auth/logon.aspx?url=secret-in-query' }).end(),
    );
    expect(found.of('redirects')[0]).toMatchObject({
      status: 'problem',
      what: expect.stringContaining('a login page for people'),
      facts: { location: 'https://mail.b.test/owa/auth/logon.aspx', status: 302 },
    });
    expect(JSON.stringify(found.findings)).not.toContain('secret-in-query');
  });
});

describe('time', () => {
  test('a server that is silent ends with the deadline; what came before is kept, what did not is told', async () => {
    await using server = await rawServer(() => undefined);
    const found = await examine(`http://127.0.0.1:${server.port}`, { deadlineMs: 2000 });
    expect(found.of('connection')[0]?.status).toBe('ok');
    expect(found.text).toContain('It was not done after 2000 ms.');
    expect(found.of('affinity')[0]).toMatchObject({ status: 'skipped', what: 'There was no time left.' });
    expect(found.ok).toBe(false);
  });

  test('a server that is silent is given up after `timeoutMs`', async () => {
    await using server = await rawServer(() => undefined);
    const found = await examine(`https://127.0.0.1:${server.port}`, { timeoutMs: 500 });
    expect(found.of('tls')[0]?.what).toContain('did not answer for 500 ms');
  });

  test('a name that is never resolved does not hang it', async () => {
    const found = await examine('mail.b.test', { deadlineMs: 100 }, { lookup: () => new Promise(() => undefined) });
    expect(found.of('dns')[0]?.what).toBe('It was not done after 100 ms.');
  });

  test('the signal ends it', async () => {
    await using server = await rawServer(() => undefined);
    const abort = new AbortController();
    const running = diagnose({
      target: `http://127.0.0.1:${server.port}`,
      signal: abort.signal,
      onCheck: (check) => check === 'redirects' && abort.abort(),
    });
    expect((await rejection(running))['code']).toBe('ERR_ABORTED');
  });
});

describe('clocks', () => {
  const off = (ms: number) =>
    examined((response) =>
      response.writeHead(401, { ...challenge, date: new Date(Date.now() + ms).toUTCString() }).end(),
    );

  test.each([
    [10 * 60_000, 'problem', '10 minutes ahead of'],
    [-10 * 60_000, 'problem', '10 minutes behind'],
    [3 * 60_000, 'warning', '3 minutes ahead of'],
    [0, 'ok', 'agree'],
  ])('a server that is %p ms off is %p', async (ms, status, says) => {
    expect((await off(ms)).of('clock')[0]).toMatchObject({ status, what: expect.stringContaining(says) });
  });

  test('what a cache kept, or says nothing, is no clock', async () => {
    const date = new Date(0).toUTCString();
    const kept = await examined((response) => response.writeHead(401, { ...challenge, date, age: '60' }).end());
    expect(kept.of('clock')[0]?.status).toBe('skipped');
    const silent = await examined((response) => {
      response.sendDate = false;
      response.writeHead(401, challenge).end();
    });
    expect(silent.of('clock')[0]?.status).toBe('skipped');
  });

  test('a TZ that is no zone is a warning', async () => {
    const found = await examine('http://127.0.0.1:1', {}, { env: { TZ: 'Mars/Olympus' } });
    expect(found.of('time-zone')[0]).toMatchObject({
      status: 'warning',
      what: expect.stringContaining('Mars/Olympus'),
    });
  });
});

describe('logins', () => {
  test.each([
    [[], 'problem', 'offers no scheme'],
    [['Negotiate', 'NTLM', 'Basic realm="x"'], 'ok', 'offers Negotiate, NTLM, Basic'],
    [['Kosmos'], 'problem', 'none of which is known'],
  ])('an offer of %j is %s', async (offer, status, says) => {
    const found = await examined((response) => response.writeHead(401, { 'www-authenticate': offer }).end());
    expect(found.of('authentication')[0]).toMatchObject({ status, what: expect.stringContaining(says) });
  });

  test('a wrong password is sent once, in all', async () => {
    const found = await examined((response) => response.writeHead(401, challenge).end(), { credentials: alice });
    expect(found.requests.filter(({ headers }) => headers.authorization !== undefined)).toHaveLength(1);
    expect(found.of('login')[0]).toMatchObject({
      status: 'problem',
      remedy: expect.stringContaining('Check user name and password'),
    });
    expect(found.of('extended-protection')[0]?.status).toBe('skipped');
  });

  test('a wrong password that autodiscover refused is not sent to the endpoint, nor to the next service', async () => {
    const sent: string[] = [];
    await using server = await httpServer((request, response) => {
      if (request.headers.authorization) sent.push(request.url ?? '');
      response.writeHead(401, challenge).end();
    });
    const origin = `http://127.0.0.1:${server.port}`;
    const world = { lookup: async () => ['127.0.0.1'], resolveSrv: async () => [] };
    const options = { credentials: alice, autodiscover: `${origin}/autodiscover/autodiscover.svc` };
    const found = await examine('ann@b.test', options, world);
    expect(sent).toEqual(['/autodiscover/autodiscover.svc']);
    expect(found.of('autodiscover')[0]).toMatchObject({ status: 'problem' });
    expect(found.of('autodiscover')[0]?.what).toContain('refused the Basic login');
    expect(found.of('login')[0]?.status).toBe('skipped');
  });

  test('without credentials, a service that asks for them is no problem', async () => {
    await using server = await httpServer((_, response) => response.writeHead(401, challenge).end());
    const autodiscover = `http://127.0.0.1:${server.port}/autodiscover/autodiscover.svc`;
    const world = { lookup: async () => ['127.0.0.1'], resolveSrv: async () => [] };
    const found = await examine('ann@b.test', { autodiscover }, world);
    expect(found.of('autodiscover')[0]?.status).toBe('skipped');
    expect(found).not.toHaveProperty('endpoint');
    expect(found.of('authentication')).toHaveLength(2);
  });

  test('an endpoint that nobody named gets no login', async () => {
    const sent: string[] = [];
    await using server = await httpServer((request, response) => {
      if (request.headers.authorization) sent.push(request.url ?? '');
      // Lets the login in, and knows nothing.
      if (request.headers.authorization || !request.url?.includes('autodiscover')) response.writeHead(404).end();
      else response.writeHead(401, challenge).end();
    });
    const autodiscover = [`http://127.0.0.1:${server.port}/autodiscover/autodiscover.svc`];
    const world = { lookup: async () => ['127.0.0.1'], resolveSrv: async () => [] };
    const found = await examine('ann@b.test', { credentials: alice, autodiscover: autodiscover[0] as string }, world);
    expect(found.of('autodiscover')[0]?.status).toBe('problem');
    expect(found.of('login')[0]?.status).toBe('skipped');
    expect(sent.every((path) => path.includes('autodiscover'))).toBe(true);
  });
});

describe('throttling', () => {
  test('Retry-After is told', async () => {
    const found = await examined((response) => response.writeHead(503, { 'retry-after': '30' }).end());
    expect(found.of('throttling')[0]).toMatchObject({
      status: 'warning',
      facts: { retryAfterMs: 30_000, status: 503 },
    });
  });

  test('a server that refuses the second request at a time is a warning', async () => {
    const message = {
      kind: 'getFolderResponseMessage',
      responseClass: 'Success',
      responseCode: 'NoError',
      folders: [],
    };
    const fine = encodeEnvelope({ operation: 'GetFolderResponse', body: { responseMessages: [message] } });
    let known = 0;
    const held: ServerResponse[] = [];
    const found = await examined(
      (response, request) => {
        if (!request.headers.authorization) return response.writeHead(401, challenge).end();
        known++;
        // The login and the first one of the transport come alone; of those at once the first waits for the second.
        if (known <= 2) return response.end(fine);
        if (known === 3) return held.push(response);
        response.writeHead(500).end(TOO_MANY);
        return held.pop()?.end(fine);
      },
      { credentials: alice },
    );
    expect(found.of('throttling')[0]).toMatchObject({
      status: 'warning',
      facts: { code: 'ErrorExceededConnectionCount', atOnce: 4 },
    });
  });
});

const TOO_MANY =
  '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode xmlns:a="http://schemas.microsoft.com/exchange/services/2006/types">a:ErrorExceededConnectionCount</faultcode><faultstring>Too many.</faultstring></s:Fault></s:Body></s:Envelope>';

test('cookies and servers are told by name, values never', async () => {
  const found = await examined((response) =>
    response
      .writeHead(401, {
        ...challenge,
        'set-cookie': [
          'exchangecookie=5f4dcc3b5aa7; expires=Sat, 21-Nov-2027 10:00:00 GMT; path=/',
          'X-BackEndCookie=S-1-5-21=u56Lnp2ejJqBzZ; path=/EWS',
        ],
        'x-feserver': 'EX01',
      })
      .end(),
  );
  expect(found.of('affinity')[0]?.facts).toEqual({
    cookies: ['exchangecookie', 'X-BackEndCookie'],
    frontEnds: ['EX01'],
    backEnds: [],
  });
  expect(JSON.stringify(found.findings)).not.toMatch(/5f4dcc3b5aa7|u56Lnp2/);
});

test('without a login, the version is that of Outlook on the web', async () => {
  const found = await examined((response, { url }) => {
    if (url === '/owa/auth/logon.aspx') response.writeHead(200, { 'x-owa-version': '15.2.1544.11' }).end();
    else response.writeHead(401, challenge).end();
  });
  expect(found.of('version')[0]?.facts).toMatchObject({ product: 'Exchange Server 2019 CU14', edition: 'ExchangeSE' });
});

describe('another server than Exchange is named', () => {
  const answering = (version: object, headers: Record<string, string> = {}) => {
    const message = {
      kind: 'getFolderResponseMessage',
      responseClass: 'Success',
      responseCode: 'NoError',
      folders: [{ kind: 'folder', folderId: { id: 'f' } }],
    };
    const body = { responseMessages: [message] };
    const fine = encodeEnvelope({ operation: 'GetFolderResponse', body }, { serverVersionInfo: version });
    return examined(
      (response, request) => {
        if (request.headers.authorization) response.writeHead(200, headers).end(fine);
        else response.writeHead(401, { ...challenge, ...headers }).end();
      },
      { credentials: alice },
    );
  };
  const build = (minorBuildNumber: number) => ({
    majorVersion: 15,
    minorVersion: 0,
    majorBuildNumber: 847,
    minorBuildNumber,
  });

  test('gromox, which takes the number of an Exchange: nothing of that one’s support', async () => {
    expect((await answering(build(4040), { server: 'nginx' })).of('version')).toEqual([
      {
        check: 'version',
        status: 'ok',
        what: 'The server is grommunio (gromox); it speaks EWS like build 15.0.847.4040, schema Exchange2013_SP1.',
        facts: { server: 'gromox', build: '15.0.847.4040', edition: 'Exchange2013_SP1' },
      },
    ]);
  });

  test('one that calls itself something else, which may be a proxy', async () => {
    const [finding] = (await answering(build(32), { server: 'Kerio Connect 10' })).of('version');
    expect(finding).toMatchObject({
      status: 'warning',
      what: expect.stringContaining("does not look like Exchange: it calls itself 'Kerio Connect 10'"),
      remedy: expect.stringContaining('proxy'),
      facts: { server: 'Kerio Connect 10' },
    });
  });

  test.each([{ server: 'Microsoft-IIS/10.0' }, { server: 'nginx', 'x-feserver': 'EX01' }])(
    'Exchange is taken for what it is: %j',
    async (headers) => {
      const [finding] = (await answering(build(32), headers)).of('version');
      expect(finding?.what).toContain('The server is Exchange Server 2013');
    },
  );
});

describe('proxies', () => {
  const proxied = (env: Record<string, string>) => examine('mail.b.test', { deadlineMs: 1 }, { env, lookup: nowhere });
  const nowhere = () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' }));

  test('the one in force is told, its password is not', async () => {
    const found = await proxied({ HTTPS_PROXY: 'http://user:hunter22@proxy.b.test:3128' });
    expect(found.of('proxy')[0]).toMatchObject({
      status: 'ok',
      what: 'Requests to mail.b.test go through proxy.b.test:3128, with a login (the environment).',
    });
    expect(JSON.stringify(found)).not.toContain('hunter22');
  });

  test('HTTP_PROXY alone is not for https, and a URL that is none is a problem', async () => {
    expect((await proxied({ HTTP_PROXY: 'http://proxy.b.test:3128' })).of('proxy')[0]?.status).toBe('warning');
    expect((await proxied({ HTTPS_PROXY: 'ftp://proxy.b.test' })).of('proxy')[0]?.status).toBe('problem');
    expect((await proxied({ HTTPS_PROXY: 'http://p:1', NO_PROXY: '.b.test' })).of('proxy')[0]?.what).toContain(
      'NO_PROXY',
    );
  });
});
