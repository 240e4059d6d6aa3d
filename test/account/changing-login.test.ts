/** Credentials that are replaced while an account lives, and what an account and its login say of themselves. */
import { describe, expect, test } from '@jest/globals';
import { createTransport } from '../../src/auth/create-transport.js';
import type { HttpRequest, Transport } from '../../src/http/transport.js';
import { Account, credentials, Exchange, failFast, ownScheme, ValidationError } from '../../src/index.js';
import { httpServer, sleep } from '../http/servers.js';
import { story } from '../stories/mailbox.js';

const s = story();
const ALICE = 'alice@example.test';

describe('credentials replaced while an account lives', () => {
  test('the next request logs in by the new ones, for all accounts of the login', async () => {
    const right = s.sandbox.credentialsFor(ALICE);
    const wrong = credentials({ username: ALICE, password: 'an old password' });
    await using exchange = new Exchange({ credentials: right, endpoint: s.sandbox.endpoint, retry: failFast() });
    const account = await exchange.account(ALICE);
    const bob = await exchange.account('bob@example.test');
    expect(await account.inbox.exists()).toBe(true);
    await exchange.setCredentials(wrong);
    await expect(account.inbox.refresh()).rejects.toMatchObject({ code: 'ERR_UNAUTHORIZED' });
    await exchange.setCredentials(right);
    expect(await account.inbox.exists()).toBe(true);
    await expect(bob.inbox.refresh()).rejects.toMatchObject({ code: 'ErrorAccessDenied' });
  });

  test('what is under way ends as it began, and its connection is closed then', async () => {
    const said: (string | undefined)[] = [];
    let go = () => {};
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    await using server = await httpServer(async ({ headers }, response) => {
      said.push(headers.authorization?.split(' ')[1]);
      if (said.length === 1) await held;
      response.writeHead(500).end();
    });
    const login = (name: string) => ownScheme({ scheme: 'Mine', authorization: () => `Mine ${name}` });
    await using exchange = new Exchange({
      credentials: login('one'),
      endpoint: `${server.url}EWS/Exchange.asmx`,
      retry: failFast(),
    });
    const account = await exchange.account(ALICE);
    const first = account.inbox.refresh().catch(({ code }) => code);
    while (said.length === 0) await sleep(5);
    await exchange.setCredentials(login('two'));
    const second = account.inbox.refresh().catch(({ code }) => code);
    expect(await second).toBe('ERR_HTTP_STATUS');
    go();
    expect(await first).toBe('ERR_HTTP_STATUS');
    expect(said).toEqual(['one', 'two']);
    while (server.sockets.filter((socket) => !socket.destroyed).length > 1) await sleep(5);
  });

  test('what are no credentials is refused', async () => {
    await using exchange = new Exchange({ credentials: s.sandbox.credentialsFor(ALICE), endpoint: s.sandbox.endpoint });
    const error = await exchange.setCredentials('secret' as never).catch((one: unknown) => one);
    expect(error).toBeInstanceOf(ValidationError);
    expect((error as Error).message).not.toContain('secret');
  });
});

describe('what a login and its accounts say of themselves', () => {
  test('options of an account are read again: culture, as whom it acts, whether it only reads', async () => {
    const account = await s.connect('alice', {
      culture: 'da-dk',
      impersonate: true,
      readOnly: true,
      timeZone: 'Europe/Copenhagen',
    });
    const { culture, impersonate, readOnly, timeZone, email } = account;
    expect({ culture, impersonate, readOnly, timeZone, email }).toEqual({
      culture: 'da-DK',
      impersonate: { primarySmtpAddress: ALICE },
      readOnly: true,
      timeZone: 'Europe/Copenhagen',
      email: ALICE,
    });
    const plain = await s.connect('bob');
    expect([plain.culture, plain.impersonate, plain.readOnly]).toEqual([undefined, undefined, false]);
  });

  test('scheme, policy and pool of an account can be read', async () => {
    const retry = failFast();
    const account = await s.connect('alice', { connections: 5, retry, timeoutMs: 9_000, requestsPerConnection: 50 });
    expect(account.exchange.settings).toMatchObject({
      connections: 5,
      concurrency: 4,
      retry,
      timeoutMs: 9_000,
      requestsPerConnection: 50,
      scheme: undefined,
    });
    await account.inbox.exists();
    expect(account.exchange.settings.scheme).toBe('Basic');
  });

  test('members of a class and what may be done with each, as a list', async () => {
    const account = await s.connect('alice');
    const fields = new Map(account.fieldsOf('contact').map((field) => [field.name, field]));
    expect(fields.get('phoneNumbers__MobilePhone')).toMatchObject({
      fieldURI: 'contacts:PhoneNumber',
      fieldIndex: 'MobilePhone',
      update: true,
    });
    expect(fields.get('subject')).toMatchObject({
      fieldURI: 'item:Subject',
      type: 'string',
      search: true,
      sort: true,
      find: true,
      append: false,
    });
    expect(fields.get('uniqueBody')).toMatchObject({ since: 'Exchange2010_SP2', update: false });
    expect(
      account
        .fieldsOf('message')
        .filter(({ append }) => append)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['bccRecipients', 'body', 'ccRecipients', 'replyTo', 'toRecipients']);
    expect(() => account.fieldsOf('letter' as 'message')).toThrow('kind: expected one of');
  });
});

test('a limit of uses per connection closes it after so many requests', async () => {
  await using server = await httpServer((_, response) => response.end('ok'));
  await using transport = createTransport({ server: server.url, requestsPerConnection: 3 });
  for (let i = 0; i < 7; i++) await transport.request({ method: 'POST', url: server.url, body: Buffer.from('x') });
  expect([server.sockets.length, server.requests.length]).toEqual([3, 7]);
  expect(() => createTransport({ server: server.url, requestsPerConnection: 0 })).toThrow('requestsPerConnection');
});

describe("login schemes of the user's own", () => {
  test('a header for each request, renewed by what the server says', async () => {
    await using server = await httpServer(({ headers }, response) => {
      if (headers.authorization === 'Mine 2') response.end('in');
      else response.writeHead(401, { 'www-authenticate': 'Mine nonce="2"' }).end();
    });
    const authorization = (_: unknown, challenges: readonly string[]): string =>
      `Mine ${/nonce="(\d)"/.exec(challenges[0] ?? '')?.[1] ?? 1}`;
    await using transport = createTransport({
      server: server.url,
      credentials: ownScheme({ scheme: 'Mine', authorization }),
    });
    const answer = await transport.request({ method: 'POST', url: server.url, body: Buffer.from('x') });
    expect([Buffer.from(answer.body).toString(), transport.scheme]).toEqual(['in', 'Mine']);
  });

  test('a dialogue logs in a connection', async () => {
    await using server = await httpServer(({ headers }, response) => {
      const [, token] = (headers.authorization ?? '').split(' ');
      const text = Buffer.from(token ?? '', 'base64').toString();
      if (text === 'hello')
        response.writeHead(401, { 'www-authenticate': `Mine ${Buffer.from('who?').toString('base64')}` }).end();
      else if (text === 'who? me') response.end('in');
      else response.writeHead(401, { 'www-authenticate': 'Mine' }).end();
    });
    const begin = () => ({
      step: (challenge?: Uint8Array): Uint8Array => Buffer.from(challenge ? `${Buffer.from(challenge)} me` : 'hello'),
    });
    await using transport = createTransport({ server: server.url, credentials: ownScheme({ scheme: 'Mine', begin }) });
    const answer = await transport.request({ method: 'POST', url: server.url, body: Buffer.from('x') });
    expect(Buffer.from(answer.body).toString()).toBe('in');
  });

  test.each<object>([
    {},
    { scheme: 'x' },
    { scheme: 'no name', authorization: () => '' },
    { scheme: 'x', authorization: () => '', begin: () => ({}) },
  ])('%j is none', (own) => {
    expect(() => ownScheme(own as never)).toThrow('The scheme has no name');
  });
});

test.each(['outlook.office365.com', 'outlook.office.com', 'partner.outlook.cn'])(
  'the end of EWS in Exchange Online (%s) is an error of its own',
  async (host) => {
    const transport: Transport = {
      request: async ({ url }: HttpRequest) => ({
        status: 403,
        headers: {},
        challenges: [],
        url,
        body: new Uint8Array(),
      }),
      openStream: () => Promise.reject(new Error('no streams here')),
      [Symbol.asyncDispose]: async () => {},
    };
    const open = (where: string) =>
      Account.connect({
        email: ALICE,
        credentials: s.sandbox.credentialsFor(ALICE),
        endpoint: `https://${where}/EWS/Exchange.asmx`,
        protocol: { transport },
      });
    await using online = await open(host);
    await expect(online.inbox.refresh()).rejects.toMatchObject({
      code: 'ERR_EWS_DISABLED',
      remedy: expect.stringContaining('EWSEnabled'),
    });
    await using other = await open('mail.example.test');
    await expect(other.inbox.refresh()).rejects.toMatchObject({ code: 'ERR_HTTP_STATUS', status: 403 });
  },
);
