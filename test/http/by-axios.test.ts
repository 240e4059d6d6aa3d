/** A caller's axios carries the requests and judges nothing: what comes back is what comes back without it. */
import '../support/judged-sandboxes.js';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import axios from 'axios';
import { Account } from '../../src/account/account.js';
import { createTransport } from '../../src/auth/create-transport.js';
import { basic } from '../../src/auth/credentials.js';
import { Sandbox } from '../../src/sandbox.js';
import { httpServer } from './servers.js';

/** Defaults that would spoil each answer, if they counted. */
const spoilt = () =>
  axios.create({
    baseURL: 'http://192.0.2.1/',
    timeout: 1,
    maxRedirects: 5,
    maxBodyLength: 1,
    maxContentLength: 1,
    responseType: 'json',
    validateStatus: () => false,
    proxy: { host: '192.0.2.1', port: 9 },
  });

const ANSWERS: Record<string, (response: import('node:http').ServerResponse) => void> = {
  'a page': (response) => response.end('{"a":1}'),
  'an error': (response) => response.writeHead(500, { 'x-a': 'b' }).end('sorry'),
  'a redirection': (response) => response.writeHead(302, { location: '/elsewhere' }).end(),
  'packed bytes': (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('packed')),
  'two cookies': (response) => response.writeHead(200, { 'set-cookie': ['a=1', 'b=2'] }).end('x'),
};
const BODIES = {
  'no body': undefined,
  bytes: Buffer.from('four'),
  'a stream': {
    async *open() {
      yield Buffer.from('fo');
      yield Buffer.from('ur');
    },
  },
};

test.each(Object.keys(ANSWERS).flatMap((answer) => Object.keys(BODIES).map((body) => [answer, body] as const)))(
  '%s to %s is the same with axios and without',
  async (answer, body) => {
    await using there = await httpServer((_, response) => ANSWERS[answer]?.(response));
    const seen = [];
    for (const own of [undefined, spoilt()]) {
      await using transport = createTransport({ server: there.url, axios: own });
      const headers = { 'content-type': 'text/plain', 'x-none': undefined };
      const {
        status,
        headers: got,
        body: bytes,
      } = await transport.request({
        method: 'POST',
        url: new URL('/EWS/Exchange.asmx?a=b', there.url),
        headers,
        body: BODIES[body as keyof typeof BODIES],
      });
      seen.push({ status, got: { ...got, date: '' }, text: Buffer.from(bytes).toString() });
    }
    const [plain, through] = there.requests.map(({ method, path, headers, body: text }) => ({
      method,
      path,
      headers,
      text,
    }));
    expect(seen[1]).toEqual(seen[0]);
    expect(through).toEqual(plain);
    expect(plain?.text).toBe(body === 'no body' ? '' : 'four');
  },
);

test('its interceptors see each request and each answer of an account', async () => {
  await using sandbox = await Sandbox.start();
  const own = axios.create();
  const seen: unknown[] = [];
  own.interceptors.request.use((config) => {
    seen.push(config.method?.toUpperCase());
    config.headers.set('x-trace', '7');
    return config;
  });
  own.interceptors.response.use((response) => {
    seen.push(response.status);
    return response;
  });
  const [email = ''] = sandbox.users;
  await using account = await Account.connect({
    email,
    endpoint: sandbox.endpoint,
    credentials: basic(sandbox.credentialsFor(email)),
    axios: own,
  });
  await account.inbox.count();
  expect(seen).toEqual(['POST', 200]);
});

test('what is no axios is refused before anything is sent', async () => {
  const connecting = Account.connect({
    email: 'anna@contoso.com',
    endpoint: 'https://mail.contoso.com/EWS/Exchange.asmx',
    credentials: basic({ username: 'anna', password: 'x' }),
    axios: {} as never,
  });
  await expect(connecting).rejects.toThrow(/axios.*an axios instance/s);
});
