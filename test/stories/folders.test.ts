/** Folders: distinguished ones, paths, patterns, and what can be done with a folder itself. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Account, DoesNotExistError, type Folder, type MailModel } from '../../src/index.js';
import { operationsOf, story } from './mailbox.js';

const s = story();
let alice: Account;
let projects: Folder<MailModel>;

beforeAll(async () => {
  alice = await s.connect('alice');
  projects = await alice.inbox.createFolder('Projects');
  for (const year of ['2023', '2024']) {
    const folder = await projects.createFolder(year);
    await folder.create({ subject: `in ${year}` });
  }
  const clients = await alice.inbox.createFolder('Clients');
  for (const name of ['Adatum', 'Contoso', 'A/B'])
    await (await clients.createFolder(name.replace('/', '\\/'))).create({ subject: name });
});

test('the distinguished folders have the classes that Exchange gives them', async () => {
  const folders = [alice.inbox, alice.calendar, alice.contacts, alice.tasks];
  const infos = await Promise.all(folders.map((folder) => folder.info()));
  expect(infos.map(({ folderClass }) => folderClass)).toEqual([
    'IPF.Note',
    'IPF.Appointment',
    'IPF.Contact',
    'IPF.Task',
  ]);
  expect(infos.map(({ kind }) => kind)).toEqual(['folder', 'calendarFolder', 'contactsFolder', 'tasksFolder']);
});

describe('paths', () => {
  test('a path is looked up when it is first used, once, without regard to case', async () => {
    const folder = alice.inbox.folder('projects/2024');
    expect(await operationsOf(s.sandbox, () => folder.count())).toEqual(['FindFolder', 'FindFolder', 'FindItem']);
    expect(await operationsOf(s.sandbox, () => folder.count())).toEqual(['FindItem']);
    expect(await folder.pluck('subject').toArray()).toEqual(['in 2024']);
  });

  test('a path from the top of the mailbox', async () => {
    expect(await alice.folder('Inbox/Projects/2023').count()).toBe(1);
  });

  test('a backslash keeps a slash in a name', async () => {
    expect(await alice.inbox.folder('Clients/A\\/B').pluck('subject').toArray()).toEqual(['A/B']);
  });

  test('a path that leads nowhere says at which step', async () => {
    const missing = alice.inbox.folder('Projects/1999/May').count();
    await expect(missing).rejects.toBeInstanceOf(DoesNotExistError);
    await expect(missing).rejects.toThrow("There is no folder '1999' on the path 'Projects/1999/May' below inbox.");
  });
});

describe('patterns', () => {
  test('* stands for one name', async () => {
    expect((await alice.inbox.glob('Clients/*').all().pluck('subject').toArray()).sort()).toEqual([
      'A/B',
      'Adatum',
      'Contoso',
    ]);
    expect(await alice.inbox.glob('Clients/a*').all().count()).toBe(2);
  });

  test('** stands for any number of levels', async () => {
    expect(await alice.inbox.glob('**/202?').all().count()).toBe(2);
  });

  test('a pattern that nothing matches yields nothing', async () => {
    expect(await alice.inbox.glob('Nothing/*').toArray()).toEqual([]);
  });
});

describe('the folder itself', () => {
  test('is renamed, moved, emptied, deleted', async () => {
    const folder = await alice.inbox.createFolder('Temporary');
    await folder.update({ displayName: 'Renamed' });
    expect((await folder.info()).displayName).toBe('Renamed');
    await folder.move(projects);
    expect(await alice.inbox.folder('Projects/Renamed').count()).toBe(0);
    await folder.createAll([{ subject: 'a' }, { subject: 'b' }]);
    await folder.empty({ disposal: 'hard' });
    expect(await folder.count()).toBe(0);
    await folder.delete({ disposal: 'hard' });
    await expect(alice.inbox.folder('Projects/Renamed').info()).rejects.toBeInstanceOf(DoesNotExistError);
  });

  test('a second one of the same name is refused', async () => {
    await expect(alice.inbox.createFolder('Projects')).rejects.toMatchObject({ code: 'ErrorFolderExists' });
  });

  test('a distinguished one is not deleted: refused before anything is sent', async () => {
    const sent = operationsOf(s.sandbox, async () => {
      await expect(alice.inbox.delete()).rejects.toMatchObject({ code: 'ERR_DISTINGUISHED_FOLDER' });
    });
    expect(await sent).toEqual([]);
  });

  test('children() lists what is right below, walk() all below', async () => {
    const names = async (folders: AsyncIterable<{ label: string }>): Promise<string[]> => {
      const found: string[] = [];
      for await (const folder of folders) found.push(folder.label);
      return found.sort();
    };
    expect(await names(projects.children())).toEqual(['2023', '2024']);
    await projects.createFolder('2025/May', { recursive: true });
    expect(await names(projects.walk())).toEqual(['2023', '2024', '2025', 'May']);
  });

  test('knows its counts', async () => {
    const info = await alice.inbox.folder('Clients').refresh();
    expect([info.childFolderCount, info.totalCount]).toEqual([3, 0]);
  });
});

describe('a folder that was just made', () => {
  test.each([{}, { recursive: true }])('%j: knows where it is, and what the server says of it', async (options) => {
    const name = `Made ${JSON.stringify(options).length}`;
    const made = await alice.inbox.createFolder(name, options);
    expect(await made.path()).toBe(`Inbox/${name}`);
    expect((await made.parent())?.label).toBe('Inbox');
    expect((await made.parts()).slice(-2).map(({ label }) => label)).toEqual(['Inbox', name]);
    expect(await made.info()).toMatchObject({ displayName: name, totalCount: 0, folderClass: 'IPF.Note' });
    // Asked for once.
    expect(await operationsOf(s.sandbox, () => made.info())).toEqual([]);
  });
});

test('testAccess() asks for one id, and throws what the server says', async () => {
  expect(await operationsOf(s.sandbox, () => alice.inbox.testAccess())).toEqual(['FindItem']);
  const asBob = await s.connect('bob', {
    email: 'alice@example.test',
    credentials: s.sandbox.credentialsFor('bob@example.test'),
  });
  await expect(asBob.inbox.testAccess()).rejects.toMatchObject({ code: 'ErrorAccessDenied' });
});
