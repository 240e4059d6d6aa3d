/** The search for an endpoint: redirections, circles, refusals, and where credentials do not go. */
import '../support/judged-sandboxes.js';
import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { basic } from '../../src/auth/credentials.js';
import { discover, discoverFrom } from '../../src/autodiscover/discover.js';
import type { AutodiscoverOptions, AutodiscoverResult } from '../../src/autodiscover/options.js';
import { AutodiscoverError } from '../../src/errors.js';
import { Sandbox } from '../../src/sandbox/sandbox.js';
import { closedPort, httpServer, rejection } from '../http/servers.js';

const PATH = '/autodiscover/autodiscover.xml';
const email = 'alice@example.test';
const settings = (url = 'https://mail.example.test/EWS/Exchange.asmx') =>
  account(`<Protocol><Type>EXPR</Type><EwsUrl>${url}</EwsUrl></Protocol>`);
const account = (inner: string) => `<Autodiscover><Response><Account>${inner}</Account></Response></Autodiscover>`;

/** A server that answers by path, and a search that begins at `/`. */
async function search(
  answers: Record<string, (response: ServerResponse) => unknown>,
  options: Partial<AutodiscoverOptions> = {},
) {
  await using server = await httpServer((request, response) => {
    const answer = answers[request.url ?? ''];
    if (answer) answer(response);
    else response.writeHead(404).end();
  });
  const run = discover({
    email,
    url: new URL('/', server.url),
    credentials: basic({ username: email, password: 'hunter2' }),
    ...options,
  });
  const result = await run.catch((error: AutodiscoverError) => error);
  return { result, requests: server.requests };
}

describe('an endpoint', () => {
  test('gives the EWS URL; it is asked with the address and the credentials', async () => {
    const { result, requests } = await search({ '/': (response) => response.end(settings()) });
    expect(result).toMatchObject({ ewsUrl: 'https://mail.example.test/EWS/Exchange.asmx' });
    expect(requests[0]?.body).toContain(email);
    expect(requests[0]?.headers.authorization).toMatch(/^Basic /);
    expect(requests[0]?.headers['x-anchormailbox']).toBe(email);
  });

  test('redirections are followed: by HTTP, by redirectUrl', async () => {
    const { result } = await search({
      '/': (response) => response.writeHead(302, { location: '/second' }).end(),
      '/second': (response) => response.end(account('<Action>redirectUrl</Action><RedirectURL>/third</RedirectURL>')),
      '/third': (response) => response.end(settings('https://third/')),
    });
    expect(result).toMatchObject({ ewsUrl: 'https://third/' });
    expect((result as AutodiscoverResult).steps).toHaveLength(3);
  });

  test('a circle ends', async () => {
    const { result } = await search({
      '/': (response) => response.writeHead(302, { location: '/second' }).end(),
      '/second': (response) => response.writeHead(302, { location: '/' }).end(),
    });
    expect(result).toBeInstanceOf(AutodiscoverError);
    expect((result as AutodiscoverError).steps.join('\n')).toContain('in a circle');
  });

  test('an endless chain ends after ten', async () => {
    const answers = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [
        i ? `/${i}` : '/',
        (r: ServerResponse) => r.writeHead(302, { location: `/${i + 1}` }).end(),
      ]),
    );
    const { result, requests } = await search(answers);
    expect(result).toBeInstanceOf(AutodiscoverError);
    expect(requests).toHaveLength(11);
  });

  test('an address that redirects to itself ends', async () => {
    const { result } = await search({
      '/': (response) => response.end(account(`<RedirectAddr>${email.toUpperCase()}</RedirectAddr>`)),
    });
    expect((result as Error).message).toContain('circle');
  });
});

test.each(['svc', 'xml'])('the sandbox answers in autodiscover.%s, with settings', async (suffix) => {
  await using sandbox = await Sandbox.start({ mailboxes: { [email]: { password: 'hunter2', name: 'Alice' } } });
  const found = await discover({
    email,
    url: sandbox.autodiscoverUrl.replace(/xml$/, suffix),
    credentials: basic({ username: email, password: 'hunter2' }),
  });
  expect(found).toMatchObject({ ewsUrl: sandbox.endpoint, displayName: 'Alice', autoDiscoverSmtpAddress: email });
  expect(found.settings).toMatchObject({ ExternalEwsUrl: sandbox.endpoint, UserDN: expect.stringContaining('/o=') });
});

describe('what fails', () => {
  test('a wrong password: the refused login is the cause, and no password shows', async () => {
    const { result } = await search({
      '/': (response) => response.writeHead(401, { 'www-authenticate': 'Basic' }).end(),
    });
    expect(result).toMatchObject({ code: 'ERR_AUTODISCOVER', cause: { code: 'ERR_UNAUTHORIZED' } });
    expect(inspect(result, { depth: 9 })).not.toMatch(/hunter2|aHVudGVyMg|aGFudGVy/);
  });

  test('HTML, an error answer, a dead port: each is a step with its reason', async () => {
    await using html = await httpServer((_, response) => response.end('<html><p>hello'));
    await using error = await httpServer((_, response) =>
      response.end(
        '<Autodiscover><Response><Error><ErrorCode>500</ErrorCode><Message>no such address</Message></Error></Response></Autodiscover>',
      ),
    );
    const dead = `http://127.0.0.1:${await closedPort()}${PATH}`;
    const found = (await rejection(
      discover({ email, url: [html.url, error.url, dead] }),
    )) as unknown as AutodiscoverError;
    expect(found.steps).toEqual([
      expect.stringContaining('not XML'),
      expect.stringContaining('no such address'),
      expect.stringContaining('refused the connection'),
    ]);
  });

  test('what is not an address is said at once', async () => {
    expect((await rejection(discover({ email: 'alice' }))).message).toContain('"alice" is not an email address');
  });

  test('an abort is an abort, not a failed step', async () => {
    await using server = await httpServer(() => undefined);
    const error = await rejection(discover({ email, url: server.url, signal: AbortSignal.timeout(30) }));
    expect(error['code']).toBe('ERR_ABORTED');
  });
});

describe('unprotected hints', () => {
  test('the plain http question has no credentials, and is followed to https only', async () => {
    await using server = await httpServer((_, response) =>
      response.writeHead(302, { location: 'http://mail.example.test/' }).end(),
    );
    const credentials = basic({ username: email, password: 'hunter2' });
    const error = await rejection(discoverFrom({ email, credentials }, [{ kind: 'redirection', url: server.url }]));
    expect(server.requests[0]).toMatchObject({ method: 'GET', body: '' });
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
    expect(String(error['steps'])).toContain('not https: not followed');
  });

  test('another domain named by plain http or DNS is not asked, unless the user allows it', async () => {
    const asked: string[] = [];
    const resolveSrv = async () => [{ name: 'evil.invalid', port: 443, priority: 0, weight: 0 }];
    const candidates = [{ kind: 'srv', name: '_autodiscover._tcp.example.test' } as const];
    const refused = await rejection(discoverFrom({ email, resolveSrv }, candidates));
    expect(String(refused['steps'])).toContain('not asked');
    const allowRedirect = (url: URL) => asked.push(url.host) > 0;
    const allowed = await rejection(discoverFrom({ email, resolveSrv, allowRedirect }, candidates));
    expect(asked).toEqual(['evil.invalid']);
    expect(String(allowed['steps'])).toContain('cannot be found in DNS');
  });

  test('DNS that fails is a step', async () => {
    const resolveSrv = () => Promise.reject(Object.assign(new Error('x'), { code: 'ENODATA' }));
    const error = await rejection(
      discoverFrom({ email, resolveSrv }, [{ kind: 'srv', name: '_autodiscover._tcp.example.test' }]),
    );
    expect(String(error['steps'])).toContain('ENODATA');
  });
});

test.each([
  [{ timeoutMs: Number.NaN }, /timeoutMs: expected milliseconds, 0 or more, got NaN/],
  [{ url: 'mail.b.test' }, /url: expected a URL, or an array of them\.$/],
  [{ cache: true }, /cache: expected fileCache\(\), memoryCache\(\) or false, got true/],
  [{ allowRedirect: 'yes' }, /allowRedirect: expected a function/],
  [{ allowRedirects: () => true }, /there is no such option; did you mean 'allowRedirect'\?/],
])('a search with the option %p is refused by its name', async (options, message) => {
  const error = await rejection(discover({ email, ...(options as object) }));
  expect(error).toMatchObject({ name: 'ValidationError', message: expect.stringMatching(message) });
});
