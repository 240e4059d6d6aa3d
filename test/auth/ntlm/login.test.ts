/** NTLM on real connections, against a strict acceptor: how often it logs in, on which socket, bound to what. */

import { createHash, X509Certificate } from 'node:crypto';
import https from 'node:https';
import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { generate } from 'selfsigned';
import { createTransport } from '../../../src/auth/create-transport.js';
import { credentials, ntlm } from '../../../src/auth/credentials.js';
import type { ChannelBinding } from '../../../src/auth/ntlm/channel-binding.js';
import type { HttpRequest } from '../../../src/http/transport.js';
import { httpServer, listen, rejection, sleep } from '../../http/servers.js';
import { type AcceptorOptions, acceptor } from './acceptor.js';

const alice = { username: 'EXAMPLE\\alice', password: 'Password' };

async function ntlmServer(options: AcceptorOptions = {}, work = async (): Promise<void> => undefined) {
  const guard = acceptor(options);
  const server = await httpServer(async (request, response, body) => {
    if (!guard.admits(request, response, body)) return;
    await work();
    response.end(`got ${body}`);
  });
  return { ...server, guard };
}

const post = (url: URL, body = 'x', more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'POST',
  url,
  body: Buffer.from(body),
  ...more,
});

describe('a login', () => {
  test.each([
    ['EXAMPLE\\alice', 'EXAMPLE', 'alice'],
    ['alice@example.test', '', 'alice@example.test'],
    ['alice', '', 'alice'],
    ['EXAMPLE\\jürgen', 'EXAMPLE', 'jürgen'],
  ])('%s is sent as domain %j and user %j', async (username, domain, user) => {
    await using server = await ntlmServer();
    await using transport = createTransport({
      server: server.url,
      credentials: credentials({ username, password: 'Password' }),
    });
    const answer = await transport.request(post(server.url, 'hello'));
    expect(Buffer.from(answer.body).toString()).toBe('got hello');
    expect(server.guard.logins).toEqual([{ user, domain, host: '127.0.0.1' }]);
    expect(server.guard.refusals).toEqual([]);
  });

  test('200 parallel requests on 4 lanes are 4 handshakes on 4 sockets', async () => {
    await using server = await ntlmServer({}, () => sleep(2));
    await using transport = createTransport({ server: server.url, credentials: credentials(alice), connections: 4 });
    await Promise.all(Array.from({ length: 200 }, (_, index) => transport.request(post(server.url, String(index)))));
    expect(server.guard.logins).toHaveLength(4);
    expect(server.sockets).toHaveLength(4);
    expect(server.guard.refusals).toEqual([]);
    const sent = server.requests.map(({ body }) => body).filter((body) => body !== '');
    expect(new Set(sent).size).toBe(200);
    expect(sent).toHaveLength(200);
  });

  test('a server that offers Negotiate only gets the same messages there', async () => {
    await using server = await ntlmServer({ scheme: 'Negotiate' });
    await using transport = createTransport({ server: server.url, credentials: ntlm(alice) });
    expect((await transport.request(post(server.url))).status).toBe(200);
  });

  test('a server without timestamps gets an LMv2 response and no MIC', async () => {
    await using server = await ntlmServer({ timestamp: false });
    await using transport = createTransport({ server: server.url, credentials: ntlm(alice) });
    expect((await transport.request(post(server.url))).status).toBe(200);
  });

  test('streams log in on connections of their own', async () => {
    await using server = await ntlmServer();
    await using transport = createTransport({ server: server.url, credentials: ntlm(alice) });
    const stream = await transport.openStream(post(server.url, 'stream'));
    expect((await transport.request(post(server.url))).status).toBe(200);
    for await (const chunk of stream.body) expect(Buffer.from(chunk).toString()).toBe('got stream');
    expect(server.guard.logins).toHaveLength(2);
  });
});

describe('a wrong password', () => {
  test('is ERR_UNAUTHORIZED, says what to try, and shows no secret', async () => {
    await using server = await ntlmServer();
    await using transport = createTransport({
      server: server.url,
      credentials: ntlm({ ...alice, password: 'hunter2' }),
    });
    const error = await rejection(transport.request(post(server.url)));
    expect(error).toMatchObject({ code: 'ERR_UNAUTHORIZED', offered: ['NTLM'] });
    expect(error.message).toMatch(/DOMAIN\\user.*user@domain.*Extended Protection/);
    expect(inspect(error, { depth: 9 }) + inspect(ntlm(alice), { depth: 9, showHidden: true })).not.toMatch(
      /hunter2|TlRMTVNT|a4 f4/,
    );
  });

  test('is tried once, however many requests wait: accounts get locked', async () => {
    await using server = await ntlmServer();
    await using transport = createTransport({
      server: server.url,
      credentials: ntlm({ ...alice, password: 'hunter2' }),
    });
    const errors = await Promise.all(Array.from({ length: 50 }, () => rejection(transport.request(post(server.url)))));
    expect(new Set(errors.map(({ code }: Record<string, unknown>) => code))).toEqual(new Set(['ERR_UNAUTHORIZED']));
    expect(server.guard.refusals).toEqual(['wrong password']);
  });
});

describe('a connection that goes away', () => {
  test('after the login: the next request logs in again', async () => {
    await using server = await ntlmServer();
    await using transport = createTransport({ server: server.url, credentials: ntlm(alice) });
    await transport.request(post(server.url));
    server.sockets[0]?.destroy();
    await sleep(20);
    expect((await transport.request(post(server.url))).status).toBe(200);
    expect(server.guard.logins).toHaveLength(2);
  });

  test.each([['destroyed', (socket: import('node:net').Socket) => socket.destroySoon()]])(
    'between challenge and answer, %s: the login starts again from the first message',
    async (_, close) => {
      let closed = 0;
      await using server = await ntlmServer({ afterChallenge: (socket) => void (closed++ < 2 && close(socket)) });
      await using transport = createTransport({ server: server.url, credentials: ntlm(alice), connections: 1 });
      expect((await transport.request(post(server.url, 'hello', { idempotent: true }))).status).toBe(200);
      expect(server.guard.logins).toHaveLength(1);
      expect(server.guard.refusals).toEqual([]);
    },
  );

  test('between challenge and answer, each time: ERR_CONNECTION_RESET, not an endless loop', async () => {
    const guard = acceptor();
    await using server = await httpServer((request, response, body) => {
      response.setHeader('connection', 'close');
      if (guard.admits(request, response, body)) response.end();
    });
    await using transport = createTransport({ server: server.url, credentials: ntlm(alice) });
    expect((await rejection(transport.request(post(server.url))))['code']).toBe('ERR_CONNECTION_RESET');
    expect(guard.refusals).toEqual([]);
    // Begun anew three times, and never with the request itself.
    expect(server.requests.filter(({ headers }) => headers.authorization)).toHaveLength(1 + 3);
    expect(server.requests.filter(({ body }) => body !== '')).toEqual([]);
  });

  test('a server that forgets us on a socket gets a new handshake there, and the body once more', async () => {
    await using server = await ntlmServer();
    await using transport = createTransport({ server: server.url, credentials: ntlm(alice) });
    await transport.request(post(server.url, 'one'));
    server.guard.forget(server.requests[0]?.socket as never);
    const answer = await transport.request(post(server.url, 'two'));
    expect(Buffer.from(answer.body).toString()).toBe('got two');
    expect(server.guard.logins).toHaveLength(2);
    expect(server.sockets).toHaveLength(1);
  });
});

describe('Extended Protection', () => {
  async function secureServer(protection: 'allow' | 'require', lie?: Buffer) {
    const pem = await generate([{ name: 'commonName', value: 'exchange' }], {
      algorithm: 'sha256',
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
    });
    const certificateHash = lie ?? createHash('sha256').update(new X509Certificate(pem.cert).raw).digest();
    const guard = acceptor({ certificateHash, protection });
    const web = https.createServer({ key: pem.private, cert: pem.cert }, async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      if (guard.admits(request, response, body)) response.end('in');
    });
    return { ...(await listen(web, [], 'https')), guard, ca: pem.cert };
  }

  async function logIn(
    server: Awaited<ReturnType<typeof secureServer>>,
    channelBinding?: ChannelBinding,
    requests = 1,
  ) {
    const who = ntlm({ ...alice, channelBinding });
    await using transport = createTransport({
      server: server.url,
      credentials: who,
      tls: { ca: server.ca },
      connections: 3,
    });
    return (await Promise.all(Array.from({ length: requests }, () => transport.request(post(server.url)))))[0]?.status;
  }

  test('required: every connection is bound, the later ones too', async () => {
    await using server = await secureServer('require');
    expect(await logIn(server, 'auto', 30)).toBe(200);
    expect(server.guard.logins).toHaveLength(3);
    expect(server.guard.refusals).toEqual([]);
  });

  test('required, and switched off here: refused', async () => {
    await using server = await secureServer('require');
    expect(await rejection(logIn(server, 'off'))).toMatchObject({ code: 'ERR_UNAUTHORIZED' });
    expect(server.guard.refusals).toEqual(['no channel binding']);
  });

  test('allowed: without is fine, wrong is not', async () => {
    await using server = await secureServer('allow');
    expect(await logIn(server, 'off')).toBe(200);
    await using proxied = await secureServer('allow', Buffer.alloc(32));
    expect(await rejection(logIn(proxied, 'auto'))).toMatchObject({ code: 'ERR_UNAUTHORIZED' });
    expect(proxied.guard.refusals).toEqual(['wrong channel binding']);
  });

  test('`require` refuses to log in where there is nothing to bind to', async () => {
    await using server = await ntlmServer();
    await using transport = createTransport({
      server: server.url,
      credentials: ntlm({ ...alice, channelBinding: 'require' }),
    });
    expect(await rejection(transport.request(post(server.url)))).toMatchObject({ code: 'ERR_CREDENTIALS' });
    expect(server.guard.logins).toEqual([]);
  });
});

test('a connection on which the login was refused is no connection that is logged in', async () => {
  await using server = await ntlmServer();
  await using transport = createTransport({
    server: server.url,
    credentials: ntlm({ ...alice, password: 'wrong' }),
    connections: 1,
  });
  expect((await rejection(transport.request(post(server.url, 'first'))))['code']).toBe('ERR_UNAUTHORIZED');
  const before = server.requests.length;
  expect((await rejection(transport.request(post(server.url, 'second')))).message).toContain('Nothing was sent');
  expect(server.requests).toHaveLength(before);
});
