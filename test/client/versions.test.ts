/** Versions: read from what servers say of themselves, looked for downwards, remembered for the next account. */
import '../support/judged-sandboxes.js';
import { describe, expect, test } from '@jest/globals';
import { DeleteItem, type ExchangeVersionType, GetFolder } from '../../generated/index.js';
import { createTransport } from '../../src/auth/create-transport.js';
import { Client } from '../../src/client/client.js';
import type { ClientOptions } from '../../src/client/options.js';
import { failFast } from '../../src/client/retry-policy.js';
import { VersionMemory } from '../../src/client/version-memory.js';
import { serverVersion } from '../../src/client/versions.js';
import { Account, ValidationError } from '../../src/index.js';
import { Sandbox, type ServerVersionName } from '../../src/sandbox.js';
import { committed } from '../../src/soap/committed.js';
import { rejection } from '../http/servers.js';
import {
  fault,
  http,
  type Misbehaving,
  misbehaving,
  refusal,
  response,
  type Step,
  say,
  success,
} from './misbehaving.js';

const request = {
  folderShape: { baseShape: 'IdOnly' as const },
  folderIds: [{ kind: 'distinguishedFolderId' as const, id: 'inbox' as const }],
};

describe('what a server says of itself', () => {
  test.each([
    ['8.0.535.0', 'Exchange2007_SP1', 'Exchange2007'],
    ['8.1.240.0', 'Exchange2007_SP1', 'Exchange2007_SP1'],
    ['8.3.83.0', 'Exchange2007_SP1', 'Exchange2007_SP1'],
    ['14.0.639.21', 'Exchange2010_SP2', 'Exchange2010'],
    ['14.1.218.15', 'Exchange2010_SP2', 'Exchange2010_SP1'],
    ['14.2.247.5', 'Exchange2010_SP2', 'Exchange2010_SP2'],
    ['14.3.123.3', 'Exchange2010_SP2', 'Exchange2010_SP2'],
    ['15.0.775.38', 'Exchange2013_SP1', 'Exchange2013'],
    ['15.0.846.0', 'Exchange2013_SP1', 'Exchange2013'],
    ['15.0.847.0', 'Exchange2013_SP1', 'Exchange2013_SP1'],
    ['15.0.847.32', 'Exchange2013_SP1', 'Exchange2013_SP1'],
    ['15.1.2507.6', 'Exchange2016', 'Exchange2016'],
    ['15.2.2562.17', 'ExchangeSE', 'Exchange2016'],
    ['15.20.9073.0', 'ExchangeSE', 'Exchange2016'],
    ['15.3.1.0', 'ExchangeSE', 'Exchange2016'],
    ['16.0.1.0', 'ExchangeSE', 'Exchange2016'],
    ['17.4.0.0', 'ExchangeSE', 'Exchange2016'],
  ])('build %s: edition %s, asked in %s', (build, edition, requestVersion) => {
    const [majorVersion, minorVersion, majorBuildNumber, minorBuildNumber] = build.split('.').map(Number);
    const info = { majorVersion, minorVersion, majorBuildNumber, minorBuildNumber };
    expect(serverVersion(info)).toEqual({ build, edition, requestVersion });
  });

  test.each(['V2017_07_11', 'V2016_10_10', 'V2_23', 'Exchange2099', undefined])(
    'the name %p beside it changes nothing: it is none that requests may have',
    (version) => {
      const info = { majorVersion: 15, minorVersion: 1, majorBuildNumber: 2507, version };
      expect(serverVersion(info)?.requestVersion).toBe('Exchange2016');
    },
  );

  test('attributes that are missing count as zero; without the major version nothing is known', () => {
    expect(serverVersion({ majorVersion: 15 })).toMatchObject({ build: '15.0.0.0', requestVersion: 'Exchange2013' });
    expect(serverVersion({ minorVersion: 1 })).toBeUndefined();
    expect(serverVersion({})).toBeUndefined();
  });
});

const versionsOf = (server: Misbehaving) => server.received.map(({ body }) => /Version="(\w+)"/.exec(body)?.[1]);

/** An answer of a server that says nothing of its version, or this. */
const told = (bytes: string, build?: readonly [number, number, number]) => {
  const header = build
    ? `<t:ServerVersionInfo MajorVersion="${build[0]}" MinorVersion="${build[1]}" MajorBuildNumber="${build[2]}"/>`
    : '';
  return bytes.replace(/<t:ServerVersionInfo[^>]*>/, header);
};
const no = (code: string, build?: readonly [number, number, number]): Step => say(http(500, told(fault(code), build)));
const silent: Step = {
  run: (socket, server, received) => void socket.write(http(200, told(server.answer(received)))),
};

function connect(server: { url: URL }, options: Partial<ClientOptions> = {}): Client {
  const transport = createTransport({ server: server.url });
  return new Client({ registry: committed, endpoint: server.url, transport, retry: failFast(), ...options });
}

describe('looked for downwards', () => {
  test.each(['ErrorInvalidServerVersion', 'ErrorIncorrectSchemaVersion', 'ErrorInvalidSchemaVersionForMailboxVersion'])(
    '%s: the next older version is tried, and what worked is kept',
    async (code) => {
      await using server = await misbehaving([no(code), no(code), silent, silent]);
      await using client = connect(server);
      await client.call(GetFolder, request);
      await client.call(GetFolder, request);
      expect(versionsOf(server)).toEqual(['Exchange2016', 'Exchange2013_SP1', 'Exchange2013', 'Exchange2013']);
      expect(client.requestVersion).toBe('Exchange2013');
    },
  );

  test('a version error in a response message counts as well', async () => {
    const code = 'ErrorInvalidSchemaVersionForMailboxVersion';
    await using server = await misbehaving([say(http(200, response('GetFolder', [refusal('GetFolder', code)])))]);
    await using client = connect(server);
    await client.call(GetFolder, request);
    expect(versionsOf(server)).toEqual(['Exchange2016', 'Exchange2013_SP1']);
  });

  test('a refusal that says how old the server is saves the steps between', async () => {
    await using server = await misbehaving([no('ErrorInvalidServerVersion', [14, 3, 123]), silent]);
    await using client = connect(server);
    await client.call(GetFolder, request);
    expect(versionsOf(server)).toEqual(['Exchange2016', 'Exchange2010_SP2']);
  });

  test.each(['ErrorInvalidRequest', 'ErrorSchemaValidation', 'ErrorAccessDenied'])(
    '%s is no matter of versions: not asked again',
    async (code) => {
      await using server = await misbehaving([no(code)]);
      await using client = connect(server);
      expect(await rejection(client.call(GetFolder, request))).toMatchObject({ code });
      expect(server.received).toHaveLength(1);
    },
  );

  test('when none is taken, the first refusal is the error', async () => {
    const steps = Array.from({ length: 7 }, () => no('ErrorIncorrectSchemaVersion'));
    await using server = await misbehaving([no('ErrorInvalidServerVersion'), ...steps]);
    await using client = connect(server);
    const error = await rejection(client.call(GetFolder, request));
    expect(error).toMatchObject({ code: 'ErrorInvalidServerVersion', remedy: expect.any(String) });
    expect(versionsOf(server)).toEqual([
      'Exchange2016',
      'Exchange2013_SP1',
      'Exchange2013',
      'Exchange2010_SP2',
      'Exchange2010_SP1',
      'Exchange2010',
      'Exchange2007_SP1',
      'Exchange2007',
    ]);
  });

  test('a version that was asked for is the only one', async () => {
    await using server = await misbehaving([no('ErrorInvalidServerVersion')]);
    await using client = connect(server, { requestVersion: 'Exchange2013' });
    expect(await rejection(client.call(GetFolder, request))).toMatchObject({ code: 'ErrorInvalidServerVersion' });
    expect(versionsOf(server)).toEqual(['Exchange2013']);
  });
});

describe('a folder in a mailbox on an older server', () => {
  const code = 'ErrorInvalidSchemaVersionForMailboxVersion';
  /** Answers as a server of today would that has such mailboxes. */
  const server = (isOld: (body: string) => boolean) =>
    misbehaving(
      Array.from(
        { length: 40 },
        (): Step => ({
          run(socket, self, received) {
            const version = /RequestServerVersion Version="(\w+)"/.exec(received.body)?.[1];
            const refused = isOld(received.body) && version !== 'Exchange2010_SP2';
            socket.write(refused ? http(500, fault(code)) : http(200, self.answer(received)));
          },
        }),
      ),
    );
  const folder = (target: object) => ({ ...request, folderIds: [target as (typeof request.folderIds)[0]] });
  const own = folder({ kind: 'distinguishedFolderId', id: 'inbox', mailbox: { emailAddress: 'Me@example.test' } });
  const others = folder({ kind: 'distinguishedFolderId', id: 'inbox', mailbox: { emailAddress: 'aged@example.test' } });
  const byId = (id: string) => folder({ kind: 'folderId', id });
  const NEW = 'Exchange2016';
  const OLD = 'Exchange2010_SP2';
  const DOWN = [NEW, 'Exchange2013_SP1', 'Exchange2013', OLD];

  test.each([
    ['named by its owner', others],
    ['by its id', byId('aged')],
  ])('%s: asked in its version from then on, and nothing else is', async (_, target) => {
    await using there = await server((body) => /aged/.test(body));
    await using client = connect(there, { anchorMailbox: 'me@example.test' });
    for (const each of [target, own, target, byId('new'), target]) await client.call(GetFolder, each);
    expect(versionsOf(there)).toEqual([...DOWN, NEW, OLD, NEW, OLD]);
    expect(client.requestVersion).toBe(NEW);
  });

  test('one of the own mailbox that Exchange 2007 had not says nothing of the others', async () => {
    const recent = folder({ kind: 'distinguishedFolderId', id: 'conversationhistory' });
    await using there = await server((body) => /conversationhistory/.test(body));
    await using client = connect(there, { anchorMailbox: 'me@example.test' });
    for (const each of [recent, own, recent]) await client.call(GetFolder, each);
    expect(versionsOf(there)).toEqual([...DOWN, NEW, OLD]);
  });

  test('a second folder of the kind is refused once: what the first took is tried first', async () => {
    await using there = await server((body) => /aged/.test(body));
    await using client = connect(there, { anchorMailbox: 'me@example.test' });
    for (const each of [byId('aged-1'), byId('aged-2'), own]) await client.call(GetFolder, each);
    expect(versionsOf(there)).toEqual([...DOWN, NEW, OLD, NEW]);
  });

  test('the own mailbox there: the account asks in its version, and the next account begins with it', async () => {
    const versions = new VersionMemory();
    await using there = await server(() => true);
    await using client = connect(there, { anchorMailbox: 'me@example.test', versions });
    for (const each of [own, byId('x'), own]) await client.call(GetFolder, each);
    expect(versionsOf(there)).toEqual([...DOWN, OLD, OLD]);
    expect(versions.recall(there.url, 'me@example.test')).toMatchObject({ version: OLD, refusesNewer: true });
  });

  test('who is impersonated by another name has his own mailbox all the same', async () => {
    await using there = await server(() => true);
    await using client = connect(there, { anchorMailbox: 'me@corp.local', mailbox: 'me@example.test' });
    await client.call(GetFolder, own);
    expect(client.requestVersion).toBe(OLD);
  });

  test('refused in response messages: a change of which a part was done is not sent again', async () => {
    const itemIds = ['a', 'b'].map((id) => ({ kind: 'itemId' as const, id }));
    const answer = (first: string) => say(http(200, response('DeleteItem', [first, refusal('DeleteItem', code)])));
    await using there = await misbehaving([
      answer(success('DeleteItem')),
      answer(refusal('DeleteItem', code)),
      say(http(200, response('DeleteItem', [success('DeleteItem'), success('DeleteItem')]))),
    ]);
    await using client = connect(there);
    const deletion = { deleteType: 'HardDelete' as const, itemIds };
    expect(await rejection(client.call(DeleteItem, deletion))).toMatchObject({ code, index: 1 });
    expect(there.received).toHaveLength(1);
    await client.call(DeleteItem, deletion, { errors: 'return' });
    expect(versionsOf(there)).toEqual([NEW, NEW, 'Exchange2013_SP1']);
  });
});

describe('remembered', () => {
  const email = 'alice@example.test';

  async function visit(sandbox: Sandbox, mailbox: string, versions: VersionMemory | false | undefined) {
    const before = sandbox.requests.length;
    const credentials = sandbox.credentialsFor(mailbox);
    await using account = await Account.connect({
      email: mailbox,
      credentials,
      endpoint: sandbox.endpoint,
      protocol: { versions },
    });
    await account.inbox.count();
    return sandbox.requests.slice(before).map(({ status }) => status);
  }

  test.each<[ServerVersionName, number]>([
    ['Exchange2010_SP2', 3],
    ['Exchange2007_SP1', 6],
  ])(
    '%s: the first account is refused %i times, the second and one to another mailbox not at all',
    async (serverVersion, refusals) => {
      await using sandbox = await Sandbox.start({ serverVersion });
      const versions = new VersionMemory();
      expect(await visit(sandbox, email, versions)).toEqual([...Array(refusals).fill(500), 200]);
      expect(await visit(sandbox, email, versions)).toEqual([200]);
      expect(await visit(sandbox, 'bob@example.test', versions)).toEqual([200]);
    },
  );

  test('by default for the process; false: not at all', async () => {
    await using sandbox = await Sandbox.start({ serverVersion: 'Exchange2013_SP1' });
    expect(await visit(sandbox, email, false)).toEqual([500, 200]);
    expect(await visit(sandbox, email, undefined)).toEqual([500, 200]);
    expect(await visit(sandbox, email, undefined)).toEqual([200]);
    expect(await visit(sandbox, email, false)).toEqual([500, 200]);
  });

  test('a mailbox on an older server than the one that answers: its own version, and nobody else’s', async () => {
    const versions = new VersionMemory();
    const code = 'ErrorInvalidSchemaVersionForMailboxVersion';
    await using server = await misbehaving([no(code, [15, 2, 2562])]);
    for (const anchorMailbox of ['old@example.test', 'old@example.test', 'new@example.test']) {
      await using client = connect(server, { versions, anchorMailbox });
      await client.call(GetFolder, request);
      await client.call(GetFolder, request);
    }
    const expected = ['Exchange2016', ...Array(4).fill('Exchange2013_SP1'), 'Exchange2016', 'Exchange2016'];
    expect(versionsOf(server)).toEqual(expected);
  });

  test('a server that was replaced by a newer one corrects it with its first answer', async () => {
    const versions = new VersionMemory();
    await using server = await misbehaving([]);
    versions.remember(server.url, email, { version: 'Exchange2010_SP2', refusesNewer: false });
    await using client = connect(server, { versions, anchorMailbox: email });
    await client.call(GetFolder, request);
    await client.call(GetFolder, request);
    expect(versionsOf(server)).toEqual(['Exchange2010_SP2', 'Exchange2016']);
    expect(versions.recall(server.url, email)?.version).toBe('Exchange2016');
  });

  test('for a day, by endpoint and mailbox without regard to case, and not without bounds', () => {
    const versions = new VersionMemory(3);
    const [one, two] = [new URL('https://one.test/EWS/Exchange.asmx'), new URL('https://two.test/EWS/Exchange.asmx')];
    const known = { version: 'Exchange2010_SP2' as ExchangeVersionType, refusesNewer: true };
    const day = 24 * 60 * 60 * 1000;
    versions.remember(one, 'Anna@x.test', known, 0);
    expect(versions.recall(new URL('https://one.test/ews/exchange.asmx'), 'anna@X.test', day - 1)).toMatchObject(known);
    expect(versions.recall(one, 'anna@x.test', day)).toBeUndefined();
    expect(versions.recall(one, 'other@x.test', 1)).toEqual({ version: 'Exchange2010_SP2', refusesNewer: false });
    expect(versions.recall(two, 'anna@x.test', 1)).toBeUndefined();
    for (const name of ['a', 'b', 'c']) versions.remember(two, `${name}@x.test`, known, 0);
    expect(versions.recall(one, 'anna@x.test', 1)).toBeUndefined();
    expect(versions.recall(two, 'c@x.test', 1)).toMatchObject(known);
  });
});

test('a value that is newer than the server is refused before it is sent, by name and version', async () => {
  await using sandbox = await Sandbox.start({ serverVersion: 'Exchange2010_SP2' });
  const email = 'alice@example.test';
  const credentials = sandbox.credentialsFor(email);
  await using account = await Account.connect({ email, credentials, endpoint: sandbox.endpoint });
  await account.inbox.count();
  const before = sandbox.requests.length;
  const elsewhere = account.calendar.create({ subject: 'x', legacyFreeBusyStatus: 'WorkingElsewhere' });
  await expect(elsewhere).rejects.toBeInstanceOf(ValidationError);
  await expect(elsewhere).rejects.toThrow(/WorkingElsewhere.*Exchange2013_SP1.*Exchange2010_SP2/);
  expect(sandbox.requests).toHaveLength(before);
});
