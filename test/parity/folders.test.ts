/** Folders of Microsoft's names are asked for by them; those that have none are known by their class; and what a folder says of itself. */
import { beforeAll, expect, test } from '@jest/globals';
import { scalarOf } from '../../src/codec/scalar.js';
import { Account } from '../../src/index.js';
import { CreateFolder } from '../../src/raw.js';
import { Sandbox } from '../../src/sandbox.js';
import { committed } from '../../src/soap/committed.js';
import { story } from '../stories/mailbox.js';
import { inside } from '../support/compact-xml.js';
import { success } from '../support/messages.js';
import { recorder } from '../support/recorder.js';

const wire = recorder();
const s = story();
let alice: Account;
beforeAll(async () => {
  alice = await s.connect('alice');
});

const NAMES = [...(scalarOf(committed, 'DistinguishedFolderIdNameType')?.values?.keys() ?? [])] as 'inbox'[];

test.each(NAMES)('the folder %s is asked for by that name', async (name) => {
  const request = await wire.xmlOf(() => wire.account.distinguished(name).filter({ subject: 'x' }).count());
  expect(inside(request, 'ParentFolderIds')).toContain(`<DistinguishedFolderId Id="${name}"`);
});

/** Classes that servers give folders which have no name of Microsoft's, and what such a folder holds. */
const CLASSES: [string, string][] = [
  ['IPF.Appointment.Birthday', 'calendar'],
  ['IPF.StoreItem.CrawlerData', 'any'],
  ['IPF.StoreItem.EventCheckPoints', 'any'],
  ['IPF.StoreItem.FreeBusyCache', 'any'],
  ['IPF.StoreItem.RecoveryPoints', 'any'],
  ['IPF.SkypeTeams.Message', 'any'],
  ['IPF.StoreItem.SwssItems', 'any'],
  ['IPF.Task', 'tasks'],
  ['IPF.Note', 'mail'],
  ['IPM.ApplicationData', 'any'],
  ['IPF.Appointment', 'calendar'],
  ['IPF.Configuration', 'any'],
  ['IPM.DefaultFolderHistoryItem', 'any'],
  ['IPF.Contact', 'contacts'],
  ['IPF.Files', 'any'],
  ['IPF.Contact.GalContacts', 'contacts'],
  ['IPF.StoreItem.GraphAnalytics', 'any'],
  ['IPF.Contact.OrganizationalContacts', 'contacts'],
  ['IPF.StoreItem.PassThroughSearchResults', 'any'],
  ['IPF.StoreItem.PdpProfileSecured', 'any'],
  ['Outlook.Reminder', 'any'],
  ['IPF.Note.OutlookHomepage', 'mail'],
  ['IPF.StoreItem.ShadowItems', 'any'],
  ['IPF.StoreItem.Signal', 'any'],
  ['IPF.SmsAndChatsSync', 'any'],
];

test.each(CLASSES)('a folder of the class %s is found, and known to hold %s', async (folderClass, kind) => {
  const displayName = `of ${folderClass}`;
  const parentFolderId = { distinguishedFolderId: { id: 'msgfolderroot' } };
  await alice.call(CreateFolder, { parentFolderId, folders: [{ kind: 'folder', displayName, folderClass }] } as never);
  const found = [];
  for await (const folder of alice.distinguished('msgfolderroot').children())
    if (folder.label === displayName) found.push([folder.kind, (await folder.info()).folderClass]);
  expect(found).toEqual([[kind, folderClass]]);
});

test.each([
  ['folderId', { id: expect.any(String) }],
  ['parentFolderId', { id: expect.any(String) }],
  ['folderClass', 'IPF.Note'],
  ['displayName', 'Inbox'],
  ['totalCount', 1],
  ['childFolderCount', 1],
  ['distinguishedFolderId', 'inbox'],
  ['unreadCount', 1],
  ['effectiveRights', expect.objectContaining({ read: true, createContents: true })],
])('Folder: %s is read by info()', async (member, expected) => {
  if ((await alice.inbox.count()) === 0) {
    await alice.inbox.create({ subject: 'one', isRead: false });
    await alice.inbox.createFolder('below');
  }
  const info = (await alice.inbox.refresh()) as unknown as Record<string, unknown>;
  expect(info[member]).toEqual(
    typeof expected === 'object' && 'id' in expected ? expect.objectContaining(expected) : expected,
  );
});

test('the distinguished id of a folder is asked for, of listed ones too', async () => {
  const names = [];
  for await (const folder of alice.top.children('mail')) names.push((await folder.info()).distinguishedFolderId);
  expect(names).toEqual(expect.arrayContaining(['inbox', 'drafts', 'sentitems', 'junkemail']));
});

test('names of Exchange Online lead to folders of the sandbox, which older editions of it do not tell', async () => {
  const companies = await alice.distinguished('companycontacts').info();
  expect([companies.displayName, companies.folderClass]).toEqual(['Companies', 'IPF.Contact.Company']);
  expect(alice.distinguished('companycontacts').kind).toBe('contacts');
  await using older = await Sandbox.start({ serverVersion: 'Exchange2013_SP1' });
  await using account = await Account.connect({
    email: 'alice@example.test',
    credentials: older.credentialsFor('alice@example.test'),
    endpoint: older.endpoint,
  });
  const names: (string | undefined)[] = [];
  for await (const folder of account.contacts.children()) names.push((await folder.info()).distinguishedFolderId);
  expect(names.filter((name) => name !== undefined).sort()).toEqual([
    'imcontactlist',
    'quickcontacts',
    'recipientcache',
  ]);
  await expect(account.distinguished('companycontacts').info()).rejects.toThrow('known since ExchangeSE');
});

test('a server that is too old for distinguished ids of folders is not asked for them', async () => {
  await using older = await Sandbox.start({ serverVersion: 'Exchange2010_SP2' });
  await using account = await Account.connect({
    email: 'alice@example.test',
    credentials: older.credentialsFor('alice@example.test'),
    endpoint: older.endpoint,
  });
  expect(await account.inbox.info()).toMatchObject({ displayName: 'Inbox', folderClass: 'IPF.Note' });
  expect((await account.top.children('calendar').toArray()).length).toBe(1);
});

test('a folder without a name of its own has the distinguished id as its name', async () => {
  const folder = { kind: 'folder' as const, folderId: { id: 'f' }, distinguishedFolderId: 'root' as const };
  wire.server.next('GetFolder', () => [success({ folders: [folder] })]);
  expect((await wire.account.root.info()).displayName).toBe('root');
  wire.server.next('GetFolder', () => [
    success({ folders: [{ kind: 'folder', folderId: { id: 'f' }, displayName: '' }] }),
  ]);
  expect((await wire.account.archive.info()).displayName).toBe('archivemsgfolderroot');
});
