/** What the test suites of the protocol try with folders: of each kind, one and several, what is refused, and what they say of themselves. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Account, extendedProperty } from '../../src/index.js';
import { CopyFolder, CreateFolder, DeleteFolder, GetFolder, MoveFolder, UpdateFolder } from '../../src/raw.js';
import { story } from '../stories/mailbox.js';

type Answer = { responseMessages: { responseCode: string; folders?: Record<string, unknown>[] }[] };
type Named = { id(): Promise<string>; exists(): Promise<boolean> };

const s = story();
let alice: Account;
beforeAll(async () => {
  alice = await s.connect('alice');
});

const make = (name: string) => alice.inbox.createFolder(name);
const refs = async (...folders: Named[]) =>
  Promise.all(folders.map(async (folder) => ({ kind: 'folderId', id: await folder.id() })));
const codesOf = (answer: unknown) => (answer as Answer).responseMessages.map(({ responseCode }) => responseCode);
const inside = { distinguishedFolderId: { id: 'inbox' } };
const there = (folder: Named) => folder.exists();

test.each(['calendar', 'tasks', 'contacts', 'mail'] as const)(
  'a folder for %s is created, got and deleted',
  async (kind) => {
    const folder = await alice.distinguished('msgfolderroot').createFolder(`for ${kind}`, kind);
    const info = await folder.refresh();
    expect([info.displayName, info.folderClass]).toEqual([
      `for ${kind}`,
      { calendar: 'IPF.Appointment', tasks: 'IPF.Task', contacts: 'IPF.Contact', mail: 'IPF.Note' }[kind],
    ]);
    await folder.delete();
  },
);

test.each([
  ['HardDelete', 'nowhere'],
  ['MoveToDeletedItems', 'the deleted items'],
])('a folder that is deleted by %s is in %s', async (deleteType, place) => {
  const folder = await make(`by ${deleteType}`);
  const folderIds = await refs(folder);
  expect(codesOf(await alice.call(DeleteFolder, { deleteType, folderIds } as never))).toEqual(['NoError']);
  expect(await alice.distinguished('deleteditems').folder(`by ${deleteType}`).exists()).toBe(place !== 'nowhere');
});

describe('several folders', () => {
  test('are created and deleted in one request', async () => {
    const folders = ['one', 'two'].map((displayName) => ({ kind: 'folder', displayName }));
    const made = (await alice.call(CreateFolder, { parentFolderId: inside, folders } as never)) as unknown as Answer;
    expect(codesOf(made)).toEqual(['NoError', 'NoError']);
    const folderIds = made.responseMessages.map(({ folders: of }) => ({
      kind: 'folderId',
      ...(of?.[0]?.['folderId'] as object),
    }));
    expect(codesOf(await alice.call(DeleteFolder, { deleteType: 'HardDelete', folderIds } as never))).toEqual([
      'NoError',
      'NoError',
    ]);
  });

  test('are copied in one request', async () => {
    const [a, b] = [await make('copy a'), await make('copy b')];
    const toFolderId = { distinguishedFolderId: { id: 'drafts' } };
    expect(codesOf(await alice.call(CopyFolder, { toFolderId, folderIds: await refs(a, b) } as never))).toEqual([
      'NoError',
      'NoError',
    ]);
    for (const name of ['copy a', 'copy b'])
      expect([await there(alice.inbox.folder(name)), await there(alice.drafts.folder(name))]).toEqual([true, true]);
  });

  test('are moved in one request', async () => {
    const [a, b] = [await make('move a'), await make('move b')];
    const toFolderId = { distinguishedFolderId: { id: 'drafts' } };
    expect(codesOf(await alice.call(MoveFolder, { toFolderId, folderIds: await refs(a, b) } as never))).toEqual([
      'NoError',
      'NoError',
    ]);
    for (const name of ['move a', 'move b'])
      expect([await there(alice.inbox.folder(name)), await there(alice.drafts.folder(name))]).toEqual([false, true]);
  });

  test('are updated in one request', async () => {
    const folderChanges = await Promise.all(
      ['update a', 'update b'].map(async (name) => ({
        folderId: { id: await (await make(name)).id() },
        updates: [
          {
            kind: 'setFolderField',
            path: { kind: 'fieldURI', fieldURI: 'folder:DisplayName' },
            folder: { kind: 'folder', displayName: `${name}!` },
          },
        ],
      })),
    );
    expect(codesOf(await alice.call(UpdateFolder, { folderChanges } as never))).toEqual(['NoError', 'NoError']);
    for (const name of ['update a!', 'update b!']) expect(await there(alice.inbox.folder(name))).toBe(true);
  });
});

describe('what a folder is asked that is gone', () => {
  test.each([
    [
      'got',
      (id: string) =>
        alice.call(GetFolder, { folderShape: { baseShape: 'IdOnly' }, folderIds: [{ kind: 'folderId', id }] } as never),
    ],
    [
      'copied',
      (id: string) => alice.call(CopyFolder, { toFolderId: inside, folderIds: [{ kind: 'folderId', id }] } as never),
    ],
    [
      'moved',
      (id: string) => alice.call(MoveFolder, { toFolderId: inside, folderIds: [{ kind: 'folderId', id }] } as never),
    ],
    ['updated', (id: string) => alice.folder({ id }).update({ displayName: 'x' })],
  ])('it is not %s', async (_, ask) => {
    const folder = await make(`gone ${_}`);
    const id = await folder.id();
    await alice.call(DeleteFolder, { deleteType: 'HardDelete', folderIds: await refs(folder) } as never);
    await expect(ask(id)).rejects.toMatchObject({ code: expect.stringMatching(/^Error(Item|Folder)NotFound$/) });
  });
});

test('a distinguished folder is not deleted by the server either', async () => {
  const folderIds = [{ kind: 'distinguishedFolderId', id: 'inbox' }];
  await expect(alice.call(DeleteFolder, { deleteType: 'HardDelete', folderIds } as never)).rejects.toMatchObject({
    code: 'ErrorDeleteDistinguishedFolder',
  });
});

test.each([
  ['inbox', 'IPF.Note'],
  ['calendar', 'IPF.Appointment'],
  ['contacts', 'IPF.Contact'],
  ['journal', 'IPF.Journal'],
  ['notes', 'IPF.StickyNote'],
  ['tasks', 'IPF.Task'],
] as const)('the folder %s is got, of its class', async (name, folderClass) => {
  expect((await alice.distinguished(name).info()).folderClass).toBe(folderClass);
});

test('a folder counts what is unread', async () => {
  const folder = await make('unread');
  for (const isRead of [true, false, false]) await folder.create({ subject: 'x', isRead });
  expect((await folder.refresh()).unreadCount).toBe(2);
});

test('an own property of a folder is set, got and removed', async () => {
  const fields = { colour: extendedProperty({ set: 'PublicStrings', name: 'colour', type: 'String' }) };
  const folder = await make('coloured');
  const read = async () => ((await folder.info({ fields })) as unknown as { colour?: string }).colour;
  await folder.update({ colour: 'red' }, { fields });
  expect(await read()).toBe('red');
  await folder.update({ colour: null }, { fields });
  expect(await read()).toBeUndefined();
});

test('a folder is got with its id alone', async () => {
  const folderIds = [{ kind: 'distinguishedFolderId', id: 'inbox' }];
  const answer = (await alice.call(GetFolder, {
    folderShape: { baseShape: 'IdOnly' },
    folderIds,
  } as never)) as unknown as Answer;
  const folder = answer.responseMessages[0]?.folders?.[0] ?? {};
  expect(
    Object.keys(folder)
      .filter((key) => folder[key] !== undefined)
      .sort(),
  ).toEqual(['folderId', 'kind']);
});

describe('emptied', () => {
  const filled = async (name: string) => {
    const folder = await make(name);
    await folder.create({ subject: `in ${name}` });
    await folder.createFolder('below');
    return folder;
  };
  const deleted = (name: string) =>
    alice
      .distinguished('deleteditems')
      .filter({ subject: `in ${name}` })
      .exists();

  test('with all that is below, for good', async () => {
    const folder = await filled('all');
    await folder.empty({ deep: true, disposal: 'hard' });
    expect([await folder.count(), await there(folder.folder('below')), await deleted('all')]).toEqual([
      0,
      false,
      false,
    ]);
  });

  test('without what is below', async () => {
    const folder = await filled('items');
    await folder.empty({ disposal: 'hard' });
    expect([await folder.count(), await there(folder.folder('below'))]).toEqual([0, true]);
  });

  test('to the deleted items', async () => {
    const folder = await filled('trash');
    await folder.empty();
    expect([await folder.count(), await deleted('trash')]).toEqual([0, true]);
  });

  test('softly', async () => {
    const folder = await filled('soft');
    await folder.empty({ disposal: 'soft' });
    const dumpster = alice.distinguished('recoverableitemsdeletions');
    expect([
      await folder.count(),
      await deleted('soft'),
      await dumpster.filter({ subject: 'in soft' }).exists(),
    ]).toEqual([0, false, true]);
  });
});

test('a moved folder keeps its name, class and what is in it', async () => {
  const folder = await make('whole');
  await folder.create({ subject: 'inside' });
  const before = await folder.refresh();
  await folder.move('drafts');
  const after = await folder.refresh();
  expect(after.parentFolderId?.id).not.toBe(before.parentFolderId?.id);
  expect([after.displayName, after.folderClass, after.totalCount]).toEqual(['whole', 'IPF.Note', 1]);
});

test('several members of a folder are updated at once', async () => {
  const fields = { colour: extendedProperty({ set: 'PublicStrings', name: 'colour', type: 'String' }) };
  const folder = await make('plain');
  await folder.update({ displayName: 'painted', colour: 'blue' }, { fields });
  expect(await folder.info({ fields })).toMatchObject({ displayName: 'painted', colour: 'blue' });
});
