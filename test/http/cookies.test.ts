/** Cookies of a load balancer: which are kept, which go back, and to whom. */
import { describe, expect, test } from '@jest/globals';
import { createTransport } from '../../src/auth/create-transport.js';
import { CookieJar } from '../../src/http/cookies.js';
import { httpServer } from './servers.js';

const url = new URL('https://mail.example.test/EWS/Exchange.asmx');
const NOW = Date.UTC(2026, 0, 1);

/** What goes back to `to` after an answer of `from` with these fields. */
function back(fields: string[], to = url, from = url, later = 0): string | undefined {
  const jar = new CookieJar(from);
  jar.store(fields, from, NOW);
  return jar.header(to, NOW + later);
}

describe('the rule', () => {
  test.each([
    [
      'as Exchange sets them',
      'exchangecookie=0123abcd; expires=Fri, 01-Jan-2027 00:00:00 GMT; path=/; HttpOnly',
      'exchangecookie=0123abcd',
    ],
    [
      'with = and ~ in it',
      'X-BackEndCookie=S-1-5-21=u56Lnp2ejJqBzsqbnc~~; path=/EWS; secure; HttpOnly',
      'X-BackEndCookie=S-1-5-21=u56Lnp2ejJqBzsqbnc~~',
    ],
    [
      'of a load balancer',
      'BIGipServerpool_ews=1677787402.47873.0000; path=/; Httponly; Secure',
      'BIGipServerpool_ews=1677787402.47873.0000',
    ],
    ['without a value', 'a=', 'a='],
    ['a path in other capitals', 'a=1; path=/ews/exchange.ASMX', 'a=1'],
    ['no path: the folder of the request', 'a=1', 'a=1'],
    ['its own domain', 'a=1; Domain=.example.test; path=/', 'a=1'],
    ['another domain', 'a=1; Domain=other.test; path=/', undefined],
    ['another path', 'a=1; path=/owa', undefined],
    ['a path that only begins alike', 'a=1; path=/EW', undefined],
    ['ended', 'a=1; expires=Thu, 01-Jan-1970 00:00:00 GMT; path=/', undefined],
    ['Max-Age wins over Expires', 'a=1; expires=Thu, 01-Jan-1970 00:00:00 GMT; Max-Age=60; path=/', 'a=1'],
    ['Max-Age of nothing', 'a=1; Max-Age=0; path=/', undefined],
    ['an end that is no date', 'a=1; expires=soon; path=/', 'a=1'],
    ['no pair', 'HttpOnly; path=/', undefined],
    ['a name that is none', 'a b=1; path=/', undefined],
    ['a line break', 'a=1\r\nX-Evil: 1; path=/', undefined],
    ['far too long', `a=${'x'.repeat(5000)}; path=/`, undefined],
  ])('%s', (_, field, sent) => {
    expect(back([field])).toBe(sent);
  });

  test('to the host that set it and to no other: not its domain, not another port', () => {
    const field = 'a=1; Domain=example.test; path=/';
    expect(back([field], new URL('https://example.test/EWS/'))).toBeUndefined();
    expect(back([field], new URL('https://other.example.test/EWS/'))).toBeUndefined();
    expect(back([field], new URL('https://mail.example.test:8443/EWS/'))).toBeUndefined();
  });

  test('requests with an affinity keep what their answers set; the rest they send with all others', () => {
    const jar = new CookieJar(url);
    jar.store(['lb=1; path=/', 'server=shared; path=/'], url, NOW);
    jar.store(['server=a; path=/'], url, NOW, 'one group');
    jar.store(['server=b; path=/'], url, NOW, 'another');
    expect(jar.header(url, NOW)).toBe('lb=1; server=shared');
    expect(jar.header(url, NOW, 'one group')).toBe('lb=1; server=a');
    expect(jar.header(url, NOW, 'another')).toBe('lb=1; server=b');
    expect(jar.header(url, NOW, 'a third')).toBe('lb=1; server=shared');
  });

  test('Secure is taken and sent over https only', () => {
    const plain = new URL('http://mail.example.test/EWS/Exchange.asmx');
    expect(back(['a=1; secure; path=/', 'b=2; path=/'], plain, plain)).toBe('b=2');
  });

  test('an end is kept', () => {
    expect(back(['a=1; Max-Age=60; path=/'], url, url, 59_000)).toBe('a=1');
    expect(back(['a=1; Max-Age=60; path=/'], url, url, 60_000)).toBeUndefined();
  });

  test('a later one with the same name and path replaces the first, or takes it away', () => {
    expect(back(['a=1; path=/', 'a=2; path=/', 'b=3; path=/', 'b=; path=/; Max-Age=-1'])).toBe('a=2');
  });

  test.each<[string, string, string, string | undefined]>([
    ['a=1', '/EWS/Exchange.asmx', '/ews/other', 'a=1'],
    ['a=1', '/EWS/Exchange.asmx', '/ews', 'a=1'],
    ['a=1', '/EWS/Exchange.asmx', '/ewsold', undefined],
    ['a=1', '/EWS/Exchange.asmx', '/', undefined],
    ['a=1', '/top', '/anything', 'a=1'],
    ['a=1; path=', '/EWS/Exchange.asmx', '/ews/x', 'a=1'],
    ['a=1; path=ews', '/EWS/Exchange.asmx', '/ews/x', 'a=1'],
    ['a=1; path=/EWS/', '/x', '/ews/y', 'a=1'],
    ['a=1; path=/EWS/', '/x', '/ews', undefined],
    ['a=1; PATH=/', '/EWS/Exchange.asmx', '/x', 'a=1'],
    [' a = 1 ; path = / ', '/x', '/y', 'a=1'],
    ['a; path=/', '/x', '/y', undefined],
    ['=1; path=/', '/x', '/y', undefined],
    ['a="1,2 3"; path=/', '/x', '/y', 'a="1,2 3"'],
    ['a=\x7f; path=/', '/x', '/y', undefined],
    ['a=\x1f; path=/', '/x', '/y', undefined],
    ['a=\xe4; path=/', '/x', '/y', undefined],
    ['a=1; domain=mail.example.test; path=/', '/x', '/y', 'a=1'],
    ['a=1; domain=; path=/', '/x', '/y', 'a=1'],
    ['a=1; domain=xample.test; path=/', '/x', '/y', undefined],
    ['a=1; max-age=1.5; path=/', '/x', '/y', 'a=1'],
    ['a=1; max-age=-5; path=/', '/x', '/y', undefined],
    ['a=1; expires=Thu, 01 Jan 2026 00:00:00 GMT; path=/', '/x', '/y', undefined],
    ['a=1; expires=Thu, 01 Jan 2026 00:00:01 GMT; path=/', '/x', '/y', 'a=1'],
  ])('%j set at %s, sent to %s: %p', (field, from, to, sent) => {
    const at = (path: string) => new URL(path, url);
    expect(back([field], at(to), at(from))).toBe(sent);
  });

  test('4096 characters of name and value, and no more', () => {
    expect(back([`a=${'x'.repeat(4094)}; path=/`])).toHaveLength(4096);
    expect(back([`a=${'x'.repeat(4095)}; path=/`])).toBeUndefined();
  });

  test('an end is the end, to the millisecond', () => {
    expect(back(['a=1; Max-Age=60; path=/'], url, url, 59_999)).toBe('a=1');
    expect(back(['a=1; Max-Age=60; path=/'], url, url, 60_000)).toBeUndefined();
    expect(back(['a=1; path=/'], url, url, 10 ** 13)).toBe('a=1');
  });

  test('a Secure one is not taken by plain http, nor sent over it', () => {
    const plain = new URL('http://mail.example.test/');
    expect(back(['a=1; secure; path=/'], plain, plain)).toBeUndefined();
    expect(back(['a=1; SECURE; path=/'])).toBe('a=1');
    expect(back(['a=1; path=/'], plain, plain)).toBe('a=1');
  });

  test('times are those of the clock, where nothing else is said', () => {
    const jar = new CookieJar(url);
    expect(jar.header(url)).toBeUndefined();
    jar.store(['a=1; Max-Age=1000; path=/', 'b=1; Max-Age=-1; path=/', 'c=2; path=/x'], url);
    expect(jar.header(url)).toBe('a=1');
    expect(jar.header(url, Date.now() + 1_000_001)).toBeUndefined();
    jar.store(['d=1; path=/'], new URL('https://other.test/'));
    expect(jar.header(url)).toBe('a=1');
  });

  test('not more than fifty, the oldest go', () => {
    const many = Array.from({ length: 60 }, (_, index) => `c${index}=1; path=/`);
    const sent = back(many)?.split('; ');
    expect(sent).toHaveLength(50);
    expect(sent?.[0]).toBe('c10=1');
  });
});

describe('over sockets', () => {
  test('all connections of a transport share what a load balancer set on one of them, in any status', async () => {
    let node = 0;
    await using server = await httpServer((request, response) => {
      const known = /NODE=(\d+)/.exec(request.headers.cookie ?? '')?.[1];
      if (known === undefined) response.setHeader('set-cookie', [`NODE=${++node}; path=/`, 'other=1; path=/owa']);
      response.writeHead(node === 1 && known === undefined ? 500 : 200).end(known ?? '');
    });
    await using transport = createTransport({ server: server.url, connections: 3 });
    const ask = () => transport.request({ method: 'POST', url: server.url });
    expect((await ask()).status).toBe(500);
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(answers.map(({ body }) => Buffer.from(body).toString())).toEqual(['1', '1', '1']);
    const stream = await transport.openStream({ method: 'POST', url: server.url });
    stream.cancel();
    expect(server.requests.map(({ headers }) => headers.cookie)).toEqual([undefined, ...Array(4).fill('NODE=1')]);
    expect(server.sockets.length).toBeGreaterThan(2);
  });

  test('another transport, another jar', async () => {
    await using server = await httpServer((_, response) => response.setHeader('set-cookie', 'a=1; path=/').end());
    for (let i = 0; i < 2; i++) {
      await using transport = createTransport({ server: server.url });
      await transport.request({ method: 'GET', url: server.url });
    }
    expect(server.requests.map(({ headers }) => headers.cookie)).toEqual([undefined, undefined]);
  });
});
