/** Folders as recorded answers of Exchange show them: which there are, how they are called, classed and ordered. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, create } from '../raw.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.close());

const SHAPE = '<m:FolderShape><t:BaseShape>AllProperties</t:BaseShape></m:FolderShape>';
const find = (parent: string, traversal = 'Shallow') =>
  ask(
    sandbox,
    `<m:FindFolder Traversal="${traversal}">${SHAPE}<m:ParentFolderIds><t:DistinguishedFolderId Id="${parent}"/></m:ParentFolderIds></m:FindFolder>`,
  );
const get = (name: string, more = '') =>
  ask(
    sandbox,
    `<m:GetFolder><m:FolderShape><t:BaseShape>AllProperties</t:BaseShape>${more}</m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="${name}"/></m:FolderIds></m:GetFolder>`,
  );
const make = (name: string, element = 'Folder', parent = 'inbox') =>
  ask(
    sandbox,
    `<m:CreateFolder><m:ParentFolderId><t:DistinguishedFolderId Id="${parent}"/></m:ParentFolderId><m:Folders><t:${element}><t:DisplayName>${name}</t:DisplayName></t:${element}></m:Folders></m:CreateFolder>`,
  );
/** `Folder Inbox IPF.Note`, a line for each. */
const described = (xml: string) =>
  [...xml.matchAll(/<t:(\w*Folder)>(.*?)<\/t:\1>/gs)].map(([, element, folder = '']) =>
    [element, all(folder, 'DisplayName')[0], ...all(folder, 'FolderClass')].join(' '),
  );

test('what is below the root, with elements and classes, in the order of the names', async () => {
  expect(described(await find('root'))).toEqual([
    'SearchFolder AllItems IPF',
    'Folder Common Views',
    'Folder Deferred Action',
    'SearchFolder Favorites IPF.Note',
    'Folder Finder',
    'Folder Freebusy Data',
    'Folder MailboxAssociations',
    'SearchFolder My Contacts IPF.Note',
    'SearchFolder People I Know IPF.Note',
    'Folder PeopleConnect',
    'Folder Recoverable Items',
    'SearchFolder Reminders Outlook.Reminder',
    'Folder Schedule',
    'Folder Sharing IPF.Note',
    'Folder Shortcuts',
    'SearchFolder Spooler Queue',
    'Folder System',
    'Folder TemporarySaves',
    'SearchFolder To-Do Search IPF.Task',
    'Folder Top of Information Store',
    'Folder Views',
  ]);
});

test('what is below Contacts: punctuation is ordered before letters', async () => {
  expect(described(await find('contacts'))).toEqual([
    'ContactsFolder {A9E2BC46-B3A0-4243-B315-60D991004455} IPF.Contact.MOC.ImContactList',
    'ContactsFolder Companies IPF.Contact.Company',
    'ContactsFolder GAL Contacts IPF.Contact.GalContacts',
    'ContactsFolder Organizational Contacts IPF.Contact.OrganizationalContacts',
    'ContactsFolder PeopleCentricConversation Buddies IPF.Contact.PeopleCentricConversationBuddies',
    'ContactsFolder Recipient Cache IPF.Contact.RecipientCache',
    'ContactsFolder Skype for Business Contacts IPF.Contact.MOC.QuickContacts',
  ]);
});

test('Deep gives each folder before what is below it', async () => {
  const names = described(await find('msgfolderroot', 'Deep'));
  const place = names.indexOf('Folder Sync Issues IPF.Note');
  expect(names.slice(place, place + 5)).toEqual([
    'Folder Sync Issues IPF.Note',
    'Folder Conflicts IPF.Note',
    'Folder Local Failures IPF.Note',
    'Folder Server Failures IPF.Note',
    'TasksFolder Tasks IPF.Task',
  ]);
});

test('the root is called root; it and the top of the store have no class', async () => {
  expect(described(await get('root'))).toEqual(['Folder root']);
  expect(described(await get('msgfolderroot'))).toEqual(['Folder Top of Information Store']);
});

test('a t:Folder made without a class has none, the elements of other kinds bring theirs', async () => {
  await make('plain', 'Folder', 'drafts');
  await make('dates', 'CalendarFolder', 'drafts');
  await make('people', 'ContactsFolder', 'drafts');
  await make('work', 'TasksFolder', 'drafts');
  expect(described(await find('drafts'))).toEqual([
    'CalendarFolder dates IPF.Appointment',
    'ContactsFolder people IPF.Contact',
    'Folder plain',
    'TasksFolder work IPF.Task',
  ]);
});

test('PidTagContainerClass is not there where there is no class', async () => {
  const tag =
    '<t:AdditionalProperties><t:ExtendedFieldURI PropertyTag="0x3613" PropertyType="String"/></t:AdditionalProperties>';
  expect(all(await get('inbox', tag), 'Value')).toEqual(['IPF.Note']);
  expect(all(await get('root', tag), 'Value')).toEqual([]);
});

test('a name that is taken is named', async () => {
  await make('twin');
  expect(all(await make('twin'), 'MessageText')).toEqual([
    "A folder with the specified name already exists., Could not create folder 'twin'.",
  ]);
});

test('PidTagMessageSize of the root is that of all that is in the mailbox', async () => {
  const tag =
    '<t:AdditionalProperties><t:ExtendedFieldURI PropertyTag="0x0E08" PropertyType="Integer"/></t:AdditionalProperties>';
  const size = async (name: string) => Number(all(await get(name, tag), 'Value')[0]);
  await create(sandbox, '<t:Message><t:Subject>sized</t:Subject></t:Message>', 'junkemail');
  expect(await size('junkemail')).toBeGreaterThan(0);
  expect(await size('root')).toBeGreaterThanOrEqual((await size('junkemail')) + (await size('inbox')));
});
