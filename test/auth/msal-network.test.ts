/** The way to the authority: msal-node goes where the account goes, through its proxy or agent, and believes its authorities. */
import https from 'node:https';
import net from 'node:net';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTransport, type TransportOptions } from '../../src/auth/create-transport.js';
import { modernAuth } from '../../src/auth/modern-auth.js';
import { type MsalOptions, msal } from '../../src/auth/msal.js';
import { networkOf } from '../../src/auth/msal-network.js';
import { httpServer, proxyTo, rejection } from '../http/servers.js';
import { restoreAfterEach } from '../support/environment.js';
import { type Entra, startEntra } from './entra.js';

/** No DNS knows it: who reaches it went through the proxy. */
const HOST = 'login.ewskit.invalid';
const PASSWORD = 'pr0xy-secret';
let entra: Entra;
let port: number;
beforeAll(async () => {
  entra = await startEntra(HOST);
  port = Number(new URL(entra.authority).port);
});
afterAll(async () => {
  await entra[Symbol.asyncDispose]();
});

/** Asks a server on this machine as a program; the token comes from the authority. */
async function ask(account: Partial<TransportOptions>, own: Partial<MsalOptions> = {}): Promise<string | undefined> {
  await using server = await httpServer((_, response) => response.end());
  const options = { clientId: 'daemon', clientSecret: 's3cret', authority: entra.authority, ...own } as MsalOptions;
  await using transport = createTransport({ server: server.url, credentials: msal(options), ...account });
  await transport.request({ method: 'POST', url: server.url, body: Buffer.from('x') });
  return server.requests[0]?.headers.authorization;
}

describe('a token is fetched', () => {
  test('through the `proxy` of msal(), with its login, and by its own authorities', async () => {
    await using proxy = await proxyTo(port, `ann:${PASSWORD}`);
    const own = { proxy: `http://ann:${PASSWORD}@127.0.0.1:${proxy.port}`, tls: { ca: entra.ca } };
    expect(await ask({}, own)).toMatch(/^Bearer ey/);
    expect(new Set(proxy.asked.map(({ target }) => target))).toEqual(new Set([`${HOST}:${port}`]));
  });

  test('through the agent of the account, and by its authorities', async () => {
    const hosts = new Set<unknown>();
    class Own extends https.Agent {
      connect(_: unknown, options: { host: string; port: number; secureEndpoint: boolean }) {
        hosts.add(options.host);
        if (!options.secureEndpoint) return net.connect(options.port, '127.0.0.1');
        return import('node:tls').then((tls) =>
          tls.connect({ ...options, host: '127.0.0.1', servername: HOST, path: undefined }),
        );
      }
    }
    const agent = new Own() as unknown as https.Agent;
    expect(await ask({ agent, tls: { ca: entra.ca } })).toMatch(/^Bearer ey/);
    expect(hosts).toEqual(new Set([HOST, '127.0.0.1']));
  });

  test('through the `proxy` of the account', async () => {
    await using proxy = await proxyTo(port);
    const credentials = msal({ clientId: 'daemon', clientSecret: 's3cret', authority: entra.authority } as MsalOptions);
    const account = { proxy: `http://127.0.0.1:${proxy.port}`, tls: { ca: entra.ca } };
    const server = new URL('http://mail.ewskit.invalid/EWS/Exchange.asmx');
    await using transport = createTransport({ server, credentials, allowInsecure: true, ...account });
    const answer = await transport.request({ method: 'POST', url: server });
    expect(Buffer.from(answer.body).toString()).toBe('through the proxy');
    expect(new Set(proxy.asked.map(({ target }) => target))).toEqual(new Set([`${HOST}:${port}`, server.href]));
  });

  describe('as the environment says', () => {
    const unsetAll = restoreAfterEach('HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy');

    test('HTTPS_PROXY leads there, NO_PROXY exempts', async () => {
      await using proxy = await proxyTo(port);
      unsetAll();
      process.env['HTTPS_PROXY'] = `http://127.0.0.1:${proxy.port}`;
      expect(await ask({ tls: { ca: entra.ca } })).toMatch(/^Bearer ey/);
      expect(proxy.asked.length).toBeGreaterThan(0);
      process.env['NO_PROXY'] = HOST;
      const asked = proxy.asked.length;
      expect(await rejection(ask({ tls: { ca: entra.ca } }))).toMatchObject({ code: 'ERR_CREDENTIALS' });
      expect(proxy.asked).toHaveLength(asked);
    });
  });

  test('not at all through a proxy that refuses: ERR_CREDENTIALS, and its password shows nowhere', async () => {
    await using proxy = await proxyTo(port, 'ann:other');
    const own = { proxy: `http://ann:${PASSWORD}@127.0.0.1:${proxy.port}`, tls: { ca: entra.ca } };
    const error = await rejection(ask({}, own));
    expect(error).toMatchObject({ code: 'ERR_CREDENTIALS', server: `${HOST}:${port}` });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(PASSWORD);
  });

  test('not from an authority that nobody vouches for', async () => {
    await using proxy = await proxyTo(port);
    const before = entra.grants.length;
    const error = await rejection(ask({}, { proxy: `http://127.0.0.1:${proxy.port}` }));
    expect(error).toMatchObject({ code: 'ERR_CREDENTIALS' });
    expect(entra.grants).toHaveLength(before);
  });
});

describe('what the account has', () => {
  const agent = new https.Agent();

  test('is for the authority as well, but for what is the server’s alone', () => {
    const server = {
      tls: {
        ca: 'PEM',
        cert: 'c',
        key: 'k',
        servername: 's',
        pins: ['p'],
        insecureHosts: ['h'],
        minVersion: 'TLSv1.2',
      },
      proxy: 'http://proxy:3128',
    } as const;
    const { tls, proxy } = networkOf({}, server);
    expect(proxy).toBe('http://proxy:3128');
    expect(Object.keys(tls ?? {}).sort()).toEqual(['ca', 'insecureHosts', 'minVersion']);
    // Beside the public ones: the authority may be a public one where the server is not.
    const trusted = tls?.ca as string[];
    expect(trusted.length).toBeGreaterThan(100);
    expect(trusted).toContain('PEM');
  });

  test('gives way to what msal() was told', () => {
    const server = { tls: { ca: 'PEM' }, proxy: 'http://a:1' };
    expect(networkOf({ proxy: false }, server)).toMatchObject({ proxy: false });
    expect(networkOf({ agent }, server)).toMatchObject({ agent, proxy: undefined });
    expect(networkOf({ proxy: 'http://b:2' }, { ...server, agent }).agent).toBeUndefined();
    expect(networkOf({ tls: {} }, server).tls).toEqual({});
  });
});

test('modernAuth() goes through a proxy as well', async () => {
  await using proxy = await proxyTo(1);
  const server = new URL('http://mail.ewskit.invalid/EWS/Exchange.asmx');
  expect(await modernAuth(server, { proxy: `http://127.0.0.1:${proxy.port}` })).toBeUndefined();
  expect(proxy.asked).toEqual([{ target: server.href, authorization: undefined }]);
});
