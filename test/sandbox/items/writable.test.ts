/** What may be written beyond the tables: rules that depend on the item at hand. The tables' own are in properties/tables.test.ts. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, attributes, codes, create, findItem, idsOf, updateItem } from '../raw.js';

const BOB = 'bob@example.test';
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.close());

const mailbox = (name: string) => `<t:Mailbox><t:EmailAddress>${name}@example.test</t:EmailAddress></t:Mailbox>`;
const set = (uri: string, value: string) =>
  `<t:SetItemField><t:FieldURI FieldURI="${uri}"/><t:Message>${value}</t:Message></t:SetItemField>`;
const remove = (uri: string) => `<t:DeleteItemField><t:FieldURI FieldURI="${uri}"/></t:DeleteItemField>`;
const append = (uri: string, value: string) =>
  `<t:AppendToItemField><t:FieldURI FieldURI="${uri}"/><t:Message>${value}</t:Message></t:AppendToItemField>`;

describe('a message that was sent', () => {
  const received = async (subject: string) => {
    const message = `<t:Message><t:Subject>${subject}</t:Subject><t:ToRecipients>${mailbox('bob')}</t:ToRecipients></t:Message>`;
    await ask(
      sandbox,
      `<m:CreateItem MessageDisposition="SendAndSaveCopy"><m:Items>${message}</m:Items></m:CreateItem>`,
    );
    return idsOf(await ask(sandbox, findItem('inbox', '', '<t:BaseShape>IdOnly</t:BaseShape>'), BOB))[0]!;
  };

  test.each([
    [
      'set',
      set('message:ToRecipients', `<t:ToRecipients>${mailbox('carol')}</t:ToRecipients>`),
      'ErrorInvalidPropertySet',
    ],
    ['set', set('message:From', `<t:From>${mailbox('carol')}</t:From>`), 'ErrorInvalidPropertySet'],
    ['set', set('message:ReplyTo', `<t:ReplyTo>${mailbox('carol')}</t:ReplyTo>`), 'ErrorInvalidPropertySet'],
    ['deleted', remove('message:CcRecipients'), 'ErrorInvalidPropertyDelete'],
    [
      'appended to',
      append('message:BccRecipients', `<t:BccRecipients>${mailbox('bob')}</t:BccRecipients>`),
      'ErrorInvalidPropertyAppend',
    ],
    [
      'set',
      set('message:IsReadReceiptRequested', '<t:IsReadReceiptRequested>true</t:IsReadReceiptRequested>'),
      'ErrorInvalidPropertyUpdateSentMessage',
    ],
    ['deleted', remove('message:IsDeliveryReceiptRequested'), 'ErrorInvalidPropertyUpdateSentMessage'],
  ])('who it is from and to, and its receipts, cannot be %s', async (_, updates, code) => {
    const answer = await ask(sandbox, updateItem(await received('fixed'), updates, 'AlwaysOverwrite'), BOB);
    expect(codes(answer)).toEqual([code]);
    expect(attributes(answer, 'FieldURI', 'FieldURI')).toEqual(attributes(updates, 'FieldURI', 'FieldURI'));
  });

  test('its categories and read flag are still its owner’s', async () => {
    const updates =
      set('item:Categories', '<t:Categories><t:String>x</t:String></t:Categories>') +
      set('message:IsRead', '<t:IsRead>true</t:IsRead>');
    expect(codes(await ask(sandbox, updateItem(await received('own'), updates, 'AlwaysOverwrite'), BOB))).toEqual([
      'NoError',
    ]);
  });

  test('a draft is changed at will', async () => {
    const [id] = await create(sandbox, '<t:Message><t:Subject>draft</t:Subject></t:Message>', 'drafts');
    const updates = set('message:ToRecipients', `<t:ToRecipients>${mailbox('carol')}</t:ToRecipients>`);
    expect(codes(await ask(sandbox, updateItem(id!, updates)))).toEqual(['NoError']);
  });
});

describe('the class of a new item', () => {
  const created = async (element: string, itemClass: string, folder: string) =>
    codes(
      await ask(
        sandbox,
        `<m:CreateItem MessageDisposition="SaveOnly" SendMeetingInvitations="SendToNone"><m:SavedItemFolderId><t:DistinguishedFolderId Id="${folder}"/></m:SavedItemFolderId>` +
          `<m:Items><t:${element}><t:ItemClass>${itemClass}</t:ItemClass></t:${element}></m:Items></m:CreateItem>`,
      ),
    )[0];

  test.each([
    ['Task', 'IPM.Appointment', 'tasks'],
    ['Task', 'IPM.Whatever', 'tasks'],
    ['Contact', 'IPM.ContactX', 'contacts'],
    ['DistributionList', 'IPM.Contact', 'contacts'],
    ['CalendarItem', 'IPM.Note', 'calendar'],
    ['PostItem', 'IPM.Task', 'inbox'],
    ['Message', 'IPM.Appointment', 'drafts'],
  ])('%s of class %s is refused: the element contradicts it', async (element, itemClass, folder) => {
    expect(await created(element, itemClass, folder)).toBe('ErrorObjectTypeChanged');
  });

  test.each([
    ['Task', 'IPM.Task.Own', 'tasks'],
    ['Contact', 'ipm.contact', 'contacts'],
    ['Message', 'IPM.Note.SMIME', 'drafts'],
    ['Message', 'IPM.Whatever', 'drafts'],
    ['Item', 'IPM.Whatever', 'drafts'],
  ])('%s of class %s is taken', async (element, itemClass, folder) => {
    expect(await created(element, itemClass, folder)).toBe('NoError');
  });
});

test('IsAssociated puts a new item into the associated contents', async () => {
  await create(
    sandbox,
    '<t:Message><t:ItemClass>IPM.Configuration.X</t:ItemClass><t:Subject>hidden</t:Subject><t:IsAssociated>true</t:IsAssociated></t:Message>',
    'notes',
  );
  const subjects = async (traversal: string) =>
    all(await ask(sandbox, findItem('notes', '', '<t:BaseShape>Default</t:BaseShape>', traversal)), 'Subject');
  expect(await subjects('Shallow')).toEqual([]);
  expect(await subjects('Associated')).toEqual(['hidden']);
});

test('a property of another kind of item cannot be changed, and the answer names it', async () => {
  const [id] = await create(sandbox, '<t:Contact><t:GivenName>A</t:GivenName></t:Contact>', 'contacts');
  const updates = '<t:DeleteItemField><t:FieldURI FieldURI="task:Mileage"/></t:DeleteItemField>';
  const answer = await ask(sandbox, updateItem(id!, updates));
  expect(codes(answer)).toEqual(['ErrorInvalidPropertyRequest']);
  expect(attributes(answer, 'FieldURI', 'FieldURI')).toEqual(['task:Mileage']);
});

describe('folders', () => {
  const newFolder = async (name: string) =>
    idsOf(
      await ask(
        sandbox,
        `<m:CreateFolder><m:ParentFolderId><t:DistinguishedFolderId Id="inbox"/></m:ParentFolderId><m:Folders><t:Folder><t:DisplayName>${name}</t:DisplayName></t:Folder></m:Folders></m:CreateFolder>`,
      ),
      'FolderId',
    )[0]!;
  const change = async (name: string, updates: string) => {
    const id = await newFolder(name);
    return codes(
      await ask(
        sandbox,
        `<m:UpdateFolder><m:FolderChanges><t:FolderChange><t:FolderId Id="${id.id}"/><t:Updates>${updates}</t:Updates></t:FolderChange></m:FolderChanges></m:UpdateFolder>`,
      ),
    )[0];
  };

  test('counts are the server’s, the class cannot be taken away, a name has to stay', async () => {
    const count =
      '<t:SetFolderField><t:FieldURI FieldURI="folder:TotalCount"/><t:Folder><t:TotalCount>5</t:TotalCount></t:Folder></t:SetFolderField>';
    const without = (uri: string) => `<t:DeleteFolderField><t:FieldURI FieldURI="${uri}"/></t:DeleteFolderField>`;
    expect(await change('a', count)).toBe('ErrorInvalidPropertySet');
    expect(await change('b', without('folder:FolderClass'))).toBe('ErrorInvalidPropertyDelete');
    expect(await change('c', without('folder:DisplayName'))).toBe('ErrorFolderSavePropertyError');
  });

  test('CreateFolder refuses what only the server writes', async () => {
    const answer = await ask(
      sandbox,
      '<m:CreateFolder><m:ParentFolderId><t:DistinguishedFolderId Id="inbox"/></m:ParentFolderId><m:Folders><t:Folder><t:DisplayName>d</t:DisplayName><t:TotalCount>5</t:TotalCount></t:Folder></m:Folders></m:CreateFolder>',
    );
    expect(codes(answer)).toEqual(['ErrorInvalidPropertySet']);
  });
});
