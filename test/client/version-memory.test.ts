/** How long, and of whom, it is remembered which version was taken. */
import { expect, test } from '@jest/globals';
import { GetFolder } from '../../generated/index.js';
import { VersionMemory } from '../../src/client/version-memory.js';
import { editionOfVersion, REQUEST_VERSIONS, VERSION_ERRORS } from '../../src/client/versions.js';
import { clientOf } from './function-server.js';
import { response, success } from './misbehaving.js';

const url = new URL('https://mail.b.test/EWS/Exchange.asmx');
const DAY = 86_400_000;
const old = { version: 'Exchange2010', refusesNewer: true } as const;
const current = { version: 'Exchange2016', refusesNewer: false } as const;

test('of a mailbox, for a day', () => {
  const memory = new VersionMemory();
  memory.remember(url, 'Ann@b.test', old, 1000);
  expect(memory.recall(url, 'ann@B.test', 1000 + DAY - 1)).toMatchObject(old);
  expect(memory.recall(url, 'ann@b.test', 1000 + DAY)).toBeUndefined();
});

test('of an endpoint, whatever the case of its path, as a guess for the mailboxes that are not known, for a day', () => {
  const memory = new VersionMemory();
  memory.remember(url, 'ann@b.test', old, 1000);
  const guess = { version: 'Exchange2010', refusesNewer: false };
  const same = new URL('https://mail.b.test/ews/exchange.ASMX');
  expect(memory.recall(same, 'bob@b.test', 1000 + DAY - 1)).toEqual(guess);
  expect(memory.recall(same, undefined, 1000)).toMatchObject(old);
  expect(memory.recall(same, 'bob@b.test', 1000 + DAY)).toBeUndefined();
  expect(memory.recall(new URL('https://mail.b.test:8443/EWS/Exchange.asmx'), 'bob@b.test', 1000)).toBeUndefined();
  expect(memory.recall(new URL('https://mail.b.test/EWS/Other.asmx'), 'bob@b.test', 1000)).toBeUndefined();
});

test('one old mailbox does not change what is known of the endpoint; one that takes the newest does', () => {
  const memory = new VersionMemory();
  memory.remember(url, 'ann@b.test', current, 0);
  memory.remember(url, 'old@b.test', old, 0);
  expect(memory.recall(url, 'bob@b.test', 0)).toEqual(current);
  expect(memory.recall(url, 'old@b.test', 0)).toMatchObject(old);
  const other = new VersionMemory();
  other.remember(url, 'old@b.test', old, 0);
  other.remember(url, 'ann@b.test', current, 0);
  expect(other.recall(url, 'bob@b.test', 0)).toEqual(current);
});

test('times are those of the clock, where nothing else is said', () => {
  const memory = new VersionMemory();
  memory.remember(url, undefined, current);
  expect(memory.recall(url)).toMatchObject(current);
  expect(memory.recall(url, undefined, Date.now() + DAY)).toBeUndefined();
});

test.each([
  [undefined, 1000],
  [3, 3],
])('so many entries (%p): what was remembered the longest ago is forgotten first', (most, kept) => {
  const memory = new VersionMemory(most);
  const known = (n: number) => memory.recall(url, `m${n}`, 0)?.refusesNewer === true;
  // The endpoint itself is one of them.
  for (let n = 0; n < kept - 1; n++) memory.remember(url, `m${n}`, old, 0);
  expect([known(0), known(1)]).toEqual([true, true]);
  memory.remember(url, `m${kept - 1}`, old, 0);
  expect([known(0), known(1), known(kept - 1)]).toEqual([false, true, true]);
});

test('the versions, newest first, and what each may have of the schemas', () => {
  expect(REQUEST_VERSIONS.map((version) => [version, editionOfVersion(version)])).toEqual([
    ['Exchange2016', Number.POSITIVE_INFINITY],
    ['Exchange2013_SP1', 2],
    ['Exchange2013', 1],
    ['Exchange2010_SP2', 1],
    ['Exchange2010_SP1', 0],
    ['Exchange2010', 0],
    ['Exchange2007_SP1', 0],
    ['Exchange2007', 0],
  ]);
  expect([...VERSION_ERRORS]).toEqual([
    'ErrorInvalidServerVersion',
    'ErrorIncorrectSchemaVersion',
    'ErrorInvalidSchemaVersionForMailboxVersion',
  ]);
});

test('what an answer says of the server is kept for the next account, as what it takes and not as what it refuses', async () => {
  const versions = new VersionMemory();
  const { client } = clientOf(() => response('GetFolder', [success('GetFolder')]), {
    versions,
    anchorMailbox: 'ann@b.test',
  });
  const request = {
    folderShape: { baseShape: 'IdOnly' as const },
    folderIds: [{ kind: 'folderId' as const, id: 'a' }],
  };
  await client.call(GetFolder, request);
  const known = { version: client.serverVersion?.requestVersion, refusesNewer: false };
  expect(versions.recall(client.endpoint, 'ann@b.test')).toMatchObject(known);
  const told: unknown[] = [];
  const counting = { recall: () => undefined, remember: (...all: unknown[]) => void told.push(all.slice(1)) };
  const other = clientOf(() => response('GetFolder', [success('GetFolder')]), { versions: counting as never });
  await other.client.call(GetFolder, request);
  await other.client.call(GetFolder, request);
  expect(told).toEqual([[undefined, known]]);
});
