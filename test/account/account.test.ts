/** Accounts: as whom they act, what goes with each request, what they send themselves, and when connections are closed. */
import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { Account, type EwsError, Exchange, Message, Task, ValidationError } from '../../src/index.js';
import { GetUserPhoto, UpdateItem } from '../../src/raw.js';
import { inside, xml } from '../support/compact-xml.js';
import { ALICE, connect, ENDPOINT, RecordingTransport, recorder } from '../support/recorder.js';
import { failure } from '../support/scripted-server.js';

const wire = recorder({ timeZone: 'Europe/Copenhagen' });
const CREDENTIALS = { username: ALICE, password: 'secret' };

describe('what goes with each request', () => {
  test('the version, the zone under its Windows name, and the mailbox to route by', async () => {
    const [request] = await wire.requestsOf(() => wire.account.inbox.count());
    expect(request?.soap).toMatchObject({
      requestServerVersion: { version: 'Exchange2016' },
      timeZoneContext: { timeZoneDefinition: { id: 'Romance Standard Time' } },
    });
    expect(request?.soap.exchangeImpersonation).toBeUndefined();
    expect(request?.soap.mailboxCulture).toBeUndefined();
    expect(request?.http['x-anchormailbox']).toBe(ALICE);
  });

  test('a language, where one is said', async () => {
    const account = await wire.other('bob@example.test', { culture: 'de-de' });
    const [request] = await wire.requestsOf(() => account.inbox.count());
    expect(request?.soap.mailboxCulture).toMatchObject({ value: 'de-DE' });
  });

  test('a precision of times, where one is said', async () => {
    const transport = new RecordingTransport();
    const account = await connect(transport, { protocol: { transport, dateTimePrecision: 'Milliseconds' } });
    await account.inbox.count();
    expect(transport.sent[0]?.soap.dateTimePrecision).toBe('Milliseconds');
  });

  test('a version of one’s own', async () => {
    const transport = new RecordingTransport();
    const account = await connect(transport, { protocol: { transport, serverVersion: 'Exchange2013' } });
    await account.inbox.count();
    expect(transport.sent[0]?.soap.requestServerVersion).toMatchObject({ version: 'Exchange2013' });
  });
});

describe('as whom', () => {
  test.each([
    [true, { primarySMTPAddress: 'bob@example.test' }, 'bob@example.test'],
    [{ primarySmtpAddress: 'x@example.test' }, { primarySMTPAddress: 'x@example.test' }, 'x@example.test'],
    [{ smtpAddress: 'x@example.test' }, { smtpAddress: 'x@example.test' }, 'x@example.test'],
    [{ principalName: 'x@corp.test' }, { principalName: 'x@corp.test' }, 'x@corp.test'],
    [{ sid: 'S-1-5-21-1' }, { sid: 'S-1-5-21-1' }, 'bob@example.test'],
  ] as const)('impersonate: %j', async (impersonate, sid, anchor) => {
    const account = await wire.other('bob@example.test', { impersonate });
    const [request] = await wire.requestsOf(() => account.inbox.count());
    const said = Object.entries(request?.soap.exchangeImpersonation?.connectingSID ?? {});
    expect(said.map(([name, { value }]) => [name.toLowerCase(), value])).toEqual(
      Object.entries(sid).map(([name, value]) => [name.toLowerCase(), value]),
    );
    expect(request?.http['x-anchormailbox']).toBe(anchor);
    expect(inside(request?.xml ?? '', 'Mailbox')).toBe(xml`<EmailAddress>bob@example.test</EmailAddress>`);
  });

  test('as oneself, in another’s mailbox', async () => {
    const account = await wire.other('team@example.test');
    const [request] = await wire.requestsOf(() => account.inbox.count());
    expect(request?.soap.exchangeImpersonation).toBeUndefined();
    expect(request?.http['x-anchormailbox']).toBe('team@example.test');
    expect([account.email, wire.account.email]).toEqual(['team@example.test', ALICE]);
  });

  test.each([
    [{}, 'impersonate: expected exactly one of'],
    [{ smtpAddress: 'a@b.c', sid: 'S-1-5' }, 'got smtpAddress and sid'],
    [{ smtpAddress: 'nobody' }, 'impersonate.smtpAddress: expected an address of a mailbox'],
    [{ sid: '5' }, 'impersonate.sid: expected a security identifier'],
    [{ email: 'a@b.c' }, 'impersonate.email: expected one of primarySmtpAddress'],
    [false, 'impersonate: expected true, or whom to act as'],
    ['bob@example.test', 'impersonate'],
  ])('%j is refused', async (impersonate, message) => {
    const error = await wire.refusalOf(() => wire.other('bob@example.test', { impersonate: impersonate as never }));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain(message);
  });
});

describe('what it sends itself', () => {
  test('item(): all members of one, of whatever class', async () => {
    wire.server.keep({ kind: 'task' }, 't');
    const request = await wire.xmlOf(async () => {
      expect(await wire.account.item({ id: 't', changeKey: 'old' }, { bodyType: 'Text' })).toBeInstanceOf(Task);
      return undefined;
    });
    expect(request).toBe(xml`
      <GetItem><ItemShape><BaseShape>AllProperties</BaseShape><BodyType>Text</BodyType></ItemShape>
      <ItemIds><ItemId Id="t"/></ItemIds></GetItem>`);
    expect(await wire.account.item('m')).toBeInstanceOf(Message);
    wire.server.on('GetItem', () => [failure('ErrorItemNotFound')]);
    await expect(wire.account.item('gone')).rejects.toMatchObject({ code: 'ErrorItemNotFound' });
    for (const id of ['', undefined, null, {}, 5])
      expect((await wire.refusalOf(() => wire.account.item(id as string))).message).toContain(
        'expected an item, or an id',
      );
  });

  test('convertId(): an id of this mailbox in another form', async () => {
    const request = await wire.xmlOf(async () =>
      expect(await wire.account.convertId('an-id', { to: 'HexEntryId' })).toBe('converted'),
    );
    const sent = (from: string, to: string) => xml`
      <ConvertId DestinationFormat="${to}"><SourceIds>
        <AlternateId Format="${from}" Id="an-id" Mailbox="${ALICE}"/>
      </SourceIds></ConvertId>`;
    expect(request).toBe(sent('EwsId', 'HexEntryId'));
    expect(await wire.xmlOf(() => wire.account.convertId({ id: 'an-id' }, { from: 'OwaId', to: 'EwsId' }))).toBe(
      sent('OwaId', 'EwsId'),
    );
    for (const [options, message] of [
      [{ to: 'Hex' }, "to: expected one of 'EwsLegacyId', 'EwsId', 'EntryId', 'HexEntryId', 'StoreId', 'OwaId'"],
      [{ to: 'EwsId', form: 'x' }, "form: there is no such option; did you mean 'from'?"],
    ] as const)
      expect((await wire.refusalOf(() => wire.account.convertId('x', options as never))).message).toContain(message);
  });

  test('call(): any operation, whose items are the facade’s', async () => {
    const photo = await wire.account.call(GetUserPhoto, { email: ALICE, sizeRequested: 'HR96x96' });
    expect(photo.pictureData).toEqual(new Uint8Array([1]));
    wire.server.on('UpdateItem', () => [failure('ErrorAccessDenied')]);
    const update = {
      conflictResolution: 'AutoResolve',
      itemChanges: [
        {
          itemId: { id: 'x' },
          updates: [{ kind: 'deleteItemField', path: { kind: 'fieldURI', fieldURI: 'item:Subject' } }],
        },
      ],
    } as never;
    await expect(wire.account.call(UpdateItem, update)).rejects.toMatchObject({ code: 'ErrorAccessDenied' });
    const response = await wire.account.call(UpdateItem, update, { errors: 'return' });
    expect(response.responseMessages[0]?.responseCode).toBe('ErrorAccessDenied');
  });

  test('info(): what the server has said already, or else the id of the root', async () => {
    const request = await wire.xmlOf(async () =>
      expect(await wire.account.exchange.info()).toEqual({
        endpoint: new URL(ENDPOINT),
        version: 'Exchange2016',
        build: '15.2.2562.17',
        product: expect.stringContaining('Exchange'),
      }),
    );
    expect(request).toBe(xml`
      <GetFolder><FolderShape><BaseShape>IdOnly</BaseShape></FolderShape>
      <FolderIds><DistinguishedFolderId Id="root"/></FolderIds></GetFolder>`);
    expect(await wire.operationsOf(() => wire.account.exchange.info())).toEqual([]);
    expect(wire.account.serverVersion?.build).toBe('15.2.2562.17');
    expect(String(wire.account.endpoint)).toBe(ENDPOINT);
  });

  test('info() of a refusal says it, too', async () => {
    wire.server.on('GetFolder', () => [failure('ErrorAccessDenied')]);
    expect((await wire.account.exchange.info()).build).toBe('15.2.2562.17');
  });
});

describe('a login', () => {
  const login = (transport: RecordingTransport, more: object = {}) =>
    new Exchange({ credentials: CREDENTIALS, endpoint: ENDPOINT, protocol: { transport, versions: false }, ...more });

  test('without an account can say what the server is; without an endpoint, not', async () => {
    const transport = new RecordingTransport();
    expect((await login(transport).info()).build).toBe('15.2.2562.17');
    const nowhere = new Exchange({ credentials: CREDENTIALS, protocol: { transport, versions: false } });
    await expect(nowhere.info()).rejects.toMatchObject({ code: 'ERR_NO_ENDPOINT' });
  });

  test('sends nothing when it is made, nor when accounts are opened', async () => {
    const transport = new RecordingTransport();
    const exchange = login(transport);
    await exchange.account('a@example.test');
    await exchange.account('b@example.test', { impersonate: true });
    expect(transport.sent).toEqual([]);
  });

  test('is closed with the account that it was made for, and with nothing else', async () => {
    const transport = new RecordingTransport();
    const account = await connect(transport);
    const other = await account.exchange.account('bob@example.test');
    await other.close();
    await other[Symbol.asyncDispose]();
    expect(transport.closed).toBe(0);
    await account.close();
    expect(transport.closed).toBe(1);
    const own = new RecordingTransport();
    await login(own).close();
    expect(own.closed).toBe(1);
    const used = new RecordingTransport();
    {
      await using _exchange = login(used);
      await using _account = await connect(new RecordingTransport());
    }
    expect(used.closed).toBe(1);
  });

  test('read-only refuses what is not known to only read, before it is sent', async () => {
    const transport = new RecordingTransport();
    const exchange = login(transport, { readOnly: true });
    const account = await exchange.account(ALICE);
    await account.inbox.count();
    for (const work of [
      () => account.send({ subject: 'x' }),
      () => account.inbox.create({ subject: 'x' }),
      () => account.inbox.empty(),
      () => account.folder({ id: 'x' }).delete(),
      () => account.inbox.markAllAsRead(),
    ])
      await expect(work()).rejects.toMatchObject({ code: 'ERR_READ_ONLY' });
    const failed = await account.items(['x']).delete({ errors: 'return' });
    expect(failed).toMatchObject([{ reason: { code: 'ERR_READ_ONLY' } }]);
    expect(transport.sent.map(({ operation }) => operation)).toEqual(['FindItem']);
    const one = new RecordingTransport();
    const readOnly = await connect(one, { readOnly: true });
    await expect(readOnly.send({ subject: 'x' })).rejects.toMatchObject({ code: 'ERR_READ_ONLY' });
    expect(one.sent).toEqual([]);
  });
});

describe('what is refused when an account is opened', () => {
  test.each([
    [{ email: 'alice' }, 'email: expected the address of a mailbox'],
    [{ email: undefined }, 'email: expected the address of a mailbox'],
    [{ credentials: undefined }, 'credentials: expected basic()'],
    [{ endpoint: 'mail.example.test' }, 'endpoint: expected the URL of Exchange.asmx'],
    [{ timeZone: 'Mars/Base' }, "timeZone: 'Mars/Base' is no IANA time zone"],
    [{ culture: 'no language' }, 'culture: expected a language tag such as de-DE'],
    [{ timeZon: 'UTC' }, "timeZon: there is no such option; did you mean 'timeZone'?"],
    [{ protocol: { transprt: 1 } }, "protocol.transprt: there is no such option; did you mean 'transport'?"],
    [{ protocol: { transport: {} } }, 'protocol.transport: expected a transport'],
    [{ autodiscover: { urls: 'x' } }, "autodiscover.urls: there is no such option; did you mean 'url'?"],
    [{ readOnly: 'yes' }, 'readOnly: expected true or false'],
    [{ connections: 0 }, 'connections: expected a whole number, 1 or more'],
    [{ concurrency: 1.5 }, 'concurrency: expected a whole number, 1 or more'],
  ])('%j', async (wrong, message) => {
    const options = { email: ALICE, credentials: CREDENTIALS, endpoint: ENDPOINT, ...wrong };
    const error = await Account.connect(options as never).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ValidationError);
    expect((error as Error).message).toContain(message);
    expect((error as Error).message).not.toContain('secret');
  });

  test('everything at once', async () => {
    const error = (await Account.connect({
      email: 'x',
      credentials: CREDENTIALS,
      timeZone: 'x',
      culture: '',
    } as never).catch((reason: unknown) => reason)) as ValidationError;
    expect(error.violations.map(({ path }) => path).sort()).toEqual(['culture', 'email', 'timeZone']);
  });

  test('of another mailbox on a login', async () => {
    for (const [email, options, message] of [
      ['bob', {}, 'email: expected the address'],
      ['bob@example.test', { timeZone: 'x' }, 'timeZone:'],
      ['bob@example.test', { email: 'x' }, 'email: there is no such option'],
      ['bob@example.test', 'x', 'expected an object of options'],
    ] as const)
      expect((await wire.refusalOf(() => wire.account.exchange.account(email, options as object))).message).toContain(
        message,
      );
  });
});

test('what is printed says what it is, and nothing secret', () => {
  const shown = [
    inspect(wire.account),
    inspect(wire.account.exchange),
    inspect(wire.account.inbox),
    inspect(wire.account.inbox.children()),
    inspect(wire.account.inbox.all()),
    inspect(wire.account.items(['x'])),
  ];
  expect(shown).toEqual([
    `Account ${ALICE} at ${ENDPOINT}`,
    `Exchange ${ENDPOINT}`,
    `Folder inbox (mail) of ${ALICE}`,
    'FolderSet inbox/* (mail), not yet listed',
    'QuerySet of inbox (mail), not yet asked; explain() shows the request',
    `ItemSet (any) of ${ALICE}, not yet asked`,
  ]);
});

test('an error of another account’s folder names it', async () => {
  const bob = await wire.other('bob@example.test');
  const error = (await wire.refusalOf(() => wire.account.folders(bob.calendar))) as EwsError;
  expect(error.message).toContain('folders[0] (calendar) belongs to another account');
});
