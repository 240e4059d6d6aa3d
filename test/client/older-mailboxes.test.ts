/** Which target a request is about, and what is remembered of it. */
import { describe, expect, test } from '@jest/globals';
import { OlderMailboxes, targetOf } from '../../src/client/older-mailboxes.js';
import { committed } from '../../src/soap/committed.js';

const OWN = 'me@b.test';
const named = (id: string, emailAddress?: string) => ({
  kind: 'distinguishedFolderId',
  id,
  ...(emailAddress === undefined ? {} : { mailbox: { emailAddress } }),
});
const byId = { kind: 'folderId', id: 'F' };

describe('a request is about', () => {
  test.each<[string, object, string | undefined]>([
    ['nothing', {}, undefined],
    ['what its shape names: nothing', { folderShape: { baseShape: 'IdOnly', id: 'x' } }, undefined],
    ['the own mailbox', { folderIds: [named('inbox')] }, undefined],
    ['the own mailbox by its address, in any case', { folderIds: [named('inbox', 'ME@B.TEST')] }, undefined],
    ["another's", { folderIds: [named('inbox', 'Bob@b.test')] }, 'bob@b.test'],
    ['a folder that came later', { folderIds: [named('conversationhistory')] }, 'conversationhistory'],
    ['one without a name', { folderIds: [{ kind: 'distinguishedFolderId' }] }, undefined],
    ['a folder by its id', { folderIds: [byId] }, 'folderIds F'],
    ['the first of several', { folderIds: [byId, named('inbox', 'bob@b.test')] }, 'folderIds F'],
    ['items', { itemIds: [{ kind: 'itemId', id: 'I' }] }, 'itemIds I'],
    ['folders that are searched', { traversal: 'Shallow', parentFolderIds: [byId] }, 'parentFolderIds F'],
    [
      'a folder that things go to',
      { toFolderId: { distinguishedFolderId: named('inbox', 'bob@b.test') } },
      'bob@b.test',
    ],
    ['one by its id', { toFolderId: { folderId: byId } }, 'folderId F'],
    ['changes of items', { itemChanges: [{ itemId: { id: 'I' } }] }, 'itemId I'],
    ['a subscription', { subscription: { folderIds: [byId] } }, 'folderIds F'],
    ['a list that is empty', { folderIds: [] }, undefined],
    ['what is no id', { folderIds: 'x', itemIds: null }, undefined],
  ])('%s', (_, request, target) => {
    expect(targetOf(committed, request, OWN)).toBe(target);
  });

  test("another's as well, where the own address is not known", () => {
    expect(targetOf(committed, { folderIds: [named('inbox', 'Bob@b.test')] }, undefined)).toBe('bob@b.test');
  });
});

describe('what targets took', () => {
  test('is known by target; the last is what is likely for others', () => {
    const older = new OlderMailboxes();
    expect([older.recall('a'), older.recall(undefined), older.likely]).toEqual([undefined, undefined, undefined]);
    older.remember('a', 'Exchange2010');
    older.remember('b', 'Exchange2013');
    expect([older.recall('a'), older.recall('b'), older.likely]).toEqual([
      'Exchange2010',
      'Exchange2013',
      'Exchange2013',
    ]);
  });

  test('of a thousand; the one that was asked the longest ago is forgotten first', () => {
    const older = new OlderMailboxes();
    for (let n = 0; n < 1000; n++) older.remember(`t${n}`, 'Exchange2010');
    older.remember('t0', 'Exchange2013');
    expect(older.recall('t1')).toBe('Exchange2010');
    older.remember('t1000', 'Exchange2010');
    expect([older.recall('t0'), older.recall('t1'), older.recall('t2')]).toEqual([
      'Exchange2013',
      undefined,
      'Exchange2010',
    ]);
  });
});
