/** Permissions of folders: read, given, taken away. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Account, type FolderRights, type PermissionLevel, ValidationError } from '../../src/index.js';
import { story } from '../stories/mailbox.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { success } from '../support/scripted-server.js';
import { distinguished } from '../support/wire.js';

const BOB = 'bob@example.test';
const wire = recorder();
const s = story();

const DEFAULT = { userId: { distinguishedUser: 'Default' }, permissionLevel: 'None' };
const CUSTOM = {
  userId: { sid: 'S-1-5-21-7', primarySmtpAddress: 'dave@example.test' },
  canCreateItems: true,
  editItems: 'Owned',
  readItems: 'FullDetails',
  permissionLevel: 'Custom',
};

function folderHas(...permissions: object[]): void {
  const folder = { kind: 'folder', folderId: { id: 'f', changeKey: 'f-1' }, permissionSet: { permissions } };
  wire.server.on('GetFolder', () => [success({ folders: [folder] })]);
}

function calendarHas(...calendarPermissions: object[]): void {
  const folder = {
    kind: 'calendarFolder',
    folderId: { id: 'c', changeKey: 'c-1' },
    permissionSet: { calendarPermissions },
  };
  wire.server.on('GetFolder', () => [success({ folders: [folder] })]);
}

describe('what is sent', () => {
  test('a list is one GetFolder, of the permissions alone', async () => {
    folderHas(DEFAULT, CUSTOM);
    const requests = await wire.requestsOf(async () => {
      expect(await wire.account.inbox.permissions.toArray()).toEqual([
        { user: DEFAULT.userId, level: 'None', rights: {} },
        {
          user: CUSTOM.userId,
          level: 'Custom',
          rights: { canCreateItems: true, editItems: 'Owned', readItems: 'FullDetails' },
        },
      ]);
    });
    expect(requests.map((one) => one.xml)).toEqual([
      xml`<GetFolder>
        <FolderShape><BaseShape>IdOnly</BaseShape>
          <AdditionalProperties><FieldURI FieldURI="folder:PermissionSet"/></AdditionalProperties></FolderShape>
        <FolderIds>${distinguished('inbox')}</FolderIds>
      </GetFolder>`,
    ]);
  });

  test('set() writes the whole list: others as they are, levels by their names, rights one by one only of Custom', async () => {
    folderHas({ ...DEFAULT, canCreateItems: false, readItems: 'None' }, CUSTOM);
    const [, sent] = await wire.requestsOf(() => wire.account.inbox.permissions.set(BOB, 'Reviewer'));
    expect(sent?.xml).toBe(xml`
      <UpdateFolder><FolderChanges><FolderChange>
        <FolderId Id="f" ChangeKey="f-1"/>
        <Updates><SetFolderField>
          <FieldURI FieldURI="folder:PermissionSet"/>
          <Folder><PermissionSet><Permissions>
            <Permission><UserId><DistinguishedUser>Default</DistinguishedUser></UserId>
              <PermissionLevel>None</PermissionLevel></Permission>
            <Permission>
              <UserId><SID>S-1-5-21-7</SID><PrimarySmtpAddress>dave@example.test</PrimarySmtpAddress></UserId>
              <CanCreateItems>true</CanCreateItems><EditItems>Owned</EditItems><ReadItems>FullDetails</ReadItems>
              <PermissionLevel>Custom</PermissionLevel></Permission>
            <Permission><UserId><PrimarySmtpAddress>${BOB}</PrimarySmtpAddress></UserId>
              <PermissionLevel>Reviewer</PermissionLevel></Permission>
          </Permissions></PermissionSet></Folder>
        </SetFolderField></Updates>
      </FolderChange></FolderChanges></UpdateFolder>`);
  });

  test('of a calendar the list and its levels have names of their own', async () => {
    calendarHas({ userId: { distinguishedUser: 'Default' }, calendarPermissionLevel: 'FreeBusyTimeOnly' });
    const [, sent] = await wire.requestsOf(() =>
      wire.account.calendar.permissions.set('Default', 'FreeBusyTimeAndSubjectAndLocation'),
    );
    expect(inside(sent?.xml ?? '', 'CalendarPermissions')).toBe(xml`
      <CalendarPermission><UserId><DistinguishedUser>Default</DistinguishedUser></UserId>
        <CalendarPermissionLevel>FreeBusyTimeAndSubjectAndLocation</CalendarPermissionLevel></CalendarPermission>`);
  });

  test('rights that are given one by one are a level of one’s own; what is not given is not granted', async () => {
    folderHas(DEFAULT);
    const [, sent] = await wire.requestsOf(() =>
      wire.account.inbox.permissions.set(BOB, { readItems: 'FullDetails', isFolderVisible: true }),
    );
    const rights = [
      '<CanCreateItems>false</CanCreateItems>',
      '<CanCreateSubFolders>false</CanCreateSubFolders>',
      '<IsFolderOwner>false</IsFolderOwner>',
      '<IsFolderVisible>true</IsFolderVisible>',
      '<IsFolderContact>false</IsFolderContact>',
      '<EditItems>None</EditItems>',
      '<DeleteItems>None</DeleteItems>',
      '<ReadItems>FullDetails</ReadItems>',
      '<PermissionLevel>Custom</PermissionLevel>',
    ];
    const lines = (sent?.xml ?? '').split('\n').map((line) => line.trim());
    const first = lines.indexOf(rights[0] as string);
    expect(lines.slice(first, first + rights.length)).toEqual(rights);
  });

  test('a user who has rights already keeps his entry, whatever the case of his address', async () => {
    folderHas(DEFAULT, CUSTOM);
    const [, sent] = await wire.requestsOf(() => wire.account.inbox.permissions.set('DAVE@example.test', 'Editor'));
    expect(sent?.xml.match(/<Permission>/g)).toHaveLength(2);
    expect(sent?.xml).toContain('<SID>S-1-5-21-7</SID>');
    expect(sent?.xml).toContain('<PermissionLevel>Editor</PermissionLevel>');
  });

  test('remove() leaves the others; of one who is not there nothing is written', async () => {
    folderHas(DEFAULT, CUSTOM);
    const sent = await wire.requestsOf(() => wire.account.inbox.permissions.remove('S-1-5-21-7'));
    expect(sent[1]?.xml).not.toContain('dave@example.test');
    const none = await wire.requestsOf(() => wire.account.inbox.permissions.remove(BOB));
    expect(none.map(({ operation }) => operation)).toEqual(['GetFolder']);
  });
});

describe('what is wrong is told unsent', () => {
  test.each<[string, PermissionLevel | FolderRights, string]>([
    ['bob', 'Reviewer', "who: expected an address such as 'carol@example.com', or a SID, got"],
    [BOB, 'Reveiwer' as never, "did you mean 'Reviewer'?"],
    [BOB, 'Custom' as never, 'level: expected one of'],
    [BOB, undefined as never, 'level: expected one of'],
    [BOB, { canRead: true } as never, 'canRead'],
    [BOB, { editItems: 'Mine' as never }, "editItems: expected one of 'None', 'Owned', 'All'"],
  ])('%s %j', async (who, level, message) => {
    const error = await wire.refusalOf(() => wire.account.inbox.permissions.set(who, level));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain(message);
  });

  test('everybody’s entry cannot be removed', async () => {
    const error = await wire.refusalOf(() => wire.account.inbox.permissions.remove('Default'));
    expect(error.message).toContain("set it to 'None'");
  });

  test('what is of calendars alone is refused of others, as soon as it is known what the folder is', async () => {
    folderHas(DEFAULT);
    for (const level of ['FreeBusyTimeOnly', { readItems: 'TimeOnly' }] as const) {
      const requests = await wire.requestsOf(async () => {
        await expect(wire.account.inbox.permissions.set(BOB, level)).rejects.toThrow(
          'is of calendars, and this is none',
        );
      });
      expect(requests.map(({ operation }) => operation)).toEqual(['GetFolder']);
    }
  });
});

describe('in a mailbox', () => {
  let alice: Account;
  let asBob: Account;

  beforeAll(async () => {
    alice = await s.connect('alice');
    asBob = await s.connect('bob', { email: 'alice@example.test', credentials: s.sandbox.credentialsFor(BOB) });
    await alice.calendar.create({ subject: 'Secret', start: '2026-01-05T10:00', end: '2026-01-05T11:00' });
  });

  test('who is given rights has them, and who loses them has not', async () => {
    await expect(asBob.calendar.count()).rejects.toMatchObject({ code: 'ErrorAccessDenied' });
    await alice.calendar.permissions.set(BOB, 'Reviewer');
    expect(await asBob.calendar.count()).toBe(1);
    await expect(asBob.calendar.create({ subject: 'x', start: '2026-01-05', end: '2026-01-05' })).rejects.toMatchObject(
      {
        code: 'ErrorAccessDenied',
      },
    );
    await alice.calendar.permissions.set(BOB, { readItems: 'FullDetails', canCreateItems: true });
    await asBob.calendar.create({ subject: 'x', start: '2026-01-05T08:00', end: '2026-01-05T09:00' });
    expect(await asBob.calendar.count()).toBe(2);
    await alice.calendar.permissions.remove(BOB);
    await expect(asBob.calendar.count()).rejects.toMatchObject({ code: 'ErrorAccessDenied' });
  });

  test('the list says what was given', async () => {
    const notes = await alice.inbox.createFolder('Shared');
    await notes.permissions.set(BOB, 'Editor');
    const levels = (await notes.permissions.toArray()).map(({ user, level }) => [
      user.primarySmtpAddress ?? user.distinguishedUser,
      level,
    ]);
    expect(levels).toEqual([
      ['Default', 'None'],
      ['Anonymous', 'None'],
      [BOB, 'Editor'],
    ]);
  });
});
