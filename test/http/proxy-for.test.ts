/** Which proxy is meant for a server, as a table: the option, the environment, what is exempt, and what cannot be read. */
import { describe, expect, test } from '@jest/globals';
import { isExempt, proxyFor, tunnelFailure } from '../../src/http/proxy.js';
import { said } from '../support/said.js';

const https = new URL('https://mail.b.test/');
const http = new URL('http://mail.b.test/');
const at = (url: URL, environment: Record<string, string>) => proxyFor(url, undefined, environment)?.hostname;

describe('of the environment', () => {
  test.each([
    [{ HTTPS_PROXY: 'http://a' }, 'a', undefined],
    [{ https_proxy: 'http://a' }, 'a', undefined],
    [{ HTTPS_PROXY: 'http://b', https_proxy: 'http://a' }, 'a', undefined],
    [{ HTTP_PROXY: 'http://a' }, undefined, 'a'],
    [{ http_proxy: 'http://a' }, undefined, 'a'],
    [{ ALL_PROXY: 'http://a' }, 'a', 'a'],
    [{ all_proxy: 'http://a' }, 'a', 'a'],
    [{ ALL_PROXY: 'http://c', HTTPS_PROXY: 'http://a', HTTP_PROXY: 'http://b' }, 'a', 'b'],
    [{ https_proxy: '', HTTPS_PROXY: 'http://a' }, 'a', undefined],
    [{ HTTPS_PROXY: '' }, undefined, undefined],
    [{}, undefined, undefined],
    [{ REQUEST_METHOD: 'GET', HTTP_PROXY: 'http://a' }, undefined, undefined],
    [{ REQUEST_METHOD: 'GET', http_proxy: 'http://a' }, undefined, 'a'],
    [{ REQUEST_METHOD: 'GET', HTTPS_PROXY: 'http://a' }, 'a', undefined],
    [{ HTTPS_PROXY: 'http://a', NO_PROXY: 'b.test' }, undefined, undefined],
    [{ HTTPS_PROXY: 'http://a', no_proxy: 'b.test' }, undefined, undefined],
    [{ HTTPS_PROXY: 'http://a', no_proxy: 'c.test', NO_PROXY: 'b.test' }, 'a', undefined],
  ])('%j', (environment, secure, plain) => {
    expect([at(https, environment as never), at(http, environment as never)]).toEqual([secure, plain]);
  });

  test('this machine is never behind one', () => {
    for (const host of ['localhost', '127.0.0.1', '[::1]'])
      expect(at(new URL(`https://${host}/`), { HTTPS_PROXY: 'http://a' })).toBeUndefined();
  });
});

describe('a proxy', () => {
  test.each([
    ['http://p', { secure: false, hostname: 'p', port: 80, authorization: undefined }],
    ['https://p', { secure: true, hostname: 'p', port: 443, authorization: undefined }],
    ['p:3128', { secure: false, hostname: 'p', port: 3128, authorization: undefined }],
    ['http://[2001:db8::1]:1', { secure: false, hostname: '2001:db8::1', port: 1, authorization: undefined }],
    ['http://u:p%40@p', { secure: false, hostname: 'p', port: 80, authorization: `Basic ${btoa('u:p@')}` }],
    ['http://u%41:@p', { secure: false, hostname: 'p', port: 80, authorization: `Basic ${btoa('uA:')}` }],
    ['http://u:100%@p', { secure: false, hostname: 'p', port: 80, authorization: `Basic ${btoa('u:100%')}` }],
    ['http://:p@p', { secure: false, hostname: 'p', port: 80, authorization: undefined }],
  ])('%s', (option, server) => {
    expect(proxyFor(https, option, {})).toEqual(server);
    expect(proxyFor(https, new URL(option.includes('://') ? option : `http://${option}`), {})).toEqual(server);
  });

  const failure = (option: string | undefined, environment: Record<string, string>, url = https) => {
    try {
      return proxyFor(url, option, environment);
    } catch (error) {
      return error;
    }
  };
  test.each([
    ['`proxy`', failure('socks5://p', {})],
    ['`proxy`', failure('http://', {})],
    ['the environment (HTTPS_PROXY)', failure(undefined, { HTTPS_PROXY: 'socks5://p' })],
    ['the environment (HTTP_PROXY)', failure(undefined, { HTTP_PROXY: 'ftp://p' }, http)],
  ])('that cannot be read, in %s', (source, error) => {
    expect(said(error)).toBe(`The proxy in ${source} is no http or https URL.`);
    expect(error).toMatchObject({
      code: 'ERR_PROXY',
      status: 400,
      sent: false,
      remedy: 'Write http://proxy.example.com:3128; for SOCKS pass an `agent`.',
    });
  });
});

test.each<[string, string, boolean]>([
  ['https://mail.b.test/', 'x y,mail.b.test', true],
  ['https://mail.b.test./', 'mail.b.test', true],
  ['https://MAIL.b.test/', 'B.test', true],
  ['https://mail.b.test/', 'il.b.test', false],
  ['https://mail.b.test/', 'test.', false],
  ['https://mail.b.test/', '.', false],
  ['https://mail.b.test/', '*.', false],
  ['https://mail.b.test/', '*:443', true],
  ['https://mail.b.test/', '*:80', false],
  ['http://mail.b.test/', '*:80', true],
  ['http://mail.b.test/', '*:443', false],
  ['https://mail.b.test:8443/', 'b.test:8443', true],
  ['https://mail.b.test:8443/', 'b.test:443', false],
  ['https://10.1.2.3/', '10.1.2.0/24', true],
  ['https://10.1.3.3/', '10.1.2.0/24', false],
  ['https://10.1.2.3/', '10.1.2.3/32', true],
  ['https://10.1.2.2/', '10.1.2.3/32', false],
  ['https://10.1.2.2/', '10.1.2.3/31', true],
  ['https://10.1.2.3/', '0.0.0.0/0', true],
  ['https://200.1.2.3/', '128.0.0.0/1', true],
  ['https://100.1.2.3/', '128.0.0.0/1', false],
  ['https://10.1.2.3/', '10.0.0.0/33', false],
  ['https://10.1.2.3/', '10.0.0.0/-1', false],
  ['https://10.1.2.3/', '10.0.0.0/x', false],
  ['https://10.1.2.3/', 'b.test/8', false],
  ['https://mail.b.test/', '10.0.0.0/0', false],
  ['https://10.1.2.3/', '10.0.0.0/8:443', true],
  ['https://10.1.2.3/', '10.0.0.0/8:80', false],
  ['https://[2001:db8::1]/', '[2001:db8::1]', true],
  ['https://[2001:db8::1]/', '[2001:db8::1]:443', true],
  ['https://[2001:db8::1]/', '[2001:db8::1]:80', false],
  ['https://[2001:db8::1]/', '2001:db8::2', false],
])('%s with NO_PROXY=%s is exempt: %p', (url, list, exempt) => {
  expect(isExempt(new URL(url), list)).toBe(exempt);
});

test.each(['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG'])(
  '%s in a tunnel: the proxy has answered by itself',
  (code) => {
    const proxy = { secure: false, hostname: 'p', port: 3128, authorization: undefined };
    const failed = (host: string) => tunnelFailure({ code }, proxy, { host, port: 443 });
    const page = (place: string) =>
      `The proxy p:3128 said that it opened a way to ${place}, and answered with something of its own.`;
    expect(said(failed('mail.b.test'))).toBe(page('mail.b.test:443'));
    expect(said(failed('2001:db8::1'))).toBe(page('[2001:db8::1]:443'));
    expect(failed('mail.b.test')).toMatchObject({
      code: 'ERR_PROXY',
      status: undefined,
      sent: false,
      remedy: 'It may want somebody to log in on a web page first; otherwise check `proxy`, HTTPS_PROXY and NO_PROXY.',
    });
    const other = { code: 'ECONNRESET' };
    expect(tunnelFailure(other, proxy, { host: 'a', port: 1 })).toBe(other);
  },
);
