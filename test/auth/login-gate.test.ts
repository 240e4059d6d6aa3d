/**
 * One wrong login per change of password: however many requests are under way or wait, by whichever scheme, over how many transports. Domains
 * lock accounts after a few.
 */
import { describe, expect, test } from '@jest/globals';
import { createTransport } from '../../src/auth/create-transport.js';
import { basic, type Credentials, credentials, digest, ntlm, oauth } from '../../src/auth/credentials.js';
import { LoginGate } from '../../src/auth/login-gate.js';
import { AuthenticationError } from '../../src/errors.js';
import { httpServer, rejection, sleep } from '../http/servers.js';
import { acceptor } from './ntlm/acceptor.js';

const alice = { username: 'EXAMPLE\\alice', password: 'Password' };
const CALLS = 20;

/** Lets everybody in who knows the password, until that is changed; counts proofs after that. */
async function passwordServer(offer: string) {
  let [changed, wrong] = [false, 0];
  const web = await httpServer((request, response) => {
    const { authorization } = request.headers;
    if (authorization && !changed) return response.end('in');
    if (authorization) wrong++;
    return response.writeHead(401, { 'www-authenticate': offer }).end();
  });
  const change = () => {
    changed = true;
  };
  return { ...web, wrong: () => wrong, change };
}

const post = (url: URL) => ({ method: 'POST' as const, url, body: Buffer.from('x'), idempotent: true });
const codes = (errors: readonly (Error & Record<string, unknown>)[]) => [...new Set(errors.map(({ code }) => code))];
const inParallel = <T>(run: () => Promise<T>) => Promise.all(Array.from({ length: CALLS }, run));

describe('a password that was changed while the account was used', () => {
  test.each<[string, string, () => Credentials]>([
    ['Basic', 'Basic realm="x"', () => basic(alice)],
    ['Digest', 'Digest realm="x", nonce="n", qop="auth"', () => digest(alice)],
    ['what the server offers', 'Basic realm="x"', () => credentials(alice)],
  ])('by %s: of 20 parallel requests one tries it, and all are refused', async (_, offer, who) => {
    await using server = await passwordServer(offer);
    await using transport = createTransport({ server: server.url, credentials: who() });
    await inParallel(() => transport.request(post(server.url)));
    server.change();
    const errors = await inParallel(() => rejection(transport.request(post(server.url))));
    expect(codes(errors)).toEqual(['ERR_UNAUTHORIZED']);
    expect(server.wrong()).toBe(1);
  });

  test('by NTLM: connections that are logged in stay so, and one of the others tries', async () => {
    const guard = acceptor();
    await using server = await httpServer((request, response, body) => {
      if (guard.admits(request, response, body)) response.end('in');
    });
    await using transport = createTransport({ server: server.url, credentials: ntlm(alice) });
    await transport.request(post(server.url));
    guard.changePassword();
    const outcomes = await Promise.allSettled(Array.from({ length: CALLS }, () => transport.request(post(server.url))));
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(guard.refusals).toEqual(['wrong password']);
  });

  test('by NTLM, on connections that were all lost', async () => {
    const guard = acceptor();
    await using server = await httpServer((request, response, body) => {
      if (guard.admits(request, response, body)) response.end('in');
    });
    await using transport = createTransport({ server: server.url, credentials: ntlm(alice) });
    await inParallel(() => transport.request(post(server.url)));
    guard.changePassword();
    for (const socket of server.sockets) socket.destroy();
    await sleep(20);
    const errors = await inParallel(() => rejection(transport.request(post(server.url))));
    expect(codes(errors)).toEqual(['ERR_UNAUTHORIZED']);
    expect(guard.refusals).toEqual(['wrong password']);
  });

  test('workers that go on to the next call do not try it again either', async () => {
    await using server = await passwordServer('Basic realm="x"');
    await using transport = createTransport({ server: server.url, credentials: basic(alice) });
    await transport.request(post(server.url));
    server.change();
    const worker = async () => {
      for (let call = 0; call < 5; call++) await rejection(transport.request(post(server.url)));
    };
    await inParallel(worker);
    expect(server.wrong()).toBe(1);
    const late = await rejection(transport.request(post(server.url)));
    expect(late).toMatchObject({ code: 'ERR_UNAUTHORIZED', remedy: expect.stringContaining('Other credentials') });
    expect(late.message).toMatch(/refused this login \d+ s ago.*not tried again for \d+ s\. Nothing was sent/);
  });

  test('other credentials are tried at once', async () => {
    await using server = await passwordServer('Basic realm="x"');
    server.change();
    for (let turn = 1; turn <= 2; turn++) {
      await using transport = createTransport({ server: server.url, credentials: basic(alice) });
      await rejection(transport.request(post(server.url)));
      expect(server.wrong()).toBe(turn);
    }
  });
});

test('many transports with the same credentials try a wrong password once', async () => {
  await using server = await passwordServer('Basic realm="x"');
  server.change();
  const who = basic(alice);
  const errors = await inParallel(async () => {
    await using transport = createTransport({ server: server.url, credentials: who });
    return await rejection(transport.request(post(server.url)));
  });
  expect(codes(errors)).toEqual(['ERR_UNAUTHORIZED']);
  expect(server.wrong()).toBe(1);
});

test('another application of the server is another question', async () => {
  await using server = await httpServer((request, response) => {
    if (request.url?.startsWith('/EWS')) response.end('in');
    else response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
  });
  const who = basic(alice);
  const ask = async (path: string) => {
    const url = new URL(path, server.url);
    await using transport = createTransport({ server: url, credentials: who });
    return (await transport.request(post(url))).status;
  };
  expect(await rejection(ask('/autodiscover/autodiscover.xml'))).toMatchObject({ code: 'ERR_UNAUTHORIZED' });
  expect(await ask('/EWS/Exchange.asmx')).toBe(200);
});

test('a token that was refused is asked for anew each time: nothing locks', async () => {
  let good = false;
  await using server = await httpServer((_, response) => {
    if (good) response.end('in');
    else response.writeHead(401, { 'www-authenticate': 'Bearer' }).end();
  });
  await using transport = createTransport({ server: server.url, credentials: oauth({ getToken: () => 'token' }) });
  await rejection(transport.request(post(server.url)));
  good = true;
  expect((await transport.request(post(server.url))).status).toBe(200);
});

describe('the gate by itself', () => {
  const url = new URL('https://mail.example.test/');
  const refuse = async () => {
    throw new AuthenticationError('ERR_UNAUTHORIZED', 'no.', { server: 'mail.example.test' });
  };

  test('a refused password rests for a minute, doubled with each refusal, 16 at most, and an admission ends that', async () => {
    let now = 0;
    const gate = new LoginGate(true, () => now);
    const tries: number[] = [];
    const one = (send: () => Promise<unknown>) =>
      gate.prove({ method: 'POST', url }, gate.refusals, () => {
        tries.push(now / 60_000);
        return send();
      });
    for (; now < 60 * 60_000; now += 30_000) await rejection(one(refuse));
    expect(tries).toEqual([0, 1, 3, 7, 15, 31, 47]);
    now = 70 * 60_000;
    await one(async () => 'in');
    await rejection(one(refuse));
    now += 60_000;
    await one(async () => 'in');
    expect(tries.slice(7)).toEqual([70, 70, 71]);
  });

  test('who waits for one that ended without a verdict takes its place, one at a time', async () => {
    const gate = new LoginGate(true);
    const order: string[] = [];
    const sending = (name: string, send: () => Promise<unknown>) =>
      gate.prove({ method: 'POST', url }, gate.refusals, async () => {
        order.push(name);
        await sleep(5);
        return send();
      });
    const broken = () => Promise.reject(new Error('reset'));
    const outcomes = await Promise.allSettled([
      sending('first', broken),
      sending('second', refuse),
      sending('third', refuse),
    ]);
    expect(order).toEqual(['first', 'second']);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });

  test('who waits leaves when its signal fires', async () => {
    const gate = new LoginGate(true);
    const first = gate.prove({ method: 'POST', url }, 0, () => sleep(200));
    const waiting = gate.prove({ method: 'POST', url, signal: AbortSignal.timeout(5) }, 0, refuse);
    expect(await rejection(waiting)).toMatchObject({ name: 'TimeoutError' });
    await first;
  });
});
