/**
 * Kerberos without a domain: a stand-in for the package, real sockets. What a real domain says to it is in test/interop/auth.
 */
import { describe, expect, test } from '@jest/globals';
import { createTransport } from '../../src/auth/create-transport.js';
import { Credentials, kerberos } from '../../src/auth/credentials.js';
import { type KerberosOptions, KerberosScheme } from '../../src/auth/kerberos/kerberos-scheme.js';
import { loadKerberos } from '../../src/auth/kerberos/load-kerberos.js';
import { httpServer, rejection } from '../http/servers.js';

const absent = (name: string) =>
  Promise.reject(Object.assign(new Error(`Cannot find package '${name}'`), { code: 'ERR_MODULE_NOT_FOUND' }));

/** Stands in for the package `kerberos`; `log` has what it was asked. */
function standIn(log: string[] = [], fails?: string) {
  return {
    GSS_MECH_OID_SPNEGO: 6,
    initializeClient: async (service: string) => {
      if (fails) throw new Error(fails);
      log.push(`ticket for ${service}`);
      return {
        step: async (challenge: string) => {
          log.push(challenge === '' ? 'first' : `then ${Buffer.from(challenge, 'base64')}`);
          if (Buffer.from(challenge, 'base64').toString() === 'no') throw new Error('refused');
          return challenge === '' ? Buffer.from('ticket').toString('base64') : '';
        },
      };
    },
  };
}

const onlyKerberos = (log?: string[], fails?: string) => (name: string) =>
  name === 'kerberos' ? Promise.resolve({ default: standIn(log, fails) }) : absent(name);

function credentialsOf(options: KerberosOptions = {}, log?: string[], fails?: string) {
  return new Credentials([new KerberosScheme(options, onlyKerberos(log, fails))], { probe: true });
}

const TICKET = `Negotiate ${Buffer.from('ticket').toString('base64')}`;
const token = (text: string) => `Negotiate ${Buffer.from(text).toString('base64')}`;

/** Lets in who shows the ticket: for the connection, or for that request only. */
const server = (persistent: boolean) => {
  const known = new WeakSet<object>();
  return httpServer((request, response, body) => {
    if (request.headers.authorization === TICKET) {
      if (persistent) known.add(request.socket);
      response.setHeader('www-authenticate', token('me too'));
      response.setHeader('persistent-auth', String(persistent));
    } else if (!known.has(request.socket)) {
      response.writeHead(401, { 'www-authenticate': 'Negotiate' }).end();
      return;
    }
    response.end(body);
  });
};

const post = (url: URL, body: string) => ({ method: 'POST', url, body: Buffer.from(body) });

describe('a login', () => {
  test('the ticket goes out with the request; a server that then knows the connection gets it once for each', async () => {
    const log: string[] = [];
    await using web = await server(true);
    await using transport = createTransport({ server: web.url, credentials: credentialsOf({}, log), connections: 2 });
    await Promise.all(Array.from({ length: 20 }, (_, n) => transport.request(post(web.url, `body ${n}`))));
    expect(log.filter((line) => line === 'ticket for HTTP@127.0.0.1')).toHaveLength(2);
    expect(log.filter((line) => line === 'then me too')).toHaveLength(2);
    const bodies = web.requests.map(({ body }) => body).filter(Boolean);
    expect(new Set(bodies).size).toBe(20);
    expect(bodies).toHaveLength(20);
  });

  test('a server that does not keep it gets a ticket with every request, and no body twice', async () => {
    await using web = await server(false);
    await using transport = createTransport({ server: web.url, credentials: credentialsOf(), connections: 1 });
    for (const body of ['one', 'two', 'three']) await transport.request(post(web.url, body));
    expect(web.requests.filter(({ headers }) => headers.authorization === TICKET)).toHaveLength(3);
    expect(web.requests.map(({ body }) => body).filter(Boolean)).toEqual(['one', 'two', 'three']);
  });

  test('a server that says who it is, and is not, is not believed', async () => {
    await using web = await httpServer((request, response) => {
      if (request.headers.authorization) response.writeHead(200, { 'www-authenticate': token('no') }).end();
      else response.writeHead(401, { 'www-authenticate': 'Negotiate' }).end();
    });
    await using transport = createTransport({ server: web.url, credentials: credentialsOf() });
    expect(await rejection(transport.request(post(web.url, 'x')))).toMatchObject({ code: 'ERR_CREDENTIALS' });
  });

  test.each([
    ['with a token', token('no')],
    ['without one', 'Negotiate'],
  ])('a refusal %s is ERR_UNAUTHORIZED and says that this package cannot bind to the channel', async (_, challenge) => {
    await using web = await httpServer((request, response) => {
      const offer = request.headers.authorization ? challenge : 'Negotiate';
      response.writeHead(401, { 'www-authenticate': offer }).end();
    });
    await using transport = createTransport({ server: web.url, credentials: credentialsOf() });
    expect(await rejection(transport.request(post(web.url, 'x')))).toMatchObject({
      code: 'ERR_UNAUTHORIZED',
      offered: ['Negotiate'],
      remedy: expect.stringMatching(/setspn.*npm install koffi/),
    });
  });

  test('no ticket is ERR_CREDENTIALS with the reason and what to do', async () => {
    await using web = await server(true);
    const who = credentialsOf({ spn: 'HTTP/mail' }, [], 'No Kerberos credentials available.');
    await using transport = createTransport({ server: web.url, credentials: who });
    const error = await rejection(transport.request(post(web.url, 'x')));
    expect(error).toMatchObject({ code: 'ERR_CREDENTIALS', remedy: expect.stringContaining('kinit') });
    expect(error.message).toContain('HTTP/mail: No Kerberos credentials available.');
  });

  test('`require` without a way to bind: nothing is sent', async () => {
    await using web = await server(true);
    const who = credentialsOf({ channelBinding: 'require' });
    await using transport = createTransport({ server: web.url, credentials: who });
    const error = await rejection(transport.request(post(web.url, 'x')));
    expect(error).toMatchObject({ code: 'ERR_CREDENTIALS', remedy: expect.stringContaining('npm install koffi') });
    expect(web.requests.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });

  test('the package kerberos takes no password here, and says what does', async () => {
    await using web = await server(true);
    const who = credentialsOf({ username: 'alice', password: 'hunter2' });
    await using transport = createTransport({ server: web.url, credentials: who });
    const error = await rejection(transport.request(post(web.url, 'x')));
    expect(error).toMatchObject({ code: 'ERR_CREDENTIALS', remedy: expect.stringMatching(/kinit|koffi/) });
    expect(error.message).not.toContain('hunter2');
  });
});

describe('the package', () => {
  test('none: the error has the command to install one', async () => {
    expect(await rejection(loadKerberos(undefined, absent))).toMatchObject({
      code: 'ERR_CREDENTIALS',
      remedy: expect.stringMatching(/npm install koffi.*npm install kerberos/),
    });
  });

  test('one that is wanted by name is not replaced by the other', async () => {
    expect(await rejection(loadKerberos('koffi', onlyKerberos()))).toMatchObject({ code: 'ERR_CREDENTIALS' });
    expect((await loadKerberos('kerberos', onlyKerberos())).name).toBe('kerberos');
  });

  test('one that is there and broken is not "not installed"', async () => {
    const broken = () => Promise.reject(new Error('wrong ELF class'));
    expect((await rejection(loadKerberos('kerberos', broken))).message).toContain('cannot be loaded');
  });
});

test.each([
  [{ username: 'alice' }, /password/],
  [{ username: 'EXAMPLE\\alice', password: 'x' }, /user@domain/],
])('settings that cannot work are refused at once: %#', (options, why) => {
  expect(() => kerberos(options)).toThrow(why);
});

test('a server that wants one more token after each is answered five times', async () => {
  const endless = async (name: string) => {
    if (name !== 'kerberos') return absent(name);
    const step = async () => Buffer.from('more').toString('base64');
    return { default: { GSS_MECH_OID_SPNEGO: 6, initializeClient: async () => ({ step }) } };
  };
  await using web = await httpServer((request, response) => {
    const offer = request.headers.authorization ? token('more') : 'Negotiate';
    response.writeHead(401, { 'www-authenticate': offer }).end();
  });
  const who = new Credentials([new KerberosScheme({}, endless)], { probe: true });
  await using transport = createTransport({ server: web.url, credentials: who });
  expect(await rejection(transport.request(post(web.url, 'x')))).toMatchObject({ code: 'ERR_UNAUTHORIZED' });
  expect(web.requests.filter(({ headers }) => headers.authorization)).toHaveLength(1 + 5);
});
