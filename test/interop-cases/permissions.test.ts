/** Permissions of folders: each level of mail folders and calendars, what it means in single rights, and what it lets another do. */
import { beforeAll, expect, test } from '@jest/globals';
import type { Account } from '../../src/index.js';
import { GetFolder, UpdateFolder } from '../../src/raw.js';
import { story } from '../stories/mailbox.js';

const s = story();
let alice: Account;
let bob: Account;
beforeAll(async () => {
  [alice, bob] = (await Promise.all([
    s.connect('alice'),
    s.connect('bob', { email: 'alice@example.test', credentials: s.sandbox.credentialsFor('bob@example.test') }),
  ])) as [Account, Account];
});

const SETS = {
  folder: ['permissions', 'permissionLevel'],
  calendarFolder: ['calendarPermissions', 'calendarPermissionLevel'],
} as const;
type Kind = keyof typeof SETS;
const path = { kind: 'fieldURI', fieldURI: 'folder:PermissionSet' } as const;

/** Gives bob rights in a folder of alice's, and says what the server then has of them. */
async function given(kind: Kind, folder: { id(): Promise<string> }, rights: object): Promise<Record<string, unknown>> {
  const id = await folder.id();
  const [list] = SETS[kind];
  const permission = { userId: { primarySmtpAddress: 'bob@example.test' }, ...rights };
  const updates = [{ kind: 'setFolderField', path, folder: { kind, permissionSet: { [list]: [permission] } } }];
  await alice.call(UpdateFolder, { folderChanges: [{ folderId: { id }, updates }] } as never);
  const shape = { baseShape: 'IdOnly', additionalProperties: [path] };
  const answer = await alice.call(GetFolder, { folderShape: shape, folderIds: [{ kind: 'folderId', id }] } as never);
  const [message] = answer.responseMessages as unknown as {
    folders: { permissionSet: Record<string, Record<string, never>[]> }[];
  }[];
  return message!.folders[0]!.permissionSet[list]!.find((one) => JSON.stringify(one).includes('bob@'))!;
}

const RIGHTS = [
  'canCreateItems',
  'canCreateSubFolders',
  'isFolderOwner',
  'isFolderVisible',
  'isFolderContact',
  'editItems',
  'deleteItems',
  'readItems',
];

/** [MS-OXWSFOLD] 2.2.5.6, PermissionLevelType: create, subfolders, owner, visible, contact, edit, delete, read. */
const LEVELS: [string, string][] = [
  ['None', 'false false false false false None None None'],
  ['Owner', 'true true true true true All All FullDetails'],
  ['PublishingEditor', 'true true false true false All All FullDetails'],
  ['Editor', 'true false false true false All All FullDetails'],
  ['PublishingAuthor', 'true true false true false Owned Owned FullDetails'],
  ['Author', 'true false false true false Owned Owned FullDetails'],
  ['NoneditingAuthor', 'true false false true false None Owned FullDetails'],
  ['Reviewer', 'false false false true false None None FullDetails'],
  ['Contributor', 'true false false true false None None None'],
];

const allows = (work: Promise<unknown>) =>
  work.then(
    () => true,
    () => false,
  );

test.each(LEVELS)(
  'in a mail folder, the level %s has its rights, and lets another do what they say',
  async (level, rights) => {
    const folder = await alice.inbox.createFolder(`for ${level}`);
    const permission = await given('folder', folder, { permissionLevel: level });
    expect([permission['permissionLevel'], RIGHTS.map((right) => String(permission[right])).join(' ')]).toEqual([
      level,
      rights,
    ]);
    const owned = await folder.create({ subject: 'whose', isRead: true });
    const theirs = bob.folder({ id: await folder.id() } as never, 'mail');
    const [create, , , , , edit, remove, read] = rights.split(' ');
    expect(await allows(theirs.create({ subject: 'mine' } as never))).toBe(create === 'true');
    expect(await allows(bob.item(owned.id))).toBe(read === 'FullDetails');
    expect(
      await allows(
        bob
          .items([{ id: owned.id, changeKey: owned.changeKey, kind: 'message' } as never])
          .update({ importance: 'High' } as never),
      ),
    ).toBe(edit === 'All');
    expect(await allows(bob.items([owned.id]).delete({ disposal: 'hard' } as never))).toBe(remove === 'All');
  },
);

test.each(LEVELS)('in a calendar, the level %s has its rights', async (level, rights) => {
  const folder = await alice.calendar.createFolder(`for ${level}`);
  const permission = await given('calendarFolder', folder, { calendarPermissionLevel: level });
  const said = RIGHTS.map((right) => String(permission[right])).join(' ');
  expect([permission['calendarPermissionLevel'], said]).toEqual([level, rights]);
});

const rightsOf = (yes: boolean, some: string, read: string) => ({
  canCreateItems: yes,
  canCreateSubFolders: yes,
  isFolderOwner: yes,
  isFolderVisible: yes,
  isFolderContact: yes,
  editItems: some,
  deleteItems: some,
  readItems: read,
});

test.each([
  ['all rights', rightsOf(true, 'All', 'FullDetails')],
  ['no rights', rightsOf(false, 'None', 'None')],
  ['reading in full', { ...rightsOf(false, 'None', 'FullDetails'), isFolderVisible: true }],
  ['reading nothing', { ...rightsOf(false, 'None', 'None'), canCreateItems: true, isFolderVisible: true }],
])('custom permissions with %s are those that were given', async (name, rights) => {
  const folder = await alice.inbox.createFolder(`custom ${name}`);
  expect(await given('folder', folder, { permissionLevel: 'Custom', ...rights })).toMatchObject(rights);
  const item = await folder.create({ subject: 'x' });
  expect(await allows(bob.item(item.id))).toBe(rights.readItems === 'FullDetails');
});

test('custom permissions of a calendar are those that were given', async () => {
  const rights = { ...rightsOf(true, 'Owned', 'FullDetails'), isFolderOwner: false };
  const folder = await alice.calendar.createFolder('custom');
  expect(await given('calendarFolder', folder, { calendarPermissionLevel: 'Custom', ...rights })).toMatchObject(rights);
});
