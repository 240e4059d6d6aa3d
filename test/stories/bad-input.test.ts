/** Bad input and bad servers: each a typed error that says what to do, none a stack from inside, none a hang. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  Account,
  AuthenticationError,
  DoesNotExistError,
  EwsError,
  TransportError,
  ValidationError,
} from '../../src/index.js';
import { GetUserPhoto } from '../../src/raw.js';
import { story } from './mailbox.js';

const s = story();
let alice: Account;

beforeAll(async () => {
  alice = await s.connect('alice');
});

/** Every error of ours says what is wrong without the words of a stack, and never the password. */
async function failure(work: () => unknown): Promise<EwsError> {
  const error = await (async () => work())().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(EwsError);
  const { message, code } = error as EwsError;
  expect(code).toMatch(/^E/);
  expect(message).not.toMatch(/undefined|\bat \w+ \(|secret|Cannot read/);
  return error as EwsError;
}

describe('what does not reach a server', () => {
  const connect = (endpoint: string, password = 'secret'): Promise<Account> =>
    Account.connect({
      email: 'alice@example.test',
      credentials: { username: 'alice@example.test', password },
      endpoint,
    });
  const count = (endpoint: string, password?: string) => async () => {
    await using account = await connect(endpoint, password);
    await account.inbox.count();
  };

  test('an unknown host', async () => {
    const error = await failure(count('https://no-such-host.invalid/EWS/Exchange.asmx'));
    expect([error.constructor, error.code]).toEqual([TransportError, 'ERR_HOST_NOT_FOUND']);
    expect(error.message).toContain('no-such-host.invalid');
  });

  test('a wrong port', async () => {
    expect((await failure(count('http://127.0.0.1:1/EWS/Exchange.asmx'))).code).toBe('ERR_CONNECTION_REFUSED');
  });

  test('a wrong password', async () => {
    const error = await failure(count(s.sandbox.endpoint, 'not-my-secret'));
    expect([error.constructor, error.code]).toEqual([AuthenticationError, 'ERR_UNAUTHORIZED']);
    expect(error.message).not.toContain('not-my-secret');
  });

  test('a wrong path', async () => {
    const error = await failure(count(s.sandbox.endpoint.replace('Exchange.asmx', 'Nothing.asmx')));
    expect(error.message).toContain('/EWS/Exchange.asmx');
  });
});

describe('servers that answer something else', () => {
  const servers: ReturnType<typeof createServer>[] = [];
  afterAll(() => {
    for (const server of servers) server.close().closeAllConnections();
  });
  const answering = async (listener: RequestListener): Promise<EwsError> => {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/EWS/Exchange.asmx`;
    return failure(async () => {
      await using account = await Account.connect({
        email: 'a@b.test',
        credentials: { username: 'a', password: 'secret' },
        endpoint,
      });
      await account.inbox.count();
    });
  };

  test('HTML', async () => {
    const error = await answering((_, response) =>
      response.setHeader('content-type', 'text/html').end('<!DOCTYPE html><html><body>Sign in</body></html>'),
    );
    expect(error.code).toBe('ERR_NOT_EWS');
    expect(error.message).toContain('a web page (HTML)');
  });

  test('half a response', async () => {
    const error = await answering((_, response) =>
      response
        .setHeader('content-type', 'text/xml')
        .end('<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><m:FindIt'),
    );
    expect(error.code).toBe('ERR_TRUNCATED');
  });

  test('another operation’s response', async () => {
    const body =
      '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><GetRoomListsResponse xmlns="http://schemas.microsoft.com/exchange/services/2006/messages" ResponseClass="Success"/></s:Body></s:Envelope>';
    const error = await answering((_, response) => response.setHeader('content-type', 'text/xml').end(body));
    expect(error.message).toContain('GetRoomListsResponse instead of FindItemResponse');
  });

  test('an empty answer with status 500', async () => {
    const error = await answering((_, response) => {
      response.statusCode = 500;
      response.end();
    });
    expect([error.code, (error as TransportError).status]).toEqual(['ERR_HTTP_STATUS', 500]);
  });
});

describe('what is refused before anything is sent', () => {
  const ROWS: [string, () => unknown, string][] = [
    ['a field that is not there', () => alice.inbox.filter({ subjct: 'x' } as object), "did you mean 'subject'?"],
    [
      'a lookup that is not there',
      () => alice.inbox.filter({ subject__contain: 'x' } as object),
      "did you mean 'contains'?",
    ],
    [
      'a lookup that Exchange cannot do',
      () => alice.inbox.filter({ subject__regex: 'x' } as object),
      'filter the results in your own code',
    ],
    [
      'a date where a number belongs',
      () => alice.inbox.filter({ size__gt: new Date(0) } as object),
      'filter.size__gt: expected a whole number, got the Date',
    ],
    [
      'a text where a date belongs',
      () => alice.inbox.filter({ dateTimeReceived__gt: 'tomorrow' } as object),
      'expected a Date, an instant',
    ],
    [
      'a value that an enumeration has not',
      () => alice.inbox.filter({ importance: 'Hihg' } as object),
      "did you mean 'High'?",
    ],
    [
      'null, which asks for nothing',
      () => alice.inbox.filter({ subject: null } as object),
      'expected a string, got null',
    ],
    [
      'a field that cannot be searched',
      () => alice.inbox.filter({ toRecipients: 'x' } as object),
      'Exchange only looks into toRecipients; use toRecipients__contains',
    ],
    ['an order that is not there', () => alice.inbox.orderBy('subjekt' as 'subject'), "did you mean 'subject'?"],
    ['only() of nothing known', () => alice.inbox.only('subjekt' as 'subject'), "did you mean 'subject'?"],
    ['a slice from the end', () => alice.inbox.slice(-3), 'expected whole numbers from 0 on'],
    [
      'a member with a wrong type',
      () => alice.drafts.create({ subject: 5 } as object),
      'subject: expected a string, got 5',
    ],
    [
      'a date where a number belongs, in an item',
      () => alice.tasks.create({ subject: 'x', percentComplete: new Date(0) } as object),
      'percentComplete: expected a number, got the Date',
    ],
    ['a member that is not there', () => alice.drafts.create({ sbject: 'x' } as object), "did you mean 'subject'?"],
    ['several things at once', () => alice.drafts.create({ subject: 5, importance: 'Hi' } as object), 'importance: '],
    ['the name of an operation', () => alice.call('GetItem' as never, {} as never), 'ewskit/raw, got "GetItem"'],
    ['no operation', () => alice.call(undefined as never, {} as never), 'ewskit/raw, got nothing'],
    ['a raw request without what it must have', () => alice.call(GetUserPhoto, {} as never), 'email is required'],
    [
      'an address that is none',
      () => Account.connect({ email: 'alice', credentials: { username: 'a', password: 'b' } }),
      'expected the address of a mailbox',
    ],
    [
      'a zone that is none',
      () => Account.connect({ email: 'a@b.c', credentials: { username: 'a', password: 'b' }, timeZone: 'Mars/Base' }),
      'is no IANA time zone',
    ],
  ];

  test.each(ROWS)('%s', async (_, work, text) => {
    const before = s.sandbox.requests.length;
    const error = await failure(work);
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain(text);
    expect(s.sandbox.requests).toHaveLength(before);
  });
});

test('an unknown folder path', async () => {
  expect(await failure(() => alice.inbox.folder('No/Such').count())).toBeInstanceOf(DoesNotExistError);
});
