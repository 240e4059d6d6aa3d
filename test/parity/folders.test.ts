/** Folders of Microsoft's names are asked for by them; those that have none are known by their class; and what a folder says of itself. */
import { beforeAll, expect, test } from '@jest/globals';
import { scalarOf } from '../../src/codec/scalar.js';
import type { Account } from '../../src/index.js';
import { CreateFolder } from '../../src/raw.js';
import { committed } from '../../src/soap/committed.js';
import { story } from '../stories/mailbox.js';
import { inside } from '../support/compact-xml.js';
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
