/** The examination of an address against scripted DNS and scripted servers: what a domain says of itself. */
import { describe, expect, test } from '@jest/globals';
import type { HttpRequest, HttpResponse, Transport } from '../../src/http/transport.js';
import { rejection } from '../http/servers.js';
import { examine } from './examine.js';

const missing = (code = 'ENOTFOUND') => Promise.reject(Object.assign(new Error('x'), { code }));

type Replies = Record<
  string,
  { status?: number; headers?: Record<string, string>; challenges?: string[]; body?: string }
>;

/** DNS that knows `addresses` and `srv`; servers that answer as `replies` say, 404 otherwise; no sockets. */
function world({
  addresses = {},
  srv = [],
  replies = {},
}: {
  addresses?: Record<string, string[]>;
  srv?: string[];
  replies?: Replies;
}) {
  const asked: string[] = [];
  const request = async ({ method, url }: HttpRequest): Promise<HttpResponse> => {
    asked.push(`${method} ${url.origin}${url.pathname}`);
    const { status = 200, headers = {}, challenges = [], body = '' } = replies[url.href] ?? { status: 404 };
    return { status, headers, challenges, url, body: Buffer.from(body) };
  };
  return {
    asked,
    lookup: (host: string) => (addresses[host] ? Promise.resolve(addresses[host]) : missing()),
    resolveSrv: async () =>
      srv.length > 0 ? srv.map((name) => ({ name, port: 443, priority: 0, weight: 0 })) : missing('ENODATA'),
    ask: request,
    connect: (): Transport => ({ request, openStream: () => missing(), async [Symbol.asyncDispose]() {} }),
    openSocket: () => missing('ECONNREFUSED'),
  };
}

describe('DNS', () => {
  test('a domain that names its service by host and by SRV', async () => {
    const found = await examine(
      'ann@b.test',
      {},
      world({ addresses: { 'autodiscover.b.test': ['192.0.2.1', '2001:db8::1'] }, srv: ['mail.b.test'] }),
    );
    expect(found.of('dns')).toEqual([
      expect.objectContaining({
        status: 'ok',
        what: 'autodiscover.b.test has the address 192.0.2.1, 2001:db8::1; SRV names mail.b.test:443.',
        facts: expect.objectContaining({ addresses: ['192.0.2.1', '2001:db8::1'], srv: ['mail.b.test:443'] }),
      }),
    ]);
  });

  test('a domain that names none is a problem when it is not there itself, else a warning', async () => {
    expect((await examine('ann@b.test', {}, world({}))).of('dns')[0]?.status).toBe('problem');
    const rooted = await examine('ann@b.test', {}, world({ addresses: { 'b.test': ['192.0.2.1'] } }));
    expect(rooted.of('dns')[0]).toMatchObject({ status: 'warning', what: expect.stringContaining('(ENOTFOUND)') });
  });

  test('behind a proxy, a host that is not found here may still be known there', async () => {
    const there = { ...world({}), env: { HTTPS_PROXY: 'http://proxy.b.test:3128' } };
    expect((await examine('mail.b.test', {}, there)).of('dns')[0]?.status).toBe('warning');
    expect((await examine('mail.b.test', {}, world({}))).of('dns')[0]?.status).toBe('problem');
  });
});

describe('redirections by plain http', () => {
  const plain = 'http://autodiscover.b.test/autodiscover/autodiscover.xml';
  const to = (location: string) =>
    world({
      addresses: { 'autodiscover.b.test': ['192.0.2.1'] },
      replies: { [plain]: { status: 302, headers: { location } } },
    });

  test.each([
    ['https://mail.b.test/autodiscover/autodiscover.xml', 'ok', 'is in the domain b.test'],
    ['https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml', 'ok', "is Microsoft's"],
    ['https://evil.test/autodiscover/autodiscover.xml', 'warning', 'named by an unprotected source'],
    ['http://mail.b.test/autodiscover/autodiscover.xml', 'warning', 'is not https'],
    ['javascript:alert(1)', 'warning', 'is not https'],
  ])('to %s is %s, with the reason', async (location, status, says) => {
    const found = await examine('ann@b.test', {}, to(location));
    expect(found.of('redirects')[0]).toMatchObject({ status, what: expect.stringContaining(says) });
  });

  test('a host that is not in DNS is not asked', async () => {
    const scripted = world({});
    await examine('ann@b.test', {}, scripted);
    // The search itself asks; the check does not ask once more.
    expect(scripted.asked.filter((what) => what === `GET ${plain}`)).toHaveLength(1);
  });
});

test('a search that finds nothing names its steps and the command that shows them', async () => {
  const found = await examine('ann@b.test', {}, world({}));
  expect(found.ok).toBe(false);
  expect(found).not.toHaveProperty('endpoint');
  expect(found.of('autodiscover')[0]).toMatchObject({
    status: 'problem',
    remedy: expect.stringContaining('ewskit autodiscover ann@b.test --explain'),
    facts: { steps: expect.arrayContaining([expect.stringContaining('DNS SRV')]) },
  });
});

test('a search that finds an endpoint leads the checks there', async () => {
  const Url = 'https://mail.b.test/EWS/Exchange.asmx';
  const there = world({
    addresses: { 'autodiscover.b.test': ['192.0.2.1'] },
    replies: {
      'https://autodiscover.b.test/autodiscover/autodiscover.json?Email=ann%40b.test&Protocol=EWS&RedirectCount=1': {
        body: JSON.stringify({ Protocol: 'EWS', Url }),
      },
    },
  });
  const found = await examine('ann@b.test', {}, there);
  expect(found.endpoint).toBe(Url);
  expect(found.of('connection').map(({ what }) => what)).toEqual([
    expect.stringContaining('mail.b.test:443 refused'),
    expect.stringContaining('autodiscover.b.test:443 refused'),
  ]);
});

test.each(['', 'ann@', 'ftp://mail.b.test', 'https://ann:hunter22@mail.b.test/', 'mail b test'])(
  'what is no target is refused: %j',
  async (target) => {
    const error = await rejection(examine(target, {}, world({})));
    expect(error).toMatchObject({ code: 'ERR_INVALID_REQUEST' });
    expect(error.message).not.toContain('hunter22');
  },
);

test.each([
  [{ timeoutMs: '5' }, 'timeoutMs'],
  [{ deadlineMs: Number.NaN }, 'deadlineMs'],
  [{ credential: {} }, 'credential'],
])('an examination with the option %p is refused by its name', async (options, path) => {
  const error = await rejection(examine('b.test', options as object, world({})));
  expect(error).toMatchObject({ name: 'ValidationError', violations: [{ path }] });
});
