/** New folders: of which class, where, and whole paths of them. */
import { describe, expect, test } from '@jest/globals';
import { DoesNotExistError } from '../../src/index.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { failure, success } from '../support/scripted-server.js';
import { distinguished } from '../support/wire.js';

const wire = recorder();

describe('one folder', () => {
  test('is of the kind of the one that it is made in', async () => {
    const request = await wire.xmlOf(async () => {
      const made = await wire.account.inbox.createFolder('New');
      expect([made.label, made.kind, await made.id()]).toEqual(['New', 'mail', 'new-1']);
    });
    expect(request).toBe(xml`
      <CreateFolder>
        <ParentFolderId>${distinguished('inbox')}</ParentFolderId>
        <Folders><Folder><FolderClass>IPF.Note</FolderClass><DisplayName>New</DisplayName></Folder></Folders>
      </CreateFolder>`);
  });

  test.each([
    ['mail', '<Folder><FolderClass>IPF.Note</FolderClass><DisplayName>New</DisplayName></Folder>'],
    ['posts', '<Folder><FolderClass>IPF.Note</FolderClass><DisplayName>New</DisplayName></Folder>'],
    ['calendar', '<CalendarFolder><DisplayName>New</DisplayName></CalendarFolder>'],
    ['contacts', '<ContactsFolder><DisplayName>New</DisplayName></ContactsFolder>'],
    ['tasks', '<TasksFolder><DisplayName>New</DisplayName></TasksFolder>'],
    ['notes', '<Folder><FolderClass>IPF.StickyNote</FolderClass><DisplayName>New</DisplayName></Folder>'],
    ['journal', '<Folder><FolderClass>IPF.Journal</FolderClass><DisplayName>New</DisplayName></Folder>'],
    ['any', '<Folder><FolderClass>IPF.Note</FolderClass><DisplayName>New</DisplayName></Folder>'],
  ] as const)('of %s', async (kind, folder) => {
    const request = await wire.xmlOf(() => wire.account.top.createFolder('New', kind));
    expect(inside(request, 'Folders')).toBe(xml(folder));
  });

  test('in a calendar is a calendar', async () => {
    const request = await wire.xmlOf(() => wire.account.calendar.createFolder('New'));
    expect(inside(request, 'Folders')).toBe(xml`<CalendarFolder><DisplayName>New</DisplayName></CalendarFolder>`);
  });

  test('is known by its id; what else the server says of it is asked for', async () => {
    const made = await wire.account.top.createFolder('New', 'calendar');
    expect(await wire.operationsOf(() => made.id())).toEqual([]);
    wire.server.on('GetFolder', () => [
      success({ folders: [{ kind: 'calendarFolder', folderId: { id: 'new-1' }, displayName: 'New', totalCount: 0 }] }),
    ]);
    expect(await wire.operationsOf(async () => expect(await made.info()).toMatchObject({ totalCount: 0 }))).toEqual([
      'GetFolder',
    ]);
    expect(await wire.operationsOf(() => made.info())).toEqual([]);
    expect(inside(await wire.xmlOf(() => made.count()), 'ParentFolderIds')).toBe(
      xml`<FolderId Id="new-1" ChangeKey="new-1-1"/>`,
    );
  });

  test('that is there already is the server’s error', async () => {
    wire.server.on('CreateFolder', () => [failure('ErrorFolderExists')]);
    await expect(wire.account.inbox.createFolder('Projects')).rejects.toMatchObject({ code: 'ErrorFolderExists' });
  });
});

describe('a path', () => {
  test('needs what is above to be there', async () => {
    const requests = await wire.requestsOf(() => wire.account.inbox.createFolder('Projects/2024/May'));
    expect(requests.map(({ operation }) => operation)).toEqual(['FindFolder', 'FindFolder', 'CreateFolder']);
    expect(inside(requests[2]?.xml ?? '', 'ParentFolderId')).toBe(xml`<FolderId Id="f-2024" ChangeKey="f-2024-1"/>`);
    expect(requests[2]?.body.folders[0].displayName).toBe('May');
    const missing = wire.account.inbox.createFolder('Projects/1999/May');
    await expect(missing).rejects.toBeInstanceOf(DoesNotExistError);
    expect(wire.sent.filter(({ operation }) => operation === 'CreateFolder')).toHaveLength(1);
  });

  test('with a slash in a name', async () => {
    const requests = await wire.requestsOf(() => wire.account.inbox.createFolder('Projects/A\\/B/C\\/D'));
    expect(requests[1]?.body.restriction.constant.value).toBe('A/B');
    expect(requests[2]?.body.folders[0].displayName).toBe('C/D');
  });

  test('recursive makes what is missing, each of the kind, and is content with what is there', async () => {
    const requests = await wire.requestsOf(async () => {
      const made = await wire.account.top.createFolder('Inbox/X/Y', 'calendar', { recursive: true });
      expect([made.label, await made.id()]).toEqual(['Y', 'new-2']);
    });
    expect(requests.map(({ operation }) => operation)).toEqual([
      'FindFolder',
      'FindFolder',
      'CreateFolder',
      'FindFolder',
      'CreateFolder',
    ]);
    const [, , first, , second] = requests;
    expect(inside(first?.xml ?? '', 'ParentFolderId')).toBe(xml`<FolderId Id="f-inbox" ChangeKey="f-inbox-1"/>`);
    expect(inside(first?.xml ?? '', 'Folders')).toBe(
      xml`<CalendarFolder><DisplayName>X</DisplayName></CalendarFolder>`,
    );
    expect(inside(second?.xml ?? '', 'ParentFolderId')).toBe(xml`<FolderId Id="new-1" ChangeKey="new-1-1"/>`);
    expect(second?.body.folders[0].displayName).toBe('Y');
  });

  test('recursive, of what is there, makes nothing', async () => {
    const operations = await wire.operationsOf(async () => {
      const found = await wire.account.inbox.createFolder('Projects/2024', { recursive: true });
      expect(await found.id()).toBe('f-2024');
    });
    expect(operations).toEqual(['FindFolder', 'FindFolder']);
  });

  test('recursive, of what is there and of another kind, is refused', async () => {
    const work = wire.account.inbox.createFolder('Plans', 'mail', { recursive: true });
    await expect(work).rejects.toMatchObject({ code: 'ERR_FOLDER_KIND' });
  });
});

test('options are checked, in either place', async () => {
  const { inbox } = wire.account;
  for (const work of [
    () => inbox.createFolder('X', { recursiv: true } as object),
    () => inbox.createFolder('X', 'mail', { recursiv: true } as object),
  ])
    expect((await wire.refusalOf(work)).message).toContain("did you mean 'recursive'?");
  expect((await wire.refusalOf(() => inbox.createFolder('X', { recursive: 'yes' as never }))).message).toContain(
    'recursive: expected true or false',
  );
  expect((await wire.refusalOf(() => inbox.createFolder('X', 'mails' as never))).message).toContain(
    "expected one of 'mail'",
  );
});
